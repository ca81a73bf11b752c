"""With --lang zh, help, errors and every screen are in Chinese with Chinese punctuation, except
what the records themselves say."""

import json
import re
import shlex
from contextlib import suppress
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

from cases import cases
from chinese import Scan, half_width, recorded
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.status import CODES
from mic25cli.calc.source_grades import cited
from mic25cli.check import registry
from mic25cli.cli.config import KEYS
from mic25cli.cli.help_pages import START, TOPICS
from mic25cli.cli.translated_help import translated_error, translated_problem
from mic25cli.cli.validate import checked
from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import texts
from mic25cli.model.dataset import claims_in
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import FOLDER
from mic25cli.model.plain_values import plain
from mic25cli.model.record_shape import of_kind
from mic25cli.model.screen_words import words
from mic25cli.store import check_input, installed_datasets, record_folders, snapshot
from tree import PAGES, sharing

HALF = re.compile(r"(?<=[\u3400-\u9fff])[,;:()?!](?=[\u3400-\u9fff])")
"""A half-width sign between two Chinese characters."""
AROUND = re.compile(r"[\u3400-\u9fff][,;:()?!](?=[\u3400-\u9fff])[\u3400-\u9fff]")
SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b")
"""Consecutive English words, as only a sentence has them."""


@pytest.mark.others
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_of_help_is_chinese(mic25, monkeypatch, page):
    monkeypatch.setenv("COLUMNS", "80")
    ran = mic25(*page, "--help", "--lang", "zh")
    assert ran.code == 0 and ran.out.startswith("用法：")
    assert mic25("--lang", "zh", *page, "--help").out == ran.out
    told = re.sub(
        r"(?m)^ *mic25 .*$|mic25 (?:completion|help) .*|[A-Z][\w ,]+\(\d{4}\)", "", ran.out
    )
    assert SENTENCE.findall(told) == [] and HALF.findall(told) == []
    told = re.sub("“报告原文”.*", "", ran.out)
    wide = [line for line in told.splitlines() if len(line.encode("gbk", "replace")) > 80]
    assert all(line.lstrip().startswith(("mic25 ", "用法：")) for line in wide), wide


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_chinese(mic25, topic):
    text = mic25("help", topic, "--lang", "zh").out
    assert mic25("--lang", "zh", "help", topic).out == text != mic25("help", topic).out
    assert re.search(r"[\u3400-\u9fff]", text.splitlines()[0])
    assert SENTENCE.findall(text) == [] and HALF.findall(text) == []


@pytest.mark.others
def test_no_translation_is_left_over_from_another_text(mic25):
    # An entry that belongs to no text of help translates a text that was changed.
    from mic25cli.cli import translated_help

    used: set[str] = set()
    table = words("zh")

    class Seen(dict[str, str]):
        def get(self, key, default=None):
            used.add(key)
            return table.get(key, default)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(translated_help, "words", lambda _: Seen(table))
        for page in PAGES:
            mic25(*page, "--help", "--lang", "zh")
            mic25("help", *page, "all", "--lang", "zh")
        mic25("help", "options", "--lang", "zh")
    left = {key for key in table if key.startswith("help: ") and "{}" not in key} - used
    # The first commands shown for a dataset that has none of its own.
    left -= {f"help: {text}" for text in START.values()}
    assert left == set()


def test_chinese_words_have_chinese_punctuation():
    table: dict[str, str] = json.loads((FOLDER / "zh.json").read_text(encoding="utf-8"))
    wrong = {key: text for key, text in table.items() if HALF.search(re.sub(r"[{}]", "", text))}
    beside = re.compile(r"[\u3400-\u9fff][,;:(?!]|[,;:)](?=[\u3400-\u9fff])")
    wrong |= {key: text for key, text in table.items() if beside.search(text)}
    assert wrong == {}


@pytest.mark.others
@cases
def test_screens_have_chinese_punctuation(mic25, shipped, line):
    ran = mic25(*line.split(), "--lang", "zh", "-f", "text" if line.startswith("cite") else "plain")
    # Recorded texts, above all titles, stay as printed in their source.
    text = json.dumps([plain(record) for record in shipped], ensure_ascii=False, default=str)
    printed = {hit[0] for hit in AROUND.finditer(text)}
    screen = re.sub("[«»]", "", ran.out + ran.err)
    assert {hit[0] for hit in AROUND.finditer(screen)} - printed == set()


