"""`mic25 help`: pages on topics of all commands, and the start page of a dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from textwrap import fill

from mic25cli.cli import terminal_io
from mic25cli.cli.commands import COMMANDS, language, named_datasets, profile
from mic25cli.cli.examples import made, shows_in
from mic25cli.cli.translated_help import wrapped
from mic25cli.errors import Mic25Error
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.kinds import FAMILIES, KINDS
from mic25cli.model.languages import catalogue
from mic25cli.model.unique_keys import read_table
from mic25cli.view.document import Entries, Entry, Line, Lines, TextDocument
from mic25cli.view.text import Lang, counted, label, with_parenthesis

_TABLE = read_table(Path(__file__))
TOPICS: Mapping[str, str] = _TABLE["topics"]
"""The help topics, each with a line on its page."""


GROUPS: Mapping[str, Sequence[str]] = _TABLE["groups"]
"""The groups of commands not about one type of record; all others are of the program itself."""

FIRST: Sequence[str] = _TABLE["first"]
"""The commands that help lists first."""


def first_groups() -> Mapping[str, Sequence[str]]:
    """The commands that help lists first, by group."""
    kinds = {"Records": tuple(KINDS), **GROUPS}
    return {title: [name for name in FIRST if name in names] for title, names in kinds.items()}


def all_groups() -> Mapping[str, Sequence[str]]:
    """All commands by group."""
    grouped = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in COMMANDS if name not in grouped)
    return {**FAMILIES, **GROUPS, "The program": rest}


def page(topic: str, lang: str = "en", dataset: RecordSet | None = None) -> str:
    """The page on a topic in a language (English if it has none), with the likely maximum changes
    of a dataset if one is given."""
    from mic25cli.view.help.glossary import table

    folder = Path(__file__).with_name("pages")
    own, english = folder / lang / f"{topic}.txt", folder / f"{topic}.txt"
    text = (own if own.exists() else english).read_text(encoding="utf-8")
    text = re.sub(r"\{terms (\w+)\}", lambda hit: table(hit[1], lang), text)
    if topic == "certainty":
        from mic25cli.view.verdict.headline import very_likely

        changes = "  (mic25 help certainty prints them)"
        changes = printed_max_changes(dataset, lang) if dataset else changes
        words = very_likely(lang)
        spaced = catalogue(lang).spaced
        words = fill(words, 99) if spaced else wrapped(words, 99, lang).removeprefix("\b\n")
        return text.replace("{max_changes}", changes).replace("{very_likely}", words)
    if topic != "methods":
        return text
    from mic25cli.calc.progress.methods import DEFAULT, METHODS
    from mic25cli.view.verdict.status_words import method_title

    width = max(map(len, METHODS))
    titles = {name: method_title(name, lang) for name in METHODS}
    default = label("setting-default", lang)
    titles[DEFAULT] = with_parenthesis(titles[DEFAULT], default, lang)
    lines = (f"  {name:{width}}  {title}" for name, title in titles.items())
    return text.replace("{methods}", "\n".join(lines))


def printed_max_changes(dataset: RecordSet, lang: Lang = "en") -> str:
    """The likely maximum changes over one to five years, one line per scale and direction."""
    from math import expm1

    from mic25cli.calc.progress.max_changes import SCALES, Scale, max_changes_of
    from mic25cli.view.help.glossary import numbers

    others = max_changes_of(dataset).without(None)

    def size(scale: Scale, toward: bool, years: int) -> str:
        largest = others.largest(scale, toward, years)
        if largest is None:
            return "–"
        if scale != "log":
            return f"{largest:.1f}"
        return f"{100 * abs(expm1(largest if toward else -largest)):.0f}"

    spans = range(1, 6)
    rows = [(label("max-change-years", lang), *map(str, spans))]
    for scale in SCALES:
        for key, toward in (("toward", True), ("away", False)):
            name = label(f"max-change-{scale}-{key}", lang)
            rows.append((name, *(size(scale, toward, years) for years in spans)))
    return numbers(rows)


START: Mapping[str, str] = _TABLE["start"]
"""The commands shown first for a dataset that does not name any itself."""


def first_steps(dataset: Profile, lang: str = "en") -> Mapping[str, str]:
    """The commands on a dataset's start page with descriptions."""
    own = {line["run"]: shows_in(line, lang) for line in dataset.start}
    return own or {run: made(shows, lang) for run, shows in START.items()}


def start(words: Sequence[str]) -> str:
    """The start page of the dataset in a command line, for the width of the terminal."""
    from mic25cli.view.render import terminal

    lang = language(words)
    about = profile(words)
    head, foot = page("start", lang).split("\n\n{lines}\n\n")
    title = head.format(policy=about.name[catalogue(lang).records] or about.title)
    steps = Entries(
        tuple(Entry(("name", f"{run} "), shows) for run, shows in first_steps(about, lang).items())
    )
    when, finding = _finding(words, lang)
    parts = (Lines(("", *finding)), steps, Lines(("", (("dim", foot.strip()),))))
    buffer = StringIO()
    document = TextDocument(parts, title + when)
    terminal.show(document, terminal_io.console("auto", buffer), lang)
    return buffer.getvalue()


def _finding(words: Sequence[str], lang: Lang) -> tuple[str, tuple[Line, ...]]:
    """The reference date for the title, and the counts of targets."""
    from mic25cli.calc.implementation import in_brief
    from mic25cli.calc.progress.by_target import counts_of
    from mic25cli.calc.progress_question import Question
    from mic25cli.cli.config import value
    from mic25cli.model.screen_words import DatasetLang
    from mic25cli.store import installed_datasets, snapshot
    from mic25cli.view.verdict.headline import day, headline, rows

    try:
        dataset = installed_datasets.connect(snapshot.open_dataset(named_datasets(words)[0]))
        lang = DatasetLang.of(lang, dataset.profile.own_words)
        as_of = str(value("as-of") or dataset.judged_on or "1900-01-01")
        counts = counts_of(in_brief(dataset, Question(as_of))["counts"])
    except Mic25Error:
        return "", ()
    if not counts.targets:
        return "", ()
    sizes = {kind: len(dataset.kind(kind)) for kind in ("targets", "indicators", "sources")}
    many = label("comma", lang).join(counted(count, kind, lang) for kind, count in sizes.items())
    sentences = headline(counts, dataset.profile, as_of, lang)[:1] if counts.own else ()
    when = label("parenthesis", lang, text=label("headline-as-of", lang, day=day(as_of, lang)))
    return when, (*sentences, *rows(counts, lang), (("dim", many),), "")
