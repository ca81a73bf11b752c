"""A third language is just files: with a catalogue of marked words, no English is left."""

import json
import re
import runpy
import shutil

import pytest

from cases import data
from chinese import recorded
from conftest import RECORDS, ROOT, python
from package_source import PACKAGE

pytestmark = pytest.mark.others

KEPT = re.compile(
    r"\{[^}]*\}|`[^`]*`|(?<!\w)'[^'\n]*'(?!\w)|--?[a-z][\w-]*|mic25(?: [a-z][\w.-]*)*"
    r"|\b[A-Z_]{3,}\b"
)
"""Parts that are the same in every language: placeholders, commands, options and values."""
MARKED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "АБЦДЕФГХИЙКЛМНОПЬРСТУВЫЯЗЖабцдефгхийклмнопьрстувыязж",
)
"""A letter of another script for each Latin one."""
LEAST = 8
"""The minimum length of an English text that occurs in no other by chance."""
SCREENS, PROGRAM = data(__file__, "SCREENS", "PROGRAM")


def marked(text):
    """A text in letters of another script, except parts that no language changes."""
    parts, at = [], 0
    for hit in KEPT.finditer(text):
        parts += [text[at : hit.start()].translate(MARKED), hit[0]]
        at = hit.end()
    return "".join([*parts, text[at:].translate(MARKED)])


@pytest.fixture(scope="module")
def words():
    """The list for translators."""
    return runpy.run_path(str(ROOT / "docs" / "translation.py"))["english"]()


@pytest.fixture(scope="module")
def package(tmp_path_factory, words):
    """A copy of the package with a third catalogue, whose words are marked, and an empty fourth."""
    folder = tmp_path_factory.mktemp("third")
    ignored = shutil.ignore_patterns("__pycache__")
    own = shutil.copytree(PACKAGE, folder / "mic25cli", ignore=ignored) / "words"
    for name, table in {"xx": {key: marked(text) for key, text in words.items()}, "yy": {}}.items():
        text = json.dumps(table, ensure_ascii=False)
        (own / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def run(package, *lines):
    """The output and errors of each command line, in one process."""
    told = package / "printed.json"
    own = {"MIC25_RECORDS": str(RECORDS), "PYTHONPATH": str(package), "COLUMNS": "4000"}
    python("-c", PROGRAM, json.dumps(lines), str(told), **own)
    return json.loads(told.read_text(encoding="utf-8"))


def english_parts(words):
    """Two or more consecutive words of English texts, between placeholders."""
    parts = (part.strip(" .,:;()") for text in words.values() for part in KEPT.split(text))
    return {part for part in parts if len(part) >= LEAST and " " in part}


def left(parts, english, screen, texts):
    """The parts that a screen shares with the English one, and that are in no record."""
    return {part for part in parts if part in english and part in screen and part not in texts}


def test_no_screen_has_english_where_the_catalogue_has_words(package, words, shipped):
    parts, texts = english_parts(words), "\n".join((*recorded(shipped), str(shipped.profile)))
    english = run(package, *SCREENS)
    third = run(package, *(f"{line} --lang xx" for line in SCREENS))
    assert all(any(part in screen for part in parts) for screen in english.values())
    pairs = zip(SCREENS, english.values(), third.values(), strict=True)
    assert {line: found for line, *two in pairs if (found := left(parts, *two, texts))} == {}


def test_what_a_catalogue_lacks_is_in_english(package):
    english = run(package, *SCREENS)
    without = run(package, *(f"{line} --lang yy" for line in SCREENS))
    assert [text.replace(" --lang yy", "") for text in without.values()] == [*english.values()]


def test_a_site_has_a_third_language(package, words):
    run(package, f"site -o {package / 'site'} --records {ROOT / 'tests' / 'examples' / 'dataset'}")
    page, own = ((package / "site" / at / "index.html").read_text("utf-8") for at in (".", "xx"))
    assert '<html lang="xx"' in own and marked(words["site-search"]) in own
    for address, other in (("xx/index.html", page), ("../index.html", own)):
        assert f'href="{address}" hreflang=' in other
    assert words["site-find"] in page and words["site-find"] not in own
