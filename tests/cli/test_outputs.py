"""Files and folders from --output or `export`: written whole, and other files are never lost."""

import json
import os
import stat
import tracemalloc
from pathlib import Path

import pytest

import others
from builders import NO_FILES
from cases import cases, data
from hostile import ODD
from mic25cli.errors import UsageError
from mic25cli.export import whole_folder

COMMANDS, HELD = data(__file__, "COMMANDS", "HELD")


@pytest.fixture
def place(records, tmp_path, monkeypatch):
    """An empty working folder beside a small dataset."""
    monkeypatch.setenv("MIC25_RECORDS", str(records(ODD)))
    found = tmp_path / "place"
    found.mkdir()
    monkeypatch.chdir(found)
    return found


def names(place):
    return sorted(os.listdir(place))


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("what", [*NO_FILES, "a link"])
def test_nothing_is_written_to_what_is_no_file(mic25, place, name, what):
    *words, target = COMMANDS[name]
    (place.parent / "away").write_text("theirs")
    NO_FILES.get(what, lambda path: path.symlink_to("../away"))(place / target)
    for more in ([], ["--force"]):
        ran = mic25(*words, target, *more)
        assert ran.code == 2 and "is not a regular file" in ran.err
    assert names(place) == [target]
    assert (place.parent / "away").read_text() == "theirs"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_is_written_again_keeps_its_mode(mic25, place, name):
    *words, target = COMMANDS[name]
    assert mic25(*words, target).code == 0
    (place / target).chmod(0o640)
    assert mic25(*words, target).code == 0
    assert stat.S_IMODE((place / target).stat().st_mode) == 0o640 and names(place) == [target]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_foreign_file_is_not_lost_and_the_same_dataset_gives_the_same_bytes(mic25, place, name):
    *words, target = COMMANDS[name]
    path = place / target
    path.write_text("mine")
    ran = mic25(*words, target)
    assert ran.code == 2 and "did not write" in ran.err and path.read_text() == "mine"
    ran = mic25(*words, target, "--force")
    assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {target}\n")
    made = path.read_bytes()
    assert mic25(*words, target).code == 0 and path.read_bytes() == made
    if target != "x.md":  # a text has no seal that would let another of ours replace it
        assert mic25(*words, target, "--lang", "zh").code == 0 and path.read_bytes() != made
    with path.open("a") as there:
        there.write("note\n")
    assert mic25(*words, target).code == 2 and names(place) == [target]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_a_save_while_a_page_is_written_is_not_lost(tmp_path, monkeypatch, force, there):
    path = tmp_path / "x.html"
    if there:
        whole_folder.write_file(path, whole_folder.sealed("old"), False)
    real = os.fsync

    def slow(handle):
        real(handle)
        path.write_text("theirs")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(UsageError, match="was changed by another program"):
        whole_folder.write_file(path, whole_folder.sealed("new"), force)
    assert path.read_text() == "theirs" and names(tmp_path) == ["x.html"]


@pytest.mark.parametrize("name", HELD)
def test_whatever_a_foreign_file_holds_it_stays(mic25, place, name):
    *words, target = COMMANDS[name]
    for text in HELD[name]:
        (place / target).write_text(text)
        ran = mic25(*words, target)
        assert ran.code == 2 and "did not write" in ran.err, ran.err
        assert (place / target).read_text() == text


def test_a_foreign_file_is_not_read_for_ever(place, monkeypatch):
    monkeypatch.setattr(whole_folder, "MAX_KNOWN", 10)
    (place / "x").write_text("longer than that")
    with pytest.raises(UsageError, match="did not write"):
        whole_folder.write_file(place / "x", "longer than that", False)


def test_a_name_forges_no_line_of_what_is_said(mic25, place):
    for words in (
        ("report", "-o"),
        ("brief", "robots", "-f", "md", "-o"),
        ("export", "-f", "json", "-o"),
    ):
        ending = ".html" if words[0] == "report" else ""
        ran = mic25(*words, f"{words[0]}\n::error::b\x1b[31m\u202e{ending}")
        assert ran.code == 0
        [told] = [line for line in ran.err.splitlines() if "::error" in line]
        assert "\\n::error::b\\x1b[31m\\u202e" in told and not told.startswith("::")


@pytest.mark.parametrize("name", ["targets.yaml", "dataset.yaml"])
@cases(ids=" ".join)
def test_no_output_goes_over_a_record_that_is_read(mic25, place, name, words):
    record = Path(os.environ["MIC25_RECORDS"]) / name
    record.touch()
    before = record.read_bytes()
    Path("link.svg").symlink_to(record)
    assert mic25(*words, "-o", str(record), "--force").code == 2
    assert mic25("chart", "funds", "-o", "link.svg", "--force").code == 2
    assert record.read_bytes() == before


