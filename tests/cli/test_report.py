"""`mic25 report`: the printed form of the dataset: the same bytes, nothing from elsewhere."""

import re

import pytest

from chinese import Scan, recorded
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import page_of
from mic25cli.calc.table_definition import judged_on
from mic25cli.model.screen_words import DatasetLang
from mic25cli.store import record_folders, snapshot
from mic25cli.view.page import html
from mic25cli.view.page.report import Report
from mic25cli.view.page.site_pages import LanguageSite, Site
from pages import Seen
from shared import shared

pytestmark = pytest.mark.slow

MOST = 1_000_000
"""The maximum bytes of the report on the shipped dataset."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The report on the shipped dataset, by language."""

    def make(folder):
        dataset = snapshot.open_dataset(record_folders.folders())
        site = Site(dataset, Question(judged_on(dataset)), "0")
        for lang in ("en", "zh"):
            tree = LanguageSite(site, DatasetLang.of(lang, dataset.profile.own_words))
            report = Report(tree)
            page = html.bound(report.chapters, tree, report.cover)
            (folder / lang).write_text(page, encoding="utf-8")

    folder = shared(tmp_path_factory, "report", make)
    return {lang: (folder / lang).read_text(encoding="utf-8") for lang in ("en", "zh")}


@pytest.mark.others
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_small_and_whole(pages, shipped, lang):
    page = pages[lang]
    assert len(page.encode()) < MOST
    seen = Seen(page)
    told = {str(each["id"]) for each in seen.all("li") if str(each.get("id", "")).startswith("t-")}
    assert told == {f"t-{key}" for key in shipped.kind("targets")}
    assert len([each for each in seen.all("a") if "title" in each]) == len(told)
    links = [str(attrs["href"]) for attrs in seen.all("a")]
    assert {each[1:] for each in links if each[0] == "#"} <= set(seen.ids())
    urls = {source["url"] for source in shipped.kind("sources").values()} - {None}
    assert {page_of(each) for each in links if each[0] != "#"} <= urls
    assert sum(":~:text=" in each for each in links) > 20


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_comes_from_outside(pages, lang):
    seen = Seen(pages[lang])
    for tag, attrs in seen.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "source", "image")
        loading = {"src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "style"}
        assert not loading & set(attrs), (tag, attrs)
        assert not [key for key in attrs if key.startswith("on")], (tag, attrs)
        if tag not in ("a", "use"):
            assert "href" not in attrs, (tag, attrs)
        if tag == "use":
            assert str(attrs["href"]).startswith(("#q", "#o"))
    assert [len(seen.all(tag)) for tag in ("script", "style")] == [0, 2]
    [policy] = [str(a["content"]) for a in seen.all("meta") if "http-equiv" in a]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.count("sha256-") == 2 and "unsafe" not in policy and "*" not in policy


SAID = re.compile(r"mic25( [a-z0-9./-]+)+")


def test_the_chinese_page_is_in_chinese(pages, shipped):
    codes = {*METHODS, "mic25", shipped.digest[:12]}
    scan = Scan(recorded(shipped) | codes | {record["id"] for record in shipped})
    lines = {line for text in Seen(pages["zh"]).texts for line in text.splitlines()}
    left = {line: scan.left(SAID.sub("", line)) for line in lines}
    assert {line: words for line, words in left.items() if words} == {}


def test_a_small_dataset_has_a_page_too(mic25, records, tmp_path):
    folder = records({"terms.yaml": "one:\n  name: {en: One, zh: 一}\n"})
    path = tmp_path / "new" / "small.html"
    ran = mic25("report", "--records", str(folder), "-o", str(path))
    assert (ran.code, ran.out) == (0, "")
    page = path.read_text(encoding="utf-8")
    assert "Sources" in page and not [a for a in Seen(page).all("li") if "id" in a]


def test_the_cover_speaks_of_what_is_in_the_report(shipped):
    site = Site(shipped, Question(judged_on(shipped)), "0")
    tree = LanguageSite(site, "en")
    named = [*dict.fromkeys(key for each in site.results for key in each.industries)]
    report = Report(tree, named[:2])
    titles = [page.title for page in report.chapters if page.path.startswith("i-")]
    assert len(titles) == 2 and report.cover.title == ", ".join(titles)
    for title, line in zip(titles, report.cover.lead, strict=True):
        assert title.lower() in str(line).lower(), line
    assert report.cover.title not in Report(tree).cover.title


def test_a_page_is_not_poured_into_a_terminal(terminal):
    ran = terminal("report")
    assert ran.code == 2 and "Write it to a file with -o FILE.html" in ran.err
