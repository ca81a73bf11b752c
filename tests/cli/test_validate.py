"""`mic25 validate`: its output, where it goes, and the exit code."""

import io
import json
from pathlib import Path

import pytest

from cases import cases, data
from mic25cli.check import registry
from mic25cli.cli.validate import FORMATS

ALL_FAULTS, SUMMARIES, BREAKS = data(__file__, "ALL_FAULTS", "SUMMARIES", "BREAKS")

EVENT, SOURCE, TERM = data(__file__, "EVENT", "SOURCE", "TERM")


@pytest.fixture
def dataset(records, monkeypatch):
    """A small valid dataset in the working folder."""
    folder = records({"terms.yaml": f"a: {{{TERM}}}\n", "sources.yaml": SOURCE})
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("MIC25_RECORDS", folder.name)
    return Path(folder.name)


def write(dataset, name, text):
    path = dataset / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_sound_dataset_prints_nothing_but_the_summary(mic25, dataset):
    ran = mic25("validate")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "2 of 2 records in 2 files fine, no errors, no warnings\n"
    assert mic25("validate", "-q").err == ""


def test_a_key_and_a_list_of_corrections_are_met_with_what_to_write(mic25, dataset):
    write(dataset, "assessments.yaml", "a: {sentences: []}\n")
    write(dataset, "corrections.yaml", "- said: a\n")
    ran, chinese = mic25("validate"), mic25("targets", "--lang", "zh")
    assert "not a key here. 'mic25 fields assessments' lists the keys." in ran.out
    assert "corrections.yaml:1:1: error wrong-type" in ran.out and ran.code == 1
    assert "请补上“assessor:”" in chinese.err and "Add" not in chinese.err


def test_all_faults_of_all_files_come_in_one_run_by_place(mic25, dataset):
    write(dataset, "events/one.yaml", EVENT.format(type="fair", source="t"))
    write(dataset, "events/two.yaml", "f: [\n")
    write(dataset, "terms.yaml", f"a: {{{TERM}, abr: X}}\nb: {{{TERM}}}\n")
    ran = mic25("validate")
    assert ran.code == 1
    assert ran.out.splitlines() == ALL_FAULTS
    assert ran.err.splitlines() == SUMMARIES


def test_a_decimal_comma_in_a_list_is_told_as_one(mic25, dataset):
    write(dataset, "terms.yaml", f"a: {{{TERM}, of: 115,5}}\n")
    assert "Write a number with a decimal point, not a comma." in mic25("validate").out


def test_a_link_to_a_broken_record_is_no_second_fault(mic25, dataset):
    write(dataset, "sources.yaml", "s: {title: S}\n")
    ran = mic25("validate")
    assert {line.split()[2] for line in ran.out.splitlines()} == {"missing-key"}


def test_warnings_fail_only_when_strict(mic25, dataset):
    write(dataset, "sources.yaml", SOURCE + SOURCE.replace("s:", "t:", 1))
    ran = mic25("validate")
    assert ran.code == 0 and "warning uncited-source" in ran.out
    assert mic25("validate", "--strict").code == 1


def test_nothing_to_check_is_trouble(mic25, tmp_path, dataset):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert mic25("validate", "--records", str(empty)).code == 2
    assert mic25("validate", str(empty)).code == 2
    assert mic25("validate", str(tmp_path / "gone")).code == 2
    assert mic25("validate", "--records", str(tmp_path / "gone")).code == 2
    (empty / "terms.yaml").write_text("# nothing yet\n")
    assert mic25("validate", str(empty)).code == 2


def test_a_path_of_the_dataset_is_reported_on_alone(mic25, dataset):
    write(dataset, "events/one.yaml", EVENT.format(type="other", source="s"))
    other = EVENT.format(type="other", source="t").replace("e:", "f:", 1).replace("E", "F")
    write(dataset, "events/two.yaml", other)
    assert mic25("validate", str(dataset / "events" / "one.yaml")).code == 0
    ran = mic25("validate", str(dataset / "events"))
    assert ran.out.count("\n") == 1 and "two.yaml:6:19: error dangling-id" in ran.out
    assert "1 of 2 records in 2 files" in ran.err


def test_a_file_outside_the_dataset_is_held_against_it(mic25, dataset, tmp_path):
    lone = tmp_path / "elsewhere" / "draft.yaml"
    lone.parent.mkdir()
    lone.write_text(EVENT.format(type="other", source="s"))
    ran = mic25("validate", str(lone), "--kind", "events")
    assert (ran.code, ran.out) == (0, ""), ran
    lone.write_text(EVENT.format(type="other", source="t"))
    assert "elsewhere/draft.yaml:6:19: error dangling-id" in mic25(
        "validate", str(lone), "--kind", "events"
    ).out  # fmt: skip
    assert "does not show the record type" in mic25("validate", str(lone)).err


