"""`mic25 brief`: one page, with the same facts as the other commands, and only text in it."""

import json
import re
from io import BytesIO

import pytest

import others
from cases import cases
from hostile import ODD, hostile_dataset
from mic25cli.calc.brief import KINDS, brief
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import page_of
from mic25cli.calc.table_definition import judged_on
from mic25cli.view.page import html
from mic25cli.view.page.brief import brief_page
from mic25cli.view.page.site_pages import LanguageSite, Site
from mic25cli.view.render.markdown import md
from pages import Seen

pytestmark = pytest.mark.slow

MOST = 80_000
"""The maximum bytes of a brief in HTML, as for any page of a site."""


@pytest.fixture
def hostile(records):
    """A dataset whose texts would be markup, scripts or direction marks in careless programs."""
    return hostile_dataset(records(ODD))


def site_of(dataset, lang="en", at=None):
    return LanguageSite(Site(dataset, Question(at or judged_on(dataset)), "0"), lang)


@pytest.mark.others
def test_a_brief_is_a_page_of_a_terminal_and_long_where_asked(mic25, shipped, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    names = [*shipped.kind("industries"), "big-fund", "nev-sales", "ic-self-sufficiency"]
    for name in names:
        lines = mic25("brief", name).out.splitlines()
        listed = "\n".join(lines).partition("What was met")[2].partition("Who pays")[0]
        assert 20 < len(lines) <= 60 + max(0, listed.count("\n") - 8), name
        assert len(mic25("brief", name, "--long", "-f", "md").out.splitlines()) > len(lines)
    assert json.loads(mic25("brief", "robots", "--json").out) == json.loads(
        mic25("brief", "robots", "--long", "--json").out
    )


@pytest.mark.others
def test_a_brief_of_an_industry_lists_all_judged_targets(mic25, shipped):
    question = Question(judged_on(shipped))
    for name in shipped.kind("industries"):
        told = mic25("brief", name, "-f", "md").out.partition("### What was met")[2]
        listed = [line for line in told.partition("\n### ")[0].splitlines() if line[:1] == "-"]
        assert len(listed) == len(brief(shipped, "industries", name, question).judged), name


@pytest.mark.others
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_a_brief_on_paper_can_be_read(browser, shipped, long):
    """A short one is one sheet; no text is below 7 points, and page numbers are right."""
    pypdf = others.module("pypdf")
    tree, page = site_of(shipped), browser.new_page()
    small: set[tuple[str, float, str]] = set()
    for kind, step in (("industries", 2), ("targets", 17), ("funds", 9)):
        for key in list(shipped.kind(kind))[::step]:
            found = brief(shipped, kind, key, tree.site.question)
            page.set_content(html.bound([brief_page(tree, found, long=long)], tree))
            read = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
            assert long or len(read.pages) == 1, key

            def noted(text, cm, tm, _, size, key=key):
                points = size * abs(tm[3] * cm[3])
                if text.strip() and points < 6.95:
                    small.add((key, points, text))

            for number, sheet in enumerate(read.pages, 1):
                told = sheet.extract_text(visitor_text=noted)
                assert f"{number} / {len(read.pages)}" in told, key
    page.close()
    assert small == set()


@pytest.mark.others
def test_a_target_has_the_status_that_explain_gives(mic25, shipped):
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
def test_every_brief_is_small_and_its_numbers_lead_to_its_sources(shipped, lang):
    """The two languages are used in turn."""
    tree = site_of(shipped, lang)
    urls = {source["url"] for source in shipped.kind("sources").values()}
    for kind in KINDS:
        for record_id in list(shipped.kind(kind))[lang == "zh" :: 2]:
            found = brief(shipped, kind, record_id, tree.site.question)
            page = html.bound([brief_page(tree, found, long=True)], tree)
            assert len(page.encode()) < MOST, record_id
            seen = Seen(page)
            ids = seen.ids()
            links = [str(attrs["href"]) for attrs in seen.all("a")]
            inside = {link[1:] for link in links if link.startswith("#")}
            assert inside <= ids, record_id
            assert {page_of(link) for link in links if not link.startswith("#")} <= urls
            # Each source is cited somewhere: the list has no more than the text.
            numbered = {each for each in ids if re.fullmatch(r"s\d+", str(each))}
            assert numbered == inside


def drawn_in(text):
    """The charts of a page in Markdown: tables with a strip in the second column."""
    return re.findall(r"^\| (?:Period|时期|Fund|基金) \| (?:`|  ?\|).*\n(?:\|.*\n)*", text, re.M)


def charts_of(page):
    """The charts of a page in HTML; a single one is also drawn for phones."""
    return page.count('<figure class="small">') + page.count('<figure class="wide">')


# the content of a record stays text

NAMES = {"industries": "robots", "targets": "target", "funds": "money"}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_hostile_text_stays_text(hostile, kind, lang):
    tree = site_of(hostile, lang, "2025-12-31")
    told = brief_page(tree, brief(hostile, kind, NAMES[kind], tree.site.question), long=True)
    page = html.bound([told], tree)
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
    text = md(told.document(lang, short=False))
    assert "\u202e" not in text
    assert len(drawn_in(text)) == charts_of(page)
    assert not re.search(r"(?<!\\)<(?!br>|https?://)", text)


@cases
def test_text_has_the_charts_of_the_page(mic25, name, drawn, captions):
    page = mic25("brief", name, "--long", "-f", "html").out
    text = mic25("brief", name, "--long", "-f", "md").out
    blocks = drawn_in(text)
    assert len(blocks) == charts_of(page) > 0
    assert drawn in blocks[0]
    assert page.count("<figcaption>") == captions
    for name in re.findall(r"<figcaption>(?:<span[^>]*>)?([^<]+)", page):
        assert f"\n{name}\n\n| " in text


def test_an_address_of_another_kind_is_no_link(hostile):
    tree = site_of(hostile, at="2025-12-31")
    found = brief(hostile, "funds", "money", tree.site.question)
    seen = Seen(html.bound([brief_page(tree, found, long=True)], tree))
    assert "javascript:alert(3)" in "".join(seen.texts)
    assert [a["href"] for a in seen.all("a") if str(a["href"])[0] != "#"] == []


# files
