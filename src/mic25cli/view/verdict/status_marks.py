"""Signs and styles of statuses, changes, grades and readings; all can be read without colour.

`status_marks.json` has them: per code the sign and the style, and for a grade, whose letter is its
sign, the style alone. An arrow says good or bad, as Eurostat's do, not which way an indicator goes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli.model.unique_keys import read_table

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Class
    from mic25cli.calc.progress.by_target import Group
    from mic25cli.calc.progress.status import Status
    from mic25cli.view.document import Style

_MARKS = read_table(Path(__file__))
STATUSES: dict[Status, tuple[str, Style]] = _MARKS["statuses"]
CLASSES: dict[Class, tuple[str, Style]] = _MARKS["classes"]
"""The sign and the style for each class of change between two sides."""
READINGS: dict[str, tuple[str, Style]] = _MARKS["readings"]
"""Our readings of outside assessments."""
GROUPS: dict[Group, tuple[str, Style, str]] = _MARKS["groups"]
"""The sign and style of a group in text, and the way of its sign from the middle of a square."""
PACE_WAYS: dict[Status, str] = _MARKS["paces"]
"""The way of the sign in the square of a target that is not due and has a pace."""
GRADES: dict[str, Style] = _MARKS["grades"]
"""How good a source is."""
