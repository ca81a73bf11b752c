"""The address of words on a page, as browsers read it."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.calc.source_grades import address, in_link
from mic25cli.calc.source_grades import page_of as page


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
