"""Prose compared with source texts: copied runs are reported, chance runs not, in one pass."""

import pytest

from cases import data
from mic25cli.check.run import check
from mic25cli.store import load

[SOURCE] = data(__file__, "SOURCE")


@pytest.fixture
def found(records):
    def run(text, source=SOURCE, key="definition"):
        body = {"definition": "Some meaning.", "abbr": "X", key: text}
        lines = "".join(f"  {name}: {value!r}\n" for name, value in body.items())
        end = "  cite: [{source: s, checked: text}]\n"
        folder = records({"terms.yaml": f"a:\n  name: {{en: A}}\n{lines}{end}"})
        report = check(load.load([folder]), {"paper.txt": source}, codes={"copied-prose"})
        return list(report.diagnostics)

    return run


def test_eight_words_in_a_row_are_told_with_their_place(found):
    [fault] = found("It seems the government wants to raise the share of things.")
    assert fault.severity == "warning" and fault.field == "definition"
    assert "8 words in a row are also in paper.txt:2" in fault.message
    assert "“the government wants" in fault.message


def test_the_longest_run_counts(found):
    [fault] = found("To do so it pays for research in all of its provinces, and TO DO SO.")
    assert "12 words" in fault.message and "paper.txt:3" in fault.message


def test_chinese_is_held_against_by_character(found):
    source = "第一。\n到二〇二五年，自主品牌工业机器人国内市场占有率达到百分之七十。"
    [fault] = found("说的是自主品牌工业机器人国内市场占有率。", source)
    assert "16 Chinese characters in a row are also in paper.txt:2" in fault.message
    assert found("工业机器人国内市场占有率", source) == []


@pytest.mark.others
def test_the_time_grows_with_the_text_and_not_with_its_square(found):
    """Half a million equal words: comparing all with all would not end."""
    assert found(("word " * 100).strip(), "word " * 500_000)[0].message.startswith("100 words")


def test_without_texts_nothing_is_held_against_anything(records):
    folder = records({"terms.yaml": "a: {name: {en: A}, cite: [{source: s, checked: text}]}\n"})
    assert check(load.load([folder]), codes={"copied-prose"}).diagnostics == ()
