"""`mic25 brief`: one page, the same facts as the other commands, and nothing in it but text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hostile import ODD, hostile_dataset
from mic25cli.calc.brief import KINDS, brief
from mic25cli.calc.longtable import judged_on
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import page_of
from mic25cli.model.dataset import RecordSet
from mic25cli.view.page import brief as view
from mic25cli.view.page import html
from mic25cli.view.page.page_story import documents
from mic25cli.view.render.markdown import md
from pages import Seen

Run = Callable[..., Any]
MOST = 60_000
"""Bytes of a brief in HTML."""


@pytest.fixture
def hostile(records: Any) -> RecordSet:
    """A dataset whose texts would be markup, scripts and directions to whoever trusts them."""
    return hostile_dataset(records(ODD))


@pytest.mark.slow
def test_a_brief_answers_the_same_questions_in_order(mic25: Run) -> None:
    for name in ("automation-and-robotics", "own-brand-robot-share"):
        lines = mic25("brief", name, "--long", "-f", "md").out.splitlines()
        assert [line for line in lines if line.startswith("### ") and "numbers" not in line] == [
            "### Targets, and who set them",
            "### What was met, and how certain that is",
            "### Who pays",
            "### Who acts",
            "### Outside assessments",
            "### Data needed",
            "### Sources",
        ]


@pytest.mark.others
def test_a_brief_is_a_page_of_a_terminal_and_long_where_asked(
    mic25: Run, shipped: RecordSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [*shipped.kind("industries"), "big-fund", "nev-sales", "ic-self-sufficiency"]
    for name in names:
        lines = mic25("brief", name).out.splitlines()
        assert 20 < len(lines) <= 60, name
        assert len(mic25("brief", name, "--long", "-f", "md").out.splitlines()) > len(lines)
    assert json.loads(mic25("brief", "robots", "--json").out) == json.loads(
        mic25("brief", "robots", "--long", "--json").out
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ministry-of-science-and-technology", "there is no brief of institutions"),
        ("nosuchthing", "there is no industry, target or fund 'nosuchthing'"),
        ("funds/nosuch", "there is no fund 'nosuch'"),
    ],
)
def test_what_has_no_brief_is_refused(mic25: Run, name: str, says: str) -> None:
    ran = mic25("brief", name)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


@pytest.mark.others
def test_a_target_has_the_status_that_explain_gives(mic25: Run, shipped: RecordSet) -> None:
    day = judged_on(shipped)
    for name in list(shipped.kind("targets"))[::9]:
        told = json.loads(mic25("explain", name, "--as-of", day, "--full", "--json").out)
        own = json.loads(mic25("brief", name, "--json").out)
        [found] = own["results"]
        assert own["as_of"] == day
        headline = told["results"][told["headline"]]
        [leading] = found["leading"]
        assert leading == {"target": name, "milestone": headline["milestone"]["index"]}
        same = [each for each in found["milestones"] if each["milestone"] == headline["milestone"]]
        assert [each["status"] for each in same] == [headline["status"]]
        assert found["outside"] == [] or {each["verdict"] for each in found["outside"]} == {
            each["verdict"] for each in told["outside"]
        }


@pytest.mark.others
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_brief_is_small_and_its_numbers_lead_to_its_sources(
    shipped: RecordSet, lang: Any
) -> None:
    """Each in one of the two languages, in turn."""
    question = Question(judged_on(shipped))
    urls = {source["url"] for source in shipped.kind("sources").values()}
    for kind in KINDS:
        for record_id in list(shipped.kind(kind))[lang == "zh" :: 2]:
            found = brief(shipped, kind, record_id, question)
            page = html.brief([view.page(found, shipped, lang, "0")], shipped, found.question, lang)
            assert len(page.encode()) < MOST, record_id
            seen = Seen(page)
            ids = seen.ids()
            links = [str(attrs["href"]) for attrs in seen.all("a")]
            inside = {link[1:] for link in links if link.startswith("#")}
            assert inside <= ids, record_id
            assert {page_of(link) for link in links if not link.startswith("#")} <= urls
            # Each source is named somewhere: the list holds no more than the text.
            numbered = {each for each in ids if re.fullmatch(r"s\d+", str(each))}
            assert numbered == inside


@pytest.mark.slow
def test_a_page_is_refused_what_it_cannot_show(mic25: Run, tmp_path: Path) -> None:
    for given in (["--fields", "id"], ["--query", "results"]):
        ran = mic25("brief", "robots", "-f", "html", *given)
        assert (ran.code, ran.out) == (2, "") and "takes neither" in ran.err
    ran = mic25("brief", "robots", "-o", str(tmp_path / "robots.docx"))
    assert ran.code == 2 and "does not say a format" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_several_briefs_are_one_page(mic25: Run) -> None:
    page = mic25("brief", "robots", "own-brand-robot-share", "-f", "html").out
    seen = Seen(page)
    assert seen.ids() and len(seen.all("h1")) == 2


def drawn_in(text: str) -> list[str]:
    """The charts of a page in Markdown: the tables with a strip in their second column."""
    return re.findall(r"^\| (?:Period|时期|Fund|基金) \| (?:`|  ?\|).*\n(?:\|.*\n)*", text, re.M)


# what a record holds stays text

NAMES = {"industries": "robots", "targets": "goal", "funds": "money"}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_hostile_text_stays_text(hostile: RecordSet, kind: str, lang: Any) -> None:
    found = brief(hostile, kind, NAMES[kind], Question("2025-12-31"))
    told = view.page(found, hostile, lang, "0")
    page = html.brief([told], hostile, found.question, lang)
    seen = Seen(page)
    tags = {tag for tag, _ in seen.tags}
    assert not {"script", "img", "iframe", "link", "object", "base", "form"} & tags
    for tag, attrs in seen.tags:
        assert not [key for key in attrs if key.startswith("on") or key == "style"], tag
        if tag == "a":
            assert re.match(r"#|https?://", str(attrs["href"])), attrs
        assert "src" not in attrs
    text = "".join(seen.texts)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in text
    assert "{{7*7}}" in text and "\u202e" not in page and "\\u202e" in text
    [policy] = [str(attrs["content"]) for attrs in seen.all("meta") if "http-equiv" in attrs]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    text = md(documents([told], hostile, found.question, lang, charts=True))
    assert "\u202e" not in text
    assert len(drawn_in(text)) == page.count('class="mic25-chart"')
    assert not re.search(r"(?<!\\)<(?!br>|https?://)", text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "drawn", "captions"),
    [
        ("nev-own-brand-share", "╎──", 0),
        ("national-ic-industry-investment-fund", "█", 0),
        ("automation-and-robotics", "┃", 2),
    ],
)
def test_text_has_the_charts_of_the_page(mic25: Run, name: str, drawn: str, captions: int) -> None:
    page = mic25("brief", name, "--long", "-f", "html").out
    text = mic25("brief", name, "--long", "-f", "md").out
    blocks = drawn_in(text)
    assert len(blocks) == page.count('class="mic25-chart"') > 0
    assert drawn in blocks[0]
    assert page.count("<figcaption>") == captions
    for name in re.findall(r"<figcaption>(?:<span[^>]*>)?([^<]+)", page):
        assert f"\n{name}\n\n| " in text
    met = text.partition("### What was met")[2].partition("### Who pays")[0]
    assert len(drawn_in(met)) == len(blocks)


def test_an_address_of_another_kind_is_no_link(hostile: RecordSet) -> None:
    found = brief(hostile, "funds", "money", Question("2025-12-31"))
    seen = Seen(html.brief([view.page(found, hostile, "en", "0")], hostile, found.question, "en"))
    assert "javascript:alert(3)" in "".join(seen.texts)
    assert [a["href"] for a in seen.all("a") if str(a["href"])[0] != "#"] == []


# files


@pytest.mark.slow
def test_a_file_has_the_format_of_its_name(mic25: Run, tmp_path: Path) -> None:
    for name, start in {
        "a.md": "## ",
        "a.html": "<!doctype",
        "a.json": "{",
        "a.txt": "Auto",
    }.items():
        assert mic25("brief", "robots", "-o", str(tmp_path / name), "-q").code == 0
        assert (tmp_path / name).read_text().startswith(start)
    assert (tmp_path / "a.md").read_text() == mic25("brief", "robots", "-f", "md").out
