"""The question that `progress` answers: at which date, by which method, on which evidence."""

from __future__ import annotations

from datetime import date

from mic25cli.model import edtf
from mic25cli.values import FrozenData


class Question(FrozenData):
    """A question about progress: the date (EDTF), the method and the evidence.

    `fits` are the fits of definitions that count (none: all).
    """

    as_of: str
    known_at: str | None = None
    method: str = "linear"
    basis: str | None = None
    fits: tuple[str, ...] = ()
    min_grade: str | None = None
    access: tuple[str, ...] = ()
    checked: bool = False
    strict_compat: bool = False
    substitute: bool = False

    @property
    def day(self) -> date:
        """The last day of the reference date; `date.max` if `as_of` is open."""
        return edtf.parse(self.as_of).latest or date.max

    @property
    def known_day(self) -> date | None:
        """The last day whose publications count; None if all publications count."""
        return edtf.parse(self.known_at).latest if self.known_at is not None else None

    @property
    def until(self) -> date:
        """The last day of the question: of the reference date or of the date of knowledge."""
        return min(self.day, self.known_day or date.max)
