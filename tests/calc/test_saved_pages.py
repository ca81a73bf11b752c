"""Quoted words on saved pages: what is printed there is found, and links lead to it."""

from collections import Counter
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from builders import cites
from cases import cases
from mic25cli.calc.saved_pages import Page, looked_for, report, verify
from mic25cli.calc.source_grades import address, in_link
from mic25cli.calc.source_grades import page_of as page
from mic25cli.model.dataset import RecordSet


@cases
def test_what_becomes_of_words(page, words, state):
    assert looked_for(Page("", page), words)[0] == state


WORDS = st.sampled_from([
    "growth", "of", "firms", "ten", "weight", "and", "GWh,", "by", "often", "(2025)", "percent;",
    "国内市场占有率", "十五家", "增长,", "“十四五”", "two", "May", "–", "China’s", "U.S.",
])  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**7).map(lambda number: f"{number:,}"),
    st.decimals(0, 10**4, places=1).map(str),
    st.integers(1, 31).map(lambda day: f"{day},"),
    st.integers(2010, 2030).map(lambda year: f"{year},"),
    st.integers(1, 99).map(lambda share: f"{share}%"),
)
TOKENS = st.lists(st.one_of(WORDS, NUMBERS), min_size=1, max_size=25)


@example(["December", "31,", "2025,", "248,000", "firms"], 3, 2)
@example(["59", "100", "118", "148"], 1, 2)
@given(TOKENS, st.integers(0, 24), st.integers(1, 8))
def test_what_a_page_prints_is_found_in_it(tokens, start, count):
    """Law: each part of a text between two spaces is found, and its link leads there."""
    start %= len(tokens)
    words, page = " ".join(tokens[start : start + count]), Page("", " ".join(tokens))
    assert looked_for(page, words)[0] == "found"


@example(["31,", "2025,"], 24, "8,000", "firms in all")
@given(TOKENS, st.integers(1, 10**6), NUMBERS, st.sampled_from(["firms in all", "家企业"]))
def test_another_number_is_never_found(before, number, after, of):
    """Law: words with a number that the page does not print at that place are not found."""
    page = Page("", " ".join([*before, "exactly", str(number), of, after]))
    assert looked_for(page, f"exactly {number + 1} {of}")[0] == "changed"


def test_the_words_of_all_kinds_of_records_are_looked_for(shipped):
    checks = [*verify(shipped, lambda _: None)]
    every = [(record["kind"], cite) for record in shipped for cite in cites(dict(record))]
    wanted = [(kind, cite["source"]) for kind, cite in every if cite["quote"]]
    assert sorted((each.claim.partition("/")[0], each.source) for each in checks) == sorted(wanted)
    counted = {kind: of.cites for kind, of in report(shipped, checks).by_kind.items()}
    assert counted == Counter(kind for kind, _ in every)
    assert {"events", "documents", "terms", "institutions", "pilots", "funds"} <= dict(
        wanted
    ).keys()


@cases
def test_a_link_has_no_dash_that_a_page_may_print_otherwise(words, parts):
    assert [*in_link(words)] == parts
    assert all(in_link(part) == (part,) for part in parts)


@cases
def test_words_in_other_letters_are_told(shipped, page, words, state, opens):
    first = next(iter(verify(shipped, lambda _: None)))
    record = shipped.get(*first.claim.partition("#")[0].split("/"))
    assert record is not None
    cite = {**next(cites(dict(record))), "quote": [words]}
    held = RecordSet.of({
        "sources": dict(shipped.kind("sources")),
        "events": {"e": {**next(iter(shipped.kind("events").values())), "id": "e", "cite": [cite]}},
    })  # fmt: skip
    (check,) = verify(held, lambda _: Page("", page))
    assert (check.claim, check.state, check.opens) == ("events/e", state, opens)


def test_a_link_to_several_words():
    told = address("https://a.org/x", ["a, b & c", "sales in 2022–2024"])
    assert told == "https://a.org/x#:~:text=a%2C%20b%20%26%20c&text=sales%20in%202022,2024"


@cases
def test_words_are_a_text_directive(url, find, found):
    assert address(url, find) == found


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_nothing_in_the_words_is_taken_for_syntax(find):
    found = address("https://a.org/x", find)
    assert found is not None and page(found) == "https://a.org/x"
    told = found.partition("#:~:")[2].split("&")
    parts = [each.removeprefix("text=").split(",") for each in told]
    assert [tuple(map(unquote, each)) for each in parts] == [in_link(each) for each in find]
    assert all(part in words for words in find for part in in_link(words))
    assert not any(sign in part for each in parts for part in each for sign in "-&= ")
