"""A new record with a comment for each field left open, and a new observation of an indicator."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import simplejson

from mic25cli.edit import change_file
from mic25cli.edit.change_file import FileChange, key_of, part_of
from mic25cli.edit.replace import target_of
from mic25cli.edit.yaml_tree import Comment, Item, YamlPart
from mic25cli.errors import UsageError, unknown
from mic25cli.model import edtf
from mic25cli.model.dataset import Record
from mic25cli.model.fields import FIELDS as KNOWN_FIELDS
from mic25cli.model.fields import IDENTITY
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import Shape, at, field_at, of_kind
from mic25cli.store import load, record_folders, yamlio
from mic25cli.store.yaml_nodes import MAX_DEPTH, YamlError

COMMENT = 150

FIELDS = (
    *("indicator", "period", "value", "source", "low", "high", "bound", "basis", "at", "checked"),
    *("unit", "attributed", "derived", "report", "note"),
)
"""The fields of an observation, each None if it is not given; numbers are texts."""

QuantityAsPrinted = Mapping[str, Any]


def tree_of(kind: str, data: Mapping[str, object], comments: bool = True) -> YamlPart:
    """The record's tree; with `comments`, which explain each optional field that is empty."""
    part = YamlPart("mapping")
    open_fields: list[Comment] = []
    fields = of_kind(kind).fields
    for key, field in fields.items():
        if key in data:
            part.items.append(Item(key_of(key), part_of(data[key], key), lead=open_fields))
            open_fields = []
        elif comments and not field.required and key not in IDENTITY:
            text = f"# {key}: {wants(kind, (key,))}".rstrip(": ")
            cut = text if len(text) <= COMMENT else text[: COMMENT - 1].rsplit(" ", 1)[0] + " …"
            open_fields.append(Comment(cut, 0, 0))
    part.items += [
        Item(key_of(key), part_of(value, key)) for key, value in data.items() if key not in fields
    ]
    part.tail = open_fields
    return part


def wants(kind: str, path: tuple[str, ...]) -> str:
    """What a field accepts, in words: its description and its values."""
    field = field_at(kind, path)
    if field is None:
        return ""
    meaning = field.doc.removesuffix(".") if field.described else ""
    parts = [meaning[:1].lower() + meaning[1:], _form(field.shape)]
    if field.default not in (None, [], {}, False):
        parts.append(f"{field.default} if left out")
    return "; ".join(part for part in parts if part)


def _form(shape: Shape) -> str:
    if shape.sort == "list" and shape.item is not None:
        if shape.item.link is not None:
            return f"[ids of {shape.item.link}]".replace("ids of *", "kind/id of records")
        return f"a list of {_keys(shape.item)}" if shape.item.fields else "[texts]"
    if shape.sort == "mapping":
        return _keys(shape)
    if shape.sort == "link":
        return "kind/id of a record" if shape.link == "*" else f"id of one of the {shape.link}"
    return {
        "choice": "one of " + ", ".join(shape.choices),
        "unit": "a unit of the table",
        "date": "a date: 2015, 2015-05, 2015-05-19 or 2016/2018",
        "number": "a number",
        "integer": "a number",
        "boolean": "true or false",
    }.get(shape.sort, "")


def _keys(shape: Shape) -> str:
    required = [field.key for field in shape.fields.values() if field.required]
    others = [f"{key}?" for key in shape.fields if key not in required]
    return "{" + ", ".join([*required, *others]) + "}"


def assign(kind: str, data: dict[str, object], assignment: str) -> None:
    """Apply one `path=value` to a record's data; raises `UsageError` for an unknown path."""
    name, equals, text = assignment.partition("=")
    path = tuple(step for step in name.strip().split("."))
    if not equals or not all(path):
        raise UsageError.of("set-is-not-path-value", assignment=assignment)
    keys = of_kind(kind).keys
    if path[0] not in keys:
        own = ", ".join(key for key in keys if key not in IDENTITY and key[-3:] != "_zh")
        see = f"choose from {own}. 'mic25 fields {kind}' explains them."
        raise unknown(f"key of {kind}", path[0], keys, see)
    shape = at(kind, path)
    if shape is None:
        parent = at(kind, path[:-1])
        own_keys = parent.keys if parent is not None else ()
        if path[0] == "name" and "aliases" in keys:
            raise UsageError.of("name-is-not-in-language", language=path[-1])
        see = f"see 'mic25 fields {kind}'."
        raise unknown(f"key of {kind} {'.'.join(path[:-1])}", path[-1], own_keys, see)
    _assign(data, path, _value(shape, path, text), assignment)


