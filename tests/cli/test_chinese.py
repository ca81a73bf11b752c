"""With --lang zh every screen is in Chinese, but for what the records themselves say."""

import re
from pathlib import Path

import pytest

from cases import cases
from chinese import Scan, half_width, recorded
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.status import CODES
from mic25cli.calc.source_grades import cited
from mic25cli.cli.config import KEYS
from mic25cli.model.dataset import claims_in
from mic25cli.store import record_folders, snapshot
from mic25cli.store.installed_datasets import folder, names
from tree import sharing

pytestmark = pytest.mark.slow


WIDE = "4000"
"""Columns of a terminal on which nothing wraps, so that a text stands whole on its line."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    dataset = snapshot.open_dataset(record_folders.folders())
    flags = {flag for leaf in sharing() for option in leaf.options.values() for flag in option.opts}
    ids = {record["id"] for record in dataset}
    # What is set is shown as one writes it.
    written = {"auto", "en", "zh", "never", "less", "NO_COLOR", "table", "plain", "md", *KEYS}
    installed = [snapshot.open_dataset((folder(name),)) for name in names()]
    # The list of datasets has the title and the digest of each, and sources their languages.
    titles = {each.profile.title for each in installed} | {each.digest[:12] for each in installed}
    languages = {source["lang"] for source in dataset.kind("sources").values()}
    licences = {each.profile.license for each in installed if each.profile.license}
    codes = {*METHODS, *CODES, *written, *names(), *languages, *licences}
    found = {
        cite.url
        for record in dataset
        for claim in (record, *(claim for _, claim in claims_in(record)))
        for cite in cited(dataset, claim["cite"])
        if cite.url is not None
    }
    return Scan(
        recorded(dataset)
        | found
        | flags
        | ids
        | codes
        | {str(record_folders.shipped()), dataset.digest, *titles}
    )


COMMAND = re.compile(r"mic25( [a-z0-9./-]+)+")
"""A command that a screen names."""

AS_RECORDED = ("table", "cite", "search", "verify")
"""Commands that print values as recorded, under the keys that they have for machines."""

SCREENS = [leaf for leaf in sharing() if leaf.words[-1] not in AS_RECORDED]


def lines_of(leaf):
    """How a command is run: as it is, and at dates."""
    lines = [leaf.line]
    if "as_of" in leaf.options and leaf.words[-1] != "diff":
        lines.append((*leaf.line, "--as-of", "2019-07"))
    return lines


@pytest.mark.others
@pytest.mark.parametrize("leaf", SCREENS, ids=lambda leaf: leaf.name)
def test_no_label_is_in_english(mic25, monkeypatch, scan, leaf):
    monkeypatch.setenv("COLUMNS", WIDE)
    for line in lines_of(leaf):
        # What a date changes in the labels is the same in each form.
        other = ("plain", "md")[len(leaf.name) % 2]
        for form in ("table", other) if line == leaf.line else ("table",):
            ran = mic25(*line, "--lang", "zh", "-f", form)
            if ran.code == 2:
                continue  # not in the dataset at that date
            screen = re.sub(r"\\([\\|`*_<>\[\]#&~])", r"\1", ran.out) if form == "md" else ran.out
            screen = re.sub(r"</?(?:br|ins|del)>", " | ", screen)
            screen = re.sub(r"(?<=记录 )[0-9a-f]{12}", "", COMMAND.sub("", screen + ran.err))
            assert scan.left(screen) == set(), f"{line} -f {form}"


def test_the_scan_finds_what_is_left():
    scan = Scan({"Big Fund", "国家 IC 基金"})
    assert scan.left("Big Fund 国家 IC 基金 C 级") == set()
    assert scan.left("Sources: Big Fund") == {"Sources: Big Fund"}


@pytest.mark.others
@cases
def test_signs_behind_chinese_characters_are_full_width(mic25, monkeypatch, shipped, line):
    monkeypatch.setenv("COLUMNS", WIDE)
    ran = mic25(*line.split(), "--lang", "zh")
    assert ran.code == 0 and half_width(ran.out, shipped) == []


@cases
def test_no_error_is_half_english(mic25, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    Path("bad").mkdir()
    Path("bad", "terms.yaml").write_text("a:\n  nam: x\n", encoding="utf-8")
    ran = mic25(*line.split(), "--lang", "zh")
    prose = re.sub(r"`[^`]*`|'[^']*'|“[^”]*”|--\S+ \S+", "", ran.err.removeprefix("mic25: "))
    assert ran.code == 2
    assert not re.search(r"\b[A-Za-z]{2,} [a-z]{2,}", prose), ran.err
