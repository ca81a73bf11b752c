"""`mic25 help`: the pages on what all commands share, and the start page of a dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from mic25cli.cli import stream
from mic25cli.cli.commands import language, named_datasets, profile
from mic25cli.errors import Mic25Error
from mic25cli.view.document import Entries, Entry, Line, Lines, TextDocument
from mic25cli.view.text import Lang, counted, label

if TYPE_CHECKING:
    from mic25cli.model.dataset import RecordSet
    from mic25cli.model.profile import Profile


TOPICS = {
    "options": "the options of all commands",
    "formats": "how results can be printed",
    "exit-codes": "what a script can tell from the exit code",
    "dates": "how dates are written, and the two dates one can look back to",
    "environment": "environment variables",
    "configuration": "mic25.toml, the defaults of options",
    "methods": "how progress is judged",
    "status": "what the words of verdicts mean",
    "certainty": "whether the outcome was observed or inferred",
    "fit": "how well the figure measures what was promised",
    "grades": "how good a source is",
}
"""The topics, and what the page on each tells."""


def page(topic: str, lang: str = "en", dataset: RecordSet | None = None) -> str:
    """The page on a topic in English or Chinese, with the likely maximum changes of a dataset if
    one is given.
    """
    from mic25cli.view.help.glossary import table

    folder = Path(__file__).with_name("pages") / ("zh" if lang == "zh" else "")
    text = folder.joinpath(f"{topic}.txt").read_text(encoding="utf-8")
    text = re.sub(r"\{terms (\w+)\}", lambda hit: table(hit[1], lang), text)
    if topic == "certainty":
        told = printed_max_changes(dataset) if dataset else "  (mic25 help certainty prints them)"
        from mic25cli.view.verdict.headline import very_likely

        words = fill(very_likely("zh" if lang == "zh" else "en"), 99)
        return text.replace("{max_changes}", told).replace("{very_likely}", words)
    if topic != "methods":
        return text
    from mic25cli.calc.progress.methods import DEFAULT, METHODS

    width = max(map(len, METHODS))
    lines = (
        f"  {name:{width}}  {method.title}{' (the default)' if name == DEFAULT else ''}"
        for name, method in METHODS.items()
    )
    return text.replace("{methods}", "\n".join(lines))


def printed_max_changes(dataset: RecordSet) -> str:
    """The moves to be reckoned with over one to five years, a line a scale and direction."""
    from math import expm1

    from mic25cli.calc.progress.max_changes import SCALES, Scale, max_changes_of

    others = max_changes_of(dataset).without(None)

    def size(scale: Scale, toward: bool, years: int) -> str:
        found = others.largest(scale, toward, years)
        if found is None:
            return "–"
        if scale != "log":
            return f"{found:.1f}"
        return f"{100 * abs(expm1(found if toward else -found)):.0f}"

    spans = range(1, 6)
    rows = [("over years", *map(str, spans))]
    for scale in SCALES:
        name = "percent" if scale == "log" else scale
        rows.append((f"{name} toward", *(size(scale, True, years) for years in spans)))
        rows.append((f"{name} away", *(size(scale, False, years) for years in spans)))
        rows.append(("(moves)", *(str(others.count(scale, years)) for years in spans)))
    return "\n".join(f"  {name:16}" + "".join(f"{each:>8}" for each in row) for name, *row in rows)


START = {
    "mic25 search WORDS": "find records of any kind",
    "mic25 targets": "the targets",
    "mic25 progress": "which targets were met, and on which numbers",
    "mic25 explain TARGET": "how one target came to its status",
    "mic25 diff OLD NEW": "what changed between two dates or reports",
}
"""What a dataset shows first that says nothing of that itself."""


def first_steps(dataset: Profile, lang: str = "en") -> Mapping[str, str]:
    """The commands that a dataset shows first, with what each shows."""
    told = ((line["run"], line["shows"]) for line in dataset.start)
    return {run: shows[lang] or shows["en"] or shows["zh"] for run, shows in told} or START


def start(words: Sequence[str]) -> str:
    """The page of the dataset that a command line names, as wide as the terminal."""
    from mic25cli.view.render import terminal

    lang = language(words)
    known = profile(words)
    head, foot = page("start", lang).split("\n\n{lines}\n\n")
    title = head.format(policy=known.name[lang] or known.name["en"] or known.title)
    steps = Entries(
        tuple(Entry(("name", f"{run} "), shows) for run, shows in first_steps(known, lang).items())
    )
    when, finding = _finding(words, lang)
    parts = (Lines(("", *finding)), steps, Lines(("", (("dim", foot.strip()),))))
    shown = StringIO()
    document = TextDocument(parts, title + when)
    terminal.show(document, stream.console("auto", shown), lang)
    return shown.getvalue()


def _finding(words: Sequence[str], lang: Lang) -> tuple[str, tuple[Line, ...]]:
    """As of when the targets are judged, for the title, and what became of them."""
    from mic25cli.calc.implementation import in_brief
    from mic25cli.calc.progress.by_target import counts_of
    from mic25cli.calc.progress_question import Question
    from mic25cli.cli.config import value
    from mic25cli.store import installed_datasets, snapshot
    from mic25cli.view.verdict.headline import day, headline, rows

    try:
        dataset = installed_datasets.connect(snapshot.open_dataset(named_datasets(words)[0]))
        as_of = str(value("as-of") or dataset.judged_on or "1900-01-01")
        found = counts_of(in_brief(dataset, Question(as_of))["counts"])
    except Mic25Error:
        return "", ()
    if not found.targets:
        return "", ()
    held = {kind: len(dataset.kind(kind)) for kind in ("targets", "indicators", "sources")}
    many = label("comma", lang).join(counted(count, kind, lang) for kind, count in held.items())
    said = headline(found, dataset.profile, as_of, lang)[:1] if found.own else ()
    when = label("parenthesis", lang, text=label("headline-as-of", lang, day=day(as_of, lang)))
    return when, (*said, *rows(found, lang), (("dim", many),), "")
