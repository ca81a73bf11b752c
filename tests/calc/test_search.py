"""Search: words, other names, sounds and order, on the shipped dataset and on small ones."""

import itertools
import os
import random
import re
import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.calc import lookup, search
from mic25cli.calc import search_words as query_
from mic25cli.calc.record_filters import Selection, select
from mic25cli.errors import UsageError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.text_folding import Folded, entry_of, fold, fold_with_places
from mic25cli.values import grouped

QUERIES = [
    (query, tuple(expected.split()))
    for line in Path(__file__).with_name("search_queries.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for query, expected in (line.split("\t"),)
]


def found(dataset, query, limit=None, **options):
    hits = search.search(dataset, query, **options).hits[:limit]
    return [f"{hit.kind}/{hit.id}" for hit in hits]


@pytest.mark.others
def test_what_is_expected_stands_among_the_first_five(shipped):
    """Within their kind: targets, indicators, funds and documents come before the others."""
    missed, wanted = [], 0
    for query, expected in QUERIES:
        every = grouped((each.partition("/")[0], each) for each in found(shipped, query))
        wanted += len(expected)
        for each in expected:
            if each not in every.get(each.partition("/")[0], ())[:5]:
                missed.append(f"{query}: {each}")
    assert 1 - len(missed) / wanted >= 0.95, missed


def test_an_abbreviation_is_found_in_the_plural(shipped):
    short = {
        each["abbr"]: f"terms/{each['id']}"
        for each in shipped.kind("terms").values()
        if re.fullmatch("[A-Z]*[B-DF-HJ-NP-RTV-Z]", each["abbr"] or "")
        and f"{each['abbr']}s".lower() not in query_.FILLERS
    }
    assert any(len(abbr) == 2 for abbr in short)
    for abbr, term in short.items():
        assert term in found(shipped, f"{abbr}s"), abbr


def name_parts(dataset):
    """Every part of one to four characters of every name, with its record as it is searched."""
    for record in dataset:
        entry = dataset.index[record["kind"]][record["id"]]
        names = entry_of(record)[0]
        parts = {
            line[at : at + size]
            for line in names.split("\n")
            for size in range(1, 5)
            for at in range(len(line) - size + 1)
        }
        yield from ((part, entry, record["id"]) for part in parts if part.strip())


@pytest.mark.others
def test_all_parts_of_names_find_their_record(shipped):
    """A quarter of the parts, each in two of the records that have it; with FUZZ, all parts in all
    records. Parts with up to three Latin letters need not be found: they may be inside a word."""
    few = "FUZZ" not in os.environ
    queries: dict[str, query_.Query] = {}
    asked: Counter[str] = Counter()
    for part, entry, id_ in name_parts(shipped):
        asked[part] += 1
        if any(len(word) <= 3 and word.isascii() for word in part.split()):
            continue
        if few and (asked[part] > 2 or zlib.crc32(part.encode()) % 4):
            continue
        query = queries.get(part)
        if query is None:
            query = queries[part] = query_.parse(part, shipped, exact=True)
        assert query.rank(entry) is not None, (part, id_)
    assert len(queries) > (10_000 if few else 40_000)


def test_hits_say_where_they_match_in_the_value_as_it_is(shipped):
    for query in ("battery", "大基金", "機器人", "xinnengyuan", "R&D", "80%", "浙江", "IC fund"):
        hits = search.search(shipped, query).hits[:]
        assert hits, query
        for hit in hits:
            assert hit.matches, (query, hit)
            record = shipped.get(hit.kind, hit.id)
            for match in hit.matches:
                value = at(record, match.path)
                assert 0 <= match.start < match.end <= len(value), (query, hit)


def at(record, path):
    value = record
    for step in path.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value


@cases
def test_what_is_marked_is_the_text_as_written(query, value, part):
    dataset = dataset_of({"a": {"name": {"en": value, "zh": None}}})
    (hit,) = search.search(dataset, query).hits
    marks = [each for each in hit.matches if each.path == "name.en"]
    assert [value[each.start : each.end] for each in marks] == [part]


def dataset_of(terms):
    return RecordSet.of(
        {"terms": {id_: {"kind": "terms", "id": id_, **t} for id_, t in terms.items()}}
    )


@cases
def test_words(query, texts, kept):
    terms = {
        f"n{at}": {"name": {"en": "-", "zh": None}, "note": text} for at, text in enumerate(texts)
    }
    hits = search.search(dataset_of(terms), query).hits
    assert sorted(hit.id for hit in hits) == [f"n{at}" for at in kept]


def test_what_is_inside_a_word_counts_in_names_and_last():
    dataset = dataset_of(
        {
            "a": {"name": {"en": "Ownership", "zh": None}},
            "b": {"name": {"en": "Ships", "zh": None}},
            "c": {"name": {"en": "X", "zh": None}, "note": "ownership"},
        }
    )
    hits = search.search(dataset, "ship").hits
    assert [(hit.id, hit.rank) for hit in hits] == [("b", "same"), ("a", "inside")]


@pytest.mark.parametrize(("typed", "found"), [("epa", []), ("dep", ["a"]), ("partm", ["a"])])
def test_a_few_letters_inside_a_word_are_there_by_chance(typed, found):
    dataset = dataset_of({"a": {"name": {"en": "Department", "zh": None}}})
    assert [hit.id for hit in search.search(dataset, typed).hits] == found


def test_other_names_are_searched_for_and_told(shipped):
    both = search.search(shipped, "大基金")
    alone = search.search(shipped, "大基金", exact=True)
    assert alone.also == ()
    assert "big fund" in {each.name for each in both.also}
    assert both.total > alone.total
    assert {hit.id for hit in alone.hits} <= {hit.id for hit in both.hits}


@cases
def test_by_any_word_or_sound(shipped, query, kind, limit, wanted):
    """The hits that must be among the first, or among all, of one kind or of any."""
    hits = found(shipped, query, limit=limit, **({"kinds": (kind,)} if kind else {}))
    assert wanted is None or wanted in hits


@pytest.mark.parametrize(("query", "meant"), [("新能原汽车", "新能源汽车"), ("宁坡", "宁波")])
def test_near_misses_are_offered(shipped, query, meant):
    result = search.search(shipped, query)
    assert result.hits[:] == ()
    assert meant in result.meant


@pytest.mark.parametrize("query", ["量子", "飞毯"])
def test_a_word_with_half_its_signs_is_another_word(shipped, query):
    assert search.search(shipped, query).meant == ()


@cases
def test_a_slip_with_one_reading_is_searched_for_as_that(shipped, query, read):
    result = search.search(shipped, query)
    assert result.mended == query
    assert result.query.startswith(read)
    assert result.hits[:] == search.search(shipped, result.query).hits[:]
    assert search.search(shipped, query, exact=True).total == 0


def test_where_nothing_has_all_words_what_has_most_is_found(shipped):
    result = search.search(shipped, "robots in zhejiang")
    assert result.met == 1
    either = {*found(shipped, "robots"), *found(shipped, "zhejiang")}
    assert {f"{hit.kind}/{hit.id}" for hit in result.hits} <= either
    assert search.search(shipped, "was the robot density").met is None


def test_nothing_but_spaces_is_a_usage_error(shipped):
    for query in ("", " ", "　"):
        with pytest.raises(UsageError, match="the search has no words"):
            search.search(shipped, query)


def test_order_is_stable_and_names_come_before_texts(shipped):
    for query in ("robot", "基金", "green", "electric cars"):
        hits = search.search(shipped, query).hits[:]
        # Records about other records come last; another name of a thing counts like its own.
        last = [h.kind in search.SECONDARY and h.rank not in ("same", "same-thing") for h in hits]
        assert last == sorted(last)
        near = [
            search.NEARNESS.get(query_.RANKS.index(hit.rank), query_.INSIDE)
            for hit, is_last in zip(hits, last, strict=True)
            if not is_last and hit.kind != "terms"
        ]
        assert near == sorted(near)
        assert hits == search.search(shipped, query).hits[:]


@cases
def test_targets_come_first_then_indicators_funds_and_documents(shipped, query):
    hits = search.search(shipped, query).hits[:]
    named = [hit.kind for hit in hits if hit.rank in ("name", "other-name")]
    kinds = [kind for kind in named if kind in search.ORDER]
    assert len({*kinds}) > 1
    assert kinds == sorted(kinds, key=search.ORDER.index)
    assert named[: len(kinds)] == kinds


def test_a_chinese_query_is_parted_into_two_words_where_nothing_has_it_whole(shipped):
    result = search.search(shipped, "单位能耗")
    assert (result.query, result.mended) == ("单位 能耗", "单位能耗")
    assert {"targets", "indicators"} <= {hit.kind for hit in result.hits}
    assert not search.search(shipped, "月球基地").total


def test_hits_are_looked_at_one_by_one_or_all_at_once(shipped):
    whole = search.search(shipped, "battery")
    assert whole.hits[:3] == tuple(whole.hits[place] for place in range(3))
    assert whole.total == len(whole.hits) == len(whole.hits[:])


@pytest.mark.slow
def test_han_is_compared_by_brute_force(shipped):
    every = [(e["kind"], e["id"], "\0".join(entry_of(e)[:2])) for e in shipped]
    for query in ("基金", "宁", "电池", "中國製造", "２０２５年"):
        hits = set(found(shipped, query, exact=True))
        wanted = {f"{kind}/{id_}" for kind, id_, texts in every if fold(query) in texts}
        assert hits == wanted, query


def test_folding_keeps_the_place_of_each_character():
    for text in ("ＮＥＶ汽車", "Förderung ½", "ﬁrm", "한국 로봇", "a\u0301b", "㎏製造"):
        folded, places = fold_with_places(text)
        assert folded == fold(text)
        assert len(places) == len(folded)
        assert places == sorted(places)


@pytest.mark.slow
def test_a_query_is_never_a_pattern(shipped):
    for query in itertools.chain("()[]{}*+?.\\^$|&%#-_/'\"", ["a(b", "[x", "c++", "\\d", ".*"]):
        search.search(shipped, query).hits[:1]


@cases
def test_an_industry_goes_by_words_that_it_alone_is_about(shipped, word, industry):
    assert lookup.industry(shipped, word)["id"] == industry


@cases
def test_the_text_of_a_list_goes_by_the_same_words(shipped, kind, text, ids):
    kept = {each["id"] for each in select(shipped, kind, Selection(text=text))}
    assert {*ids} <= kept
    assert len(kept) < len(shipped.kind(kind)) / 2


# --- where to look: the columns of the folded text


@pytest.mark.others
def test_no_record_is_passed_over_that_a_query_finds(shipped):
    """Every hit is among the candidates, and no other record has the text that they share."""
    rnd = random.Random(16)
    names = [line for each in shipped for line in entry_of(each)[0].split("\n")]
    parts = [name[: rnd.randint(1, 12)] for name in rnd.sample(names, 25)]
    texts = [query for query, _ in QUERIES] + [part for part in parts if part.split()]
    every = {kind: dict(folded) for kind, folded in shipped.index.items()}
    for text in [*texts, "batteries", "xnyqc", "xinnengyuan", "the of", "robots ev", "dian chi"]:
        query = query_.parse(text, shipped)
        for kind, folded in every.items():
            looked_at = dict(search.entries(query, shipped, kind))
            for id_, entry in folded.items():
                assert id_ in looked_at or query.rank(entry) is None, (text, kind, id_)


def test_few_records_are_looked_at(shipped):
    """A word needs a search through the columns, not a look at every record."""
    query = query_.parse("turbine", shipped)
    looked_at = sum(1 for kind in shipped.index for _ in search.entries(query, shipped, kind))
    assert looked_at < len(list(shipped)) / 10


def test_the_columns_give_the_entries_back(shipped):
    for kind, folded in shipped.index.items():
        assert dict(folded) == {id_: entry_of(each) for id_, each in shipped.kind(kind).items()}


def test_signs_that_part_the_columns_part_no_text():
    record = {"kind": "terms", "id": "a", "name": {"en": "A\x01B\x02C", "zh": None}}
    folded = Folded.of([record, {**record, "id": "b"}])
    assert dict(folded) == {"a": ["a\na b c", "", ""], "b": ["b\na b c", "", ""]}
    assert (folded.with_name("b c"), folded.with_name("b\n"), folded.with_name("x")) == (
        {0, 1},
        {1},
        set(),
    )
    assert folded.having("") == {0, 1}


def test_a_sound_is_found_by_its_initials_too():
    record = {"kind": "terms", "id": "ev", "name": {"en": None, "zh": "新能源汽车2025"}}
    folded = Folded.of([{**record, "id": "none", "name": {"en": "x", "zh": None}}, record])
    assert folded.sounding("xnyqc") == folded.sounding("nengyuan") == {1}
    assert folded.sounding("xny2") == set()


PIECES = st.sampled_from(
    ["a", "B", "ß", "ﬁ", "İ", "é", "e\u0301", "Ｎ", "Ｅ", "製", "造", "车", "車", "𝔸", "😀",
     "\x1b[31m", "\u202e", "K", "½", "㎏", "가", " ", "-", "‑", "2", "%", "&", "臺", "\u200b", "\n"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(PIECES, min_size=1, max_size=9), st.integers(0, 8), st.integers(1, 5))
def test_any_part_of_a_hostile_name_is_found_and_told_where_it_stands(pieces, start, size):
    value = "".join(pieces)
    part = "".join(pieces[start : start + size])
    words = fold(part).split()
    if not words or any(len(word) <= 3 and word.isascii() for word in words):
        # A few Latin letters inside a word match by chance.
        return
    dataset = dataset_of({"q": {"name": {"en": value, "zh": None}}})
    for exact in (True, False):
        hits = search.search(dataset, part, exact=exact).hits
        assert [hit.id for hit in hits] == ["q"]
        spans = [each for each in hits[0].matches if each.path == "name.en"]
        assert spans
        assert all(0 <= each.start < each.end <= len(value) for each in spans)
        told = fold(" ".join(value[each.start : each.end] for each in spans))
        for word in fold(part).split():
            assert word in query_.FILLERS or word in told, (word, told)
