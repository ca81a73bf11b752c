"""The examples in help, with descriptions: first those of a dataset, then those of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path

from mic25cli.cli.commands import commands_of, language, named_datasets, profile
from mic25cli.cli.translated_help import translated_help
from mic25cli.errors import Mic25Error
from mic25cli.model.dataset_profile import CommandExample
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import by_language, text_in

Examples = Mapping[str, str]
"""Command lines, each with its description."""
MOST = 4  # the maximum number of examples on a page
_FILE = Path(__file__).with_name("pages") / "examples.txt"


def shows_in(line: CommandExample, lang: str) -> str:
    """The description of a dataset's example, in a language or in the only one that it has."""
    return text_in(line["shows"] or by_language(), lang)


def _of_program(lang: str) -> Examples:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    texts = {run: shows.strip() for run, _, shows in (line.partition("  ") for line in lines)}
    return {run: made(text, lang) for run, text in texts.items()}


def examples_of(
    command: str, own: Sequence[CommandExample] | None = None, lang: str = "en"
) -> Examples:
    """The examples of a command, given as a regular expression. `own` are the examples of the
    dataset, by default of the shipped one."""
    if own is None:
        own = shipped_examples()
    called = re.compile(rf"mic25 {command}(?: |$)")
    every = {**{line["run"]: shows_in(line, lang) for line in own}, **_of_program(lang)}
    return {run: shows for run, shows in every.items() if called.match(run)}


@cache
def shipped_examples() -> tuple[CommandExample, ...]:
    """The examples of the dataset that comes with the program."""
    from mic25cli.store import record_folders, snapshot

    return snapshot.profile_of((record_folders.shipped(),)).examples


def examples_of_kind(
    kind: str, own: Sequence[CommandExample] | None = None, lang: str = "en"
) -> Examples:
    """The examples for listing and showing records of a kind."""
    other = commands_of(kind)
    runs = examples_of(kind, own, lang)
    return {run: shows for run, shows in runs.items() if not {*run.split()[2:3]} & other.keys()}


def in_help(command: str, words: Sequence[str]) -> Examples:
    """The examples of a command on its help page, for the dataset of a command line. A command of a
    kind always has one, made from the records if nobody wrote one."""
    dataset, lang = profile(words), language(words)
    kind, _, name = command.partition(" ")
    if not command:
        own = {line["run"]: shows_in(line, lang) for line in (*dataset.examples, *dataset.start)}
        return _first(own, 2)
    if kind not in KINDS or name not in ("", "list", "show"):
        runs = examples_of(command, dataset.examples, lang)
        if not runs and name == "diff":
            last = dataset.horizon
            sides = f"{last - 10} {last}" if last else "--rev HEAD"
            between = made("show what changed in between", lang)
            since = made("show what changed since a commit", lang)
            runs = {f"mic25 {command} {sides}": between if last else since}
    else:
        every = examples_of_kind(kind, dataset.examples, lang)
        one = {run: shows for run, shows in every.items() if re.match(r"mic25 \S+ [^-]", run)}
        listed = {run: shows for run, shows in every.items() if run not in one}
        listed = listed or {f"mic25 {kind}": made("list them all", lang)}
        one = one or _of_one_record(kind, words, lang)
        runs = {"": {**_first(listed, MOST - 1), **_first(one, 1)}, "list": listed, "show": one}[
            name
        ]
    return _first(runs, MOST)


def _first(examples: Examples, most: int) -> dict[str, str]:
    return dict(islice(examples.items(), most))


def made(shows: str, lang: str) -> str:
    """The description of an example that the program made, in a language."""
    return shows if lang == "en" else translated_help(shows, lang)


def _of_one_record(kind: str, words: Sequence[str], lang: str) -> dict[str, str]:
    from mic25cli.store import snapshot

    with suppress(Mic25Error):
        dataset = snapshot.open_dataset(named_datasets(words)[0])
        if ids := [*dataset.kind(kind)]:
            shows = made("show one in full", lang)
            return {f"mic25 {kind} show {min(ids, key=len)}": shows}
    return {}
