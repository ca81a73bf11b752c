"""A card: one record in full, with the source of each fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc.implementation import COMPUTED
from mic25cli.calc.source_grades import cited
from mic25cli.model import edtf
from mic25cli.model.dataset import Record, RecordSet, followed_at, published
from mic25cli.model.fields import FIELDS, LINKS
from mic25cli.model.languages import TEXT_LANGUAGES, catalogue
from mic25cli.model.links import named_by
from mic25cli.values import grouped, replace
from mic25cli.view import quantities
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import (
    Cell,
    Facts,
    Head,
    Line,
    Lines,
    Listing,
    Part,
    Piece,
    RecordName,
    TextDocument,
    TextTable,
)
from mic25cli.view.record.lists import fulfilment
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import (
    Lang,
    called,
    command_line,
    dated,
    datum,
    definition,
    english_note,
    field_title,
    in_language,
    kind_name,
    kind_title,
    label,
    label_of,
    month,
    name_of,
    number,
    other_name,
    report_name,
    value_word,
    with_parenthesis,
)
from mic25cli.view.verdict.status_words import grounds, mark, piece, with_words

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.model.records import Cite, DataNeeded, Indicator

SHOWN_LINKS = 8
"""How many of the records that name this one a card lists; the others are only counted."""

_APART = ("kind", "id", "name", "title", "cite")
_OTHER_NAMES = ("number", "short", "aliases", "search_names")
"""Fields with other names of the record, which come after the facts about it."""
_FOR_SENTENCES = ("phrase", "target_phrase", "clause", "nearest")
"""Parts of answers, with placeholders for values, which the answers show filled in."""

_NO_TABLE = ("cite", "beside", "milestone_statuses", *_FOR_SENTENCES)


def _is_claim(value: object) -> bool:
    return isinstance(value, Mapping) and "cite" in value


def _is_name(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {*TEXT_LANGUAGES}


def _has_table(value: object) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, Mapping) or _is_claim(first):
        return isinstance(first, Mapping)
    return first is not value and not _is_name(first) and "name" not in first


class _Builder:
    """Turns a record into a card, and numbers its sources in order."""

    def __init__(
        self, record: Record, numbers: SourceNumbers, judged: Mapping[str, Result]
    ) -> None:
        self.dataset, self.lang, self.numbers = numbers.dataset, numbers.lang, numbers
        self.record, self.judged = in_language(record, numbers.lang), judged

    def mark(self, cites: Sequence[Cite]) -> Cell:
        numbers = self.numbers.ref(cited(self.dataset, cites))[1:]
        return (numbers,) if numbers else ()

    def scalar(self, key: str, value: Any) -> str:
        if isinstance(value, str):
            return self._text(key, value)
        if isinstance(value, bool):
            return label("word-yes", self.lang) if value else ""
        if key == "year_starts":
            return month(value, self.lang)
        if not isinstance(value, Mapping):
            # A whole number may be a year, so its thousands are not separated.
            return str(value) if isinstance(value, int) else number(value, self.lang)
        if _is_name(value):
            return name_of(value, self.lang if FIELDS[key].role == "part" else "both")
        if key == "data_needed":
            return datum(cast("DataNeeded", value), self.lang) or ""
        if "name" not in value:
            return ", ".join(f"{item}" for item in value.values() if item is not None)
        parts = {name: str(item) for name, item in value.items() if name != "name" and item}
        rest = dict.fromkeys(value_word(name, item, self.lang) for name, item in parts.items())
        return ", ".join(dict.fromkeys([name_of(value["name"], "both"), *rest]))

    def _text(self, key: str, value: str) -> str:
        if (kind := LINKS.get(key)) is not None:
            return self._link_to(kind, value)
        if FIELDS[key].role == "when":
            return dated(value, self.lang, iso=False)
        if key == "translated":
            # The code of a language is not part of the record's text.
            return label(f"word-translated-{value}", self.lang)
        return value_word(key, value, self.lang)

    def _link_to(self, kind: str, value: str) -> RecordName:
        # `*`: the kind is written before the id.
        if kind == "*":
            kind, _, value = value.partition("/")
        kind = kind or self.record["kind"]
        return RecordName(label_of(self.dataset, kind, value, self.lang), kind, value)

    def facts(self) -> list[tuple[str, Cell]]:
        facts: list[tuple[str, Cell]] = []
        computed = (column.key for column in COMPUTED.get(self.record["kind"], ()))
        own_parts = {*_APART, *_FOR_SENTENCES, *computed}
        for key, value in sorted(self.record.items(), key=lambda part: part[0] in _OTHER_NAMES):
            if key in own_parts or value in (None, [], {}) or value is False or _has_table(value):
                continue
            title = field_title(key, self.lang)
            if key == "bases":
                colon = label("colon", self.lang)
                facts.append((title, tuple(f"{name}{colon}{text}" for name, text in value.items())))
            elif key in ("url", "original_url"):
                facts.append((title, ((("link", value),),)))
            elif key == "basis":
                facts.append((title, (self._definition(value),)))
            else:
                items = value if isinstance(value, list) else [value]
                facts.append((title, tuple(self.scalar(key, item) for item in items)))
        return facts

    def implementation(self) -> Iterator[Line | str]:
        """The implementation of a measure or advice, and the verdicts on its own targets."""
        if not (outcome := fulfilment(self.record, self.lang)):
            return
        yield outcome
        between, after = label("colon", self.lang), label("semicolon", self.lang)
        statuses = self.record["milestone_statuses"]
        for target, own in grouped((each["target"], each) for each in statuses).items():
            # Two texts can set a target value for the same year.
            years = dict.fromkeys(
                f"{each['year']} {mark(each['status'], self.lang)}" for each in own
            )
            yield (("", self._link_to("targets", target)), ("", between + after.join(years)))
        yield label("implementation-note", self.lang)

    def _definition(self, basis: str) -> str:
        """The definition of a figure in the words of its indicator."""
        indicator = self.dataset.get("indicators", self.record.get("indicator"))
        return definition(indicator, basis, self.lang) or basis

    def tables(self) -> list[TextTable]:
        tables = [
            self._table(key, [value] if _is_claim(value) else self._dated(key, value))
            for key, value in self.record.items()
            if key not in _NO_TABLE and value and _has_table(value)
        ]
        return [*self._measures(), *tables]

    def _measures(self) -> list[TextTable]:
        if not self.record.get("beside"):
            return []
        from mic25cli.calc.neighbours import neighbours
        from mic25cli.view.verdict.measured_neighbours import table

        beside_industry = neighbours(self.dataset, self.record["id"])
        return [table(beside_industry, self.numbers, self.lang)] if beside_industry else []

    def _dated(self, key: str, items: Sequence[Record]) -> Sequence[Record]:
        if key != "follow_up":
            return items
        dated = []
        for item in items:
            act = self.dataset.whole.get("documents", item["document"])
            start = None if act is None else act["applies_from"] or act["in_force"]
            dated.append({"date": followed_at(self.dataset, item), **item, "applies_from": start})
        return sorted(dated, key=lambda item: item["date"] or "9999")

    def _table(self, key: str, items: Sequence[Record]) -> TextTable:
        def quantity(item: Record) -> str:
            starts = {"year_starts": self._year_starts(item)}
            return quantities.quantity({"statement": None, **item, **starts}, self.lang)

        def report(item: Record) -> str:
            name = self._link_to("sources", item["report"] or "")
            short = report_name(self.dataset, name.id, self.lang)
            return RecordName(short, "sources", name.id, str(name))

        first = items[0]
        # The words of the value already name the base year.
        left_out = (catalogue(self.lang).other, "base_year")
        own = [name for name in first if FIELDS[name].whole is None and name not in left_out]
        own = [name for name in own if any(item[name] not in (None, [], False) for item in items)]
        columns = [self._column(name, partial(self._part, name)) for name in own]
        value_keys = ("value", "low", "statement")
        if "value" in first and any(
            item.get(key) is not None for item in items for key in value_keys
        ):
            columns.insert(1, self._column("value", quantity))
        # As of a date, a claim may have no citation.
        if "report" in first and any(
            [item["report"]] != [cite["source"] for cite in item["cite"][:1]] for item in items
        ):
            columns.append(self._column("report", report))
        if "cite" in first:
            columns.append(self._column("cite", lambda item: self.mark(item["cite"])))
        ordered = self._ordered(items)
        notes = tuple(item.get("note") or "" for item in ordered)
        return replace(
            table_of(columns, ordered),
            title=field_title(key, self.lang),
            notes=notes if any(notes) else (),
            note_head=field_title("note", self.lang),
        )

    def _column(self, key: str, of: Callable[[Record], Cell | str | None]) -> ColumnOf[Record]:
        title = field_title(key, self.lang)
        return Head(key, title), of

    def _ordered(self, items: Sequence[Record]) -> list[Record]:
        keys = ("basis", "period") if "period" in items[0] else ("year",)
        if not {"cite", *keys} <= set(items[0]):
            return list(items)

        # The first definition of an indicator is the usual one.
        places = {basis: f"{at:03}" for at, basis in enumerate(self.record.get("bases") or ())}

        def order(claim: Record) -> tuple[object, ...]:
            last = 9999 if keys == ("year",) else ""
            vintage = published(self.dataset, claim["report"]) or "9999"
            return (*(places.get(claim[key], claim[key] or last) for key in keys), vintage)

        return sorted(items, key=order)

    def _year_starts(self, item: Record) -> int:
        """The month in which years start for a target, or for the target that an item names."""
        item_target = self.dataset.whole.get("targets", item.get("target") or "")
        target = self.record if self.record["kind"] == "targets" else item_target
        indicator = target and self.dataset.whole.get("indicators", target["indicator"])
        return (indicator and indicator["year_starts"]) or 1

    def _part(self, key: str, item: Record) -> Cell:
        values, kind = item[key] if isinstance(item[key], list) else [item[key]], LINKS.get(key)
        line: list[Piece] = []
        for value in values:
            if value is not None:
                line += [("", label("semicolon", self.lang))] if line else []
                text = self._definition(value) if key == "basis" else self.scalar(key, value)
                if key == "year" and isinstance(value, int):
                    text = edtf.year_name(value, self._year_starts(item))
                linked = isinstance(value, str) and kind is not None
                line.append(("", self._link_to(kind or "", value) if linked else text))
        return (tuple(line),) if line else ()

    def related(self, whole: str, most: int | None) -> list[Listing]:
        """The records that name this one, a few of each kind; `whole` is the command for all."""
        own = (self.record["kind"], self.record["id"])
        result: list[Listing] = []
        for kind, of_kind in named_by(self.dataset, *own).items():
            ids = [id_ for id_ in of_kind if (kind, id_) != own]
            lines: list[tuple[str, Line]] = []
            for id_ in ids[:most]:
                name = label_of(self.dataset, kind, id_, self.lang)
                line: Line = (
                    ("", RecordName(with_parenthesis(name, id_, self.lang), kind, id_, name)),
                )
                if kind == "targets" and id_ in self.judged:
                    outcome, colon = self.judged[id_], label("colon", self.lang)
                    evidence = with_words("", grounds(outcome, self.lang), self.lang)
                    line = (*line, ("", colon), piece(outcome.status, self.lang), ("", evidence))
                lines.append(("", line))
            if len(ids) > len(lines):
                more = label("more", self.lang, count=len(ids) - len(lines))
                more += label("colon", self.lang) + whole if whole else ""
                lines.append(("", RecordName(more, kind, "")))
            # Sources have a list of their own below.
            texts = kind == "sources"
            title = label("card-texts", self.lang) if texts else kind_title(kind, self.lang)
            result += [Listing(title, tuple(lines))] if lines else []
        return result


Command = Callable[..., str]
"""Adds the dataset, the dates and (unless `lang=False`) the language to a command."""

_BEHIND: dict[str, tuple[tuple[str, str, str], ...]] = {
    "targets": (("card-judged", "mic25 explain {id}", "milestones"),),
    "indicators": (("card-chart", "mic25 chart {id}", "observations"),),
    "pilots": (("card-progress", "mic25 pilots progress {id}", "targets"),),
}
"""For each kind: what a command shows, the command, and the key that must not be empty for it."""


def document(
    record: Record,
    dataset: RecordSet,
    lang: Lang,
    verdict: Sequence[tuple[str, Cell]] = (),
    judged: Mapping[str, Result] = MappingProxyType({}),
    command_for: Command | None = None,
    every: bool = True,
    most: int | None = None,
    numbers: SourceNumbers | None = None,
) -> TextDocument:
    """The card of a record: `verdict`, facts, claims, the records that name it, and its sources.
    `judged` has the result by which each target that names the record counts. Of the records that
    name it, it shows `most` of each kind, or only the first few unless `every`. `numbers` continues
    a numbering of sources; `command_for` makes the commands that show more."""
    numbers = numbers or SourceNumbers(dataset, lang, by_place=True, addresses=False)
    builder = _Builder(record, numbers, judged)
    mark = builder.mark(record["cite"])
    kind, id_, name = record["kind"], record["id"], record.get("name")
    whole = command_for(f"mic25 {kind} show {id_} --all") if command_for and not every else ""
    facts, tables = builder.facts(), builder.tables()
    related = builder.related(whole, SHOWN_LINKS if whole else most)
    if outcome := tuple(builder.implementation()):
        facts.append((field_title("implementation", lang), outcome))
    if kind == "funds":
        from mic25cli.view.record import list_sums

        sums = list_sums.of_fund(record, dataset, lang)
        facts += [(label("funds-sum", lang), sums)] if sums else []
    if kind == "indicators":
        from mic25cli.view.verdict import text_gauges

        gauges = tuple(text_gauges.lines(cast("Indicator", record), dataset, lang))
        facts += [(field_title("series", lang), gauges)] if gauges else []
    if mark:
        facts.append((field_title("cite", lang), mark))
    sources = numbers.items()
    closing: list[Part] = [Listing(label("sources", lang), sources)] if sources else []
    if command_for and (
        commands := tuple(_commands(record, command_for, lang, cited=bool(sources)))
    ):
        closing.append(Lines(("", *commands)))
    return TextDocument(
        (Facts((*verdict, *facts)), *tables, *related, *closing),
        called(record, lang),
        other_name(name, lang) if isinstance(name, Mapping) else "",
        (kind_name(kind, lang, 1), id_),
        notes=english_note((builder.record,), lang),
    )


def _commands(record: Record, command_for: Command, lang: Lang, *, cited: bool) -> Iterator[Line]:
    for key, command, needs in _BEHIND.get(record["kind"], ()):
        if not needs or record[needs]:
            yield command_line(key, command_for(command.format(id=record["id"])), lang)
    if cited:
        cite = command_for(f"mic25 cite {record['kind']}/{record['id']}", lang=False)
        yield command_line("explain-cite", cite, lang)
