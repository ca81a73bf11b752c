"""Pages of indicators, documents and events: the chart, the verdicts and the timeline."""

import json
import re
from pathlib import Path

import pytest
from markupsafe import escape

from mic25cli.calc import record_filters
from mic25cli.calc.progress.result import Question
from mic25cli.calc.table_definition import judged_on
from mic25cli.model.kinds import KINDS
from mic25cli.view.chart import captions
from mic25cli.view.page import html, record_pages, searchindex, site_files, site_overviews
from mic25cli.view.page.page_story import TextPage
from mic25cli.view.page.site_pages import Site
from mic25cli.view.text import label
from mic25cli.view.verdict import headline
from mic25cli.vocabulary import terms

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(shipped):
    return Site(shipped, Question(judged_on(shipped)), "0")


def _files(site, kind, key):
    return {
        path: html.site_page(site.trees[path.startswith("zh/")], content)
        if isinstance(content, TextPage)
        else content
        for path, content in site_files.of_record(site, kind, key)
    }


@pytest.mark.parametrize(("root", "licence"), [("", "Licence: CC-BY"), ("zh/", "许可：CC-BY")])
def test_an_indicator_is_drawn_above_its_figures(site, shipped, root, licence):
    record = shipped.kind("indicators")["nev-sales"]
    files = _files(site, "indicators", "nev-sales")
    page = files[f"{root}indicators/nev-sales.html"]
    before, _, table = page.partition("<tbody>")
    assert 'src="nev-sales.svg"' in before and 'srcset="nev-sales-narrow.svg"' in before
    # Each definition is given in words, and all figures are in one unit.
    rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in table.split("</tr>")[:-1]]
    assert len(rows) == len(record["observations"])
    assert not {cell for row in rows for cell in row} & {*record["bases"]}
    units = {re.sub("[0-9.,<>≥≤]|about |约", "", re.sub("<.*?>", "", row[1])) for row in rows}
    names = [re.sub("<.*?>", "", row[2]) for row in rows]
    assert names == sorted(names, key=names.index), "a definition has its figures together"
    assert len(units) == 1
    # Only short texts stay on one line; the name of a source does not.
    assert "<a" in table and not re.search('<td class="[a-z ]*whole[a-z ]*"[^>]*><a', table)
    for name in ("nev-sales.svg", "nev-sales-narrow.svg"):
        drawn = files[f"{root}indicators/{name}"]
        texts = re.findall(">([^<>]+)<", drawn)
        # Wherever its line is broken.
        assert "".join(licence.split()) in "".join("".join(texts).split())
        assert not {*texts} & {*record["bases"]}
        numbers = re.findall('class="small num"[^>]*>([0-9.,]+)(?:万辆)?<', drawn)
        assert numbers and all(len(re.sub("[.,]", "", each).strip("0")) <= 4 for each in numbers)


@pytest.mark.parametrize("target", ["nev-sales", "farm-machinery-domestic-share"])
def test_only_printed_words_are_called_a_targets_own(site, shipped, target):
    page = _files(site, "targets", target)[f"targets/{target}.html"]
    [promised] = re.findall('<section class="promise".*?</section>', page, re.S)
    own = label("site-promise", "en")
    assert (f">{own}</h2>" in promised) is ("<mark>" in promised)


@pytest.mark.parametrize("root", ["", "zh/"])
def test_a_document_tells_what_became_of_its_targets(site, shipped, root):
    """Each target that it set is a row with its mark, and the sentence counts the rows."""
    reports = {
        key
        for key, source in shipped.kind("sources").items()
        if source["document"] == "technology-roadmap-2015"
    }
    wanted = {
        key
        for key, target in shipped.kind("targets").items()
        if any(each["report"] in reports for each in target["milestones"])
    }
    files = _files(site, "documents", "technology-roadmap-2015")
    page = files[f"{root}documents/technology-roadmap-2015.html"]
    section = page.partition('<section class="set"')[2].partition("</section>")[0]
    rows = section.partition("<tbody>")[2].split("</tr>")[:-1]
    assert {re.findall('href="[^"]*/([^"/]+).html"', row)[0] for row in rows} == wanted
    assert len(rows) == len(wanted) > 40
    marks = [re.findall('class="st [a-z]+"><b>(.)', row)[0] for row in rows]
    told = section.partition("<p>")[2].partition("</p>")[0]
    numbers = [*map(int, re.findall("[0-9]+", told))]
    assert len(wanted) in numbers and marks.count("✓") in numbers and marks.count("✗") in numbers
    # A document that set no target has no such table.
    bare = next(
        key
        for key in shipped.kind("documents")
        if key not in site.promised and shipped.kind("documents")[key]["summary"]
    )
    assert 'class="set"' not in _files(site, "documents", bare)[f"documents/{bare}.html"]