def test_a_foreign_folder_is_a_dataset_of_its_own(mic25, dataset, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    (other / "terms.yaml").write_text(f"a: {{{TERM}}}\n")
    monkeypatch.delenv("MIC25_RECORDS")
    ran = mic25("validate", str(other))
    assert ran.code == 1 and "error dangling-id the sources have no record 's'" in ran.out
    assert mic25("validate", "--records", str(dataset), str(other)).code == 0


def test_standard_input_is_read(mic25, dataset, monkeypatch):
    text = EVENT.format(type="fair", source="s").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    ran = mic25("validate", "-", "--kind", "events")
    assert ran.code == 1 and ran.out.startswith("stdin:4:9: error bad-choice ")
    assert ran.out.count("\n") == 1


def test_codes_and_families_are_selected_and_ignored(mic25, dataset):
    write(dataset, "events.yaml", EVENT.format(type="other", source="t") + "x: {}\n")
    for select, codes in {
        "": {"missing-key", "dangling-id"},
        "--select links": {"dangling-id"},
        "--ignore links": {"missing-key"},
        "--ignore missing-key,dangling-id": set(),
    }.items():
        told = mic25("validate", *select.split()).out.splitlines()
        assert {line.split()[2] for line in told} == codes, select


def test_prose_is_held_against_texts(mic25, dataset, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "report.txt").write_text(
        "Nobody knew where in the end\nit opened and for whom it did.\n"
    )
    (texts / "picture.png").write_bytes(b"\x89PNG\0")
    write(dataset, "events.yaml", EVENT.format(type="other", source="s").replace(
        "It opened.", "In the end it opened and for whom it did."))  # fmt: skip
    for path in (texts, texts / "report.txt"):
        ran = mic25("validate", "--against", str(path))
        assert ran.code == 0
        assert (
            "events.yaml:5:12: warning copied-prose 10 words in a row are also in report.txt:1"
            in ran.out
        )


# --- formats


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_exit_code_does_not_depend_on_the_format(mic25, dataset, format_name):
    arguments = ("validate", "--format", format_name)
    assert mic25(*arguments).code == 0
    write(dataset, "events.yaml", "e: {}\n")
    assert mic25(*arguments).code == 1


def test_github_is_chosen_under_github_actions(mic25, dataset, monkeypatch):
    write(dataset, "events.yaml", EVENT.format(type="100%, fair", source="s"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent))
    ran = mic25("validate")
    prefix = (
        f"::error file={Path.cwd().name}/records/events.yaml,line=4,col=9,title=mic25 bad-choice::"
    )
    assert ran.out.startswith(prefix + "'100%25, fair' is not")
    assert mic25("validate", "-f", "text").out.startswith("records/events")


def test_codes_are_explained(mic25):
    ran = mic25("validate", "--explain", "dangling-id")
    assert ran.code == 0 and ran.out.startswith("dangling-id (error, family links)\n")
    assert "Bad:\n\n    # targets.yaml\n" in ran.out
    every = mic25("validate", "--explain", "all").out
    assert all(f"  {code} " in every for code in registry.codes())
    whole = json.loads(mic25("validate", "--explain", "all", "--json").out)
    assert len(whole["results"]) == len(registry.codes())
    assert {tuple(each) for each in whole["results"]} == {
        ("code", "title", "family", "severity", "why", "bad", "good")
    }


def test_a_terminal_gets_colour_and_no_one_else(mic25, dataset, terminal):
    write(dataset, "events.yaml", EVENT.format(type='"fa\\x1b]0;ir"', source="s"))
    arguments = ("validate", "--records", str(dataset.resolve()))
    assert "\x1b" not in mic25(*arguments).out
    seen = terminal(*arguments)
    assert seen.code == 1 and "\x1b[31merror\x1b[0m" in seen.out
    assert "\x1b]0;" not in seen.out and "\\x1b]0;ir" in seen.out
    assert "\x1b" in mic25(*arguments, "--color", "always").out


def test_five_faults_can_be_mended_from_their_messages_alone(mic25, dataset):
    """Like a curator: break five records in five ways, and follow the hints."""
    sound = EVENT.format(type="other", source="s")
    for good, bad, hint in BREAKS:
        write(dataset, "events.yaml", sound.replace(good, bad))
        ran = mic25("validate", "--strict")
        assert ran.code == 1 and hint in ran.out, ran.out
    write(dataset, "events.yaml", sound)
    assert mic25("validate", "--strict").code == 0


@cases
def test_what_a_broken_record_cites_is_cited(mic25, dataset, broken):
    write(dataset, "terms.yaml", broken)
    ran = mic25("validate", "--select", "uncited-source")
    assert ran.out == ""
