"""The documentation site, opened from its folder: searchable, visible, and nothing loaded."""

import json
import re
from urllib.parse import unquote

import pytest

import others
from cases import cases
from conftest import ROOT, python

others.module("material")
pytestmark = pytest.mark.others


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    line = ("mkdocs", "build", "--strict", "--quiet", "--site-dir", folder)
    made = python("-m", *line, cwd=ROOT, check=False)
    assert made.returncode == 0, made.stderr
    return folder


def test_the_search_index_has_each_page_once(site):
    text = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    pages = {each["location"] for each in json.loads(text.removeprefix("var __index = "))["docs"]}
    assert {"index.html", "words.html", "zh/index.html", "zh/words.html"} <= pages
    # Pages without a Chinese text are found in English.
    assert not {page for page in pages if page.startswith("zh/progress")}


@cases
def test_search_works_without_a_network(site, browser, page, typed, found):
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((site / page).as_uri())
    tab.wait_for_function("typeof __index !== 'undefined'")
    tab.keyboard.press("s")
    field = tab.locator(".md-search__input")
    field.press_sequentially(typed)
    # An input method for Chinese also sends this when a word is chosen.
    field.dispatch_event("keyup")
    # The first hits are those of the first letters. Between page and anchor are the words to mark
    # there.
    hits = "[...document.querySelectorAll('.md-search-result__link')]"
    address = site.as_uri() + found
    tab.wait_for_function(
        f"there => {hits}.some(hit => hit.href.replace(/[?][^#]*/, '').startsWith(there))",
        arg=address,
    )
    tab.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_every_link_within_the_site_leads_somewhere(site):
    lost = []
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|#__", address):
                continue
            path, _, anchor = unquote(address).partition("#")
            led = page if path == "" else page.parent / path.partition("?")[0]
            led = led / "index.html" if led.is_dir() else led
            named = f'id="{anchor}"'
            if not led.exists() or (anchor and named not in led.read_text(encoding="utf-8")):
                lost.append((page.relative_to(site).as_posix(), address))
    assert lost == []


@pytest.mark.parametrize("width", [375, 1400])
def test_no_page_is_wider_than_the_window(site, browser, width):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    wide = []
    for path in sorted(site.rglob("*.html")):
        tab.goto(path.as_uri(), wait_until="domcontentloaded")
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path.relative_to(site).as_posix())
    tab.close()
    assert wide == []