@cases
def test_a_refusal_in_chinese_has_the_same_facts(mic25, line, told):
    ran = mic25(*line.split(), "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert all(fact in ran.err for fact in told), ran.err
    bare = re.sub(r"'mic25 [^']*'|“[^”]*”|--[a-z-]+(?: csv| list)?|mic25(?: \w+)*", "", ran.err)
    assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}|\.$", bare.strip()), ran.err


def test_every_translation_has_all_values_of_its_original():
    for key, text in words("zh").items():
        if key.startswith(("error: ", "help: ")):
            values = [f"<{place}>" for place in range(key.count("{}"))]
            filled = text.format(*values) if values else text
            assert all(value in filled for value in values), key


def test_every_problem_of_an_example_is_told_in_chinese():
    told = {}
    for folder in sorted(registry.example("bad-id", "bad").parents[1].glob("*/bad")):
        if not [*folder.glob("dataset.yaml")]:
            for scope in check_input.scopes((folder,), (), None, bytes):
                for problem in checked(scope).diagnostics:
                    parts = problem.message, problem.hint or ""
                    told |= {part: translated_error(part, "zh") for part in parts if part}
    assert len(told) > len(registry.codes())
    assert [
        part for part, chinese in told.items() if not re.search(r"[\u3400-\u9fff]", chinese)
    ] == []


def test_a_problem_without_a_translation_is_told_by_its_code():
    problem = Diagnostic("x.yaml", 1, 1, "error", "bad-id", "the moon is full", "wait for it")
    told = translated_problem(problem, "zh")
    assert told.message == words("zh")["rule-bad-id"] and told.hint is None
    assert translated_problem(problem, "en") == problem


def test_every_meaning_of_a_field_is_told_in_chinese():
    meanings = {
        f"field: {field.doc}"
        for kind in KINDS
        for shape in of_kind(kind).walk()
        for field in shape.fields.values()
    }
    assert meanings == {key for key in words("zh") if key.startswith("field: ")}


def test_lines_of_problems_are_chinese_and_json_stays_as_it_is(mic25, tmp_path):
    (tmp_path / "funds.yaml").write_text("a: [\n", encoding="utf-8")
    lines = mic25("validate", str(tmp_path), "--lang", "zh")
    assert "funds.yaml:1:4: error yaml-syntax 此处开始的列表没有结束。请补上后括号。" in lines.out
    assert "错误1处" in lines.err
    formatted = mic25("fmt", "--check", str(tmp_path), "--lang", "zh").err
    assert (
        "1:4: error yaml-syntax 此处开始的列表没有结束。" in formatted and "无法统一" in formatted
    )
    in_english = mic25("validate", str(tmp_path), "--json").out
    assert mic25("validate", str(tmp_path), "--json", "--lang", "zh").out == in_english


def test_every_text_of_an_error_has_a_translation():
    usual = {"when": "came out 2019", "other": "'mic25' draws a chart"}
    told = {}
    for text in chain.from_iterable(texts().values()):
        # Some have no option before the value.
        text = text.replace("{option}'", "'").replace("and {given} given", "and one was given")
        places = [name for _, name, _, _ in Formatter().parse(text) if name]
        bare = re.sub(r"(?<!\{)\{\w[^{}]*\}", "{}", text).replace("{{", "{").replace("}}", "}")
        for name in places:
            bare = bare.replace("{}", usual.get(name, "7"), 1)
        if re.search("[a-z]{3}", bare):
            told[bare] = translated_error(bare, "zh")
    assert len(told) > len(texts())
    left = [text for text, chinese in told.items() if text == chinese]
    assert left == []


def test_what_a_command_wrote_is_told_in_the_language_of_the_settings(mic25, tmp_path, monkeypatch):
    monkeypatch.setenv("MIC25_LANG", "zh")
    made = mic25("init", str(tmp_path / "own"), "--title", "X")
    assert made.code == 0 and not SENTENCE.search(made.out + made.err.replace("mic25 validate", ""))
    names = ["--set", "name.en=Automated vehicle", "--records", str(tmp_path / "own")]
    cite = "cite=[{source: example-plan-2021, checked: text}]"
    added = mic25("add", "terms", "agv", "--set", cite, *names)
    assert added.code == 0 and re.search(r"[\u3400-\u9fff].*agv", added.out), added.err


