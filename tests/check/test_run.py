"""The run of the rules: one walk over each record, problems by file, and their maximum number."""

from collections import Counter
from typing import Any

import pytest

from mic25cli.check import context as parts
from mic25cli.check.run import check
from mic25cli.store import load


def term(name):
    return f"{{name: {{en: {name}}}, cite: [{{source: s, checked: text}}]}}"


SOURCE = "s: {title: S, published: 2016, lang: en, authority: B, coverage: full}\n"


def test_each_record_is_walked_over_once(records, monkeypatch):
    walked: Counter[str] = Counter()
    real = parts.PartPaths.__init__

    def counted(self, record):
        walked[record["id"]] += 1
        real(self, record)

    monkeypatch.setattr(parts.PartPaths, "__init__", counted)
    folder = records({"terms.yaml": f"a: {term('A')}\nb: {term('B')}\n", "sources.yaml": SOURCE})
    assert check(load.load([folder])).diagnostics == ()
    assert walked == {"a": 1, "b": 1, "s": 1}


def test_records_alike_share_the_paths_of_their_parts(records):
    terms = "".join(f"t{n}: {term(f'T{n}')}\n" for n in range(50))
    folder = records({"terms.yaml": terms, "sources.yaml": SOURCE})
    context = parts.RuleContext(load.load([folder]))
    shapes = {id(each.paths) for each in context.parts}
    assert (len([*context.parts]), len(shapes)) == (51, 2)
    assert {text for each in context.parts for _, text in each.at(each.paths.under("en"))} >= {
        "T0",
        "T49",
    }


@pytest.mark.parametrize("number", ["value: six", "value: six, bound: about", "low: 1, high: two"])
def test_a_wrong_number_hides_no_lost_link_of_its_record(records, number):
    milestone = f"{{year: 2025, {number}, cite: [{{source: s, checked: text}}]}}"
    target = f"t: {{name: {{en: T}}, indicator: none, milestones: [{milestone}]}}"
    found = check(load.load([records({"targets.yaml": target, "sources.yaml": SOURCE})]))
    assert [each.code for each in found.diagnostics] == ["dangling-id", "wrong-type"]


class RowNoun(list[Any]):
    """A list that counts how often it is iterated over."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("count", [2, 40])
def test_the_list_of_files_is_gone_through_as_often_for_many_as_for_few(records, count):
    files = {f"terms/t{n}.yaml": f"t{n}: {term(f'T{n}')}\n" for n in range(count)}
    lost = "{name: {en: Lost}, industries: [none], cite: [{source: s, checked: text}]}"
    folder = records({**files, "terms/lost.yaml": f"lost: {lost}\n", "sources.yaml": SOURCE})
    loaded = load.load([folder])
    loaded.files = RowNoun(loaded.files)
    assert len(check(loaded).diagnostics) == len(loaded.diagnostics)
    assert loaded.files.times <= 6


@pytest.mark.slow
def test_the_most_faults_that_are_told_of_a_file_count_in_the_order_of_the_rules(records):
    entries = "".join(f"a{n}: {term(f'N 中{n % 700}')}\n" for n in range(1_400))
    report = check(load.load([records({"terms.yaml": entries, "sources.yaml": SOURCE})]))
    # 700 that share their name come before 1,400 with a Chinese character in an English one.
    assert report.codes == {"chinese-in-english": 300, "name-twice": 700, "too-many-problems": 1}
    (last,) = [each for each in report.diagnostics if each.code == "too-many-problems"]
    assert last.message == "the rules find 1,100 more problems, which are not shown"
    assert last.line == 1_400
