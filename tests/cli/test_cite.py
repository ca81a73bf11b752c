"""`mic25 cite`: independent parsers read back everything that is cited."""

import json
import os
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml

from bibtex import entries, flat, typeset, unescaped
from builders import dataset, record, source
from cases import cases, data
from conftest import ROOT
from mic25cli.calc.cited_sources import Author, Reference, dated, of_ids
from mic25cli.model.dataset import RecordSet
from mic25cli.store import installed_datasets, load, record_folders, yamlio
from mic25cli.store.profile import the_profile
from mic25cli.view.sources import citation_styles

CSL = yaml.safe_load((ROOT / "tests" / "csl.yaml").read_text("utf-8"))
OURS = the_profile((record_folders.shipped(),))
CLAIM = "targets/nev-own-brand-share#2025@technology-roadmap-2017"

[_ODD] = data(__file__, "ODD")
ODD = RecordSet.of({"sources": {id_: source(id_, **each) for id_, each in _ODD.items()}})


@pytest.fixture(scope="session")
def every(shipped):
    """All sources of the shipped dataset, and the unusual ones."""
    found = of_ids(shipped, [f"sources/{key}" for key in shipped.kind("sources")])
    return [*found, *of_ids(ODD, ["sources/a", "sources/b", "sources/c"])]


def apart(reference):
    return [(who.family, who.given) for who in reference.persons]


@pytest.mark.others
@pytest.mark.parametrize("style", ["bibtex", "biblatex"])
def test_every_source_comes_back_from_bibtex(every, style):
    """A third of them in each style, because the parser is slow; all but the date is the same."""
    every = every[("bibtex", "biblatex").index(style) :: 1 if "FUZZ" in os.environ else 3]
    found = entries(citation_styles.STYLES[style](every))
    assert len(found) == len(every)
    for each in every:
        entry = found[each.key]
        assert typeset(entry["title"]) == flat(each.title)
        names = entry["author"].split("} and {") if each.authors else []
        wanted = [", ".join(filter(None, pair)) for pair in apart(each)] or [*each.authors]
        assert [unescaped(name.strip("{}").replace("}, {", ", ")) for name in names] == wanted
        if each.url is not None:
            assert entry["url"].replace("%7B", "{").replace("%7D", "}") == each.url
        if each.date is None:
            assert "year" not in entry and "date" not in entry
        elif style == "bibtex":
            assert entry["year"] == str(each.date.ends[0].year)
            assert each.date.sure or each.date.edtf in unescaped(entry["note"])
        else:
            assert entry["date"] == each.date.edtf


def test_every_source_comes_back_from_ris(every):
    import rispy

    found = {entry["id"]: entry for entry in rispy.loads(citation_styles.STYLES["ris"](every))}
    assert len(found) == len(every)
    for each in every:
        entry = found[each.key]
        assert entry["title"] == flat(each.title)
        names = entry.get("authors", [])
        wanted = [", ".join(filter(None, pair)) for pair in apart(each)]
        assert names == (wanted or [citation_styles.without_commas(name) for name in each.authors])
        assert not any("," in name for name in names) or each.persons
        assert entry.get("year") == (each.date and str(each.date.ends[0].year))
        assert each.url is None or each.url in entry["urls"]


