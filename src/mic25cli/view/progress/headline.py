"""What it all comes to: targets counted once, in a sentence and on a line."""

from __future__ import annotations

from mic25cli.calc.progress.once import GROUPS, CountedOnce
from mic25cli.view.document import Style
from mic25cli.view.text import Lang, label, noun

_SIGNS: tuple[tuple[str, Style, str], ...] = (
    ("✓", "good", "m-4.5 .4l3.1 3.1l5.9-6.6"),
    ("◷", "late", "m0-5v5.4l3.6 2"),
    ("✗", "bad", "m-3.8-3.8l7.6 7.6m0-7.6l-7.6 7.6"),
    ("?", "dim", ""),
    ("·", "dim", "m-1 0h2"),
)
SIGNS = dict(zip(GROUPS, _SIGNS, strict=True))
"""The sign and style of a verdict in text, and the way of its sign from the middle of a square."""


def headline(found: CountedOnce, lang: Lang) -> str:
    """How many targets were reached in time, late or not, and how many cannot be told."""

    def presumed(count: int) -> str:
        return label("headline-presumed", lang, count=count) if count else ""

    firmness = {
        "in_time": presumed(found.reached_presumed),
        "delayed": presumed(found.late_presumed),
        "failed": presumed(found.missed_presumed),
    }
    text = label("headline", lang, **_numbers(found, lang), **firmness)
    if found.leaning_reached or found.leaning_missed:
        leans = {"reached": found.leaning_reached, "missed": found.leaning_missed}
        text += label("headline-leans", lang, **{key: _said(n, lang) for key, n in leans.items()})
    text += label("headline-others", lang, count=found.others) if found.others else ""
    text += label("headline-stop", lang)
    if found.stand_ins or found.one_witness:
        answers, stand_ins = _of(found.known, "answer", lang), _said(found.stand_ins, lang)
        text += label("headline-stand-ins", lang, answers=answers, stand_ins=stand_ins)
        if found.one_witness is not None:
            text += label("headline-one", lang, count=_said(found.one_witness, lang))
        text += label("headline-stop", lang)
    return text


def finding(found: CountedOnce, lang: Lang) -> str:
    """How many can be judged, and how many of these were reached, in time or late."""
    reached = found.reached + found.late
    known, targets = found.known, found.targets
    key = "scorecard-title" if known else "scorecard-title-none"
    key = "scorecard-title-one" if reached == 1 else key
    return label(key, lang, targets=targets, known=known, reached=reached)


def of_industry(name: str, found: CountedOnce, lang: Lang) -> str:
    """The same of one industry, in short; with less than half known, how many can be judged."""
    numbers = {**_numbers(found, lang), "name": name}
    key = "headline-industry"
    if 2 * found.known < found.targets:
        key = f"headline-few{min(found.known, 2)}"
        only = next((one for one in ("reached", "late", "missed") if getattr(found, one)), "none")
        numbers["verdict"] = label(f"headline-only-{only}", lang)
    return label(key, lang, **numbers) + label("headline-stop", lang)


def _of(count: int, what: str, lang: Lang) -> str:
    return label("headline-of", lang, count=count, noun=noun(what, count, lang))


def _said(count: int, lang: Lang) -> str:
    return str(count) if count else label("headline-none", lang)


def _numbers(found: CountedOnce, lang: Lang) -> dict[str, str]:
    said = {key: _said(count, lang) for key, count in vars(found).items() if count is not None}
    targets = _of(found.targets, "aim", lang)
    return {**said, "known": _said(found.known, lang), "of": targets,
            "were_reached": noun("reached", found.reached, lang)}  # fmt: skip