def test_events_are_in_order_below_a_lane_for_each_type(site, shipped):
    """Each event once, in its year; the lanes count them, and each year leads to its list."""
    tree = site.trees[0]
    pages = {
        path.rpartition("/")[2]: html.site_page(tree, page)
        for path, page in record_pages.event_pages(tree)
    }
    events = shipped.kind("events")
    every = "".join(pages.values())
    named = re.findall('<th scope="row"><a href="../events/([^"]+).html"', every)
    assert sorted(named) == sorted(events)
    lists = [page.partition('<section class="list"')[2] for page in pages.values()]
    years = [int(year) for text in lists for year in re.findall("<h2[^>]*>([0-9]+)</h2>", text)]
    assert years == sorted(set(years)) and len(years) > 9
    lanes = re.findall('<table class="lanes".*?</table>', pages["index.html"], re.DOTALL)
    sums = [sum(map(int, re.findall("<b>([0-9]+)</b>", table))) for table in lanes]
    assert sums[0] == sum(sums[1:]) == len(events)
    for table in lanes[1:]:
        for to, year in re.findall('<th scope="col"><a href="([^"]+)">([0-9]+)</a>', table):
            name, _, place = to.partition("#")
            assert f'<h2 id="{place}">{year}</h2>' in pages[name]
    for to in re.findall('<th scope="col"><a href="#(d[0-9]+)"', lanes[0]):
        assert f'<table class="lanes" id="{to}">' in pages["index.html"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_on_verdicts_defines_each_word_of_them(site, lang):
    """Statuses, fits, certainties, leanings, grades, access, checks, and the calibration."""
    tree = site.trees[lang == "zh"]
    [made] = [page for page in site_overviews.pages(tree) if page.path == "methods.html"]
    page = html.site_page(tree, made)
    for group in ("status", "fit", "certainty", "lean", "grade", "access", "checked"):
        for term in terms(group):
            assert str(escape(term["definition"][lang])) in page, (group, term["code"])
    told = json.loads((Path(headline.__file__).parent / "calibration.json").read_text("utf-8"))
    assert told and all(f"{share}%" in page for share in told.values())
    # The rule comes before the words.
    rule = page.partition('<section class="statuses"')[0]
    steps = re.findall("<li>(.*?)</li>", rule.partition('<section class="rule"')[2])
    assert len(steps) == len(site_overviews.RULE) and len({*steps}) == len(steps)


@pytest.mark.parametrize("root", ["", "zh/"])
def test_a_row_of_an_industry_has_one_unit_and_names_who_set_the_target(site, root):
    page = _files(site, "industries", "automation-and-robotics")
    text = page[f"{root}industries/automation-and-robotics.html"]
    section = text.partition('<section class="met"')[2].partition("</section>")[0]
    rows = section.partition("<tbody>")[2].split("</tr>")[:-1]
    cells = [[re.sub("<.*?>", "", cell) for cell in re.findall("<t[dh][^>]*>.*?</t[dh]>", row)]
             for row in rows]  # fmt: skip
    assert len(cells) > 8
    for _, value, setter, seen, *_ in cells:
        assert ("mn robots" in value or "万" in value) == ("mn robots" in seen or "万" in seen)
        assert re.search(r"[A-Za-z\u4e00-\u9fff]{2}", setter) and not setter.startswith("(")
    # The text on other targets is there once, above their squares.
    others = re.findall('<section class="score-others"[^>]*><h2[^>]*>(.*?)</h2>',
                        text.replace("\n", ""))  # fmt: skip
    assert len(others) == 1 and text.count(others[0]) == 1


def test_a_fund_leaves_out_what_is_not_recorded_and_has_its_note_once(site, shipped):
    key = "national-ic-industry-investment-fund"
    page = _files(site, "funds", key)[f"funds/{key}.html"]
    sections = re.findall('<section class="([a-z-]+)"', page)
    assert {"charts", "met", "facts"} <= {*sections} and not {"actors", "payers"} & {*sections}
    note = escape(shipped.kind("funds")[key]["note"] or "")
    assert re.sub("<[^>]*>", "", page).count(str(note)[:40]) == 1


def test_the_front_page_tells_who_keeps_the_site_and_its_licence(site):
    for tree, licence in zip(site.trees, ("Licence: CC-BY-4.0", "许可：CC-BY-4.0"), strict=True):
        front = html.site_page(tree, site_overviews.front(tree))
        section = front.partition('<section class="policy"')[2].partition("</section>")[0]
        assert licence in section and site.dataset.profile.authors[0] in section


def test_a_target_has_its_own_words_or_says_that_nobody_read_them(site, shipped):
    """A translation does not contain the words of a Chinese text."""
    told = {}
    for key in ("nev-sales", "own-brand-robot-share", "rail-world-rank", "ic-self-sufficiency"):
        page = _files(site, "targets", key)[f"targets/{key}.html"]
        promise = page.partition('<section class="promise"')[2].partition("</section>")[0]
        quote = re.findall("<mark>(.*?)</mark>", promise)
        assert ("The original wording was not read." in promise) == (not quote), key
        told[key] = re.sub("<.*?>", "", "".join(quote))
    assert re.search("[\u4e00-\u9fff]", told["nev-sales"])
    assert not told["own-brand-robot-share"] and not told["rail-world-rank"]
    # The words of an English text are English.
    assert "70%" in told["ic-self-sufficiency"]


def test_a_chinese_page_begins_in_chinese(site, shipped):
    key = "national-ic-industry-investment-fund"
    for kind, one, field in (
        ("industries", "automation-and-robotics", "summary"), ("funds", key, "purpose")
    ):  # fmt: skip
        record = dict(shipped.kind(kind)[one])
        pages = _files(site, kind, one)
        leads = {
            root: pages[f"{root}{kind}/{one}.html"].partition('<div class="lead">')[2]
            .partition("</div>")[0] for root in ("", "zh/")
        }  # fmt: skip
        assert str(escape(record[field]))[:30] in leads[""]
        assert record[f"{field}_zh"][:20] in re.sub("<.*?>", "", leads["zh/"])
        assert str(escape(record[field]))[:30] not in leads["zh/"]


@pytest.mark.parametrize(
    ("kind", "key"),
    [("funds", "national-ic-industry-investment-fund"), ("industries", "automation-and-robotics"),
     ("targets", "nev-sales"), ("events", "circular-mic25-2015")],
)  # fmt: skip
def test_a_page_lists_its_sources_and_names_its_version_once(site, shipped, kind, key):
    for page in (each for path, each in _files(site, kind, key).items() if path.endswith("html")):
        assert page.count('<section class="sources"') == 1
        assert {*re.findall('href="#(s[0-9]+)"', page)} <= {*re.findall('id="(s[0-9]+)"', page)}
        text = re.sub("<title.*?</title>|<svg.*?</svg>", "", page.partition("<main")[2], flags=re.S)
        assert len(re.findall(rf"{shipped.digest[:12]}\b", text)) == 1
        summary = shipped.kind(kind)[key].get("summary")
        assert summary is None or text.count(str(escape(summary))) <= 1


def test_lists_are_in_the_order_of_the_command(site, shipped):
    [tree, *_] = site.trees
    pages = dict(tree.lists())
    for kind in ("funds", "documents", "pilots"):
        wanted = [each["id"] for each in record_filters.ordered(
            shipped.kind(kind).values(), KINDS[kind].sort, lambda each: each)]  # fmt: skip
        [table] = pages[f"{kind}/index.html"].sections[-1].parts
        assert [row[0][0].id for row in table.rows] == wanted[: len(table.rows)] and table.rows


def test_no_series_is_named_by_half_a_clause(shipped):
    for indicator in shipped.kind("indicators").values():
        for meaning in indicator["bases"].values():
            assert "…" not in captions.shortened(meaning) and captions.shortened(meaning) in meaning


def test_a_hit_of_the_search_has_fit_and_certainty_beside_its_status():
    proxy = {"status": "met", "fit": "proxy", "certainty": "inferred"}
    told = searchindex.statuses([proxy], "en")
    assert [*told] == ["met", searchindex.code_of(proxy)]
    assert label("fit-proxy", "en") in told[searchindex.code_of(proxy)]
    assert label("certainty-inferred", "en") in told[searchindex.code_of(proxy)]
