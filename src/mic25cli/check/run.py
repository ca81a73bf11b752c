"""Runs the rules over what was loaded."""

from __future__ import annotations

from dataclasses import dataclass

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import nearest
from mic25cli.model.links import links
from mic25cli.store.load import Loaded


@dataclass(frozen=True)
class Report:
    """What validation found."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[tuple[str, int, int], ...]

    @property
    def errors(self) -> int:
        """How many of the faults are errors."""
        return sum(each.severity == "error" for each in self.diagnostics)


def check(loaded: Loaded) -> Report:
    """Every fault: those that loading found, and those that the rules find."""
    found = [*loaded.diagnostics, *dangling(loaded)]
    return Report(tuple(sorted(found)), tuple(loaded.files))


def dangling(loaded: Loaded) -> list[Diagnostic]:
    """Links that name a record that is not there."""
    found = []
    for records in loaded.records.values():
        for record in records.values():
            spot = loaded.spots[record["kind"], record["id"]]
            for path, kind, record_id in links(record):
                if record_id in loaded.records.get(kind, {}):
                    continue
                line, column = spot.find(path)
                close = nearest(record_id, loaded.records.get(kind, {}))
                hint = f"did you mean '{close[0]}'?" if close else None
                found.append(
                    Diagnostic(
                        spot.path,
                        line,
                        column,
                        "dangling-id",
                        f"there is no '{record_id}' among the {kind}",
                        "error",
                        hint,
                        record["kind"],
                        record["id"],
                        ".".join(map(str, path)),
                    )
                )
    return found
