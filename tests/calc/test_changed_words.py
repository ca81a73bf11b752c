"""Which words changed: by word or Chinese character, and the time that takes."""

import difflib
import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases import cases
from mic25cli.calc.diff import changed_words
from mic25cli.calc.diff.changes import TextRun, swap_spans


def marked(old, new):
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(
        signs[span.op].format(span.text) for span in changed_words.spans("gloss", old, new)
    )


@cases
def test_words(old, new, expected):
    assert marked(old, new) == expected


texts = st.text("ab \n.制造", max_size=30) | st.lists(
    st.sampled_from(["high", "quality", "growth", "制造", "强国", ",", "of"]), max_size=12
).map(" ".join)


@pytest.mark.slow
@given(texts, texts)
def test_the_spans_give_both_texts(old, new):
    found = changed_words.spans("gloss", old, new)
    assert "".join(span.text for span in found if span.op != "added") == old
    assert "".join(span.text for span in found if span.op != "removed") == new
    assert all(span.text for span in found)
    assert all(one.op != other.op for one, other in itertools.pairwise(found))


@example("high plan high", "plan high plan")  # the matcher's answer depends on the order
@given(texts, texts)
def test_the_spans_are_mirrored(old, new):
    assert swap_spans(changed_words.spans("gloss", old, new)) == changed_words.spans(
        "gloss", new, old
    )


def test_swapping_puts_what_went_first():
    spans = (TextRun("x", "kept", "a "), TextRun("x", "removed", "b"), TextRun("x", "added", "c"))
    assert swap_spans(spans) == (
        TextRun("x", "kept", "a "),
        TextRun("x", "removed", "c"),
        TextRun("x", "added", "b"),
    )


@pytest.mark.slow
def test_a_text_that_repeats_itself_is_not_searched(monkeypatch):
    """The matcher's time grows with the pairs of equal words; above a limit it is not used."""
    asked: list[int] = []
    real = difflib.SequenceMatcher

    def counting(*arguments, **options):
        asked.append(1)
        return real(*arguments, **options)

    monkeypatch.setattr(changed_words, "SequenceMatcher", counting)
    changed_words.spans("x", "y " + "a b " * 100 + "z", "v " + "b a " * 100 + "w")
    assert asked
    asked.clear()
    found = changed_words.spans("x", "y " + "a b " * 1000 + "z", "v " + "b a " * 1000 + "w")
    assert not asked
    assert [span.op for span in found] == ["removed", "added"]