@pytest.mark.others
def test_every_refusal_is_told_in_chinese(mic25, monkeypatch, tmp_path):
    monkeypatch.setenv("MIC25_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    rows = Path(__file__).with_name("refused.tsv").read_text(encoding="utf-8").splitlines()
    left = []
    for row in rows:
        with suppress(ValueError):
            told = mic25(*shlex.split(row.partition("\t")[0], comments=True)).err
            typed = r"`[^`]*`|'[^']*'|“[^”]*”|--[a-z-]+ [A-Za-z]+|mic25(?: [a-z]+)*"
            bare = re.sub(typed, "", told)
            left += [(row, told)] if re.search(r"\b[A-Za-z]{3,} [a-z]{2,}", bare) else []
    assert left == []


WIDE = "4000"
"""The width of a terminal on which nothing wraps, so that each text is on one line."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    dataset = snapshot.open_dataset(record_folders.folders())
    flags = {flag for leaf in sharing() for option in leaf.options.values() for flag in option.opts}
    ids = {record["id"] for record in dataset}
    # Settings are shown as they are written.
    written = {"auto", "en", "zh", "never", "less", "NO_COLOR", "table", "plain", "md", *KEYS}
    names = installed_datasets.names()
    folders = map(installed_datasets.folder, names)
    installed = [snapshot.open_dataset((folder,)) for folder in folders]
    # The list of datasets shows the title and the digest of each, and sources their languages.
    titles = {each.profile.title for each in installed} | {each.digest[:12] for each in installed}
    languages = {source["lang"] for source in dataset.kind("sources").values()}
    licences = {each.profile.license for each in installed if each.profile.license}
    codes = {*METHODS, *CODES, *written, *names, *languages, *licences}
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
"""A command named on a screen."""

AS_RECORDED = ("table", "cite", "search", "verify")
"""Commands that print values as recorded, under the keys for machines."""

SCREENS = [leaf for leaf in sharing() if leaf.words[-1] not in AS_RECORDED]


def lines_of(leaf):
    """The ways to run a command: without dates, and at dates."""
    lines = [leaf.line]
    if "as_of" in leaf.options and leaf.words[-1] != "diff":
        lines.append((*leaf.line, "--as-of", "2019-07"))
    return lines


@pytest.mark.others
@pytest.mark.parametrize("leaf", SCREENS, ids=lambda leaf: leaf.name)
def test_no_label_is_in_english(mic25, monkeypatch, scan, leaf):
    monkeypatch.setenv("COLUMNS", WIDE)
    for line in lines_of(leaf):
        # A date changes the labels in the same way in each form.
        other = ("plain", "md")[len(leaf.name) % 2]
        for form in ("table", other) if line == leaf.line else ("table",):
            ran = mic25(*line, "--lang", "zh", "-f", form)
            if ran.code == 2:
                continue  # not in the dataset at that date
            screen = re.sub(r"\\([\\|`*_<>\[\]#&~])", r"\1", ran.out) if form == "md" else ran.out
            screen = re.sub(r"</?(?:br|ins|del)>", " | ", screen)
            screen = re.sub(r"(?<=记录 )[0-9a-f]{12}", "", COMMAND.sub("", screen + ran.err))
            assert scan.left(screen) == set(), f"{line} -f {form}"


@pytest.mark.slow
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


@pytest.mark.slow
@cases
def test_no_error_is_half_english(mic25, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    Path("bad").mkdir()
    Path("bad", "terms.yaml").write_text("a:\n  nam: x\n", encoding="utf-8")
    ran = mic25(*line.split(), "--lang", "zh")
    prose = re.sub(r"`[^`]*`|'[^']*'|“[^”]*”|--\S+ \S+", "", ran.err.removeprefix("mic25: "))
    assert ran.code == 2
    assert not re.search(r"\b[A-Za-z]{2,} [a-z]{2,}", prose), ran.err