def _value(shape: Shape, path: tuple[str, ...], text: str) -> object:
    if shape.sort in ("text", "link", "choice", "unit") and text not in ("", "null", "~"):
        return text
    try:
        node = yamlio.compose(text)
    except YamlError as fault:
        hint = fault.hint or "the value is read as YAML."
        raise UsageError(f"--set {'.'.join(path)}: {fault.message}", hint) from fault
    data = None if node is None else node.as_data()
    for key in _without_value(data):
        raise UsageError.of("set-has-key-without-value", path=".".join(path), key=key)
    return data


def _without_value(data: object) -> Iterator[str]:
    """The words that became keys of a mapping because a text with a comma has no quotes."""
    if isinstance(data, list):
        for each in data:
            yield from _without_value(each)
    elif isinstance(data, dict):
        yield from (key for key in data if data[key] is None and key not in KNOWN_FIELDS)
        yield from _without_value([*data.values()])


def _assign(here: Any, path: tuple[str, ...], value: object, text: str) -> None:
    step, *rest = path
    following: object = value if not rest else ([] if rest[0].isdigit() else {})
    key: Any = int(step) if isinstance(here, list) else step
    if isinstance(here, list):
        if key > len(here):
            raise UsageError.of("set-leaves-out-an-entry", given=text, count=len(here))
        if key == len(here):
            here.append(following)
        elif not rest:
            here[key] = value
    elif not isinstance(here, dict):
        raise UsageError.of("set-is-field-of-single-value", given=text)
    elif not rest or here.get(key) is None:
        here[key] = following
    if rest:
        _assign(here[key], tuple(rest), value, text)


def with_months(shape: Shape | None, data: Any, starts: int) -> Any:
    """The data with each date of a form such as `2023/24` as its months, as `observe` reads it."""
    if isinstance(data, Mapping):
        return {
            key: with_months(shape and shape.child(key), each, starts) for key, each in data.items()
        }
    if isinstance(data, list):
        return [with_months(shape and shape.item, each, starts) for each in data]
    if shape is None or not isinstance(data, str) or shape.scalar not in ("date", "year"):
        return data
    period = edtf.from_year_name(data, starts)
    if shape.scalar == "date":
        return period
    return edtf.year_of(period) if period != data and edtf.named_year(period) else data


def year_starts(fields: Mapping[str, Any], folders: Sequence[Path]) -> int | None:
    """The month in which the years of an indicator or of a target's indicator start, if stated."""
    if name := fields.get("indicator"):
        indicators = change_file.load_changed(folders).records.get("indicators", {})
        fields = indicators.get(name, fields)
    return fields.get("year_starts")


def cleaned(data: object) -> Any:
    """The data without nulls, empty lists and empty mappings, at any depth."""
    if isinstance(data, Mapping):
        values = {key: cleaned(value) for key, value in data.items()}
        return {key: value for key, value in values.items() if value not in (None, [], {})}
    if isinstance(data, list):
        return [cleaned(value) for value in data]
    return data


class NoFieldsError(UsageError):
    """A record without any fields; `required` explains each field that it needs."""

    def __init__(self, record_id: str, kind: str, required: dict[str, str]) -> None:
        first = next(iter(required))
        shape = of_kind(kind).fields[first].shape
        # A name is given by language, not as a whole.
        part = f".{next(iter(shape.fields))}" if shape.sort == "mapping" and shape.fields else ""
        super().__init__(
            f"'{record_id}' has no fields, and {kind} need those above",
            f"give them with --set or --from, for example --set {first}{part}=TEXT.",
        )
        self.required = required


