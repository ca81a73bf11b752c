"""A new observation: the claim that it makes, and the indicator's list that it goes to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from mic25cli.edit import change
from mic25cli.edit.record import cleaned
from mic25cli.edit.replace import target_of
from mic25cli.edit.syntax import YamlPart
from mic25cli.errors import UsageError, unknown
from mic25cli.model import edtf
from mic25cli.store import load
from mic25cli.store.node import YamlError

FIELDS = (
    *("indicator", "period", "value", "source", "low", "high", "bound", "basis", "at", "checked"),
    *("unit", "attributed", "derived", "report", "note"),
)
"""What is said of an observation, each None where nobody says it; numbers have their digits."""

Stated = Mapping[str, Any]


def home(indicator: str, folders: Sequence[Path]) -> Path:
    """The folder whose record of the indicator counts: the last that has it."""
    for folder in reversed(folders[1:]):
        if ("indicators", indicator) in load.load([folder]).ids:
            return folder
    return folders[0]


def observe(folders: Sequence[Path], folder: Path, wanted: Stated) -> change.FileChange:
    """The change that appends an observation to the indicator; raises `UsageError` for a source,
    report or basis that is not there, and for a value that is."""
    loaded = change.load_changed(folders)
    path = _file_of(loaded, wanted["indicator"], folder)
    target_of(path, folder)
    claim = change.part_of(_claim(wanted, loaded))
    try:
        return change.with_observations(path, {wanted["indicator"]: [claim]})
    except YamlError as fault:
        what = f"the observation cannot be written: {fault.message}"
        raise UsageError(what, fault.hint) from fault


def _file_of(loaded: load.Loaded, indicator: str, home: Path) -> Path:
    source = loaded.sources.get(("indicators", indicator))
    path = source.file if source is not None else None
    if path is None or not path.is_relative_to(home):
        # A broken record is in no book; where an earlier folder has a sound one, that is in it.
        seen = loaded.ids.get(("indicators", indicator))
        if seen is not None:
            message = f"the indicator '{indicator}' ({seen}) is not valid as it stands"
            hint = "'mic25 validate' lists its faults."
            raise UsageError(message, hint)
        hint = "'mic25 indicators' lists them."
        raise unknown("indicator", indicator, loaded.records.get("indicators", {}), hint)
    return path


def _claim(wanted: Stated, loaded: load.Loaded) -> dict[str, object]:
    indicator = loaded.records["indicators"][wanted["indicator"]]
    starts = indicator["year_starts"] or loaded.profile.year_starts or 1
    wanted = {**wanted, "period": _period(wanted["period"], starts)}
    sources = loaded.records.get("sources", {})
    for given in (wanted["source"], wanted["report"]):
        if given is not None and given not in sources:
            hint = "add it first: 'mic25 add sources ID', 'mic25 sources' lists them."
            raise unknown("source", given, sources, hint)
    bases = indicator["bases"]
    if wanted["basis"] is not None and wanted["basis"] not in bases:
        hint = "it has no bases: leave --basis out."
        raise unknown(f"basis of '{indicator['id']}'", wanted["basis"], bases, hint)
    if wanted["basis"] is None and bases:
        message = f"'{indicator['id']}' is counted in several ways, which are never mixed"
        hint = "say which with --basis: " + ", ".join(bases) + "."
        raise UsageError(message, hint)
    _refuse_double(wanted, indicator)
    checked = wanted["checked"] or as_closely_as_possible(sources[wanted["source"]])
    unit = wanted["unit"] if wanted["unit"] != indicator["unit"] else None
    return claim_of({**wanted, "checked": checked, "unit": unit})


def _period(text: str, starts: int) -> str:
    """A date as it stands, `2023/24` as the year of a book whose years start in such a month."""
    for given in (text, edtf.from_year_name(text, starts)):
        try:
            edtf.parse(given)
        except edtf.DateError as error:
            fault = error
        else:
            return given
    raise UsageError(f"PERIOD: {fault}")


def claim_of(stated: Stated) -> dict[str, object]:
    """An observation as a record holds it; its unit where it is not the indicator's."""
    own = ("basis", "attributed", "derived", "bound", "unit", "note")
    cite = {key: stated[key] for key in ("source", "at", "checked")}
    period, report = stated["period"], stated["report"]
    said: dict[str, object] = {key: stated[key] for key in own}
    said |= {key: number_of(stated[key]) for key in ("value", "low", "high")}
    said |= {"period": int(period) if period.isdigit() else period, "cite": [cite]}
    said["report"] = report if report != stated["source"] else None
    found: dict[str, object] = cleaned(said)
    return found


def as_closely_as_possible(source: Mapping[str, Any]) -> str:
    """How a source was read, where nobody says: as much of it as is on record."""
    return "text" if source["coverage"] == "full" else "excerpt"


def number_of(text: str | None) -> object:
    """A number with the digits of its text."""
    if text is None:
        return None
    # A tree of its own, because a number would lose a leading plus or point.
    whole = text.lstrip("+-").isdigit()
    return YamlPart("scalar", int(text) if whole else Decimal(text), text)


def _refuse_double(wanted: Stated, indicator: dict[str, Any]) -> None:
    name, report = indicator["id"], wanted["report"] or wanted["source"]
    numbers = [wanted[key] and Decimal(wanted[key]) for key in ("value", "low", "high")]
    keys = ("period", "basis", "report", "value", "low", "high")
    for old in indicator["observations"]:
        if [old[key] for key in keys] == [wanted["period"], wanted["basis"], report, *numbers]:
            message = f"'{name}' has this value for {wanted['period']} from '{report}' already"
            hint = f"'mic25 indicators show {name}' shows it."
            raise UsageError(message, hint)
