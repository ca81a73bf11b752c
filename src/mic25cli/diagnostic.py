"""A diagnostic: one problem of the records, with its place."""

from __future__ import annotations

from typing import Literal

from mic25cli.values import FrozenData

Severity = Literal["error", "warning"]


class Diagnostic(FrozenData):
    """A problem: its place (line and column from 1), severity, rule, message and remedy. `kind` and
    `id` name the record, if there is one, and `field` is the path within it."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str | None = None
    kind: str | None = None
    id: str | None = None
    field: str | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Path, line and column as one text."""
        return self.path, self.line, self.column

    def __lt__(self, other: Diagnostic) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, int, str, str, str]:
        return *self.place, self.code, self.message, self.id or ""
