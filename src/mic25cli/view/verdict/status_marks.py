"""Signs and styles of statuses, changes, grades and readings; none needs colour to be understood.

`status_marks.json` has the sign and style of each code; a grade has only a style, because its
letter is its sign. An arrow means good or bad, as at Eurostat, not the direction of an indicator.
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
"""The sign and style of each of our readings of outside assessments."""
GROUPS: dict[Group, tuple[str, Style, str]] = _MARKS["groups"]
"""The sign and style of each group in text, and the SVG path of its sign in a square."""
PACE_WAYS: dict[Status, str] = _MARKS["paces"]
"""The SVG path of the sign for a target that is not due and has a pace."""
GRADES: dict[str, Style] = _MARKS["grades"]
"""The style of each grade of a source."""
