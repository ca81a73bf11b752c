"""Which originals to open: those that verdicts rest on and that were seen only as copies."""

import pytest

from builders import claim, dataset, record, source
from mic25cli.calc.progress_question import Question
from mic25cli.calc.to_open import to_open


def cite(name):
    return {"source": name, "checked": "text", "find": ["70 percent"], "how": "digits"}


@pytest.mark.parametrize(
    ("access", "value", "expected"),
    [("copy", 70, ["sources/page"]), ("original", 70, []), ("copy", None, [])],
)
def test_a_copy_that_a_verdict_rests_on_is_to_be_opened(access, value, expected):
    seen = [claim(period="2025", value=value, unit="percent", cite=[cite("page")])] * bool(value)
    whole = dataset(
        source("page", authority="A", access=access, originator="The ministry"),
        record("indicators", "share", name={"en": "Share"},
               direction="increase", observations=seen),
        *(
            record("targets", name, indicator="share",
                   milestones=[claim(year=2025, value=60, unit="percent")])
            for name in ("one", "two")
        ),
    )  # fmt: skip
    found = to_open(whole, Question("2026"))
    assert [each.record for each in found] == expected
    for each in found:
        assert (each.grade, each.authority, each.originator) == ("C", "A", "The ministry")
        assert (each.find, each.targets) == (("70 percent",), ("one", "two"))


def test_of_a_nameless_page_the_original_is_opened_where_it_is_known():
    seen = [claim(period="2025", value=70, unit="percent", cite=[cite("page")])]
    for url, expected in (("https://ministry.cn/1", ["sources/page"]), (None, [])):
        whole = dataset(
            source("page", authority="D", access="copy", original_url=url),
            record("indicators", "share", name={"en": "Share"},
                   direction="increase", observations=seen),
            record("targets", "one", name={"en": "One"}, indicator="share",
                   milestones=[claim(year=2025, value=60, unit="percent")]),
        )  # fmt: skip
        found = to_open(whole, Question("2026"))
        assert [each.record for each in found] == expected
        assert [each.original_url for each in found] == [url] * len(expected)