@pytest.mark.parametrize("width", ["4001", "999999999", "9" * 30, "nan", "-1"])
def test_the_width_of_a_picture_has_a_bound(mic25, place, width):
    for name in ("x.png", "x.svg", "x.json"):
        ran = mic25("chart", "funds", "--width", width, "-o", name)
        assert ran.code == 2 and "--width" in ran.err and names(place) == []


@pytest.mark.slow
def test_what_the_renderer_refuses_is_no_bug(mic25, place, monkeypatch):
    resvg_py = others.module("resvg_py")

    def refuse(*_, **__):
        raise ValueError("ElementsLimitReached")

    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(
        resvg_py, "svg_to_bytes", lambda **given: (refuse if "zoom" in given else draw)(**given)
    )
    ran = mic25("chart", "funds", "-o", "x.png")
    assert ran.code == 2 and "as PNG" in ran.err and names(place) == []


# The folder of an export.


@pytest.mark.parametrize("target", [".", "x", "../place", "./"])
def test_a_folder_that_is_there_stays_the_same_one(mic25, place, target):
    path = place / target
    path.mkdir(exist_ok=True)
    path.chmod(0o2770)
    before = path.stat()
    for form in ("json", "datapackage", "sqlite", "json"):
        assert mic25("export", "-o", target, "--format", form).code == 0
        after = path.stat()
        assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert names(path) == [whole_folder.MANIFEST, "mic25.json"]
    assert names(place) == (["x"] if target == "x" else names(path))


def test_an_export_into_a_folder_of_others_goes_through_no_link(mic25, place):
    away = place.parent / "away"
    away.mkdir()
    (place / "x").mkdir()
    (place / "x" / "data").symlink_to("../../away")
    ran = mic25("export", "-o", "x", "--force")
    assert ran.code == 2 and "was not made by mic25" in ran.err
    assert names(away) == [] and names(place / "x") == ["data"]
    (place / "y" / "mic25.json").mkdir(parents=True)
    ran = mic25("export", "-o", "y", "--force", "--format", "json")
    assert ran.code == 2 and "is a folder" in ran.err and names(place / "y") == ["mic25.json"]


