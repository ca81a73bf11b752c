"""The laws of the diff, on generated datasets, between editions, dates and reports."""

from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from diff_datasets import REPORT_IDS, datasets, editions, shuffled
from diff_turned import apply, mirror, swapped
from mic25cli.calc.diff.changes import CLASSES
from mic25cli.calc.diff.claim_fields import PROVENANCE
from mic25cli.calc.diff.compare import diff, in_order
from mic25cli.calc.diff.sides import edition, side_of_report, sides, state
from mic25cli.calc.diff.unordered import frozen
from mic25cli.model.kinds import KINDS

pytestmark = pytest.mark.slow

fair = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
years = st.sampled_from(["2014", "2015", "2016-03", "2018", "2019", "2021"])
reports = st.sampled_from(REPORT_IDS)


def essence(dataset, ignore=()):
    """The content of a dataset without order; with `ignore`, claims lack these keys and equal ones
    are counted once."""
    result: dict[tuple[str, str], Any] = {}
    for record in dataset:
        claims = {path for path, _ in KINDS[record["kind"]].claims}
        plain: dict[str, Any] = {}
        for key, value in record.items():
            if key in claims and ignore:
                found = [] if value is None else [value] if isinstance(value, dict) else value
                plain[key] = frozenset(frozen(claim, ignore) for claim in found)
            else:
                plain[key] = frozen(value)
        plain["headline"] = next(iter(record.get("bases") or {}), None)
        result[record["kind"], record["id"]] = plain
    return result


def assert_mirrored(there, back):
    assert back.sides == swapped(there.sides)
    assert back.changes == in_order([mirror(change) for change in there.changes])


def all_laws(old, new, ignore=()):
    there, back = diff(old, new), diff(new, old)
    assert diff(old, old).changes == ()
    assert_mirrored(there, back)
    assert essence(apply(there.changes, old.dataset), ignore) == essence(new.dataset, ignore)
    assert essence(apply(back.changes, new.dataset), ignore) == essence(old.dataset, ignore)
    assert (there.changes == ()) == (essence(old.dataset, ignore) == essence(new.dataset, ignore))
    return there


def _named(pair):
    """Two datasets, each with the function that makes a side of a diff from it."""
    names = zip(pair, ("old", "new"), strict=True)
    return [(held, partial(edition, name=name)) for held, name in names]


EDITIONS = (editions() | st.tuples(datasets(), datasets())).map(_named)
DATES = st.tuples(datasets(), years, years, st.none() | years).map(
    lambda drawn: [(drawn[0], partial(state, at=when, known_at=drawn[3])) for when in drawn[1:3]]
)
OF_REPORTS = st.tuples(datasets(), reports, reports).map(
    lambda drawn: [(drawn[0], partial(side_of_report, report=each)) for each in drawn[1:]]
)


@pytest.mark.parametrize("use", [EDITIONS, DATES], ids=["editions", "dates"])
@fair
@given(st.data())
def test_laws(use, data):
    all_laws(*(side(held) for held, side in data.draw(use)))


@fair
@given(datasets(), reports, reports)
def test_reports(dataset, old, new):
    found = all_laws(side_of_report(dataset, old), side_of_report(dataset, new), PROVENANCE)
    both_full = {side.coverage for side in (found.sides.old, found.sides.new)} == {"full"}
    for change in found.changes:
        assert change.path is not None
        assert (change.class_ == "unseen") <= (not both_full)


@pytest.mark.parametrize("use", [EDITIONS, DATES, OF_REPORTS], ids=["editions", "dates", "reports"])
@fair
@given(st.data(), st.integers(0, 2**32))
def test_order_never_matters(use, data, seed):
    drawn = data.draw(use)
    plain = diff(*(side(held) for held, side in drawn))
    turned = diff(*(side(shuffled(held, seed + at)) for at, (held, side) in enumerate(drawn)))
    if use is OF_REPORTS:
        assert [*map(shape, plain.changes)] == [*map(shape, turned.changes)]
        return
    assert shown(plain) == shown(turned)
    for held, side in drawn:
        assert diff(side(held), side(shuffled(held, seed))).changes == ()


def shape(change):
    """The parts of a change that do not depend on which of two equivalent claims is shown."""
    return (change.kind, change.id, change.class_, change.path, frozen(change.key), change.reports)


def shown(found):
    return [
        (
            change.kind, change.id, change.class_, change.path, frozen(change.key), change.fields,
            frozen(change.old), frozen(change.new), change.delta, change.spans, change.reports,
            change.dates, frozen(list(change.between)), change.flags, change.industries,
        )
        for change in found.changes
    ]  # fmt: skip


@fair
@given(datasets(), years, years)
def test_only_some_kinds(dataset, old, new):
    every = diff(state(dataset, old), state(dataset, new))
    some = diff(state(dataset, old), state(dataset, new), kinds={"targets", "funds"})
    assert some.changes == tuple(
        change for change in every.changes if change.kind in {"targets", "funds"}
    )


@fair
@given(datasets(), years, years)
def test_both_sides_as_typed(dataset, old, new):
    typed = sides(dataset, old, new)
    assert diff(typed.old, typed.new) == diff(state(dataset, old), state(dataset, new))


@pytest.mark.others
def test_the_datasets_reach_every_class():
    """The laws above prove little unless the generated datasets have every class in every use."""
    seen: Counter[str] = Counter()
    wanted = {
        f"edition {class_}"
        for class_ in CLASSES
        if class_ not in ("unseen", "not-repeated", "outcome")
    }
    by_date = "added removed raised lowered restated observed reworded moved edited"
    by_report = "added not-repeated unseen raised lowered restated observed reworded edited"
    wanted |= {f"date {class_}" for class_ in by_date.split()}
    wanted |= {f"report {class_}" for class_ in by_report.split()}

    class AllSeen(Exception):
        pass

    # At most two thousand datasets, fewer once every class has occurred.
    @settings(max_examples=2000, deadline=None, database=None, derandomize=True,
              phases=[Phase.generate],
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip
    @given(editions(), years, years, reports, reports)
    def collect(pair, one, two, first, second):
        for use, old, new in (
            ("edition", edition(pair[0], "old"), edition(pair[1], "new")),
            ("date", state(pair[0], one), state(pair[0], two)),
            ("report", side_of_report(pair[0], first), side_of_report(pair[0], second)),
        ):
            seen.update(f"{use} {change.class_}" for change in diff(old, new).changes)
        if wanted <= seen.keys():
            raise AllSeen

    with suppress(AllSeen):
        collect()
    assert wanted <= seen.keys(), wanted - seen.keys()