@pytest.mark.slow
def test_every_source_is_a_csl_item(every):
    import jsonschema

    items = json.loads(citation_styles.STYLES["csl-json"](every))
    jsonschema.validate(items, CSL)
    for wrong in ({"kind": "x"}, {"issued": {"date-parts": []}}, {"author": [{"name": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{**items[0], **wrong}], CSL)
    assert {item["type"] for item in items} == {*citation_styles.TYPES, "document"} - {None}
    for each, item in zip(every, items, strict=True):
        assert (item["id"], item["title"], item.get("URL")) == (each.key, each.title, each.url)
        named = item.get("author", [])
        if each.persons:
            assert [(who["family"], who.get("given")) for who in named] == apart(each)
        else:
            assert [name["literal"] for name in named] == list(each.authors)
        issued = item.get("issued")
        assert (issued is None) == (each.date is None)
        assert issued is None or issued.get("circa", False) is not (each.date and each.date.sure)


@cases
def test_dates(text, ends, sure):
    date = dated(text)
    assert date is not None and [[d.year, d.month, d.day] for d in date.ends] == ends
    assert date.sure is sure


def test_a_single_claim_is_cited_with_its_place(mic25):
    ran = mic25("cite", CLAIM)
    assert (ran.code, ran.err) == (0, "")
    assert "[merics-2019]" in ran.out and "§2.2" in ran.out
    all_ = mic25("cite", "targets/nev-own-brand-share").out.splitlines()
    assert set(ran.out.splitlines()) - set(all_) != set(ran.out.splitlines())
    assert len(all_) > len(ran.out.splitlines())
    rows = json.loads(mic25("cite", CLAIM, "--json").out)
    assert {place["claim"] for row in rows for place in row["places"]} == {CLAIM}


def test_every_claim_of_the_tables_can_be_cited(mic25, shipped):
    from mic25cli.calc.table_definition import rows_of
    from mic25cli.calc.tables import TABLES

    wanted: dict[str, set[str]] = {}
    for row in rows_of(TABLES["citations"], shipped):
        wanted.setdefault(row["claim"], set()).add(row["source"])
    for name in [*wanted][:: max(1, len(wanted) // 150)]:
        found = {each.key for each in of_ids(shipped, [name])}
        assert found >= wanted[name]
        assert "#" not in name or found == wanted[name]


def test_what_was_not_read_is_not_cited_as_read():
    cites = [{"source": "s", "at": None, "checked": "text"}]
    held = dataset(
        record("terms", "t", name={"en": "T"}, cite=cites),
        source("s", access="unseen"),
    )  # fmt: skip
    (found,) = of_ids(held, ["t"])
    for style, written in citation_styles.STYLES.items():
        unread = "未见原文" if style == "gbt7714" else "Not read"
        assert unread in written([found]), style


@cases
def test_how_closely_it_was_read_is_said(checked, coverage, remarks):
    cites = [{"source": "s", "at": "p. 3", "checked": checked}]
    held = dataset(
        record("terms", "t", name={"en": "T"}, cite=cites), source("s", coverage=coverage)
    )  # fmt: skip
    (found,) = of_ids(held, ["t"])
    assert [*found.remarks] == remarks
    (alone,) = of_ids(held, ["sources/s"])
    assert alone.remarks == (("Read in excerpts",) if coverage == "excerpt" else ())
    unseen = dataset(
        record("terms", "t", name={"en": "T"}, cite=cites), source("s", access="unseen")
    )  # fmt: skip
    (found,) = of_ids(unseen, ["t"])
    assert not any(each.startswith("Read") for each in found.remarks)


def test_what_cites_nothing_is_told(mic25, records):
    own = records({"terms.yaml": "one:\n  name: {en: One}\n"})
    for style, out in (("text", ""), ("csl-json", "[]\n"), ("bibtex", "")):
        ran = mic25("cite", "terms/one", "--style", style, "--records", str(own))
        assert (ran.code, ran.out) == (0, out)
        assert ran.err == "no source is cited by terms/one itself\n"


def test_the_dataset_itself(mic25):
    (item,) = json.loads(
        mic25("cite", "--whole-dataset", "--style", "csl-json", "--as-of", "2019").out
    )
    digest = json.loads(mic25("info", "--json").out)["digest"]
    assert (item["type"], item["title"], item["version"]) == ("dataset", OURS.title, OURS.version)
    assert digest in item["note"] and "as of 2019" in item["note"]
    assert item["issued"]["date-parts"][0][0] >= 2025


def test_the_citation_file_says_the_same():
    node = yamlio.compose((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    held: dict[str, Any] = node.as_data()
    assert held["cff-version"] == "1.2.0" and held["message"]
    assert (held["title"], held["version"]) == (OURS.title, OURS.version)
    assert held["license"] == OURS.license == "CC-BY-4.0"
    assert (
        held["authors"] == [{"name": name} for name in OURS.authors] and held["type"] == "dataset"
    )
    assert OURS.id == "mic25"


@cases
def test_an_entry_has_the_type_of_its_text(type_, bibtex, biblatex, ris, csl_type):
    persons = [{"family": "O'Neil, Jr", "given": "Ada {B}"}, {"family": "李", "given": None}]
    text = source("x", title="X", publisher="P & Q", url="https://x.org", type=type_,
                  authors=["Ada O'Neil", "李"], persons=persons)  # fmt: skip
    references = of_ids(RecordSet.of({"sources": {"x": text}}), ["sources/x"])
    for style, name in ((citation_styles.bibtex, bibtex), (citation_styles.biblatex, biblatex)):
        entry = style(references)
        assert entry.startswith(f"@{name}{{x,")
        assert r"{O'Neil, Jr}, {Ada \textbraceleft{}B\textbraceright{}} and {李}" in entry
        assert entry.count(r"{{P \& Q}}") == 1
    tagged = citation_styles.ris(references)
    assert tagged.startswith(f"TY  - {ris}\n") and "AU  - 李\n" in tagged
    (item,) = json.loads(citation_styles.csl_json(references))
    assert item["type"] == csl_type
    assert item["author"] == [persons[0], {"family": "李"}]
    held = "container-title" if csl_type.startswith("article") else "publisher"
    assert item[held] == "P & Q"


def test_every_shipped_source_has_a_type(shipped):
    types = {each["type"] for each in shipped.kind("sources").values()}
    assert None not in types and types == set(citation_styles.TYPES) - {None}
    for each in shipped.kind("sources").values():
        assert not each["persons"] or len(each["persons"]) == len(each["authors"]), each["id"]


DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
NO_PAPER = re.compile(r"\b(at|copy|repost|mirror|host)\b|/")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_what_stands_on_a_site_alone_is_no_article(name):
    shipped = load.load_dataset((installed_datasets.folder(name),))
    for id_, each in shipped.kind("sources").items():
        told, publisher = (id_, each["type"], each["publisher"]), each["publisher"] or ""
        assert not re.fullmatch(r"[\d.]+", publisher), told
        if each["type"].startswith("article"):
            assert publisher and not DOMAIN.fullmatch(publisher), told
            assert not NO_PAPER.search(publisher), told
        if each["access"] == "summary" and DOMAIN.fullmatch(publisher):
            assert each["type"] == "webpage", told


def test_the_site_of_a_copy_is_not_its_publisher():
    text = source("x", title="X", publisher="copies.cn", originator="MIIT 工信部", type="report",
                  authors=["MIIT"], url="https://copies.cn/1", access="copy")  # fmt: skip
    (found,) = of_ids(RecordSet.of({"sources": {"x": text}}), ["sources/x"])
    assert "institution = {{MIIT}}" in citation_styles.bibtex([found])
    assert "PB  - MIIT\nT2" not in citation_styles.ris([found])
    for style, written in citation_styles.STYLES.items():
        assert ("Text at copies.cn" in written([found])) is (style != "gbt7714"), style
    assert citation_styles.footnote(found, "en").count("copies.cn") == 2
    page = source("x", title="X", publisher="copies.cn", type="webpage", url="https://copies.cn/1")
    (found,) = of_ids(RecordSet.of({"sources": {"x": page}}), ["sources/x"])
    assert "organization = {{copies.cn}}" in citation_styles.biblatex([found])
    paper = replace(found, type="article-newspaper", publisher="Daily")
    assert "\nT2  - Daily\n" in citation_styles.ris([paper])


def reference(**more):
    known: dict[str, Any] = {
        "key": "a", "title": "标题", "authors": (), "persons": (), "type": "webpage",
        "publisher": None, "series": None, "date": "2020-05-06", "lang": "zh",
        "url": "https://example.org/", "accessed": "2026-01-02", "read": True,
        "coverage": "full",
    }  # fmt: skip
    known |= more
    dates = {key: known[key] and dated(known[key]) for key in ("date", "accessed")}
    persons = tuple(Author(*each) for each in known["persons"])
    return Reference(**{**known, **dates, "persons": persons, "authors": tuple(known["authors"])})


@cases
def test_each_sort_of_text_has_its_form_in_the_chinese_standard(more, wanted):
    assert citation_styles.STYLES["gbt7714"]([reference(**more)]) == f"[1]{wanted}.\n"