def from_json(raw: bytes, name: str) -> dict[str, object]:
    """The fields in a JSON object; decimal numbers keep their digits. Raises `UsageError`."""
    try:
        data = simplejson.loads(yamlio.decode(raw), parse_float=Decimal, parse_constant=_no_number)
    except YamlError as fault:
        raise UsageError(f"--from: {name}: {fault.message}", fault.hint) from fault
    except simplejson.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise UsageError.of("from-is-not-json-at", name=name, place=place) from fault
    except (ValueError, RecursionError) as fault:
        raise UsageError.of("from-is-not-json", name=name, fault=fault) from fault
    if not isinstance(data, dict):
        raise UsageError.of("from-does-not-contain-json-object", name=name)
    if _is_deeper(data, MAX_DEPTH):
        raise UsageError.of("from-is-nested-more-than-levels-deep", name=name, max_depth=MAX_DEPTH)
    return data


def _no_number(name: str) -> None:
    raise ValueError(f"'{name}' is not a number")


def _is_deeper(data: object, levels: int) -> bool:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return not levels or any(_is_deeper(item, levels - 1) for item in inner)


def fields(
    kind: str,
    record_id: str,
    initial: dict[str, object],
    assignments: Sequence[str],
    *,
    whole: bool = True,
) -> dict[str, object]:
    """The fields of a record, as given and from assignments `path=value`; raises `UsageError`, and
    `NoFieldsError` for a whole record without any."""
    data = dict(initial)
    own_kind = data.pop("kind", kind)
    if own_kind != kind:
        raise UsageError.of("from-has-record-of-another-type", named=own_kind, kind=kind)
    data.pop("id", None)
    for assignment in assignments:
        assign(kind, data, assignment)
    record: dict[str, object] = cleaned(data)
    if not record and whole:
        required = [field.key for field in of_kind(kind).fields.values() if field.required]
        needed = required or [KINDS[kind].label]
        raise NoFieldsError(record_id, kind, {key: wants(kind, (key,)) for key in needed})
    return record


def file_for(folder: Path, kind: str, topic: str | None) -> Path:
    """The file of a folder for new records of a kind; raises `UsageError` if there are several."""
    paths = [file.path for file in record_folders.files(folder) if file.kind == kind]
    if topic is not None:
        homes = [path for path in paths if path.stem == topic]
        if len(homes) > 1:
            listed = ", ".join(str(path.relative_to(folder)) for path in homes)
            raise UsageError.of("file-several-files-are-called", topic=topic, listed=listed)
        return homes[0] if homes else folder / kind / f"{topic}.yaml"
    if len(paths) > 1:
        topics = ", ".join(path.stem for path in paths)
        raise UsageError.of(
            "records-are-in-several-files", kind=kind, count=len(paths), topics=topics
        )
    return paths[0] if paths else folder / f"{kind}.yaml"


def add(
    folder: Path,
    kind: str,
    record_id: str,
    fields: Mapping[str, object],
    topic: str | None,
    comments: bool,
) -> FileChange:
    """The change that adds a record to a topic's file; raises `UsageError` if the id exists."""
    place = change_file.load_changed((folder,)).ids.get((kind, record_id))
    if place is not None:
        raise UsageError.of("id-is-already-used-at", record_id=record_id, seen=place)
    path = file_for(folder, kind, topic)
    target_of(path, folder)
    try:
        return change_file.with_record(path, kind, record_id, tree_of(kind, fields, comments))
    except YamlError as fault:
        raise UsageError.of("record-cannot-be-added", fault.hint, message=fault.message) from fault


def home(indicator: str, folders: Sequence[Path]) -> Path:
    """The folder whose record of the indicator counts: the last folder that has it."""
    for folder in reversed(folders[1:]):
        if ("indicators", indicator) in load.load([folder]).ids:
            return folder
    return folders[0]


def observe(folders: Sequence[Path], folder: Path, figure: QuantityAsPrinted) -> FileChange:
    """The change that appends an observation to an indicator; raises `UsageError` for an unknown
    source, report or basis, and for a value that it already has."""
    loaded = change_file.load_changed(folders)
    path = _file_of(loaded, figure["indicator"], folder)
    target_of(path, folder)
    claim = part_of(_claim(figure, loaded))
    try:
        return change_file.with_observations(path, {figure["indicator"]: [claim]})
    except YamlError as fault:
        raise UsageError.of(
            "observation-cannot-be-added", fault.hint, message=fault.message
        ) from fault


