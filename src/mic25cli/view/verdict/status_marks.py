"""Signs and styles of statuses, changes, grades and readings; all can be read without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Class
    from mic25cli.calc.progress.status import Status
    from mic25cli.view.document import Style

STATUSES: dict[Status, tuple[str, Style]] = {
    "met": ("✓", "good"),
    "met-late": ("◷", "late"),
    "already-met": ("✔", "good"),
    "on-track": ("↑", "good"),
    "behind": ("↗", "fair"),
    "far-behind": ("→", "poor"),
    "not-sustained": ("↘", "bad"),
    "regressing": ("↓", "bad"),
    "missed": ("✗", "bad"),
    "superseded": ("»", "dim"),
    "withdrawn": ("⊘", "dim"),
    "not-started": ("○", "dim"),
    "not-assessable": ("?", "dim"),
}
"""An arrow says good or bad, as Eurostat's do, not which way the indicator goes."""

CLASSES: dict[Class, tuple[str, Style]] = {
    "raised": ("▲", "raised"),
    "lowered": ("▼", "lowered"),
    "removed": ("-", "gone"),
    "withdrawn": ("⊘", "gone"),
    "moved": ("»", "altered"),
    "outcome": ("◆", "name"),
    "reworded": ("~", "altered"),
    "added": ("+", "added"),
    "restated": ("=", "restated"),
    "observed": ("*", "observed"),
    "edited": ("·", "dim"),
    "confirmed": ("✓", "dim"),
    "unseen": ("?", "dim"),
}
"""The sign and the style for each class of change between two sides."""

READINGS: dict[str, tuple[str, Style]] = {
    "met": ("✓", "good"),
    "partly-met": ("≈", "fair"),
    "not-met": ("✗", "bad"),
    "unclear": ("?", "dim"),
}
"""Our readings of outside assessments."""

GRADES: dict[str, Style] = {"A": "good", "B": "good", "C": "fair", "D": "bad"}
"""How good a source is; the letter is the sign."""
