"""docs/calibration.md: the counts of `calibration.py` in tables, with what they mean.

`docs/build.py` calls `page()`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp

from calibration import (
    DATES,
    HIDDEN_ALONE,
    PACES,
    WORDS,
    Calibration,
    Count,
    Series,
    Tally,
    Trial,
    calibrate,
    claim,
    paces,
    targets_put,
    total,
)

from mic25cli.calc.progress.max_changes import OtherSeries, Scale, max_changes_of
from mic25cli.model.dataset import RecordSet

__all__ = ["WORDS", "Series", "Trial", "calibrate", "claim", "page", "targets_put", "text"]

_BINS = (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 4)
_YEARS = range(1, 6)
_SCALES: tuple[tuple[Scale, str], ...] = (
    ("points", "percentage points"),
    ("log", "logarithm of the ratio"),
    ("places", "places"),
)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are aligned right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(each) for each in line) + " |" for line in lines) + "\n"


def words(found: Calibration) -> str:
    """How each word did in the four ways."""
    rows: list[list[object]] = []
    for way, tallies in (("A", found.real), ("B", found.every_year), ("C", found.in_range)):
        rows += [[f"{way}, {name}", *tally.row()] for name, tally in tallies.items()]
    rows.append(["D", *(str(found.asked.words[word]) for word in WORDS)])
    return table(("way, years hidden", *WORDS), rows)


def mistakes(tallies: Iterable[Tally]) -> str:
    """Every inference that proved wrong, by figure and year."""
    wrong: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for tally in tallies:
        for word in ("inferred missed", "inferred met"):
            for trial, _, said in tally.words[word].wrong:
                indicator = trial.series.indicator["id"]
                wrong[word, indicator].add(f"{trial.year} (gap ratio {said.gap_ratio:.1f})")
    lines = [
        f"- {word}, and proved wrong: `{indicator}` {', '.join(sorted(years))}"
        for (word, indicator), years in sorted(wrong.items())
    ]
    return "\n".join(lines) + "\n"


def by_k(tallies: Iterable[Tally], side: str) -> list[str]:
    """How often the end was on the side of the last observation, by the gap ratio."""
    stayed: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for said in (said for tally in tallies for said in tally.every):
        if said.gap_ratio is not None and said.side == side:
            place = max(sum(said.gap_ratio > least for least in _BINS) - 1, 0)
            every[place] += 1
            stayed[place] += said.stayed
    return [f"{stayed[place]} of {every[place]}" for place in range(len(_BINS))]


def distances(found: Calibration) -> str:
    """The same for targets applied to every year, and for targets within the figure's range."""
    heads = [f"{low:g} to {high:g}" for low, high in pairwise(_BINS)]
    ways = (
        ("B", [found.every_year[row] for row in HIDDEN_ALONE[:3]]),
        ("C", list(found.in_range.values())),
    )
    rows = [
        [f"{name} the target, {way}", *by_k(tallies, side)]
        for way, tallies in ways
        for name, side in (("past", "yes"), ("short of", "no"))
    ]
    return table(("last observation, way", *heads, f"above {_BINS[-1]:g}"), rows)


def on_the_way(found: Calibration) -> str:
    """The outcome of targets by their pace under way."""
    rows = []
    for way, trials in zip("ABC", found.trials, strict=True):
        for years in (1, 2, 3):
            rows.append((f"{way}, {years} year{'s' * (years > 1)} ahead", paces(trials, years)))
    rows.append(("D", found.asked.paces))
    return table(
        ("way", *PACES),
        [
            [
                name,
                *(
                    f"{each[word, True]} of {each[word, True] + each[word, False]}"
                    for word in PACES
                ),
            ]
            for name, each in rows
        ],
    )


def max_changes(others: OtherSeries) -> str:
    """The likely maximum changes of the dataset, and the number of changes behind each."""
    rows = []
    for scale, name in _SCALES:
        digits = {"points": 1, "log": 2, "places": 0}[scale]
        moves = ", ".join(str(others.count(scale, years)) for years in _YEARS)
        found = [
            ", ".join(f"{others.largest(scale, toward, years) or 0:.{digits}f}" for years in _YEARS)
            for toward in (True, False)
        ]
        rows.append([name, *found, moves])
    return table(("over 1, 2, 3, 4, 5 years", "toward the target", "away from it", "moves"), rows)


def drawn(others: OtherSeries, scale: Scale) -> tuple[float, float]:
    """The interval that has the yearly loss in 90 % of the resamples of indicators."""
    losses = sorted({-each.size for each in others.moves.over(scale, 1) if each.size < 0})
    low = max(size for size in losses if others.steadiness(scale, False, 1, size) <= 0.05)
    high = min(size for size in losses if others.steadiness(scale, False, 1, size * 1.001) >= 0.95)
    return low, high


def _clusters(count: Count) -> str:
    return f"{count.said} times of {len(count.of)} figures"


def page() -> str:
    """The page as it should be."""
    from mic25cli.store import load, record_folders

    dataset = load.load_dataset((record_folders.shipped(),))
    return text(dataset, calibrate(dataset))


