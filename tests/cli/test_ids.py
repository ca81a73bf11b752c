"""On a real terminal no list breaks an id: each is on one line, at any usual width. It is whole or,
in a list with one line per record, cut so that no other id looks like it, if names need the room.

The commands are those of the command tree, so that a new list is tested as soon as it exists.
"""

import json
import re

import pytest
from rich.cells import cell_len

from cases import cases
from conftest import RECORDS
from mic25cli.model.kinds import KINDS
from screen import bare
from tree import leaves

pytestmark = pytest.mark.slow

WIDTHS = (60, 80, 120, 200)

ELSEWHERE = ("add", "observe", "fmt", "init", "validate", "schema", "help", "completion", "export",
             "report", "import", "info", "fields", "chart", "site", "show", "cite", "brief",
             "explain")  # fmt: skip
"""Commands that list no records: their output is not a list, or is about one record at a time."""

NO_IDS = ("compare", "contradictions", "commands")
"""Lists of things that have no id of their own."""

SCANNED = (*KINDS, "timeline", "coverage")
"""Lists with one line per record, where names get room before ids."""

BARE: dict[str, tuple[str, ...]] = {
    "search": ("search", "battery", "--limit", "60"),
    "diff": ("diff", "2015", "2019"),
    "table": ("table", "milestones", "--limit", "40"),
    "coverage": ("coverage", "--by", "industry"),
}
"""Arguments for commands that, without words, list nothing or not everything."""

BESIDE: list[tuple[str, ...]] = [
    *(
        ("table", name, "--limit", "30")
        for name in ("observations", "statuses", "amounts", "findings", "citations")
    ),
    ("progress", "--all"),
    ("progress", "--compare", "--year", "2020"),
    ("search", "新能源汽车", "--limit", "60"),
    ("timeline", "--kind", "sources", "--limit", "60"),
    ("funds", "--lang", "both"),
    ("targets", "--lang", "zh"),
]
"""Lists that other options of the same commands show."""


def lists():
    """The command lines of all lists in the tree."""
    found: dict[tuple[str, ...], None] = {}
    for leaf in leaves():
        line = _line(leaf)
        if line is not None:
            found.setdefault(line)
    return [*found, *BESIDE]


def _line(leaf):
    first, last = leaf.words[0], leaf.words[-1]
    if first in KINDS:
        if last == "list":
            return (first,)
        if last == "diff":
            return (first, "diff", "2015", "2019")
        return leaf.words if last in ("progress", "compare") else None
    if first in ELSEWHERE:
        return None
    return BARE.get(last, leaf.words)


def ids_of(line, payload):
    """The ids that a list must show."""
    rows = payload["results"] if isinstance(payload, dict) else payload
    key = {"table": "claim", "compare": "assessment", "datasets": "dataset"}.get(line[0], "id")
    if "progress" in line and line[0] != "industries":
        key = "target"
        if line[-1] == "progress":
            # One row per target, for the milestone that applies; open ones are only counted.
            rows = [row for row in rows if row["milestone"]["applies"]]
            rows = [row for row in rows if row["status"] != "not-assessable"]
    if line[0] == "coverage":
        key = "industry"
    return {row[key] for row in rows if row.get(key)}


@pytest.mark.others
@pytest.mark.usefixtures("small_dataset")
@pytest.mark.parametrize("line", lists(), ids=" ".join)
def test_no_list_breaks_an_id(terminal, mic25, line):
    story = "diff" in line or line == ("industries", "progress")
    payload = json.loads(mic25(*line, "--json", "-q").out)
    # Long stories only count some kinds; no id that they name may be broken.
    known = {each for kind in KINDS for each in _ids(mic25, kind)}
    ids = known if story else ids_of(line, payload)
    # A change of one claim is described by names: of its record, and of the reports behind it.
    nameless = "diff" in line and all(
        row["path"] and row["class"] != "outcome" for row in payload["results"]
    )
    for width in WIDTHS:
        _look(terminal(*line, "--no-pager", columns=width), line, width, ids, story, nameless)


def _look(ran, line, width, ids, story, nameless):
    """Check one screen for ids: those that it must show or, in a story, those that exist."""
    assert ran.code == 0, ran.err
    screen = bare(ran.out)
    wide = {row for row in screen.splitlines() if cell_len(row) > width}
    words = set(re.findall(r"[A-Za-z0-9_./#@:~?-]+", screen))
    words |= {word.rstrip(".,:;") for word in words}
    if story:
        assert not wide, width
        for each in screen.splitlines():
            tail = re.search(r"(?:^|[\s(])([a-z0-9]+(?:-[a-z0-9]+)+-)$", each)
            assert tail is None, f"at {width} broken after a hyphen: {each!r}"
        named = words & ids
        # The implementation of advice is shown by the title of the advice.
        nameless |= line == ("industries", "progress") or line[0] == "recommendations"
        assert named or nameless
        return
    rows = screen.splitlines()
    # Keys of claims also contain other signs, and words.
    missing = {each for each in ids - words if not any(each in row for row in rows)}
    if line[0] in (*SCANNED, "progress", "search") and width >= 100:
        missing = {each for each in missing if not _cut_short(each, screen)}
    assert not missing, (width, sorted(missing)[:5], screen[:2000])
    # Only a single id may be wider than the screen: the terminal breaks it, and copies it whole.
    assert wide <= ids, width
    # No target of a pilot in the small dataset has a verdict.
    assert ids or line[-1] in NO_IDS or line == ("pilots", "progress")


def _cut_short(id_, screen):
    """Whether a part of an id is shown that leads to its record (a column has 14 cells)."""
    cuts = re.findall(r"(?<!\S)([a-z0-9-]+)…([a-z0-9-]*)(?!\S)", screen)
    return any(len(a + b) >= 13 and id_.startswith(a) and id_.endswith(b) for a, b in cuts)


_KNOWN: dict[str, list[str]] = {}


def _ids(mic25, kind):
    if kind not in _KNOWN:
        rows = json.loads(
            mic25(kind, "--json", "-q", "--fields", "id", "--records", str(RECORDS)).out
        )
        _KNOWN[kind] = [row["id"] for row in rows]
    return _KNOWN[kind]


def test_the_longest_ids_are_among_the_rows_that_are_looked_at(mic25, small_dataset):
    assert max(len(each) for kind in KINDS for each in _ids(mic25, kind)) >= 55
    for kind in KINDS:
        rows = json.loads(mic25(kind, "--json", "-q", "--records", str(small_dataset)).out)
        looked_at = [row["id"] for row in rows]
        assert max(map(len, looked_at)) == max(map(len, _ids(mic25, kind))), kind


@pytest.mark.others
@pytest.mark.parametrize("width", WIDTHS)
@cases(ids=" ".join)
def test_no_card_breaks_an_id(terminal, mic25, line, width):
    ran = terminal(*line, "--no-pager", columns=width)
    assert ran.code == 0, ran.err
    screen = bare(ran.out)
    assert max(map(cell_len, screen.splitlines())) <= width
    words = {word.strip("()[],;.:") for word in re.findall(r"\S+", screen)}
    # On a wide screen nothing wraps; a narrower one must show the same.
    wide = bare(terminal(*line, "--no-pager", columns=2000).out)
    known = {each for kind in KINDS for each in _ids(mic25, kind) if "-" in each}
    shown = {word.strip("()[],;.:") for word in re.findall(r"\S+", wide)} & known
    assert len(shown) > 3
    assert shown <= words, sorted(shown - words)
