"""The docs are true: output in README.md and docs/ is what is printed, and no link is dead."""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import tomllib
from functools import cache
from html import unescape
from importlib.util import find_spec

import pytest

import powershell
from cases import data
from conftest import ROOT
from mic25cli.calc.progress.status import STATUSES
from shell import PLAIN, Shell, environ, programs
from tree import WRITES

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RECIPES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
"""Pages whose blocks are run in order in one folder, because one makes what another reads."""


def blocks(pages, language="console"):
    """Every block of a language in pages, with its place."""
    found = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            found.append((f"{page.name}:{line}", match.group(1)))
    return found


def commands(block):
    """The commands of a block, each with the output shown for it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])  # the rest of the command
        elif found:
            found[-1][1].append(line)
    return found


def pattern(lines):
    """A pattern for the output: `…` means any lines, or the rest of its line."""
    parts = []
    for line in lines:
        if line == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(
                re.escape(line.rstrip("…")) + (".*" if line.endswith("…") else "") + r"[ ]*\n"
            )
    return re.compile("^" + "".join(parts) + "$")


@pytest.fixture(scope="module")
def bin_folder(tmp_path_factory):
    """A folder with the programs of this checkout."""
    return programs(tmp_path_factory.mktemp("programs") / "bin")


@pytest.fixture
def shell_in(bin_folder, capsys):
    """Starts a shell in a folder."""
    return lambda folder: Shell(folder, environ(bin_folder, SEARCHED), capsys)


_WRITTEN = runpy.run_path(str(ROOT / "docs" / "blocks.py"))["is_whole"]
OTHERS = [
    each
    for each in blocks([page for page in PAGES if page not in RECIPES])
    if not _WRITTEN(each[1])
]
"""The blocks that `make docs` does not write."""
SHELL = [pytest.mark.others]
"""What a block is marked with that a shell of its own must run."""


@pytest.mark.others
@pytest.mark.parametrize(
    ("where", "block"),
    [
        pytest.param(
            *each,
            id=each[0],
            marks=[] if all(PLAIN.fullmatch(line) for line, _ in commands(each[1])) else SHELL,
        )
        for each in OTHERS
    ],
)
def test_console_blocks_print_what_they_say(where, block, shell_in, tmp_path):
    writes = re.search(r" (-o|--output|export|init|import) ", block)
    run_block(where, block, shell_in(tmp_path if writes else ROOT))


TOOLS, LONG = data(__file__, "TOOLS", "LONG")
MODULES = ("duckdb", "openpyxl", "pandas")

SEARCHED = f"{os.environ['PATH']}{os.pathsep}{os.environ.get('INTEROP_TOOLS', '')}"


def missing_tools(block):
    """The programs that a block calls and this machine lacks."""
    programs = {tool for tool in TOOLS if re.search(rf"(?:^\$ |\| ){tool}\b", block, re.MULTILINE)}
    modules = {name for name in MODULES if re.search(rf"import {name}|to_{name}", block)}
    lacking = {TOOLS[tool] for tool in programs if shutil.which(tool, path=SEARCHED) is None}
    return lacking | {name for name in modules if find_spec(name) is None}


@pytest.mark.others
@pytest.mark.parametrize("page", RECIPES, ids=lambda page: page.stem)
def test_recipes_run_in_their_order(page, tmp_path, shell_in):
    skipped = set()
    for where, block in blocks([page]):
        lacking = missing_tools(block)
        if not lacking:
            # Blocks that `make docs` writes are compared with all generated pages.
            run_block(where, block, shell_in(tmp_path), compare=not _WRITTEN(block))
        skipped |= lacking
    assert not (skipped and "INTEROP_TOOLS" in os.environ), f"CI lacks {skipped}"
    if skipped:
        pytest.skip(f"some recipes were not run: this machine lacks {', '.join(sorted(skipped))}")


def run_block(where, block, shell, *, compare=True):
    """Run the commands of a block, and compare their output with the page."""
    folder = shell.folder
    for command, expected in commands(block):
        shell.folder = folder
        ran = shell.run(command)
        assert ran.code == 0, f"{where}: $ {command}\n{ran.out}{ran.err}"
        if compare:
            assert pattern(expected).match(ran.out), f"{where}: $ {command}\n{ran.out}"


NAMES = re.compile(r"Made in China 2025|MIC25|mic25|CC BY 4\.0")
"""Names that contain a number."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def unshown(text, mic25):
    """The numbers in a page's prose that no command in the same section contains or prints."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    versions = set(re.findall(r":: (3\.\d+)", project))
    found: list[str] = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        prose = FENCED.sub("", section)
        calls = re.findall(r"`(mic25 [^`]*)`", prose)
        for block in FENCED.findall(section):
            calls += re.findall(r"^(?:\$ )?(mic25 [^#\n]*)", block, re.MULTILINE)
        prose = NAMES.sub("", re.sub(r"`[^`]*`|\]\([^)]*\)", "", prose))
        wanted = set(NUMBER.findall(prose)) - versions - set(NUMBER.findall(" ".join(calls)))
        for call in dict.fromkeys(calls):
            words = shlex.split(call.partition(" | ")[0])[1:]
            if wanted and not {"COMMAND", "TOPIC", "-o", "export"} & set(words):
                form = (
                    []
                    if {"-f", "--json", "--query", "help", "cite"} & set(words)
                    else ["-f", "plain"]
                )
                wanted -= set(NUMBER.findall(mic25(*words, *form).out))
        found += sorted(wanted)
    return found


def test_every_number_in_the_readme_is_printed_by_a_command_beside_it(mic25):
    text = _build()["PAGES"]["../README.md"]()
    assert unshown(text, mic25) == [], "name the command that prints them"
    wrong = text.replace("## Install", "9,876 of them. `mic25 progress`\n\n## Install")
    assert unshown(wrong, mic25) == ["9,876"]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["index", "verdict", "faq"])
def test_every_number_in_these_pages_is_printed_by_a_command_beside_it(page, mic25):
    assert unshown(_build()["text_of"](f"{page}.md"), mic25) == []


@pytest.mark.skipif(os.name == "nt", reason="the line is for a shell with sed")
def test_one_line_switches_the_readme_to_the_package_index(tmp_path):
    page = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"<!-- switch -->\n *```sh\n *(sed -i .*)\n", page)
    before = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(before, encoding="utf-8")
    subprocess.run(line.replace("sed -i", "sed -i.old"), shell=True, check=True, cwd=tmp_path)
    after = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert before.count("index yet") == 1 and "index yet" not in after
    assert "pip install -q mic25 && mic25 funds" in after and "pip install -q mic25; mic25" in after
    assert after.count("install mic25`") == 2 and " -q . " not in after
    assert len(before.splitlines()) == len(after.splitlines()) + 1


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_lines_for_powershell_are_powershell():
    """By a grammar of the language; commas outside quotes would split words."""
    parser = powershell.parser()
    pages = set()
    for where, block in blocks(PAGES, "powershell"):
        root = parser.parse(block.encode()).root_node
        assert not root.has_error, f"{where}: {block}"
        for line in block.splitlines():
            for call in re.findall(r"\b(?:mic25|jq|mlr|csvcut) [^|;)]*", line):
                bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", call)
                assert "," not in bare, f"{where}: {line}"
        pages.add(where.partition(":")[0])
    assert {"README.md", "tutorial.md", "keeping-records.md", "shell.md"} <= pages
    assert parser.parse(b"if (\n").root_node.has_error


NEEDS_POSIX = re.compile(
    r"\b(printf|head|tail|grep|sed|xargs|cp|mv|cmp|mktemp)\b|\$\(|/dev/null|; echo \$\?"
)
BESIDE = [
    ROOT / "README.md",
    *(ROOT / "docs" / name for name in ("tutorial.md", "tutorial.zh.md", "keeping-records.md")),
    *RECIPES,
]


def test_beside_what_needs_a_posix_shell_stands_the_same_for_powershell():
    for page in BESIDE:
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```console\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL):
            lines = "\n".join(line for line, _ in commands(match.group(1)))
            if NEEDS_POSIX.search(re.sub(r"then head -n \d+", "", lines)):
                rest = text[match.end() :]
                assert rest.startswith("\n```powershell\n"), f"{page.name}: {lines}"


def test_every_test_that_the_page_on_safety_names_is_there():
    text = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    there: dict[str, list[str]] = {}
    for path in (ROOT / "tests").rglob("*.py"):
        there.setdefault(path.name, []).append(path.relative_to(ROOT).as_posix())
    named = re.findall(r"`((?:tests/[a-z0-9_/]*)?[a-z0-9_]+\.py)`", text)
    assert len(set(named)) > 30
    for name in named:
        if "/" in name:
            assert (ROOT / name).is_file(), name
        else:
            assert len(there.get(name, ())) == 1, f"{name}: {there.get(name)}"
    for row in re.findall(r"^\| (?!guarantee|campaign)(.*) \|$", text.split("## Fuzzing")[0], re.M):
        assert "test_" in row.rpartition(" | ")[2], f"no test holds: {row}"


def _licences():
    return runpy.run_path(str(ROOT / "docs" / "licences_page.py"))


def test_nothing_that_a_plain_install_brings_is_copyleft():
    page = _licences()
    free = {"MIT", "ISC", "PSF-2.0", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "AFL-2.1"}
    packages = page["closure"]()
    assert {"typer", "pydantic", "ruamel-yaml-clib", "colorama"} <= packages.keys()
    for package in packages.values():
        choices = re.split(r" OR | AND ", package.licence)
        assert set(choices) <= free, f"{package.name}: {package.licence}"
    own = {page["key"](re.split(r"[^\w.-]", line)[0]) for line in _dependencies()}
    assert page["USES"].keys() == own


def _dependencies():
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[str] = tomllib.load(file)["project"]["dependencies"]
    return found


@cache
def _build():
    """The functions of `make docs`."""
    return runpy.run_path(str(ROOT / "docs" / "build.py"))


@pytest.mark.slow
def test_generated_pages_are_current():
    """CI compares all of them by `build.py --check`, including those that take seconds."""
    build = _build()
    now = {name: build["text_of"](name) for name in build["names"]() if name not in LONG}
    stale = [name for name in now if (ROOT / "docs" / name).read_text("utf-8") != now[name]]
    assert len(now) > len(LONG) and stale == [], "run make docs"


def examples():
    """The examples of every help page that only read."""
    from mic25cli.cli.examples import examples_of

    found = examples_of(r"\S+")
    # These write, or wait for an assistant; their own tests run them.
    writing = tuple(f"mic25 {name}" for name in ("mcp", *WRITES))
    return [example for example in dict.fromkeys(found) if not example.startswith(writing)]


@pytest.mark.others
@pytest.mark.parametrize("example", examples())
def test_examples_in_help_run(example, shell_in, tmp_path, request):
    """They succeed, or end with 1 if they look for problems."""
    # Exports are written to the working folder.
    writes = example.startswith("mic25 export ") or " -o " in example
    if example.startswith(("mic25 export", "mic25 report")):
        # These write the whole dataset, so the small one will do.
        request.getfixturevalue("small_dataset")
    ran = shell_in(tmp_path if writes else ROOT).run(example.partition(" > ")[0])
    assert ran.code in (0, 1), ran.err
    assert "bug" not in ran.err, ran.err


def test_the_chinese_words_are_those_of_the_screens():
    from mic25cli.view.text import label

    page = (ROOT / "docs" / "words.zh.md").read_text(encoding="utf-8")
    keys = [f"fit-{fit}" for fit in ("exact", "close", "one-sided", "proxy")]
    keys += [f"status-{status}" for status in STATUSES]
    assert [word for key in keys if (word := label(key, "zh")) not in page] == []


@pytest.mark.parametrize("name", ["index", "tutorial", "words"])
def test_chinese_pages_have_chinese_punctuation(name):
    text = (ROOT / "docs" / f"{name}.zh.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)
    assert re.findall(r"[一-鿿][,:;?!(]|[,:;?!)][一-鿿]", prose) == []


@pytest.mark.parametrize("page", ["tutorial.md", "tutorial.zh.md"])
def test_the_numbers_in_the_tutorial_are_those_of_its_screens(page):
    """Numbers in the prose are in the output of its commands, or in their pictures."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    shown = "\n".join(re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    for picture in re.findall(r"\]\((pictures/screen-[a-z]+\.svg)\)", text):
        drawn = (ROOT / "docs" / picture).read_text(encoding="utf-8")
        shown += "\n" + unescape(re.sub(r"<[^>]*>", " ", drawn))
    prose = re.sub(r"^```.*?^```|^# .*?$|\]\([^)]*\)", "", text, flags=re.MULTILINE | re.DOTALL)
    number = re.compile(r"\d+(?:[.,]\d+)*")
    told = set(number.findall(re.sub(r"`[^`]*`|mic25|MIC", "", prose)))
    assert len(told) > 3 and told <= set(number.findall(shown))


POLICY = (ROOT / "docs" / "your-own-policy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```shell-session\n(.*?)^```$", POLICY, re.MULTILINE | re.DOTALL)
STEPS = [step for block in BLOCKS for step in commands(block)]


def test_there_is_a_walk():
    said = {word for step, _ in STEPS for word in step.split()}
    wanted = "init add observe import validate fmt progress diff chart"
    assert len(STEPS) > 25 and set(wanted.split()) <= said
    lead = POLICY.partition("\n## Twelve commands\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"(?:^\$|&&) mic25 ", lead, re.MULTILINE)) == 12


@pytest.mark.others
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_walk_prints_what_it_says(tmp_path, capsys):
    here = tmp_path / "here"
    here.mkdir()
    shell = Shell(here, environ(programs(tmp_path / "bin")), capsys)
    for step, expected in STEPS:
        ran = shell.run(step)
        assert ran.code == 0, f"$ {step}\n{ran.out}{ran.err}"
        assert pattern(expected).match(ran.out), f"$ {step}\n{ran.out}{ran.err}"
    svg = (here / "gigabit.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg") or svg.startswith("<?xml")
