"""`mic25 diff` and `mic25 KIND diff`: every format, every use, exit codes and nonsense."""

import json
import re
from pathlib import Path

import pytest

from builders import dataset_texts
from cases import cases, data
from mic25cli.calc.diff import outcomes
from mic25cli.calc.diff.changes import CLASSES
from others import committed, git

SMALL = dataset_texts("diff")


def report(ran, code=0):
    assert ran.code == code, ran.err
    return json.loads(ran.out)


def brief(found):
    return [[each["kind"], each["id"], each["class"]] for each in found["results"]]


@pytest.mark.slow
def test_classes_without_outcomes_judge_nothing(mic25, monkeypatch):
    base = ("targets", "diff", "2015", "2019", "--json")
    every = json.loads(mic25(*base).out)["results"]
    assert {each["class"] for each in every} >= {"outcome", "raised"}
    monkeypatch.setattr(outcomes, "evaluate", None)
    others = ",".join(each for each in CLASSES if each != "outcome")
    found = json.loads(mic25(*base, "--class", others).out)["results"]
    assert found == [each for each in every if each["class"] != "outcome"]


def next_edition(folder):
    targets = folder / "targets.yaml"
    targets.write_text(targets.read_text().replace("value: 90", "value: 85"))
    (folder / "documents.yaml").unlink()
    (folder / "sources.yaml").write_text(
        (folder / "sources.yaml").read_text().replace(", document: roadmap", "")
    )


[CHANGED] = data(__file__, "CHANGED")


def test_edition_against_edition(mic25, small, records):
    old = records(SMALL, "old")
    next_edition(Path(small))
    found = report(mic25("diff", "--records-from", str(old), "--json"))
    assert brief(found) == CHANGED
    assert found["old"]["digest"] != found["new"]["digest"]
    assert found["results"][0]["note"] == "the same report: the record was corrected"
    back = report(mic25("diff", "--records-from", small, "--records", str(old), "--json"))
    assert [each["class"] for each in back["results"]] == ["raised", "added", "edited"]
    assert (back["old"]["digest"], back["new"]["digest"]) == (
        found["new"]["digest"], found["old"]["digest"],
    )  # fmt: skip
    same = mic25("diff", "--records-from", small, "--exit-code", "--json")
    assert report(same)["results"] == []
    kind = report(mic25("targets", "diff", "--records-from", str(old), "--json"))
    assert brief(kind) == CHANGED[:1]


