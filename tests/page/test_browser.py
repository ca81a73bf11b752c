"""The pages in a real browser: nothing loaded, everything found, seen, heard, printed."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hostile import ODD, hostile_book
from mic25cli.calc.longtable import last_day
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.report import report
from mic25cli.model.book import RecordBook
from mic25cli.store import place, snapshot
from mic25cli.view.page import html
from mic25cli.view.page.report import ReportPage

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra 'browser'")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.others,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, in Debian the package chromium"),
]

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = [(375, 800), (1400, 900)]
THEMES = ["light", "dark"]


@pytest.fixture(scope="module")
def book() -> RecordBook:
    return snapshot.open_book(place.folders())


@pytest.fixture(scope="module")
def results(book: RecordBook) -> list[Result]:
    return list(evaluate(book, Question(last_day(book))))


@pytest.fixture(scope="module")
def pages(book: RecordBook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report on the shipped book in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    question = Question(last_day(book))
    found = report(book, question)
    paths = {}
    for lang in ("en", "zh"):
        paths[lang] = folder / f"{lang}.html"
        page = html.report(ReportPage(found, book, lang, "0"))
        paths[lang].write_text(page, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Opened:
    """A page with what it said and asked for while it was looked at."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Open a file as a reader does; at the end it must have asked for itself alone, in silence."""
    opened: list[tuple[Any, Opened, str]] = []

    def open_page(
        path: Path, size: tuple[int, int] = SIZES[1], theme: str = "light", **options: Any
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, **options
        )
        found = Opened(context.new_page())
        found.page.goto(path.as_uri())
        opened.append((context, found, path.as_uri()))
        return found

    yield open_page
    for context, found, address in opened:
        context.close()
        assert found.said == []
        assert {each.partition("#")[0] for each in found.asked} == {address}


