"""The feed of a site: verdicts that changed between two releases, in Atom, in both languages."""

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from cases import data
from conftest import ROOT
from mic25cli.calc.progress.compare_outcomes import MilestoneChange
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.store import record_folders, snapshot
from mic25cli.values import replace
from mic25cli.view.page import feed

pytestmark = pytest.mark.slow

POWER = ROOT / "tests" / "datasets" / "power"
BASE = "https://example.org/power/"
ATOM = "{http://www.w3.org/2005/Atom}"
CHANGES, CAUSES = data(__file__, "CHANGES", "CAUSES")


@pytest.fixture
def second(mic25, tmp_path):
    """The archive of a first release, and the records of the second."""
    shutil.copytree(POWER, tmp_path / "records")
    made = mic25("export", "--release", "-o", str(tmp_path), "--records", str(POWER))
    assert made.code == 0, made.err
    for name, old, new in CHANGES:
        file = tmp_path / "records" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), encoding="utf-8")
    (archive,) = tmp_path.glob("*.zip")
    return archive, tmp_path / "records"


def entries(feed):
    """The causes, summary and link of each entry by its title; it has all that Atom requires."""
    root = ElementTree.parse(feed).getroot()
    ids, found = [], {}
    for each in [root, *root.iter(f"{ATOM}entry")]:
        (id_,) = each.iterfind(f"{ATOM}id")
        (title,) = each.iterfind(f"{ATOM}title")
        (updated,) = each.iterfind(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated.text or "")
        assert (id_.text or "").startswith("urn:uuid:") and title.text
        ids.append(id_.text)
        if each is not root:
            link = each.find(f"{ATOM}link[@rel='alternate']")
            summary = each.findtext(f"{ATOM}summary")
            assert link is not None and summary
            causes = [one.get("term") for one in each.iterfind(f"{ATOM}category")]
            found[title.text] = (causes, summary, link.attrib["href"])
    assert root.tag == f"{ATOM}feed" and len(ids) == len({*ids})
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The tests"
    return found


@pytest.mark.others
def test_a_feed_lists_the_verdicts_that_changed_between_two_releases(mic25, tmp_path, second):
    archive, records = second
    site = tmp_path / "site"
    line = ("site", "--records", str(records), "--against", str(archive), "-o")
    assert mic25(*line, str(site)).code == 0
    told = entries(site / "feed.xml")
    assert {title: causes for title, (causes, _, _) in told.items()} == CAUSES
    _, summary, path = told["Wind power by 2030 (2025): ✗ missed → ✓ met"]
    assert summary.startswith("Why: corrected figure: 19.5 GWp (2025) → 20.5 GWp (2025). Met: ")
    assert (site / path).is_file()
    chinese = entries(site / "zh" / "feed.xml")
    assert len(chinese) == len(told)
    assert any(each.startswith("原因：更正数据：19.5") for _, each, _ in chinese.values())
    for page in ("index.html", "targets/wind-2030.html", "zh/targets/wind-2030.html"):
        (link,) = re.findall(
            r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"',
            (site / page).read_text(encoding="utf-8"),
        )
        feed = site / ("zh/" if page.startswith("zh/") else "") / "feed.xml"
        assert Path(urljoin((site / page).as_uri(), link).removeprefix("file://")) == feed
    addressed = tmp_path / "addressed"
    assert mic25(*line, str(addressed), "--base-url", BASE).code == 0
    own = ElementTree.parse(addressed / "zh" / "feed.xml").getroot()
    assert [each.attrib["href"] for each in own.iterfind(f"{ATOM}link")] == [
        f"{BASE}zh/index.html", f"{BASE}zh/feed.xml",
    ]  # fmt: skip
    for _, _, path in entries(addressed / "feed.xml").values():
        assert (addressed / path.removeprefix(BASE)).is_file() and path.startswith(BASE)


def test_without_an_earlier_release_no_feed_is_named(mic25, tmp_path):
    assert mic25("site", "--records", str(POWER), "-o", str(tmp_path / "site")).code == 0
    assert not [*tmp_path.rglob("feed.xml")]
    assert "atom" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    refused = mic25("site", "-o", str(tmp_path / "other"), "--against", "nowhere")
    assert refused.code == 2 and "nowhere" in refused.err and not (tmp_path / "other").exists()


def test_the_same_release_changes_nothing(mic25, tmp_path):
    site = tmp_path / "site"
    line = ("site", "--records", str(POWER), "--against", str(POWER), "-o", str(site))
    assert mic25(*line).code == 0
    assert entries(site / "feed.xml") == {}


def test_a_verdict_on_equal_figures_changed_by_the_calculation():
    dataset = snapshot.open_dataset(record_folders.folders([POWER]))
    (missed,) = (
        each
        for each in evaluate(dataset, Question("2027-06-30"))
        if (each.target, each.milestone.year) == ("wind-2030", 2025)
    )
    change = MilestoneChange(missed, replace(missed, status="met"))
    assert [cause for cause, _ in feed.causes(change, "en")] == ["rule"]