def text(dataset: RecordSet, found: Calibration) -> str:
    """The page on the counts for a dataset."""
    held, ranged, met = claim(found)
    in_range = total(found.in_range.values(), "inferred missed")
    share, figures, wrong = _by_figure(found.in_range.values(), "inferred missed")
    others = max_changes_of(dataset).without(None)
    points, logs = drawn(others, "points"), drawn(others, "log")
    factor = others.largest("log", True, 1) or 0.0
    seen = [found.asked.words[f"observed {word}"] for word in ("met", "missed")]
    first = found.every_year["1 year"].words
    return _PAGE.format(
        held=held,
        ranged=ranged,
        met=met,
        words=words(found),
        a=len(found.trials[0]),
        b=len(found.trials[1]),
        c=len(found.trials[2]),
        dates=len(DATES),
        since=DATES[0],
        until=DATES[-1],
        d=found.asked.milestones,
        in_range=in_range,
        share=share,
        figures=figures,
        wrong=wrong,
        mistakes=mistakes([*found.real.values(), *found.every_year.values()]),
        distances=distances(found),
        seen_met=seen[0],
        seen_missed=seen[1],
        seen=seen[0].said + seen[1].said,
        seen_of=len(seen[0].of | seen[1].of),
        way=on_the_way(found),
        max_changes=max_changes(others),
        log=factor,
        factor=exp(factor),
        said_met=_clusters(first["inferred met"]),
        said_missed=_clusters(first["inferred missed"]),
        points=points,
        percents=[100 * (exp(each) - 1) for each in logs],
    )


_PAGE = """# How often verdicts held

This page tests on past years how often inferred verdicts are right, for readers who want to
quote one. It is generated from the records by `make docs`, and a test checks its main numbers.

> {held} % of the real targets that were inferred missed were missed. Many of them were far from
> being met: for targets within the figure's own range it was {ranged} %. {met} % of the targets
> inferred met were met.

The test hides years whose outcome is known, judges by
[the same rule](progress.md#observed-inferred-leaning) without them, and compares the verdict with
the outcome. A cell says how many verdicts proved right, of how many were given.

## Inferred verdicts and leans

{words}
- **A**: real targets in their own year, on each definition that the target admits: {a} with a
  known outcome. The last years up to the target year and all later years are hidden.
- **B**: the same targets, set for every year of their series: {b} target-years. *Known then*:
  only figures published by the end of the target year are used. *Later ones kept*: only the
  target year is hidden, and later figures are used.
- **C**: every value of a series, set as a target for each of its years, for all indicators with a
  desired direction: {c} target-years. The figure reached these values at some time, so this test is
  the hardest.
- **D**: real targets, judged at {dates} dates half a year apart, from {since} to {until}, on the
  evidence published by then. {d} milestones have a known outcome.

The figure's own changes in the hidden years are not used. A milestone that several targets share
counts once in A and B.

In C, {in_range} inferred misses were right, over all years hidden. Some figures have many years,
and near targets are missed or met together. With equal weight for each figure, the share is
{share:.0f} %, over {figures} figures. For {wrong} of these the rule was wrong at least once.

All inferred verdicts of A and B that proved wrong:

{mistakes}
## By distance

How often the figure at the end of the year was on the same side of the target as the last figure
before, by the gap ratio. One to three years are hidden.

{distances}
## What was observed

Only another figure for the same year can overturn an observed verdict. In D, {seen_met} verdicts
“observed, met” and {seen_missed} verdicts “observed, missed” are still right today: {seen} verdicts
on {seen_of} figures.

## On the way

The pace of targets one, two and three years before their deadline, and how many of them were met in
the end. The pace is linear and uses the last figure, which is at most two years old. The first
year-end figure is the baseline; in D it is the target's own, as published by then.

{way}
`on-track` is not a forecast: it says that the pace so far is enough. In D, few targets have a
baseline and a recent figure, both published by then, and an outcome that is known today.

## The likely maximum changes of the dataset

Over all indicators with a desired direction, computed by
[the rule](progress.md#likely-maximum-change), with the number of moves that it comes from.

{max_changes}
A logarithm of {log:.2f} is a factor of {factor:.2f}.

## How much this is worth

- **Few figures.** In B with one year hidden, the verdict was "inferred met" {said_met},
  and "inferred missed" {said_missed}. The years of one figure are not independent of each other.
- **Chosen on the same data.** The rule was chosen among some forty variants on these records, so
  it will do somewhat worse on others.
- **The likely maximum decline is based on few cases.** The indicators were resampled 200 times. In
  nine of ten samples, the likely maximum decline over a year was between {points[0]:.1f} and
  {points[1]:.1f} points, or between {percents[0]:.0f} and {percents[1]:.0f} percent. An inferred
  verdict that is reached in fewer than three quarters of the samples is marked `fragile`.
- **Selection.** The outcome is known only for figures that somebody continued to publish.
- **Distant targets are easy.** Many inferred misses in B concern targets that were never near.
"""


def _by_figure(tallies: Iterable[Tally], word: str) -> tuple[float, int, int]:
    """The mean share that proved right, each figure once; the number of figures, and of wrong
    ones."""
    said: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for tally in tallies:
        said.update(tally.words[word].of)
        wrong.update(each[0].series.indicator["id"] for each in tally.words[word].wrong)
    shares = [100 * (1 - wrong[name] / number) for name, number in said.items()]
    return sum(shares) / len(shares), len(shares), len(wrong)
