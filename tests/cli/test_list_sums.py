"""`--by` counts the records of a list; `funds --total` adds up their money; coverage and search
count their results."""

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from cases import cases


@cases
def test_groups_count_each_record_once(mic25, kind, by, path):
    found = json.loads(mic25(kind, "--by", by, "--json", "-q").out)
    rows = json.loads(mic25(kind, "--json", "-q", "--query", f"[].{{v: {path}}}").out)
    counts: Counter[str | None] = Counter()
    for row in rows:
        values = row["v"] if isinstance(row["v"], list) else [row["v"]]
        counts.update({value for value in values if value} or {None})
    assert {each["key"]: each["records"] for each in found["results"]} == counts
    assert found["summary"]["records"] == len(rows)
    assert found["summary"]["without"] == counts[None]


def test_events_are_counted_by_their_years(mic25):
    rows = json.loads(mic25("events", "--by", "year", "--json", "-q").out)["results"]
    of_2018 = mic25("events", "--year", "2018", "--fields", "id", "-f", "tsv", "-q").out
    assert {"key": "2018", "records": len(of_2018.splitlines()) - 1} in rows


def test_the_money_of_funds_is_summed_by_stage_and_currency(mic25):
    found = json.loads(mic25("funds", "--total", "--json", "-q").out)
    amounts = json.loads(mic25("table", "amounts", "--json", "-q").out)
    funds = json.loads(mic25("funds", "--json", "-q").out)
    deciding = [row for row in amounts if row["used_as"] == "decides"]
    stages = {(row["record"], row["stage"]) for row in amounts}
    parts = {fund["id"]: fund["part_of"] for fund in funds}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in deciding:
        if (parts[row["record"]], row["stage"]) not in stages:
            sums[row["stage"]] += Decimal(str(row["value_base"]))
    sums.pop("unspecified")
    told = {each["stage"]: Decimal(str(each["value"])) * 10**9 for each in found["results"]}
    assert told == sums
    left = found["summary"]["left_out"]
    assert found["summary"]["amounts"] + sum(left.values()) - left["no-amount"] == len(amounts)
    assert {each["unit"] for each in found["results"]} == {"bn CNY"}


def test_at_a_stage_of_a_round_either_one_sum_counts_or_one_of_each_payer(mic25):
    rows = json.loads(mic25("table", "amounts", "--json", "-q").out)
    groups = defaultdict(list)
    for row in rows:
        if row["used_as"] == "decides":
            groups[row["record"], row["stage"], row["round"]].append(row["payer"])
    assert all(len(each) == 1 or None not in each for each in groups.values())
    assert all(len(each) == len(set(each)) for each in groups.values())
    part = [row for row in rows if row["not_used_because"] == "part-of-sum"]
    assert part and all(row["payer"] for row in part)


def test_what_is_left_out_of_the_total_is_said(mic25):
    funds = json.loads(mic25("funds", "--json").out)
    count = sum(not each["amounts"] for each in funds)
    assert count > 1
    for form in ("plain", "tsv"):
        ran = mic25("funds", "--total", "-f", form)
        assert f"Left out: {count} without an amount" in (ran.out if form == "plain" else ran.err)


@cases
def test_a_part_of_a_sum_is_not_added_to_it(mic25, tmp_path, sums, total):
    cite = "cite: [{source: s, checked: text}]"
    amounts = [
        f"{{amount_type: {type_}, date: '{when}', value: {value}, unit: mn INR, {cite}"
        + (f", round: {part}}}" if part else "}")
        for type_, value, when, part in sums
    ]
    (tmp_path / "funds.yaml").write_text(
        f"aid:\n  name: {{en: Aid}}\n  type: state-aid\n  {cite}\n"
        f"  amounts: [{', '.join(amounts)}]\n"
    )
    source = "title: S, published: 2026, lang: en, authority: A, coverage: full"
    (tmp_path / "sources.yaml").write_text(f"s: {{{source}}}\n")
    asked = ("funds", "--total", "--json", "-q", "--records", str(tmp_path))
    [paid] = json.loads(mic25(*asked).out)["results"]
    assert [paid["value"], paid["unit"], paid["amounts"]] == total


@pytest.mark.slow
def test_the_shipped_dataset_has_every_kind_and_every_industry(mic25):
    by_kind = json.loads(mic25("coverage", "--json").out)
    assert all(row["records"] for row in by_kind["results"])
    by_industry = json.loads(mic25("coverage", "--by", "industry", "--json").out)
    names = [row["industry"] for row in by_industry["results"]]
    industries = json.loads(mic25("industries", "--json").out)
    assert names[-1] is None and set(names[:-1]) == {each["id"] for each in industries}
    assert by_industry["summary"] == by_kind["summary"]
    # A target of no industry is in the last row, one of two industries in both.
    count = sum(row["targets"]["targets"] for row in by_industry["results"])
    assert count >= by_kind["summary"]["targets"]["targets"]


@pytest.mark.slow
def test_what_is_only_inside_a_word_is_counted_apart(mic25):
    page = mic25("search", "IC", "-f", "plain").out
    count = int(re.search(r"^(\d+) of them match only a part of a word", page, re.M)[1])
    ranks = [hit["rank"] for hit in json.loads(mic25("search", "IC", "--json").out)]
    assert count == ranks.count("inside") > 0
    assert "inside a longer" not in mic25("search", "大基金", "-f", "plain").out
