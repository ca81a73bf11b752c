"""The catalogues of words: their necessary entries, and that a further language is a file."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from string import Formatter

import pytest

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.status import STATUSES
from mic25cli.check import registry
from mic25cli.model import languages, screen_words
from mic25cli.model.fields import FIELDS
from mic25cli.model.kinds import KINDS
from mic25cli.model.units import CURRENCIES, EACH, SCALES, UNITS
from mic25cli.store import record_folders, snapshot
from mic25cli.view.text import column_title, value_word
from mic25cli.vocabulary import labels
from package_source import PACKAGE, modules, nodes, parsed
from shapes import shapes

LANGUAGES = [lang for lang in languages.LANGUAGES if lang != languages.BOTH]


def entries(lang, *, help_too=False):
    """The keys and words of a file, including duplicate keys.

    Without help, whose English is in the commands: see tests/cli/test_chinese_help.py.
    """
    text = (screen_words.FOLDER / f"{lang}.json").read_text(encoding="utf-8")
    pairs: list[tuple[str, str]] = json.loads(text, object_pairs_hook=list)
    return [
        (key, told)
        for key, told in pairs
        if help_too or not key.startswith(("help: ", "error: ", "field: "))
    ]


def listed():
    """The words of closed lists, alone and with the field that they belong to."""
    return {
        word
        for each in shapes().values()
        for field in each.fields.values()
        for choice in field.shape.choices
        for word in (f"word-{choice}", f"word-{field.key}-{choice}")
    }


def places_in(value):
    """The places in sources that a value names."""
    if isinstance(value, Mapping):
        yield from filter(None, [value.get("at")])
        value = value.values()
    if not isinstance(value, str) and isinstance(value, Iterable):
        for each in value:
            yield from places_in(each)


def open_words():
    """The topics of findings, languages of sources, countries of bodies and places in sources, as
    recorded."""
    dataset = snapshot.open_dataset(record_folders.folders())
    kept = (
        ("findings", "topic"),
        ("sources", "lang"),
        ("institutions", "country"),
        ("enterprises", "country"),
    )
    places = {part for kind in KINDS for place in places_in(dataset.kind(kind)) for part in
              place.split(", ")}  # fmt: skip
    return {
        *(f"word-{key}-{each[key]}" for kind, key in kept for each in dataset.kind(kind).values()),
        *(f"at-{each}" for part in places for each in (part, part.partition(" ")[0])),
    }


def own_english():
    """English texts in the code and the records, which are only translated here."""
    classes = {
        cut.word for method in METHODS.values() for cut in (*method.cuts, *method.trend_cuts)
    }
    classes |= {method.met for method in METHODS.values()}
    return {
        *(f"kind-{kind}" for kind in KINDS),
        *(each for each in dict(entries("zh")) if each.startswith("field-")),
        *(f"unit-{unit}" for unit in UNITS),
        *({f"unit-{code}" for code in CURRENCIES} & dict(entries("zh")).keys()),
        *(f"unit-scale-{scale}" for scale in SCALES if scale),
        *(f"unit-each-{each}" for each in EACH),
        *(f"method-{method}" for method in METHODS),
        *(f"measure-{method.measure}" for method in METHODS.values()),
        *(f"class-{word}" for word in classes - set(STATUSES) if not word.isdigit()),
        *(f"rule-{code}" for code in registry.codes()),
        *(f"rules-{family}" for family in registry.FAMILIES),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_one_a_translator_can_read(lang):
    pairs = entries(lang, help_too=True)
    assert [key for key, times in Counter(key for key, _ in pairs).items() if times > 1] == []
    lines = (screen_words.FOLDER / f"{lang}.json").read_text(encoding="utf-8").splitlines()
    written = [line.strip().rstrip(",") for line in lines if line.strip() not in ("", "{", "}")]
    assert written == [
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(text, ensure_ascii=False)}"
        for key, text in pairs
    ], "one entry a line, letters as they are"


def test_every_word_is_there_in_english_and_in_chinese():
    en, zh = dict(entries("en")), dict(entries("zh"))
    assert zh.keys() - en.keys() - listed() - open_words() == own_english() - en.keys()
    assert en.keys() - zh.keys() == set()


@pytest.mark.parametrize("lang", [each for each in LANGUAGES if each != "en"])
def test_a_translation_puts_the_same_values_into_its_words(lang):
    en = dict(entries("en"))
    wrong = [
        key
        for key, text in entries(lang)
        if placeholders(text) != placeholders(en.get(key, "")) and key in en
    ]
    assert wrong == []


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys_of_sources():
    """Every text in the code, and every pattern of one that the code puts together."""
    texts: set[str] = set()
    patterns: set[str] = set()
    for path in modules():
        for node in nodes(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and path.name != "catalogue.py":
                patterns.add("".join(pattern_of(node)))
            elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "word":
                patterns |= {f"{re.escape(str(group))}-(.+)" for group in groups(node)}
    for path in (PACKAGE / "view" / "page" / "templates").iterdir():
        found = re.findall(r'"([a-z-]+)"( ~)?', path.read_text(encoding="utf-8"))
        texts |= {text for text, _ in found}
        patterns |= {f"{text}(.+)" for text, joined in found if joined}
    return texts, [re.compile(each) for each in patterns if re.match(r"[a-z]+(\\-|-)", each)]


def pattern_of(text):
    for part in text.values:
        yield re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"


def groups(call):
    return [
        each.value for each in call.args[:1] if isinstance(each, ast.Constant) and call.args[2:]
    ]


@pytest.mark.slow
def test_every_entry_is_used():
    """It is in the code, or is put together there from parts."""
    texts, patterns = keys_of_sources()
    told = listed() | open_words() | own_english()
    known = texts | UNITS.keys() | {f"{scale} count" for scale in SCALES if scale}
    known |= {key.partition("-")[2] for key in told}
    known |= {snapshot.open_dataset(record_folders.folders()).profile.license}
    known |= FIELDS.keys() | {column.key for kind in KINDS.values() for column in kind.columns}

    def used(key):
        found = (pattern.fullmatch(key) for pattern in patterns)
        return key in known or any(hit and all(map(used, hit.groups())) for hit in found)

    assert [key for lang in LANGUAGES for key, _ in entries(lang) if not used(key)] == []


def test_every_word_of_a_closed_list_is_told_in_chinese():
    en, zh = dict(entries("en")), dict(entries("zh"))
    for each in shapes().values():
        for field in each.fields.values():
            for choice in field.shape.choices:
                key = f"{field.key}-{choice}"
                own = {f"word-{key}", f"word-{choice}"} & zh.keys() or key in labels("zh")
                assert own or field.key == "unit", f"words/zh.json lacks 'word-{choice}'"
                english = en.get(f"word-{key}", choice.replace("-", " "))
                assert value_word(field.key, choice, "en") in (choice, english)


def test_one_word_may_have_two_meanings():
    assert value_word("data", "partly", "zh") != value_word("reading", "partly-met", "zh")


def test_what_there_is_no_word_for_is_the_code_in_words():
    assert value_word("topic", "no-such-topic", "zh") == "no such topic"
    with pytest.raises(KeyError, match="no-such-key"):
        screen_words.label("no-such-key", "zh")


def test_columns_are_called_as_their_fields_but_for_some():
    titles = {column.key: column_title("targets", column, "en")
              for column in KINDS["targets"].columns}  # fmt: skip
    assert titles["baseline"] == "Baseline"
    assert titles["reports"] == "Set by"
