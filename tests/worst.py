"""Record files within every limit, or at one, that cost the most to read, check and lay out."""

from collections.abc import Callable
from pathlib import Path

MIB = 2**20
SOURCE = (
    "{title: A, publisher: P, published: 2015, lang: en, authority: A, coverage: full,"
    " url: 'https://example.org/'}"
)
CITE = "[{source: s, checked: text}]"


def _filled(line: Callable[[int], str], most: int = 8 * MIB - 4096) -> str:
    """Lines, each made from its number, up to a size."""
    parts: list[str] = []
    size = 0
    while size < most:
        parts.append(line(len(parts)))
        size += len(parts[-1])
    return "".join(parts[:-1])


def _doubled() -> str:
    return "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 41))


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


def _bomb() -> str:
    """A list of ten, then lists of ten of the one before, so that a few lines stand for 10^9."""
    head = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    return head + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )


WORST: dict[str, tuple[str, Callable[[], str]]] = {
    "empty-records": ("events", lambda: "".join(f"i{n}: {{}}\n" for n in range(190_000))),
    "no-records": ("events", lambda: _filled(lambda n: f"i{n}:\n")),
    "escaped-breaks": ("events", lambda: 'a: {summary: "' + "\\n" * 100_000 + '"}\n'),
    "many-escaped-breaks": (
        "events", lambda: _filled(lambda n: f'i{n}: {{summary: "' + "\\n" * 19_000 + '"}\n')
    ),
    "anchors-doubled": ("events", _doubled),
    "bomb": ("events", _bomb),
    "bombs": (
        "events",
        lambda: "a: {b: c\n" + "".join(
            f"i{n}: [&a{n} [1,1,1,1,1,1,1,1,1,1], &b{n} [{', '.join([f'*a{n}'] * 10)}],"
            f" [{', '.join([f'*b{n}'] * 10)}]]\n" for n in range(5000)
        ),
    ),
    "chain": (
        "events",
        lambda: "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [[[*a{n - 1}]]]\n" for n in range(1, 3000)),
    ),
    "aliases": ("events", lambda: "a: &a x\n" + _filled(lambda n: f"i{n}: {{name: *a}}\n")),
    "deep": ("events", lambda: "a: " + "[" * (8 * MIB - 4096)),
    "deep-records": ("events", lambda: _filled(lambda n: f"i{n}: " + "[" * 22 + "]" * 22 + "\n")),
    "deep-block": ("events", lambda: "".join(" " * n + "a:\n" for n in range(2000))),
    "quotes": ("events", lambda: '"' * (8 * MIB - 4096)),
    "directives": ("events", lambda: _filled(lambda n: f"%TAG !a{n}! x\n") + "---\na: 1\n"),
    "long-text": ("events", lambda: "a: " + "x" * (8 * MIB - 4096)),
    "long-key": ("events", lambda: "k" * (8 * MIB - 4096) + ": 1\n"),
    "long-line": ("events", lambda: "a: {" + _filled(lambda n: f"k{n}: 1, ") + "z: 1}\n"),
    "blanks": ("events", lambda: "a" + " " * (8 * MIB - 4096) + "b"),
    "blank-lines": ("events", lambda: "a: 1\n" + "\n" * (8 * MIB - 4096) + "b: 1\n"),
    "comments": ("events", lambda: "a: 1\n" + "#\n" * (4 * MIB - 4096) + "b: 1\n"),
    "values": ("events", lambda: "a: {industries: [" + "1," * 399_000 + "]}\n"),
    "keys": ("events", lambda: "a:\n" + "".join(f"  k{n}: 1\n" for n in range(199_000))),
    "one-key": ("events", lambda: "a:\n" + "  k: 1\n" * 199_000),
    "broken": ("events", lambda: "a: {\n" + _filled(lambda n: f"i{n}: {{ x\n")),
    "broken-at-last": ("events", lambda: _filled(lambda n: f"i{n}: {{a: x, b: y}}\n") + "z: {"),
    "dangling": (
        "events",
        lambda: "a:\n  name: {en: A}\n  date: 2016\n  type: other\n  summary: x\n"
        f"  cite: {CITE}\n  industries: [" + ",".join(f"i{n}" for n in range(390_000)) + "]\n",
    ),
    "long-texts": (
        "events",
        lambda: _filled(
            lambda n: f"e{n}: {{name: {{en: A}}, date: 2016, type: other, summary: {'word ' * 170}"
            f"x, cite: {CITE}}}\n"
        ),
    ),
    "equal-names": (
        "institutions",
        lambda: "".join(
            f"i{n}: {{name: {{en: Body}}, type: company, cite: {CITE}}}\n" for n in range(26_000)
        ),
    ),
    "sources": ("sources", lambda: "".join(f"s{n}: {SOURCE}\n" for n in range(24_900))),
    "sources-to-format": ("sources", lambda: "".join(f"s{n}: {SOURCE}\n" for n in range(2_400))),
    "observations": ("indicators", lambda: _observations(28_000)),
    "observations-to-format": ("indicators", lambda: _observations(2_800)),
    "milestones": ("targets", lambda: _milestones(28_000)),
}  # fmt: skip
"""The kind of each file, and what makes its text."""


def write(what: str, folder: Path) -> Path:
    """A dataset of such a file and the records that it refers to; returns the file."""
    kind, text = WORST[what]
    folder.mkdir()
    if kind != "sources":
        (folder / "sources.yaml").write_text(f"s: {SOURCE}\n", encoding="utf-8")
    if kind == "targets":
        (folder / "indicators.yaml").write_text(_observations(1), encoding="utf-8")
    path = folder / f"{kind}.yaml"
    path.write_text(text(), encoding="utf-8")
    return path
