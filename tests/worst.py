"""Record files within every limit, or at one, that cost the most to read, check and format."""

from pathlib import Path
from typing import Any

from cases import data, numbered

MIB = 2**20
SOURCE = (
    "{title: A, publisher: P, published: 2015, lang: en, authority: A, coverage: full,"
    " url: 'https://example.org/'}"
)
CITE = "[{source: s, checked: text}]"
[WORST] = data(__file__, "WORST")


def _filled(line: str, most: int = 8 * MIB - 4096) -> str:
    """Lines, each with its number, up to a size."""
    size, count = 0, 0
    while size < most:
        size += len(line.replace("№", str(count)))
        count += 1
    return numbered(line, count - 1)


def _observations(count: int) -> str:
    head = (
        "share:\n  name: {en: Share}\n  definition: What is counted.\n  unit: percent\n"
        "  direction: increase\n  timing: flow\n  observations:\n"
    )
    return head + "".join(
        f"    - {{period: {1900 + n % 115}-{n // 115 % 12 + 1:02}-{n // 1380 + 1:02},"
        f" value: {n % 100}, report: s, cite: {CITE}}}\n"
        for n in range(count)
    )


def _milestones(count: int) -> str:
    head = "target:\n  name: {en: Target}\n  indicator: share\n  origin: plan\n  milestones:\n"
    return head + "".join(
        f"    - {{year: {1950 + n % 150}, value: {n % 100}, report: r{n // 150}, cite: {CITE}}}\n"
        for n in range(count)
    )


def _blocks(count: int) -> str:
    return "".join(" " * number + "a:\n" for number in range(count))


MADE = {"observations": _observations, "milestones": _milestones, "blocks": _blocks}


def text_of(parts: list[Any]) -> str:
    """The text of such a file: its parts as in `cases`; some fill it, or are made here."""
    text = ""
    for part in parts:
        if isinstance(part, dict):
            [(made, count)] = part.items()
            text += MADE[made](count)
        else:
            line, count = part if isinstance(part, list) else (part, 1)
            text += _filled(line) if count == "fill" else numbered(line, count)
    return text


def write(what: str, folder: Path) -> Path:
    """A dataset of such a file and the records that it refers to; returns the file."""
    kind, *parts = WORST[what]
    folder.mkdir()
    if kind != "sources":
        (folder / "sources.yaml").write_text(f"s: {SOURCE}\n", encoding="utf-8")
    if kind == "targets":
        (folder / "indicators.yaml").write_text(_observations(1), encoding="utf-8")
    path = folder / f"{kind}.yaml"
    path.write_text(text_of(parts), encoding="utf-8")
    return path
