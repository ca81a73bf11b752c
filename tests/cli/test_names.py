"""What an analyst types is found: Chinese names, short forms and abbreviations."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "id_"),
    [
        ("institutions 工信部", "miit"),
        ("institutions 工业和信息化部", "miit"),
        ("institutions 发改委", "ndrc"),
        ("institutions 国资委", "sasac"),
        ("institutions 市场监管总局", "samr"),
        ("institutions --text 'Ministry of Education'", "moe"),
        ("enterprises --text 华为", "huawei"),
        ("enterprises --text CATL", "contemporary-amperex-technology"),
        ("enterprises --text 宁德时代", "contemporary-amperex-technology"),
        ("enterprises --text COMAC", "commercial-aircraft-corporation-of-china"),
        ("enterprises --text 中国商飞", "commercial-aircraft-corporation-of-china"),
        ("enterprises --text 比亚迪", "byd"),
        ("enterprises --text 中车", "crrc"),
        ("enterprises --text 国家电网", "state-grid"),
        ("terms 大基金", "big-fund"),
        ("terms 自给率", "self-sufficiency-rate"),
        ("terms 自主率", "self-sufficiency-rate"),
        ("terms 一带一路", "belt-and-road"),
        ("terms 新质生产力", "new-quality-productive-forces"),
        ("documents --text 十三五", "13th-five-year-plan"),
        ("documents --text 服务型制造", "guidelines-service-oriented-manufacturing"),
        ("documents --text 国发〔2015〕28号", "made-in-china-2025"),
        ("documents --text 政府工作报告", "government-work-report-2018"),
        ("documents --text 分省市指南", "provincial-specialisation-plan"),
        ("events --text tariff", "tariff-list-1-2018"),
        ("events --text 'Section 301'", "section-301-investigation-2017"),
        ("events --text 关税", "tariff-list-1-2018"),
        ("events --text 华为", "huawei-entity-list-2019"),
        ("events --text 十五五", "15th-five-year-plan-adopted-2026"),
        ("pilots --text 浙江", "huzhou-pilot-city"),
        ("pilots --text 株洲", "national-advanced-rail-equipment-innovation-centre"),
    ],
)
def test_what_people_type_is_found(mic25: Run, command: str, id_: str) -> None:
    found = json.loads(mic25(*shlex.split(command), "--json").out)
    assert id_ in [each["id"] for each in (found if isinstance(found, list) else [found])]


def test_every_document_of_the_framework_has_its_chinese_title(mic25: Run) -> None:
    found = json.loads(mic25("documents", "--category", "x", "--json").out)
    assert found and [each["id"] for each in found if not each["name"]["zh"]] == []
    assert not any("…" in (each["name"]["zh"] or "") for each in found)
