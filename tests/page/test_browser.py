"""The pages in a real browser: nothing loaded, all found, visible, audible and printable."""

import re
import unicodedata
from typing import Any

import pytest

import others
from cases import cases
from hostile import ODD, hostile_dataset
from mic25cli.calc.progress.result import Question
from mic25cli.calc.table_definition import judged_on
from mic25cli.store import record_folders, snapshot
from mic25cli.view.page import html
from mic25cli.view.page.report import Report
from mic25cli.view.page.site_pages import LanguageSite, Site

pytestmark = pytest.mark.others

SIZES = [(375, 800), (1400, 900)]


@pytest.fixture(scope="module")
def dataset():
    return snapshot.open_dataset(record_folders.folders())


def report(tree):
    """The whole report as a page."""
    told = Report(tree)
    return html.bound(told.chapters, tree, told.cover)


@pytest.fixture(scope="module")
def pages(dataset, tmp_path_factory):
    """The report on the shipped dataset in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    question = Question(judged_on(dataset))
    site = Site(dataset, question, "0")
    paths = {}
    for lang in ("en", "zh"):
        paths[lang] = folder / f"{lang}.html"
        paths[lang].write_text(report(LanguageSite(site, lang)), encoding="utf-8")
    return paths


class Opened:
    """A page, with its messages and requests while it was open."""

    def __init__(self, page):
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def look(browser):
    """Open a file as a reader does; at the end it must have requested only itself, silently."""
    opened: list[tuple[Any, Opened, str]] = []

    def open_page(path, size=SIZES[1], theme="light", **options):
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
def brief_page(dataset, tmp_path_factory):
    """Write the brief of a record to a file."""
    from mic25cli.calc.brief import brief
    from mic25cli.view.page import brief as briefs

    def write(kind, name, lang="en"):
        question = Question(judged_on(dataset))
        tree = LanguageSite(Site(dataset, question, "0"), lang)
        told = briefs.brief_page(tree, brief(dataset, kind, name, question), long=False)
        path = tmp_path_factory.mktemp("brief") / f"{name}.html"
        path.write_text(html.bound([told], tree), encoding="utf-8")
        return path

    return write


# what a record holds stays text

HOSTILE_SHOWN = "<script>alert(1)</script><img src=x onerror=alert(2)> \\u202egnp.exe {{7*7}}"


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_hostile_records_run_nothing(look, records, tmp_path, lang):
    """`look` counts requests and dialogs."""
    own = hostile_dataset(records(ODD))
    path = tmp_path / "hostile.html"
    tree = LanguageSite(Site(own, Question("2025-12-31"), "0"), lang)
    path.write_text(report(tree), encoding="utf-8")
    page = look(path).page
    assert HOSTILE_SHOWN in page.inner_text("#t-target")
    assert page.locator("script").count() == 0 and page.locator("img").count() == 0
    for address in page.eval_on_selector_all("a", "links => links.map(a => a.protocol)"):
        assert address in ("file:", "http:", "https:")
    assert "javascript:alert(3)" in page.inner_text("body")
    assert page.locator("[onerror], [onload], [onclick]").count() == 0


# with scripts off, and on paper


def test_everything_reads_with_scripts_off(look, pages, dataset):
    page = look(pages["en"], java_script_enabled=False).page
    for name in dataset.kind("targets"):
        assert page.locator(f"#t-{name}").is_visible()


def squeezed(text):
    """A text without spaces and ligatures, of which a printed page has its own."""
    # A font with one form for a character and its radical prints the radical.
    radicals = str.maketrans("⻋⻜⻓⻔⻅⻚⻛⻢⻥⻬⻰⺠", "车飞长门见页风马鱼齐龙民")
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(radicals)


def printed(page, path):
    pypdf = others.module("pypdf")
    page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
    return pypdf.PdfReader(path)


A4 = (595, 842)
MOST_SHEETS = 60


def is_a4(sheet):
    return all(
        abs(float(have) - want) < 2
        for have, want in zip((sheet.mediabox.width, sheet.mediabox.height), A4, strict=True)
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_prints_on_whole_sheets_and_its_contents_name_the_chapters(
    look, pages, dataset, tmp_path, lang
):
    page = look(pages[lang]).page
    told = page.eval_on_selector_all("nav li", "all => all.map(one => one.textContent.trim())")
    pdf = printed(page, tmp_path / "report.pdf")
    assert len(pdf.pages) <= MOST_SHEETS and all(is_a4(sheet) for sheet in pdf.pages)
    texts = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    assert not [place for place, text in enumerate(texts) if len(text) < 20]
    # Each begins a sheet; only the printer knows which one, so no number is guessed.
    begins = [re.sub(r"^\d+/\d+", "", text) for text in texts]
    places = [
        next(at for at, text in enumerate(begins) if text.startswith(squeezed(title)))
        for title in told
    ]
    assert len(told) > 2 and places == sorted({*places})
    text = "".join(texts)
    for target in dataset.kind("targets").values():
        assert squeezed(target["name"][lang] or target["name"]["en"]) in text, target["id"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@cases
def test_a_brief_prints_on_one_sheet(look, brief_page, tmp_path, kind, name, lang):
    pdf = printed(look(brief_page(kind, name, lang)).page, tmp_path / "brief.pdf")
    assert all(is_a4(sheet) for sheet in pdf.pages)
    assert len(pdf.pages) == 1
