"""The content of a page on one industry, target or fund: targets, verdicts, money, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from mic25cli.calc.fund_amounts import stage_of
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.outside_assessments import OutsideVerdict, verdicts_on
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Counts, count
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.source_grades import Cited, cited
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Enterprise, Fund, Institution, Name, Pilot, Role

KINDS: Final = ("industries", "targets", "funds")
"""The kinds that a brief can be about."""

CHARTS: Final = 2
"""The maximum number of charts in the brief of an industry."""


class Sum(FrozenData):
    """A sum of money of a fund, as recorded, and where it was read."""

    amount: Amount
    cite: tuple[Cited, ...]


class Payer(FrozenData):
    """A fund with the sums that were announced, and with all its other sums."""

    fund: Fund
    announced: tuple[Sum, ...]
    other: tuple[Sum, ...]
    cite: tuple[Cited, ...]


class Actor(FrozenData):
    """A pilot, enterprise or institution that is active, with its role in the industry, if any."""

    record: Pilot | Enterprise | Institution
    role: Role | None
    cite: tuple[Cited, ...]


class Setter(FrozenData):
    """A report that set targets, and the number of them."""

    report: str
    targets: int


class Brief(FrozenData):
    """What is known of a subject; `results` has all milestones, `leading` one for each target."""

    kind: str
    id: str
    name: Name
    about: str | None
    note: str | None
    cite: tuple[Cited, ...]
    question: Question
    results: tuple[Result, ...]
    leading: tuple[Result, ...]
    counts: Counts
    setters: tuple[Setter, ...]
    industries: tuple[str, ...]
    payers: tuple[Payer, ...]
    pilots: tuple[Actor, ...]
    enterprises: tuple[Actor, ...]
    institutions: tuple[Actor, ...]
    outside: tuple[OutsideVerdict, ...]

    @property
    def judged(self) -> tuple[Result, ...]:
        """The leading milestones with a status other than `not-assessable`."""
        return tuple(result for result in self.leading if result.status in ASSESSED)

    @property
    def unjudged(self) -> tuple[Result, ...]:
        """The leading milestones that are not assessable, in the order of `leading`."""
        return tuple(result for result in self.leading if result.status == "not-assessable")

    @property
    def charted(self) -> tuple[Result, ...]:
        """The milestones whose targets are worth a chart: those with the most observations."""
        if self.kind == "targets":
            return self.leading[:1]
        readings = [
            result for result in self.leading if result.series and result.fit in ("exact", "close")
        ]
        readings.sort(key=lambda reading: (-len(reading.series), reading.origin != "plan"))
        # Two targets on one indicator would give the same chart twice.
        of = {reading.indicator: reading for reading in reversed(readings)}
        return tuple(reading for reading in readings if of[reading.indicator] is reading)[:CHARTS]


def brief(
    dataset: RecordSet,
    kind: str,
    record_id: str,
    question: Question,
    judged: Mapping[str, Sequence[Result]] = MappingProxyType({}),
) -> Brief:
    """The brief of a record of `dataset`, which is already cut to the dates of the question.
    `judged` has the verdicts that are already computed, by target."""
    record = dataset.get(kind, record_id)
    assert record is not None
    if kind == "industries":
        industries: tuple[str, ...] = (record_id,)
        every = dataset.kind("targets").values()
        targets = [target["id"] for target in every if record_id in target["industries"]]
    else:
        industries = tuple(record["industries"])
        targets = [record_id] if kind == "targets" else []
    results = _results(dataset, targets, question, judged)
    pairs = {(result.milestone.report, result.target) for result in results}
    counts = Counter(report for report, _ in pairs if report is not None)
    setters = [Setter(report, targets) for report, targets in counts.items()]
    institutions = (dataset.get("institutions", id_) for id_ in record.get("institutions", ()))

    def near(of: str) -> list[Any]:
        """The records of a kind that name one of the industries, or the target itself."""
        return [
            record
            for record in dataset.kind(of).values()
            if set(industries) & set(record["industries"]) or record_id in record.get("targets", ())
        ]

    funds = near("funds") if kind != "funds" else [cast("Fund", record)]
    return Brief(
        kind=kind,
        id=record_id,
        name=record["name"],
        # The purpose of an industry or a fund in our words; a target has no such text.
        about=record.get("summary") if kind == "industries" else record.get("purpose"),
        note=edtf.without_later_years(record["note"], question.until),
        cite=cited(dataset, record["cite"]),
        question=question,
        results=results,
        leading=lead(results),
        counts=count(applying(results)),
        setters=tuple(sorted(setters, key=lambda each: (-each.targets, each.report))),
        industries=industries,
        payers=tuple(payer(dataset, fund) for fund in sorted(funds, key=_known_first)),
        pilots=_actors(dataset, near("pilots") if kind != "funds" else ()),
        enterprises=_firms(
            dataset, record.get("recipients", ()), industries if kind != "funds" else ()
        ),
        institutions=_actors(dataset, filter(None, institutions)),
        outside=_outside(dataset, kind, targets, industries, question),
    )


def _known_first(fund: Fund) -> tuple[bool, str]:
    return not fund["amounts"], fund["established"] or "9999"


def _results(
    dataset: RecordSet,
    targets: list[str],
    question: Question,
    judged: Mapping[str, Sequence[Result]],
) -> tuple[Result, ...]:
    """The verdicts on some targets: those already computed, and the others judged now."""
    results = tuple(result for target in targets for result in judged.get(target, ()))
    if not targets or results:
        return results
    return evaluate(dataset, question, targets, candidates=False, depends=True)


def _outside(
    dataset: RecordSet,
    kind: str,
    targets: list[str],
    industries: tuple[str, ...],
    question: Question,
) -> tuple[OutsideVerdict, ...]:
    """Assessments of the target; for an industry, those of single targets first and then those of
    the industry. The newest come first."""
    until = question.until
    itself = targets[0] if kind == "targets" else None
    outside = list(verdicts_on(dataset, itself, industries, until))
    ids = {each.assessment for each in outside}
    for target in targets:
        for each in verdicts_on(dataset, target, (), until):
            outside += [each] if each.assessment not in ids and each not in outside else []
    outside.sort(key=lambda each: each.date or "", reverse=True)
    return tuple(sorted(outside, key=lambda each: each.scope != "target"))


def lead(results: Iterable[Result]) -> tuple[Result, ...]:
    """The leading milestone of each target: verdicts first, and among them the plan's own
    targets."""
    return tuple(
        sorted(
            applying(results),
            key=lambda leader: (leader.status not in ASSESSED, leader.origin != "plan"),
        )
    )


def payer(dataset: RecordSet, fund: Fund) -> Payer:
    """A fund with its sums, those that were announced apart from the others."""
    sums = [(each, Sum(each, cited(dataset, each["cite"]))) for each in fund["amounts"]]
    announced, other = (
        tuple(sum_ for each, sum_ in sums if (stage_of(dataset, each) == "announced") == there)
        for there in (True, False)
    )
    return Payer(fund, announced, other, cited(dataset, fund["cite"]))


def _firms(
    dataset: RecordSet, paid: Collection[str], industries: Collection[str]
) -> tuple[Actor, ...]:
    """The firms that get the money, and those with a role in the industries."""
    return tuple(
        Actor(firm, role, cited(dataset, (role or firm)["cite"]))
        for firm in dataset.kind("enterprises").values()
        for role in firm["roles"] or (None,)
        if firm["id"] in paid or (role and role["industry"] in industries)
    )


def _actors(
    dataset: RecordSet, records: Iterable[Pilot | Enterprise | Institution]
) -> tuple[Actor, ...]:
    return tuple(Actor(record, None, cited(dataset, record["cite"])) for record in records)
