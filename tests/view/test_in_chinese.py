"""Everything about a target is in Chinese, except names and passages of sources."""

import re
from collections.abc import Mapping

import pytest

from chinese import printed, sentences
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question
from mic25cli.calc.table_definition import judged_on
from mic25cli.check.registry import codes
from mic25cli.model.fields import IN_CHINESE
from mic25cli.store import snapshot
from mic25cli.store.installed_datasets import folder, names
from mic25cli.view.record.cards import document as card
from mic25cli.view.render.plain import plain
from mic25cli.view.text import in_language
from mic25cli.view.validation.problems import explained as explained_code
from mic25cli.view.verdict.explain_text import explained

TOLD = ("targets", "indicators", "assessments")
IN_BOTH = ("mic25", "beyond-2025")
"""The shipped datasets in both languages, which have a title in Chinese."""


@pytest.fixture(scope="module", params=names())
def dataset(request, own_folders):
    """A shipped dataset that is in Chinese, too."""
    found = snapshot.open_dataset((folder(request.param),))
    assert found.profile.chinese == (request.param in IN_BOTH)
    if not found.profile.chinese:
        pytest.skip("a dataset in English alone")
    return found


def lacking(value, path=""):
    """Our own texts without a Chinese one, and Chinese ones without an English one, by path."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from lacking(each, f"{path}[{place}]")
    elif isinstance(value, Mapping):
        if "name" in value and not value["name"]["zh"]:
            yield f"{path}.name"
        for chinese, english in IN_CHINESE.items():
            if chinese not in value:
                continue
            ours, theirs = value[english], value[chinese]
            if isinstance(ours, Mapping):
                yield from (f"{path}.{english}.{name}" for name in ours.keys() ^ theirs.keys())
            elif bool(ours) != bool(theirs):
                yield f"{path}.{english}"
        for key, each in value.items():
            yield from lacking(each, f"{path}.{key}")


@pytest.mark.parametrize("kind", TOLD)
def test_every_text_of_ours_has_a_chinese_one(dataset, kind):
    records = dataset.kind(kind)
    assert [path for key, record in records.items() for path in lacking(record, key)] == []


def test_a_chinese_text_keeps_the_numbers_of_the_english_one(dataset):
    """Years and percentages are the same in both; numbers in 亿 differ."""

    def years(text):
        return set(re.findall(r"(?<![\d.])(?:19|20)\d\d(?![\d,.]\d)", text))

    for record in (each for kind in TOLD for each in dataset.kind(kind).values()):
        told = str(in_language(record, "zh"))
        assert years(str(in_language(record, "en"))) <= years(told), record["id"]


def test_every_code_of_validate_says_in_chinese_what_is_wrong_and_what_to_do():
    for code in codes().values():
        title, _, why_and_remedy = explained_code(code, "zh").splitlines()[1:4]
        told = title + why_and_remedy
        assert told.count("。") + told.count("；") >= 2, code.code
        assert explained_code(code, "en").splitlines()[1] == f"{code.title}."


def english(dataset, target, lang, named):
    """English left on a target's card and in its full explanation."""
    found = explain(dataset, target, Question(judged_on(dataset)))
    told = (card(dataset.kind("targets")[target], dataset, lang), explained(found, dataset, lang))
    return {each for part in told for each in sentences(plain(part), named)}


@pytest.mark.others
def test_a_chinese_card_and_explanation_hold_no_english_sentence(dataset):
    named = printed(dataset)
    for target in dataset.kind("targets"):
        assert english(dataset, target, "zh", named) == set(), target
        assert english(dataset, target, "en", named), target