def _file_of(loaded: load.Loaded, indicator: str, home: Path) -> Path:
    source = loaded.sources.get(("indicators", indicator))
    path = source.file if source is not None else None
    if path is None or not path.is_relative_to(home):
        # A record with errors is left out; if an earlier folder has a valid one, that counts.
        place = loaded.ids.get(("indicators", indicator))
        if place is not None:
            raise UsageError.of("indicator-is-not-valid", indicator=indicator, seen=place)
        hint = "'mic25 indicators' lists them."
        raise unknown("indicator", indicator, loaded.records.get("indicators", {}), hint)
    return path


YES_NO = {"yes": "1", "no": "0"}
"""The numbers for the values of an indicator in the unit `yes-no`."""


def _claim(figure: QuantityAsPrinted, loaded: load.Loaded) -> dict[str, object]:
    indicator = loaded.records["indicators"][figure["indicator"]]
    starts = indicator["year_starts"] or loaded.profile.year_starts or 1
    value = figure["value"]
    if value in YES_NO and indicator["unit"] != "yes-no":
        raise UsageError.of("is-not-plain-number", name="VALUE", given=value)
    number = YES_NO.get(value, value)
    try:
        period = edtf.period_named(figure["period"], starts)
        edtf.parse(period)
    except edtf.DateError as fault:
        raise UsageError(f"PERIOD: {fault}") from fault
    figure = {**figure, "period": period, "value": number}
    sources = loaded.records.get("sources", {})
    for source in (figure["source"], figure["report"]):
        if source is not None and source not in sources:
            hint = "add it first with 'mic25 add sources ID'. 'mic25 sources' lists the known ones."
            raise unknown("source", source, sources, hint)
    bases = indicator["bases"]
    if figure["basis"] is not None and figure["basis"] not in bases:
        hint = "it has no bases, so leave out --basis."
        raise unknown(f"basis of '{indicator['id']}'", figure["basis"], bases, hint)
    if figure["basis"] is None and bases:
        hint = "add one with --basis: " + ", ".join(bases) + "."
        raise UsageError.of("has-several-bases", hint, id=indicator["id"])
    _refuse_double(figure, indicator)
    checked = figure["checked"] or as_closely_as_possible(sources[figure["source"]])
    unit = figure["unit"] if figure["unit"] != indicator["unit"] else None
    return claim_of({**figure, "checked": checked, "unit": unit})


def claim_of(stated: QuantityAsPrinted) -> dict[str, object]:
    """An observation in the form of a record, with its unit if that is not the indicator's."""
    own = ("basis", "attributed", "derived", "bound", "unit", "note")
    cite = {key: stated[key] for key in ("source", "at", "checked")}
    period, report = stated["period"], stated["report"]
    values: dict[str, object] = {key: stated[key] for key in own}
    values |= {key: number_of(stated[key]) for key in ("value", "low", "high")}
    values |= {"period": int(period) if period.isdigit() else period, "cite": [cite]}
    values["report"] = report if report != stated["source"] else None
    claim: dict[str, object] = cleaned(values)
    return claim


def as_closely_as_possible(source: Record) -> str:
    """How closely a source was checked if that is not given: as closely as the record says."""
    return "text" if source["coverage"] == "full" else "excerpt"


def number_of(text: str | None) -> object:
    """A number that keeps the digits of its text."""
    if text is None:
        return None
    # Parsed separately, because a number would lose a leading plus or point.
    whole = text.lstrip("+-").isdigit()
    return YamlPart("scalar", int(text) if whole else Decimal(text), text)


def _refuse_double(figure: QuantityAsPrinted, indicator: Record) -> None:
    name, report = indicator["id"], figure["report"] or figure["source"]
    numbers = [figure[key] and Decimal(figure[key]) for key in ("value", "low", "high")]
    keys = ("period", "basis", "report", "value", "low", "high")
    for old in indicator["observations"]:
        if [old[key] for key in keys] == [figure["period"], figure["basis"], report, *numbers]:
            raise UsageError.of(
                "has-this-value-already", name=name, period=figure["period"], report=report
            )
