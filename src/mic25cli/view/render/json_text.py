"""JSON and NDJSON: the values of an answer in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mic25cli.model.record_json import line, pretty


def json(payload: object) -> Iterator[str]:
    """The payload for a pipe, in pieces, with one item per line."""
    if isinstance(payload, Sequence) and not isinstance(payload, str):
        yield from _item_a_line(payload)
        yield "\n"
    elif isinstance(payload, Mapping) and isinstance(payload.get("results"), Sequence):
        lead = "{\n"
        for key, content in payload.items():
            yield f"{lead}{line(key)}: "
            yield from _item_a_line(content, "  ") if key == "results" else (line(content),)
            lead = ",\n"
        yield "\n}\n"
    else:
        yield value(payload, person=False)


def value(content: object, person: bool) -> str:
    """Any value; indented for a person, on one line for a pipe."""
    return (pretty(content) if person else line(content)) + "\n"


def _item_a_line(items: Sequence[object], indent: str = "") -> Iterator[str]:
    lead = "[\n"
    for item in items:
        yield lead + indent + line(item)
        lead = ",\n"
    yield f"\n{indent[:-2]}]" if items else "[]"


def ndjson(items: Iterable[object]) -> Iterator[str]:
    """Items as JSON, one per line; an empty text if there are none."""
    return (line(item) + "\n" for item in items)