MANIFESTS = {
    "a pipe": None,
    "nested": '{"files": ' + "[" * 100_000,
    "a list": "[]",
    "of other things": '{"files": {"mine": 1}}',
    "leading out": json.dumps({"files": {"../../mine": "0", "/etc/passwd": "0"}}),
    "no text": "\udcff",
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_of_somebody_else_lets_nothing_be_removed(mic25, place, name):
    held = MANIFESTS[name]
    (place / "x").mkdir()
    (place / "x" / "mine").write_text("mine")
    (place.parent / "mine").write_text("mine")
    path = place / "x" / whole_folder.MANIFEST
    if held is None:
        os.mkfifo(path)
    else:
        path.write_bytes(held.encode("utf-8", "surrogateescape"))
    ran = mic25("export", "-o", "x", "--format", "json")
    assert ran.code == 2 and "contains files that mic25 did not write" in ran.err
    assert names(place / "x") == [whole_folder.MANIFEST, "mine"]
    assert (place.parent / "mine").read_text() == "mine"


def test_a_pipe_that_a_manifest_names_is_not_waited_for(mic25, place):
    assert mic25("export", "-o", "x", "--format", "json").code == 0
    (place / "x" / "mic25.json").unlink()
    os.mkfifo(place / "x" / "mic25.json")
    assert mic25("export", "-o", "x", "--format", "json").code == 2


def test_two_exports_at_once_do_not_mix(mic25, place):
    (place / "x").mkdir()
    with whole_folder.locked(place / "x") as alone:
        assert alone
        ran = mic25("export", "-o", "x", "--format", "json")
        assert ran.code == 2 and "another export" in ran.err and names(place / "x") == []
    assert mic25("export", "-o", "x", "--format", "json").code == 0


# Leftovers of killed runs.


def test_what_a_killed_run_left_is_cleared_and_what_is_in_the_making_stays(mic25, place):
    (place / ".mic25-abc.part").write_text("left")
    (place / ".mic25-def.part").mkdir()
    (place / ".mic25-def.part" / "file").write_text("left")
    (place / ".mic25-link.part").symlink_to("/etc")
    (place / ".mic25-mine").write_text("mine")
    with whole_folder.new(place, file=True) as held, whole_folder.new(place) as making:
        held.keep = True
        assert mic25("report", "-o", "x.html").code == 0
        kept = {".mic25-link.part", ".mic25-mine", held.path.name, making.path.name, "x.html"}
        assert set(names(place)) == kept
    assert mic25("report", "-o", "x.html").code == 0
    assert names(place) == [".mic25-link.part", ".mic25-mine", "x.html"]


@pytest.mark.slow
def test_an_export_that_was_killed_while_it_put_files_in_place_is_ours(mic25, place, monkeypatch):
    """Killed at each file in turn, then once more, and completed by the next run."""

    class KilledError(BaseException):
        pass

    real = Path.replace
    assert mic25("export", "-o", "x", "--format", "json").code == 0
    left: list[int] = []

    def dying(self, target):
        if left[0] == 0:
            # As in a kill, nothing is deleted.
            monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
            raise KilledError
        left[0] -= 1
        return real(self, target)

    for number in (0, 1, 5, 30):
        for _ in range(2):
            with monkeypatch.context() as patch:
                left[:] = [number]
                patch.setattr("pathlib.Path.replace", dying)
                try:
                    mic25("export", "-o", "x")
                except KilledError:
                    assert any(whole_folder.is_stage(name) for name in names(place / "x"))
            monkeypatch.undo()
            monkeypatch.chdir(place)
            monkeypatch.setenv("MIC25_RECORDS", str(place.parent / "records"))
        for form in ("datapackage", "json"):
            assert mic25("export", "-o", "x", "--format", form).code == 0, (number, form)
        assert names(place / "x") == [whole_folder.MANIFEST, "mic25.json"]


def test_a_foreign_file_among_what_a_killed_export_left_stays(mic25, place):
    assert mic25("export", "-o", "x", "--format", "json").code == 0
    (place / "x" / ".mic25-abc.part").mkdir()
    (place / "x" / "mine").write_text("mine")
    assert mic25("export", "-o", "x").code == 2
    # Nothing of an export without a manifest was in place.
    assert names(place / "x") == ["mic25-export.json", "mic25.json", "mine"]


def test_a_full_disk_leaves_nothing(place, monkeypatch):
    def write(made):
        (made / "half").write_text("half")
        raise OSError(28, "No space left on device")

    (place / "there").mkdir()
    monkeypatch.setattr("os.fsync", lambda _: write(place.parent))
    for name in ("new", "there", "new/in/new", "there/new"):
        with pytest.raises(UsageError, match="No space"):
            whole_folder.fill_folder(place / name, write, force=False)
        with pytest.raises(UsageError, match="No space"):
            whole_folder.write_file(place / name / "x.zip", b"x", force=False)
    assert names(place) == ["there"] and names(place / "there") == []


def test_a_run_that_was_killed_between_two_names_of_its_file(place):
    whole_folder.write_file(place / "x.html", whole_folder.sealed("old"), False)
    os.link(place / "x.html", place / ".mic25-abc.part")
    whole_folder.write_file(place / "x.html", whole_folder.sealed("new"), False)
    assert names(place) == ["x.html"]
    assert (place / "x.html").read_text() == whole_folder.sealed("new")


@pytest.mark.slow
def test_a_file_is_known_again_without_being_held(place):
    page, size = whole_folder.sealed("x" * 32 * 2**20), 32 * 2**20
    whole_folder.write_file(place / "x", page, False)
    tracemalloc.start()
    known = whole_folder._known_file(place / "x", b"", whole_folder.SEAL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert known and peak < size / 8
    with (place / "x").open("r+b") as changed:
        changed.write(b"y")
    assert not whole_folder._known_file(place / "x", b"", whole_folder.SEAL)
    assert whole_folder._known_file(place / "x", b"y" + page[1:].encode(), whole_folder.SEAL)


@cases
def test_each_head_of_a_table_is_a_field(mic25, line):
    """Law: --fields accepts the heads of a table and prints no JSON in a cell; if a field of a
    record has the name of a column, its recorded value is printed."""
    whole = mic25(*line.split(), "-f", "tsv").out.splitlines()
    named = mic25(*line.split(), "-f", "tsv", "--fields", whole[0].replace("\t", ","))
    rows = named.out.splitlines()
    assert named.code == 0 and rows[0] == whole[0] and len(rows) == len(whole)
    assert "{" not in named.out
    assert rows == whole or line in ("targets", "indicators", "recommendations", "contradictions")
