"""The originals to open: verdicts depend on them, but only copies were seen."""

from builders import claim, dataset, record, source
from cases import cases
from mic25cli.calc.originals_to_open import to_open
from mic25cli.calc.progress_question import Question


def cite(name):
    return {"source": name, "checked": "text", "quote": ["70 percent"], "how": "digits"}


@cases
def test_a_copy_that_a_verdict_rests_on_is_to_be_opened(authority, access, url, value, opened):
    """The page has no name; its original may be known."""
    seen = [claim(period="2025", value=value, unit="percent", cite=[cite("page")])] * bool(value)
    due = [claim(year=2025, value=60, unit="percent")]
    page = {"authority": authority, "access": access, "original_url": url}
    whole = dataset(
        source("page", originator="The ministry", **page),
        record("indicators", "share", direction="increase", observations=seen),
        *(record("targets", name, indicator="share", milestones=due) for name in ("one", "two")),
    )
    found = to_open(whole, Question("2026"))
    assert [each.record for each in found] == ["sources/page"] * opened
    for each in found:
        assert (each.grade, each.authority) == (max(authority, "C"), authority)
        assert (each.originator, each.original_url) == ("The ministry", url)
        assert (each.quote, each.targets) == (("70 percent",), ("one", "two"))
