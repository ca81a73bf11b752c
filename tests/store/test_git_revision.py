"""Reading a git revision runs no program that a repository names, and uses no network."""

import pytest

from mic25cli.errors import RecordsError
from mic25cli.store import git_revision
from others import git

pytestmark = pytest.mark.slow

TERMS = "a: {name: {en: A}, cite: [{source: p, checked: none}]}\n"
SOURCES = "p: {title: P, published: 2022, lang: en, authority: A, coverage: full}\n"
KINDS = ["blob:none", "tree:0"]


@pytest.fixture
def origin(tmp_path):
    """A repository with two editions."""
    folder = tmp_path / "origin"
    (folder / "data" / "records").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    for name in ("A", "B"):
        (folder / "data/records/terms.yaml").write_text(TERMS.replace("en: A", f"en: {name}"))
        (folder / "data/records/sources.yaml").write_text(SOURCES)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", name)
    return folder


def partial(origin, kind):
    """A clone without the objects of `kind`, whose configuration names a program to fetch them."""
    folder = origin.with_name("clone")
    git(origin.parent, "clone", "-q", f"--filter={kind}", origin.as_uri(), str(folder))
    program = origin.with_name("evil.sh")
    program.write_text(f"#!/bin/sh\ntouch '{origin.parent}/ran'\nexec git-upload-pack \"$@\"\n")
    program.chmod(0o755)
    git(folder, "config", "remote.origin.uploadpack", str(program))
    git(folder, "config", "protocol.file.allow", "always")
    git(folder, "config", "protocol.allow", "always")
    git(folder, "config", "core.sshCommand", str(program))
    git(folder, "config", "core.fsmonitor", str(program))
    git(folder, "config", "core.pager", str(program))
    git(folder, "config", "gpg.program", str(program))
    git(folder, "config", "log.showSignature", "true")
    return folder


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rev", ["HEAD~1", "HEAD~1^{commit}", "main~1"])
def test_a_partial_clone_fetches_nothing_and_runs_nothing(origin, kind, rev):
    folder = partial(origin, kind)
    if kind == "blob:none":
        lost = git(origin, "rev-parse", "HEAD~1:data/records/terms.yaml")
    else:
        lost = git(origin, "rev-parse", "HEAD~1^{tree}")
    with pytest.raises(RecordsError) as caught:
        git_revision.open_revision(folder / "data" / "records", rev)
    assert lost in caught.value.message and "does not download" in caught.value.message
    assert not (origin.parent / "ran").exists()


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_partial_clone_holds_is_read(origin, kind):
    folder = partial(origin, kind)
    found = git_revision.open_revision(folder / "data" / "records", "HEAD")
    assert found.dataset.kind("terms")["a"]["name"]["en"] == "B"
    assert not (origin.parent / "ran").exists()


@pytest.mark.others
def test_the_program_would_have_run(origin):
    """The premise of the tests above: git by itself does run it."""
    folder = partial(origin, "blob:none")
    git(folder, "-c", "core.fsmonitor=false", "cat-file", "-p", "HEAD~1:data/records/terms.yaml")
    assert (origin.parent / "ran").exists()


def test_an_object_that_is_gone_is_named(origin):
    name = git(origin, "rev-parse", "HEAD~1:data/records/terms.yaml")
    (origin / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(RecordsError, match=name):
        git_revision.open_revision(origin / "data" / "records", "HEAD~1")


def test_configuration_that_the_user_gives_by_variable_is_kept(origin, monkeypatch):
    """For example, a container names its folders as safe."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.repositoryformatversion")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "0")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    git_ = git_revision._Git(origin / "data" / "records")
    assert git_._environ["GIT_CONFIG_COUNT"] == "1" and "GIT_DIR" not in git_._environ
    assert git_revision.open_revision(origin / "data" / "records", "HEAD~1").dataset.kind("terms")


def test_a_file_of_gigabytes_is_not_read(origin, monkeypatch):
    """A repository of a few kilobytes can contain one."""
    path = origin / "data/records/terms.yaml"
    with path.open("wb") as out:
        out.truncate(9 * 2**20)
    git(origin, "commit", "-q", "-am", "C")
    asked: list[str] = []
    real = git_revision._Git._run

    def run(self, *arguments, **options):
        asked.append(arguments[1])
        return real(self, *arguments, **options)

    monkeypatch.setattr(git_revision._Git, "_run", run)
    with pytest.raises(RecordsError, match=r"'terms\.yaml' at that revision is larger than 8 MiB"):
        git_revision.open_revision(origin / "data/records", "HEAD")
    assert "--batch" not in asked
    assert git_revision.open_revision(origin / "data/records", "HEAD~1").dataset.kind("terms")
    monkeypatch.setattr(git_revision.record_folders, "MAX_FILES", 1)
    with pytest.raises(RecordsError, match="more than 1 record files"):
        git_revision.open_revision(origin / "data/records", "HEAD~1")
