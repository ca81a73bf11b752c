"""`mic25 init`: a folder on which every command works."""

import json
import os
import re
import shlex
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from cases import cases, data
from mic25cli.cli.commands import COMMANDS
from mic25cli.edit import new_folder
from mic25cli.edit.pinned_install import Tool
from mic25cli.model.kinds import KINDS
from mic25cli.store import record_folders, yamlio

[MADE] = data(__file__, "MADE")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def folder(mic25, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = mic25("init", "made/records", "--title", "Plan {X}: 计划")
    assert ran.code == 0, ran.err
    return tmp_path / "made" / "records"


def test_what_is_in_it(folder):
    assert sorted(path.name for path in folder.parent.iterdir()) == ["records"]
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert names == sorted([*MADE, *(f"{kind}.yaml" for kind in KINDS)])
    readme = (folder / "README.md").read_text()
    assert readme.startswith("# Records of Plan {X}: 计划\n")
    for name in names:
        text = (folder / name).read_text()
        for word in ("{title}", "{first}", "{files}", "{tool}", "{walk}", "{content}"):
            assert word not in text, (name, word)
    plain = folder.parent / "plain"
    plain.mkdir()
    assert folder.stat().st_mode == plain.stat().st_mode


def test_every_kind_has_a_worked_example_and_comments_only_where_they_help(folder):
    for kind in KINDS:
        text = (folder / f"{kind}.yaml").read_text()
        node = yamlio.compose(text)
        assert node is not None and node.as_data(), kind
        assert text.startswith("# "), kind
        assert "invented" in text.lower() or "does not exist" in text or "nobody" in text, kind


def test_a_dataset_from_nothing(mic25, tmp_path, monkeypatch):
    """Even when empty it is valid; the lines of its README make its first records."""
    folder = tmp_path / "r"
    ran = mic25("init", str(folder), "--empty", "--title", "Nothing yet")
    assert (ran.code, ran.out) == (0, f"{folder}: no records yet\n")
    made = [".github", ".gitignore", "README.md", "dataset.yaml", "mic25.toml"]
    assert sorted(os.listdir(folder)) == made
    monkeypatch.chdir(folder)
    for line in ("validate --strict", "fmt --check", "progress", "diff 2021 2024", "targets"):
        assert mic25(*line.split()).code == 0, line
    assert mic25("targets", "--json").out == "[]\n"
    block = (folder / "README.md").read_text().split("```")[1]
    lines = [line for line in block.splitlines() if line.startswith(("mic25 add", "mic25 obs"))]
    assert len(lines) == 3
    for line in lines:
        ran = mic25(*shlex.split(line)[1:])
        assert (ran.code, ran.err) == (0, ""), line
    assert mic25("validate", "--strict").code == 0
    found = json.loads(mic25("indicators", "--json", "--query", "[].observations[].value").out)
    assert found == [44.0]


@pytest.mark.slow
def test_every_line_of_the_readme_runs(mic25, folder, monkeypatch):
    monkeypatch.chdir(folder)
    block = (folder / "README.md").read_text().split("```")[1]
    lines = [line.partition("  #")[0] for line in block.splitlines() if line.startswith("mic25 ")]
    assert len(lines) == 6
    for line in lines:
        ran = mic25(*line.split()[1:])
        assert ran.code == 0, (line, ran.err)


def test_a_folder_without_a_title_and_records_is_no_dataset(mic25, tmp_path):
    for line in ("validate", "fmt --check", "progress"):
        ran = mic25(*line.split(), "--records", str(tmp_path))
        assert ran.code == 2 and "record" in ran.err, line


@pytest.mark.slow
def test_some_kinds_bring_those_they_refer_to(mic25, tmp_path):
    ran = mic25("init", str(tmp_path / "r"), "--kinds", "targets")
    assert ran.code == 0
    kinds = {file.kind for file in record_folders.files(tmp_path / "r")}
    assert {"targets", "indicators", "sources", "industries"} <= kinds < set(KINDS)
    assert "indicators" in ran.err and "targets," not in ran.err
    assert mic25("validate", "--records", str(tmp_path / "r")).code == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_alone_is_valid(mic25, tmp_path, kind):
    assert mic25("init", str(tmp_path / "r"), "--kinds", kind).code == 0
    # Sources alone are cited by no record, of which the rules warn.
    strict = [] if kind == "sources" else ["--strict"]
    assert mic25("validate", "--records", str(tmp_path / "r"), *strict).code == 0
    assert mic25("fmt", "--check", "--records", str(tmp_path / "r")).code == 0


def test_an_empty_folder_is_taken_and_another_is_not(mic25, tmp_path):
    folder = tmp_path / "r"
    folder.mkdir()
    assert mic25("init", str(folder)).code == 0
    ran = mic25("init", str(folder))
    assert ran.code == 2 and "not empty" in ran.err
    (tmp_path / "file").write_text("mine")
    assert mic25("init", str(tmp_path / "file")).code == 2
    assert (tmp_path / "file").read_text() == "mine"


@cases
def test_what_is_refused_makes_nothing(mic25, tmp_path, arguments):
    assert mic25("init", str(tmp_path / "r"), *arguments).code == 2
    assert os.listdir(tmp_path) == []


def test_a_failure_leaves_nothing(tmp_path):
    def fail(built):
        assert (built / "terms.yaml").exists()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        texts = new_folder.texts("x", new_folder.with_needed(["terms"]), Tool("mic25"))
        new_folder.make(tmp_path / "r", texts, lambda where: nullcontext(), fail)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("mode", [0o700, 0o2770, 0o755])
def test_a_folder_that_is_there_is_kept(mic25, tmp_path, mode):
    folder = tmp_path / "r"
    folder.mkdir()
    folder.chmod(mode)
    seen = folder.stat()
    ran = mic25("init", str(folder))
    assert ran.code == 0, ran.err
    kept = folder.stat()
    assert (kept.st_ino, kept.st_mode) == (seen.st_ino, seen.st_mode)
    assert (folder / "README.md").stat().st_nlink == 1
    assert os.listdir(tmp_path) == ["r"]
    assert not {".mic25-init", ".mic25.lock"} & set(os.listdir(folder))


def test_a_folder_without_hard_links_is_filled_too(mic25, tmp_path, monkeypatch):
    def refuse(*paths):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert mic25("init", str(tmp_path)).code == 0
    assert mic25("validate", "--records", str(tmp_path)).code == 0
    assert not (tmp_path / ".mic25-init").exists()


LAYOUTS = ("records", ".")


@pytest.mark.others
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("way", ["", "--empty", "digital-decade", "chips-act"])
def test_the_pre_commit_hooks_take_what_init_makes(mic25, tmp_path, monkeypatch, layout, way):
    """As pre-commit would run them: entry, arguments, and the files that match by name."""
    monkeypatch.chdir(tmp_path)
    # A new repository, with the files that its owner put there.
    (tmp_path / ".git").mkdir()
    if layout != ".":
        (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    if way in ("digital-decade", "chips-act"):
        shutil.copytree(ROOT / "examples" / way, layout, dirs_exist_ok=True)
    else:
        assert mic25("init", layout, *way.split()).code == 0
    every = [path for path in tmp_path.rglob("*") if path.is_file()]
    names = sorted(path.relative_to(tmp_path).as_posix() for path in every)
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["mic25-validate", "mic25-fmt"]

    def run(hook, *only):
        program, *command = hook["entry"].split()
        assert program == "mic25" and command[0] in COMMANDS
        files = [name for name in only or names if re.search(hook.get("files", ""), name)
                 and name.endswith((".yaml", ".yml"))]  # fmt: skip
        files = files if hook.get("pass_filenames", True) else []
        if not files and not hook.get("always_run"):
            return None
        return mic25(*command, *hook.get("args", []), *files)

    for hook in hooks:
        assert hook["language"] == "python" and hook["types"] == ["yaml"]
        ran = run(hook)
        assert (
            ran is None
            if way == "--empty" and layout == "." and hook is hooks[1]
            else ran.code == 0
        ), ran
        # A commit of only this file.
        only = run(hook, "dataset.yaml" if layout == "." else "records/dataset.yaml")
        assert only is None or only.code == 0, only
    assert not re.search(hooks[1]["files"], ".github/workflows/records.yml")
    assert not re.search(hooks[1]["files"], "records/.github/workflows/records.yml")
    for kind in KINDS:
        for name in (f"{kind}.yaml", f"{kind}/a.yml", f"data/records/{kind}/a/annex.yml"):
            assert re.search(hooks[1]["files"], name), name
    terms = tmp_path / layout / "terms.yaml"
    terms.write_text("a:   {name: {en: A}}\n")
    validate, fmt = hooks
    # Otherwise a commit that only deletes files would not be checked.
    assert validate["always_run"] is True
    assert run(validate).code == 1
    names.append(terms.relative_to(tmp_path).as_posix())
    run(fmt)
    assert terms.read_text() == "a:\n  name: {en: A}\n"


@pytest.mark.parametrize("git", ["folder", "file"])
def test_a_new_repository_is_filled(mic25, tmp_path, git):
    if git == "folder":
        (tmp_path / ".git" / "objects").mkdir(parents=True)
    else:
        (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    own = {"README.md": "# mine\n", ".gitignore": "*.pyc\n", "LICENSE": "MIT\n"}
    for name, held in own.items():
        (tmp_path / name).write_text(held)
    ran = mic25("init", str(tmp_path))
    assert ran.code == 0, ran.err
    assert "left as they were: .gitignore, README.md\n" in ran.err
    assert {name: (tmp_path / name).read_text() for name in own} == own
    assert mic25("validate", "--records", str(tmp_path), "--strict").code == 0
    # Other files in the folder are left alone.
    again = mic25("init", str(tmp_path))
    assert again.code == 2 and "not empty" in again.err


@pytest.mark.parametrize("name", ["notes.txt", "terms.yaml", ".github/x", ".gitlab-ci.yml"])
def test_a_folder_that_holds_anything_else_is_left(mic25, tmp_path, name):
    (tmp_path / ".git").mkdir()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    ran = mic25("init", str(tmp_path))
    assert ran.code == 2 and "not empty" in ran.err
    assert not (tmp_path / "README.md").exists()
