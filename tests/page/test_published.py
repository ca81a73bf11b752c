"""The published dataset in a browser: the command's search, nothing loaded, everything fits."""

import pytest

import others
from cases import data
from conftest import ROOT
from mic25cli.calc.progress.result import Question
from mic25cli.calc.search import search
from mic25cli.calc.table_definition import judged_on
from mic25cli.export import site as export
from mic25cli.store import record_folders, snapshot
from mic25cli.view.page.site_pages import Site
from shared import shared

pytestmark = pytest.mark.others
TYPED = (ROOT / "tests" / "calc" / "search_queries.tsv").read_text(encoding="utf-8").splitlines()
QUERIES = [line.partition("\t")[0] for line in TYPED if line and line[0] != "#"]
OTHERS, SMALL_TEXTS, PAGES = data(__file__, "OTHERS", "SMALL_TEXTS", "PAGES")


@pytest.fixture(scope="module")
def dataset():
    return snapshot.open_dataset(record_folders.folders())


@pytest.fixture(scope="module")
def site(tmp_path_factory, dataset):
    def make(folder):
        export.write(Site(dataset, Question(judged_on(dataset)), "0"), folder)

    return shared(tmp_path_factory, "published-mic25", make)


def test_the_search_finds_what_the_command_finds(site, browser, dataset):
    """All hits of each query in the same order, from one index of limited size."""
    assert (site / "search.js").stat().st_size <= 440_000
    page = browser.new_page()
    page.goto((site / "search.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    assert len(QUERIES) > 60
    wrong = [
        query
        for query in [*QUERIES, *OTHERS]
        if page.evaluate("query => self.mic25Search(query)", query)
        != [f"{kind}/{key}" for _, kind, key in search(dataset, query).hits.ranked]
    ]
    page.close()
    assert wrong == []


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_filters_stand_in_the_address(site, browser, tree):
    page = browser.new_page()
    page.goto(f"{(site / tree / 'search.html').as_uri()}?q=robot&kind=targets")
    page.wait_for_selector("html[data-ready]")
    found = page.eval_on_selector_all("#hits a", "all => all.map(a => a.dataset.id)")
    assert found and all(each.startswith("targets/") for each in found)
    page.select_option("#f-status", "missed")
    fewer = page.eval_on_selector_all("#hits a", "all => all.map(a => a.dataset.id)")
    assert fewer and set(fewer) < set(found)
    assert "status=missed" in page.url
    page.goto(page.url)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.eval_on_selector_all("#hits a", "all => all.map(a => a.dataset.id)") == fewer
    page.click("#hits a")
    assert page.url.startswith((site / tree / "targets").as_uri())
    page.close()


def test_the_key_of_the_scorecard_filters_the_list_of_targets(site, browser):
    """Each entry leads to as many rows as it counts; order and filter survive a reload."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    links = page.eval_on_selector_all(".key a", "all => all.map(a => [a.textContent, a.href])")
    assert len(links) > 8
    wrong = []
    for said, led in links:
        page.goto("about:blank")
        page.goto(led)
        shown = page.locator(".filtered tbody tr:not([hidden])").count()
        if shown != int(said.split()[0]):
            wrong.append((said, shown))
    assert wrong == []
    page.goto("about:blank")
    page.goto((site / "targets" / "index.html").as_uri())
    page.select_option(".bar select[name=status]", "missed")
    page.click(".filtered th:nth-child(4) button")
    rows = ".filtered tbody tr:not([hidden]) td:nth-child(4)"
    years = page.locator(rows).all_text_contents()
    assert years == sorted(years) and len(years) > 2
    page.reload()
    assert page.locator(rows).all_text_contents() == years
    page.close()


def test_a_target_fits_a_phone(site, browser):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    high = {}
    for path in sorted((site / "targets").glob("*.html")):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        high[path.stem] = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    del high["index"]
    assert {name: each for name, each in high.items() if each > 4900} == {}


@pytest.mark.parametrize("width", [375, 800, 1400])
@pytest.mark.parametrize("tree", ["", "zh/"])
def test_pages_fit_and_can_be_read(site, browser, tree, width):
    """No page is wider than its window, no text below 12 pixels, nothing comes from elsewhere."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    faults = []
    for name in PAGES:
        page.goto(f"{(site / tree).as_uri()}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((name, "wide"))
        small = page.evaluate(SMALL_TEXTS)
        faults += [(name, each) for each in small]
    page.close()
    assert faults == []
    assert said == []
    assert {each for each in asked if not each.startswith(site.as_uri())} == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tree", ["", "zh/"])
def test_axe_finds_no_serious_fault(site, browser, tree, theme):
    axe = others.module("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=theme, viewport={"width": 375, "height": 800})
    page = context.new_page()
    bad = []
    for name in PAGES:
        page.goto(f"{(site / tree).as_uri()}/{name}")
        found = axe.run(page, options={"resultTypes": ["violations"]}).response
        bad += [
            (name, each["id"], each["nodes"][0]["html"][:200])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    context.close()
    assert bad == []
