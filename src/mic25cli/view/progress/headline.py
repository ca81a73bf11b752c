"""What it all comes to: targets counted once, in a sentence and on a line."""

from __future__ import annotations

from mic25cli.calc.progress.once import CountedOnce
from mic25cli.view.text import Lang
from mic25cli.view.words import label


def headline(found: CountedOnce, lang: Lang) -> str:
    """How many targets were reached in time, late or not, and how many cannot be told."""

    def presumed(count: int) -> str:
        return label("headline-presumed", lang, count=count) if count else ""

    firmness = {
        "in_time": presumed(found.reached_presumed),
        "delayed": presumed(found.late_presumed),
        "failed": presumed(found.missed_presumed),
    }
    text = label("headline", lang, **vars(found), **firmness)
    if found.leaning_reached or found.leaning_missed:
        leans = {"reached": found.leaning_reached, "missed": found.leaning_missed}
        text += label("headline-leans", lang, **leans)
    text += label("headline-others", lang, count=found.others) if found.others else ""
    text += label("headline-stop", lang)
    if found.stand_ins or found.one_witness:
        rests = label("headline-stand-ins", lang, known=found.known, stand_ins=found.stand_ins)
        one = found.one_witness
        text += rests + (label("headline-one", lang, count=one) if one is not None else "")
        text += label("headline-stop", lang)
    return text


def finding(found: CountedOnce, lang: Lang) -> str:
    """How many can be judged, and how many of these were reached, in time or late."""
    numbers = {
        "targets": found.targets,
        "known": found.known,
        "reached": found.reached + found.late,
    }
    return label("scorecard-title", lang, **numbers)


def of_industry(name: str, found: CountedOnce, lang: Lang) -> str:
    """The same of one industry, in short; with less than half known, how many can be judged."""
    key = "headline-few" if 2 * found.known < found.targets else "headline-industry"
    numbers = {**vars(found), "name": name, "known": found.known}
    return label(key, lang, **numbers) + label("headline-stop", lang)
