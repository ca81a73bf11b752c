"""What is the same for all milestones of a target: the question, the records, the wanted basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mic25cli.calc.choice import Choice, Wanted, basis_of, choose
from mic25cli.calc.progress.milestone import Milestone, year_end
from mic25cli.calc.progress.result import Question
from mic25cli.model import edtf
from mic25cli.model.book import Book, Record


@dataclass(frozen=True)
class Setting:
    """What is the same for all milestones of a target.

    `basis` is the one that observations must be on, `own_basis` the target's.
    """

    book: Book
    target: Record
    indicator: Record
    question: Question
    as_of: date
    known_at: date | None
    basis: str | None
    own_basis: str | None

    @property
    def out_by(self) -> date:
        """The day by which a report must be out to count."""
        return min(self.as_of, self.known_at or self.as_of)

    @property
    def sign(self) -> int:
        """+1 where more is better, -1 where less is, 0 where neither."""
        return {"increase": 1, "decrease": -1}.get(self.indicator["direction"], 0)


def setting_of(evidence: Book, target: Record, question: Question, indicator: Record) -> Setting:
    """The setting of a target; observations and sources are read from `evidence`."""
    own = basis_of(indicator, target["basis"])
    asked = question.basis if question.basis in indicator["bases"] else None
    known = edtf.parse(question.known_at).latest if question.known_at is not None else None
    return Setting(
        book=evidence,
        target=target,
        indicator=evidence.get("indicators", indicator["id"]) or indicator,
        question=question,
        as_of=edtf.parse(question.as_of).latest or date.max,
        known_at=known,
        basis=asked or own,
        own_basis=own,
    )


def choice_for(setting: Setting, milestone: Milestone, after: str | None, over: bool) -> Choice:
    """The observation that counts for a milestone, seen from a starting point's period."""
    wanted = Wanted(
        unit=milestone.unit,
        basis=setting.basis,
        as_of=setting.as_of,
        known_at=setting.known_at,
        min_grade=setting.question.min_grade,
        checked=setting.question.checked,
        after=after,
        by=year_end(milestone.year) if over and milestone.year is not None else None,
    )
    return choose(setting.book, setting.indicator, wanted)