def test_an_old_edition_that_is_not_valid_is_trouble(mic25, small, records):
    old = str(records({"funds.yaml": "x: {nam: y}\n"}, "old"))
    ran = mic25("diff", "--records-from", old, "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "the records are not valid" in ran.err


@pytest.fixture
def checkout(small):
    """A git checkout whose last commit is one edition, with the next one in its working tree."""
    folder = Path(small)
    committed(folder.parent)
    git(folder.parent, "tag", "v1")
    next_edition(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("rev", ["HEAD", "main", "v1", "@", "HEAD^0"])
def test_a_revision_against_the_work_tree(mic25, checkout, rev):
    before = git(checkout, "status", "--porcelain")
    found = report(mic25("diff", "--rev", rev, "--records", str(checkout), "--json"))
    assert brief(found) == CHANGED
    assert found["old"]["at"] == rev
    assert found["old"]["commit"] == git(checkout, "rev-parse", "HEAD")
    assert git(checkout, "status", "--porcelain") == before
    assert not list(checkout.rglob("*.lock"))


@pytest.mark.slow
def test_a_revision_that_is_the_same(mic25, checkout):
    git(checkout, "commit", "-qam", "second")
    base = ("diff", "--records", str(checkout), "--exit-code", "--json")
    assert mic25(*base, "--rev", "HEAD").code == 0
    assert mic25(*base, "--rev", "HEAD~1").code == 1
    assert mic25(*base, "--rev", "HEAD~2").code == 2


def test_a_revision_in_the_heading(mic25, checkout):
    ran = mic25("diff", "--rev", "v1", "--records", str(checkout), "-f", "table")
    heading = "".join(ran.out.split())
    assert heading.startswith(f"v1({git(checkout, 'rev-parse', 'HEAD')[:10]})→{checkout}")


def test_records_at_the_top_of_a_checkout(mic25, small):
    folder = Path(small)
    committed(folder)
    next_edition(folder)
    found = report(mic25("diff", "--rev", "HEAD", "--json"))
    assert brief(found) == CHANGED


def test_links_and_hidden_files_of_a_revision_are_left_alone(mic25, small):
    folder = Path(small)
    (folder / "notes").symlink_to("/etc")
    (folder / "terms.yaml").symlink_to("/etc/hostname")
    (folder / ".hidden.yaml").write_text("broken: [\n")
    (folder / "readme.txt").write_text("not records\n")
    committed(folder)
    (folder / "terms.yaml").unlink()
    found = report(mic25("diff", "--rev", "HEAD", "--json"))
    assert found["results"] == []


@cases
def test_no_such_revision(mic25, checkout, rev, message):
    ran = mic25("diff", f"--rev={rev}", "--records", str(checkout), "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_no_records_at_that_revision(mic25, checkout):
    moved = checkout.parent / "moved"
    checkout.rename(moved)
    ran = mic25("diff", "--rev", "HEAD", "--records", str(moved))
    assert ran.code == 2
    assert "the folder 'moved' is not in the git revision 'HEAD'" in ran.err


def test_records_of_then_that_are_not_valid_now(mic25, checkout):
    git(checkout, "commit", "-qam", "second")
    (checkout / "funds.yaml").write_text("big-fund: {nam: x}\n")
    git(checkout, "commit", "-qam", "third")
    (checkout / "funds.yaml").write_text(SMALL["funds.yaml"])
    ran = mic25("diff", "--rev", "HEAD", "--records", str(checkout))
    assert ran.code == 2
    assert "HEAD:records/funds.yaml:1:" in ran.err
    assert "may not fit today's form" in ran.err


@cases
def test_no_checkout_and_no_git(mic25, small, monkeypatch, variable, value, message):
    monkeypatch.setenv(variable, value)
    ran = mic25("diff", "--rev", "HEAD")
    assert ran.code == 2 and message in ran.err


def test_variables_of_a_hook_do_not_lead_astray(mic25, checkout, monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert mic25("diff", "--rev", "HEAD", "--records", str(checkout)).code == 0


@pytest.mark.slow
def test_a_long_story_is_whole_for_one_kind(mic25):
    base = ("diff", "2015", "2019", "-q")
    added = json.loads(mic25("documents", *base, "--class", "added", "--json").out)["results"]
    assert len(added) > 20
    whole = mic25("documents", *base, "-f", "table").out
    assert whole.count("+ added") == len(added)
    cut_short = mic25(*base, "-f", "table").out.split("Documents")[1].split("Funds")[0]
    assert 0 < cut_short.count("+ added") < 8


def edited(files, was, now):
    """Files with one text replaced by another."""
    return {name: text.replace(was, now) for name, text in files.items()}


def test_markdown_marks_chinese_words_beside_chinese_marks(mic25, records):
    old, new = (
        str(records(edited(SMALL, "{en: Roadmap}", f"{{en: Roadmap, zh: {word}}}"), word))
        for word in ("互联网行动", "互联网（试行）行动")
    )
    ran = mic25("diff", "--records-from", old, "--records", new, "-f", "md")
    assert "互联网<ins>（试行）</ins>行动" in ran.out


PROBE = dataset_texts("one-aim")


@cases
def test_what_a_corrected_edition_says_of_itself(mic25, records, was, now, class_, note):
    old, new = str(records(PROBE)), str(records(edited(PROBE, was, now), "new"))
    ran = mic25("diff", "--records-from", old, "--records", new, "--json", "--exit-code", "-q")
    assert ran.code == 1
    results = json.loads(ran.out)["results"]
    assert [(each["class"], each["note"]) for each in results] == [(class_, note)]


OUTCOMES = dataset_texts("two-aims")


def test_changes_of_promises_come_before_outcomes(mic25, records):
    later = PROBE["sources.yaml"].replace("plan:", "later:").replace("2015-01", "2021-01")
    raised = "  {year: 2025, value: 95, cite: [{source: later, checked: text}]}]}\n"
    folder = records(
        {
            **OUTCOMES,
            "sources.yaml": OUTCOMES["sources.yaml"] + later,
            "targets.yaml": OUTCOMES["targets.yaml"].replace("}]}]}\n", "}]},\n" + raised),
        }
    )
    found = report(mic25("diff", "2019", "2025", "--records", str(folder), "-q", "--json"))
    classes = [each["class"] for each in found["results"] if each["kind"] == "targets"]
    assert classes[0] == "raised" and {*classes[1:]} == {"outcome"}


def test_what_was_not_seen_is_one_line(mic25):
    pair = ("technology-roadmap-2015", "technology-roadmap-2017")
    told = mic25("diff", *pair, "-f", "table").out
    total = re.search(r"^\? unseen +(\d+)$|^\? unseen +(\d+)  ", told, re.MULTILINE)
    counts = re.findall(r"only the 201[57] roadmap: (\d+)", told)
    assert total and told.count("? unseen") == 1 and len(counts) == 2
    assert sum(map(int, counts)) == int(total[1] or total[2])
    whole = mic25("targets", "diff", *pair, "-f", "table").out
    assert whole.count("? unseen") > 9


def test_between_editions_a_slip_in_a_number_shows_what_it_does(mic25, records, monkeypatch):
    old = str(records(OUTCOMES))
    new = str(records(edited(OUTCOMES, "value: 75", "value: 7.5"), "new"))
    # As of the last day of the dataset, nothing is late yet.
    monkeypatch.setenv("MIC25_AS_OF", "2026")
    found = report(mic25("diff", "--records-from", old, "--records", new, "--json", "-q"))
    assert [(each["class"], each["new"].get("status")) for each in found["results"]] == [
        ("outcome", "met-late"),
        ("edited", None),
    ]


def test_two_editions_of_one_dataset_are_compared_by_another_option(mic25, tmp_path, monkeypatch):
    own = ("--records", "tests/datasets/power")
    assert mic25("export", "--release", "-o", str(tmp_path), *own).code == 0
    [release] = tmp_path.glob("*.zip")
    monkeypatch.chdir("tests/datasets/power")
    for other in (str(release), "."):
        ran = mic25("diff", str(release), other)
        assert ran.code == 2 and "both sides are editions" in ran.err
        assert f"--records-from {release} --records {other}" in ran.err
