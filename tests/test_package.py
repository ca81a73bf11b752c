"""The built wheel and sdist, examined without installing them."""

import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pytest

from cases import data
from conftest import RECORDS, ROOT, python
from mic25cli import __version__
from mic25cli.store import installed_datasets, snapshot
from shared import packages, shared

pytestmark = pytest.mark.others

HOMES = {
    name: "mic25cli/records" if name == "mic25" else f"mic25cli/datasets/{name}"
    for name in installed_datasets.names()
}
"""The folder of each dataset in the wheel."""
OURS = {path.relative_to(RECORDS).as_posix() for path in RECORDS.rglob("*.yaml")}
DATASETS = {
    f"{home}/{path.relative_to(installed_datasets.folder(name)).as_posix()}": path
    for name, home in HOMES.items()
    for path in installed_datasets.folder(name).rglob("*.yaml")
}
CODE = {
    path.relative_to(ROOT / "src").as_posix()
    for path in (ROOT / "src" / "mic25cli").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
"""The modules, and the data that they read: tables, templates, examples of rules, scripts."""
TOP, PROBE, LOOK_UPS, CURRENT = data(__file__, "TOP", "PROBE", "LOOK_UPS", "CURRENT")


DATA = {
    f"mic25-{__version__}.data/data/share/bash-completion/completions/mic25",
    f"mic25-{__version__}.data/data/share/zsh/site-functions/_mic25",
    f"mic25-{__version__}.data/data/share/fish/vendor_completions.d/mic25.fish",
    f"mic25-{__version__}.data/data/share/man/man1/mic25.1",
}
"""The files in places where shells and `man` look for them."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with a build's results; nothing is downloaded, the tree does not change."""
    return packages(tmp_path_factory)


@pytest.fixture(scope="module")
def wheel(built):
    (path,) = built.glob("*.whl")
    assert path.name == f"mic25-{__version__}-py3-none-any.whl"
    return zipfile.ZipFile(path)


def in_wheel(wheel, name):
    return wheel.read(f"mic25-{__version__}.dist-info/{name}").decode()


def test_the_wheel_holds_the_code_and_the_records(wheel):
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == CODE | DATA | DATASETS.keys() | {f"{home}.dataset" for home in HOMES.values()}
    assert {
        "mic25cli/__main__.py",
        "mic25cli/py.typed",
        "mic25cli/records/industries.yaml",
    } <= names


def test_the_records_of_the_wheel_are_those_of_the_tree(wheel):
    for name, path in DATASETS.items():
        assert wheel.read(name) == path.read_bytes(), name


def test_the_wheel_defines_the_console_script(wheel):
    assert in_wheel(wheel, "entry_points.txt").split() == [
        "[console_scripts]",
        "mic25",
        "=",
        "mic25cli.__main__:run",
    ]


def test_the_metadata_says_what_it_needs(wheel):
    meta = Parser().parsestr(in_wheel(wheel, "METADATA"))
    assert meta["Name"] == "mic25"
    assert meta["Version"] == __version__
    assert meta["Requires-Python"] == ">=3.11"
    assert meta["License-Expression"] == "MIT"
    needs = [each for each in meta.get_all("Requires-Dist") or [] if "extra ==" not in each]
    assert "typer<0.29,>=0.26" in needs
    assert "ruamel-yaml[oldlibyaml]>=0.19.1" in needs
    assert f"mic25-{__version__}.dist-info/licenses/LICENSE" in wheel.namelist()


def test_the_sdist_holds_what_a_build_and_the_tests_need_and_nothing_odd(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        files = [PurePosixPath(member.name).parts for member in archive if member.isfile()]
    assert {top for top, *_ in files} == {f"mic25-{__version__}"}
    names = {"/".join(parts) for _, *parts in files}
    assert {f"src/{name}" for name in CODE} | {f"records/{name}" for name in OURS} <= names
    assert {"tests/conftest.py", "tests/test_package.py", "pyproject.toml", "LICENSE"} <= names
    folders = {"src", "records", "datasets", "examples", "tests", "docs", "bench"}
    assert {first for _, first, *_ in files} <= {*folders, *TOP}
    assert not [
        name for name in names if re.search(r"(^|/)(__pycache__|\.hypothesis|\.venv)/", name)
    ]


def test_the_wheel_runs_without_the_checkout(wheel, tmp_path):
    """Unpacked anywhere, it finds the records that come with it."""
    wheel.extractall(tmp_path / "site")
    line = ("mic25cli", "info", "--json", "--query", "records")
    ran = python("-m", *line, cwd=tmp_path, check=False, PYTHONPATH=str(tmp_path / "site"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f'["{(tmp_path / "site" / "mic25cli" / "records").resolve()}"]\n'


# --- the snapshot that the wheel carries

PARSERS = {"pydantic", "pydantic_core", "ruamel", "_ruamel_yaml", "mic25cli.store.load"}
"""The modules needed to read records from their files."""
DATASET = "mic25cli/records.dataset"


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    """The wheel as it is installed: unpacked, with its modules compiled."""

    def make(folder):
        wheel.extractall(folder)
        assert compileall.compile_dir(folder, quiet=2)

    return shared(tmp_path_factory, "site", make)


@pytest.fixture
def site(unpacked, tmp_path):
    """A copy of that, to be changed."""
    return Path(shutil.copytree(unpacked, tmp_path / "site"))


def looked_up(site, *arguments, cache="/dev/null"):
    """The output of an installed command and its modules; by default without a cache."""
    ran = python("-c", PROBE, *arguments, cwd=site, PYTHONPATH=str(site), XDG_CACHE_HOME=cache)
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    return ran.stdout, set(modules)


@pytest.mark.parametrize("arguments", LOOK_UPS, ids=" ".join)
def test_the_first_look_up_reads_no_yaml(site, arguments, mic25):
    """Without a writable cache, every look-up is a first one; the answers are the tree's."""
    answer, modules = looked_up(site, *arguments)
    assert modules & PARSERS == set()
    assert answer == mic25(*arguments).out


def test_the_second_look_up_compares_no_contents(site, tmp_path):
    """The first leaves a copy in the user's cache, which is used by the times of the files."""
    for path in site.rglob("*"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
    later = "import mic25cli.store.snapshot as s; s.TIME_STEP = -(10**15)\n"
    (site / "sitecustomize.py").write_text(later)
    cache = tmp_path / "cache"
    first, _ = looked_up(site, "funds", "--json", cache=str(cache))
    (copy,) = (cache / "mic25").iterdir()
    (site / "sitecustomize.py").write_text(later + "s._shipped = None\n")
    second, modules = looked_up(site, "funds", "--json", cache=str(cache))
    assert first == second and modules & PARSERS == set()
    assert [copy] == list((cache / "mic25").iterdir())


@pytest.mark.parametrize("name", installed_datasets.names())
def test_an_installed_dataset_of_the_installed_is_that_of_the_tree(site, name):
    """Its folder is found without the checkout, and its snapshot is current."""
    ran = python("-c", CURRENT, name, cwd=site, PYTHONPATH=str(site), XDG_CACHE_HOME="/dev/null")
    digest = snapshot.open_dataset([installed_datasets.folder(name)]).digest
    assert ran.stdout == f"{site / HOMES[name]} {digest}\n"


FUND = "\nnational-ic-industry-investment-fund:"


def text(path):
    return path.read_text(encoding="utf-8")


def edited(site):
    """A changed value in a record file that keeps its size and times."""
    (path,) = [each for each in (site / "mic25cli/records").rglob("*.yaml") if FUND in text(each)]
    seen = path.stat()
    path.write_text(
        text(path).replace("zh: 国家集成电路产业投资基金", "zh: 国家集成电路产业投资基本")
    )
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert path.stat().st_size == seen.st_size


def added(site):
    (site / "mic25cli/records/funds/more.yaml").write_text("another-fund: {name: {en: Another}}\n")


def other_code(site):
    with open(site / "mic25cli/store/load.py", "a") as file:
        file.write("# mended\n")


def damaged(site):
    raw = bytearray((site / DATASET).read_bytes())
    raw[len(raw) // 2 :: 97] = b"\xff" * len(raw[len(raw) // 2 :: 97])
    (site / DATASET).write_bytes(raw)


def gone(site):
    (site / DATASET).unlink()


def linked(site):
    (site / DATASET).rename(site / "elsewhere")
    (site / DATASET).symlink_to(site / "elsewhere")


@pytest.mark.parametrize("change", [edited, added, other_code, damaged, gone, linked])
def test_it_counts_only_for_the_files_it_was_built_from(site, change, mic25):
    change(site)
    answer, modules = looked_up(site, "funds", "--json")
    assert "mic25cli.store.load" in modules
    folder = site / "mic25cli" / "records"
    # If the records are those of the tree, so is the answer.
    same = change not in (edited, added)
    assert answer == mic25("funds", "--json", *(() if same else ("--records", str(folder)))).out


def test_only_its_own_folder_has_it(site, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(site / "mic25cli" / "records", other)
    _, modules = looked_up(site, "funds", "--records", str(other))
    assert "mic25cli.store.load" in modules
    _, modules = looked_up(site, "funds", "--records", str(site / "mic25cli" / "records"))
    assert modules & PARSERS == set()


def test_the_same_tree_makes_the_same_wheel(built, tmp_path):
    """From the sdist, elsewhere, with texts in another hash order."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1577836800", "PYTHONHASHSEED": "4711"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=tmp_path / f"mic25-{__version__}",
        check=True,
        capture_output=True,
        env=env,
    )
    (again,), (first,) = (tmp_path / "dist").glob("*.whl"), built.glob("*.whl")
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(first) as other:
        assert one.read(DATASET) == other.read(DATASET)
    assert again.read_bytes() == first.read_bytes()


def test_no_wheel_is_made_of_records_that_are_not_valid(built, tmp_path):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    top = tmp_path / f"mic25-{__version__}"
    (top / "records" / "terms.yaml").write_text("a: {nmae: {en: A}}\n")
    ran = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=top,
        capture_output=True,
        text=True,
    )
    assert ran.returncode != 0
    assert "no wheel of these records: the records are not valid: " in ran.stderr