@pytest.fixture(scope="module")
def brief_page(book: RecordBook, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the brief of a record to a file."""
    from mic25cli.calc.brief import brief
    from mic25cli.view.page import brief as briefs

    def write(kind: str, name: str, lang: Any = "en") -> Path:
        question = Question(last_day(book))
        found = brief(book, kind, name, question)
        path = tmp_path_factory.mktemp("brief") / f"{name}.html"
        told = briefs.story(found, book, lang, "0")
        path.write_text(html.brief([told], book), encoding="utf-8")
        return path

    return write


# filters and search


def shown(page: Any) -> list[str]:
    """The ids of the targets that can be seen, in their order."""
    ids = page.eval_on_selector_all(
        ".card", "nodes => nodes.filter(n => n.checkVisibility()).map(n => n.id)"
    )
    return [each.removeprefix("t-") for each in ids]


def test_all_targets_are_there_in_the_order_of_the_book(
    look: Any, pages: dict[str, Path], book: RecordBook, results: list[Result]
) -> None:
    page = look(pages["en"]).page
    assert sorted(shown(page)) == sorted({each.target for each in results})
    assert page.inner_text("#shown") == f"{len(book.kind('targets'))} of 133 targets"


def by_industry(each: Result) -> bool:
    return "energy-saving-and-new-energy-vehicles" in each.industries


FILTERS: list[tuple[dict[str, str], Callable[[Result], bool]]] = [
    ({"industry": "energy-saving-and-new-energy-vehicles"}, by_industry),
    ({"status": "missed"}, lambda each: each.status == "missed"),
    ({"edition": "technology-roadmap-2017"},
     lambda each: each.milestone.report == "technology-roadmap-2017"),
    ({"fit": "proxy"}, lambda each: each.fit == "proxy"),
    ({"status": "achieved", "edition": "mic25-plan-2015", "fit": "exact"},
     lambda each: (each.status, each.milestone.report, each.fit)
     == ("achieved", "mic25-plan-2015", "exact")),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("given", "wanted"), FILTERS, ids=["-".join(given.values()) for given, _ in FILTERS]
)
def test_a_filter_keeps_what_the_book_says(
    look: Any, pages: dict[str, Path], results: list[Result], lang: str,
    given: dict[str, str], wanted: Callable[[Result], bool],
) -> None:  # fmt: skip
    page = look(pages[lang]).page
    for name, value in given.items():
        page.select_option(f"#f-{name}", value)
    kept = {each.target for each in results if wanted(each)}
    assert kept
    assert set(shown(page)) == kept
    assert str(len(kept)) in page.inner_text("#shown")
    page.click("button[type=reset]")
    page.wait_for_function("() => !document.querySelector('.card[hidden]')")
    assert len(shown(page)) == len({each.target for each in results})


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("own-brand robot", "own-brand-robot-share"),
        ("ＯＷＮ－ＢＲＡＮＤ Robot", "own-brand-robot-share"),
        ("工业机器人", "own-brand-robot-share"),
        ("80.6%", "nev-own-brand-share"),
    ],
)
def test_search_finds_words_in_both_languages(
    look: Any, pages: dict[str, Path], words: str, target: str
) -> None:
    page = look(pages["en"]).page
    texts = dict(
        page.eval_on_selector_all(
            ".card", "nodes => nodes.map(n => [n.id.slice(2), n.textContent.normalize('NFKC')])"
        )
    )
    page.fill("#f-q", words)
    folded = unicodedata.normalize("NFKC", words).lower().split()
    kept = {key for key, text in texts.items() if all(each in text.lower() for each in folded)}
    assert target in kept and len(kept) < 40
    assert set(shown(page)) == kept


def test_search_goes_through_the_lists_too(look: Any, pages: dict[str, Path]) -> None:
    page = look(pages["en"]).page
    assert not page.is_visible("#k-pilots tbody tr")
    page.fill("#f-q", "ningbo")
    rows = page.eval_on_selector_all(
        "#k-pilots tbody tr",
        "rows => rows.filter(r => r.checkVisibility()).map(r => r.textContent)",
    )
    assert rows and all("ningbo" in each.lower() for each in rows)
    assert not page.is_visible("#k-priorities")
    page.fill("#f-q", "")
    assert not page.is_visible("#k-pilots tbody tr") and page.is_visible("#k-priorities")


def test_targets_are_sorted_and_put_back(look: Any, pages: dict[str, Path]) -> None:
    page = look(pages["en"]).page
    before = shown(page)
    for by, script in {
        "year": "n => n.dataset.year",
        "name": "n => n.querySelector('h3').textContent.toLowerCase()",
    }.items():
        page.select_option("#f-sort", by)
        assert sorted(shown(page)) == sorted(before)
        keys = page.eval_on_selector_all(".card", f"nodes => nodes.map({script})")
        if by == "year":
            assert keys == sorted(keys)
        else:
            assert keys != sorted(keys, reverse=True) and keys[0][0] < keys[-1][0]
    page.select_option("#f-sort", "")
    assert shown(page) == before


# seen


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_chart_is_seen_whole(
    look: Any, pages: dict[str, Path], size: tuple[int, int], theme: str, lang: str
) -> None:
    page = look(pages[lang], size, theme).page
    charts = page.eval_on_selector_all(
        ".card figure svg",
        """nodes => nodes.map(n => { const b = n.getBoundingClientRect();
            return [n.checkVisibility(), b.left, b.right, b.width, b.height]; })""",
    )
    assert len(charts) > 100
    for visible, left, right, width, height in charts:
        assert visible and left >= 0 and right <= size[0] and width > 300 and height > 100
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_is_the_readers_and_can_be_switched(
    look: Any, pages: dict[str, Path], theme: str
) -> None:
    page = look(pages["en"], theme=theme).page
    paint = partial(page.evaluate, "getComputedStyle(document.body).backgroundColor")
    mark = partial(
        page.evaluate, "getComputedStyle(document.querySelector('.mic25-chart text')).fill"
    )
    light, dark = ("rgb(255, 255, 255)", "rgb(18, 22, 27)")
    assert paint() == (light if theme == "light" else dark)
    was = mark()
    page.click("#theme")
    assert paint() == (dark if theme == "light" else light)
    assert mark() != was
    page.reload()
    assert paint() == (dark if theme == "light" else light)


# heard and typed


@pytest.mark.parametrize(
    ("lang", "size", "theme"),
    [
        ("en", SIZES[0], "dark"),
        ("en", SIZES[1], "light"),
        ("zh", SIZES[0], "light"),
        ("zh", SIZES[1], "dark"),
    ],
)
def test_axe_finds_no_serious_fault(
    look: Any, pages: dict[str, Path], brief_page: Any, lang: str, size: Any, theme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    paths = [pages[lang], brief_page("industries", "automation-and-robotics", lang)]
    for path in paths:
        page = look(path, size, theme).page
        found = axe.run(page, options={"resultTypes": ["violations"]}).response
        bad = [
            (each["id"], each["nodes"][0]["html"][:200], len(each["nodes"]))
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert bad == [], path


def test_keys_reach_the_targets_and_their_details(look: Any, pages: dict[str, Path]) -> None:
    page = look(pages["en"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "targets"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-q"
    page.keyboard.type("own-brand robot")
    page.focus("#t-own-brand-robot-share summary")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.is_visible("#t-own-brand-robot-share details table")


# what a record holds stays text

HOSTILE_SHOWN = "<script>alert(1)</script><img src=x onerror=alert(2)> \\u202egnp.exe {{7*7}}"


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_hostile_records_run_nothing(look: Any, records: Any, tmp_path: Path, lang: Any) -> None:
    """Neither at the start nor by filter, search and sort; `look` counts requests and dialogs."""
    own = hostile_book(records(ODD))
    question = Question("2025-12-31")
    path = tmp_path / "hostile.html"
    told = ReportPage(report(own, question), own, lang, "0")
    path.write_text(html.report(told), encoding="utf-8")
    page = look(path).page
    page.fill("#f-q", "<script>alert(1)</script>")
    assert shown(page) == ["goal"]
    for by in ("status", "name", ""):
        page.select_option("#f-sort", by)
    page.click("#t-goal summary")
    assert HOSTILE_SHOWN in page.inner_text("#t-goal h3")
    assert page.locator("script").count() == 1 and page.locator("img").count() == 0
    page.fill("#f-q", "")
    for address in page.eval_on_selector_all("a", "links => links.map(a => a.protocol)"):
        assert address in ("file:", "http:", "https:")
    assert "javascript:alert(3)" in page.inner_text("#sources")
    assert page.locator("[onerror], [onload], [onclick], [style]").count() == 0


# with scripts off, and on paper


def test_everything_reads_with_scripts_off(
    look: Any, pages: dict[str, Path], book: RecordBook
) -> None:
    page = look(pages["en"], java_script_enabled=False).page
    assert not page.is_visible("#filter") and not page.is_visible("#theme")
    for name in book.kind("targets"):
        assert page.locator(f"#t-{name} h3").is_visible()
    assert page.locator("#t-nev-own-brand-share figure svg").is_visible()
    page.click("#t-nev-own-brand-share summary")
    assert page.locator("#t-nev-own-brand-share details table").is_visible()
    page.click("#k-pilots summary")
    assert page.locator("#k-pilots tbody tr").first.is_visible()


def squeezed(text: str) -> str:
    """A text without spaces and ligatures, which a printed page has of its own."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def printed(page: Any, path: Path) -> Any:
    pypdf = pytest.importorskip("pypdf")
    page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
    return pypdf.PdfReader(path)


A4 = (595, 842)


def is_a4(sheet: Any) -> bool:
    return all(
        abs(float(have) - want) < 2
        for have, want in zip((sheet.mediabox.width, sheet.mediabox.height), A4, strict=True)
    )


def test_the_report_prints_on_whole_sheets(
    look: Any, pages: dict[str, Path], book: RecordBook, tmp_path: Path
) -> None:
    pdf = printed(look(pages["en"]).page, tmp_path / "report.pdf")
    assert all(is_a4(sheet) for sheet in pdf.pages)
    texts = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    assert not [place for place, text in enumerate(texts) if len(text) < 20]
    text = "".join(texts)
    for target in book.kind("targets").values():
        assert squeezed(target["name"]["en"]) in text, target["id"]
    # What is closed on the screen is open on paper, and what a page cannot do there is gone.
    assert "ningbo-pilot-city" in text and "Lightordark" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("industries", "automation-and-robotics"),
        ("industries", "energy-saving-and-new-energy-vehicles"),
        ("industries", "next-generation-it"),
        ("targets", "own-brand-robot-share"),
        ("targets", "nev-own-brand-share"),
        ("funds", "national-ic-industry-investment-fund"),
    ],
)
def test_a_brief_prints_on_few_sheets(
    look: Any, brief_page: Any, tmp_path: Path, kind: str, name: str, lang: str
) -> None:
    pdf = printed(look(brief_page(kind, name, lang)).page, tmp_path / "brief.pdf")
    assert all(is_a4(sheet) for sheet in pdf.pages)
    assert len(pdf.pages) <= 3
