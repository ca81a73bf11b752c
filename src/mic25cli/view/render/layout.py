"""Where text breaks and how wide columns are: the arithmetic of a screen, without colours.

A run of Latin letters, digits and marks is never broken as long as it fits a line, so that an id
can be copied; Chinese breaks between characters, but not before a closing mark or after an
opening one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len

from mic25cli.view.document import TextTable, signed
from mic25cli.view.text import visible

GAP = 2
"""Columns between two columns."""

ROOMY, SNUG, TIGHT = 30, 20, 14
"""What a name and any other text want at least before a column gives way to them; and what they
take where it would be one of those that matter."""

SENTENCE = 60
"""Columns from which on a text is taken to be a sentence or more."""

LONG_WORD = 24
"""A longer word that is no id may be broken rather than take the room of other columns."""

SPARSE = 5
"""A column with a value in fewer than one row in so many gets no room of the others."""

_ID = re.compile(r"(?=.*[a-z])[\[(]?[a-z0-9]+(?:[-/#@.:][a-z0-9]+)+[\])]?[,;]?", re.IGNORECASE)
_CLOSING = r"、。，；：！？）》」』】〉”’·…)\],;:!?%"
_OPENING = r"（《「『【〈“‘(\["
_TOKEN = re.compile(
    rf"\s+|[{_OPENING}]*[^\s\u0021-\u2e7f{_OPENING}][{_CLOSING}]*|[\u0021-\u2e7f]+|[^\s]"
)


def tokens(text: str) -> list[str]:
    """Spaces, words, single Chinese characters with the marks that close them."""
    return _TOKEN.findall(text)


def is_id(text: str) -> bool:
    """Whether a text is an id, or a path of a claim: it stands whole or it is none."""
    return _ID.fullmatch(text) is not None


def breaks(text: str, room: int, then: int | None = None) -> list[tuple[int, int]]:
    """Where the lines of a text start and end when they may be so wide, the later ones `then`.

    A word that is wider than a line is broken where the line ends.
    """
    found: list[tuple[int, int]] = []
    start = end = at = used = space = 0
    for token in tokens(text):
        width = cell_len(token)
        if token.isspace():
            space = width
            at += len(token)
            continue
        if used and used + space + width > room:
            found.append((start, end))
            room = room if then is None else then
            used = 0
        start, used = (start, used + space) if used else (at, 0)
        space = 0
        while used + width > room:
            cut = _fits(token, max(1, room - used))
            found.append((start, at + cut))
            room = room if then is None else then
            at, token = at + cut, token[cut:]
            start, used, width = at, 0, cell_len(token)
            if not token:
                break
        at += len(token)
        end, used = at, used + width
    if used or not found:
        found.append((start, end))
    return found


def _fits(word: str, room: int) -> int:
    """How many characters of a word fit, one at least; up to a mark within it, if there is one."""
    used = 0
    for place, char in enumerate(word):
        used += cell_len(char)
        if used > room:
            mark = max(word.rfind(each, room // 2, place) for each in "-/#@&=")
            return mark + 1 if mark > 0 else max(1, place)
    return len(word)


def longest_word(text: str) -> int:
    """The width of the longest run that should not be broken."""
    widths = (
        width if width <= LONG_WORD or is_id(token) else LONG_WORD
        for token in tokens(text)
        if not token.isspace()
        for width in (cell_len(token),)
    )
    return max(widths, default=0)


@dataclass(frozen=True)
class Columns:
    """How a table is laid out: which columns stand side by side, and how wide each is."""

    widths: dict[int, int]
    """The columns that are side by side, by their place in the table."""
    below: tuple[int, ...] = ()
    """Columns of ids that stand on a line of their own under each row, wholly or where they are
    too long for their column."""
    hidden: tuple[int, ...] = ()
    """Columns with values for which there is no room."""
    short: bool = False
    """Whether heads are cut down to their signs."""
    blocks: bool = False
    """Whether nothing fits side by side: each row is a block of lines."""


@dataclass
class _Column:
    """What a column holds, measured."""

    texts: list[str]
    title: str
    short: str
    right: bool
    rank: int
    roomy: bool
    id_style: bool
    cells: list[list[int]]
    """The widths of the lines of each row's cell."""
    lengths: list[int] = field(default_factory=list)
    word: int = 0

    def __post_init__(self) -> None:
        self.lengths = sorted(width for cell in self.cells for width in cell)
        self.filled = sum(map(bool, self.cells))
        self.rows = len(self.cells)
        self.ids = self.id_style or (bool(self.texts) and all(map(is_id, self.texts)))
        self.word = max(map(longest_word, set(self.texts)), default=0)

    @property
    def content(self) -> int:
        return self.lengths[-1] if self.lengths else 0

    def tall(self, row: int, room: int) -> int:
        """How many lines the cell of a row takes in so many columns, about."""
        return sum(max(1, -(-width // room)) for width in self.cells[row])

    def natural(self, short: bool) -> int:
        return max(self.content, cell_len(self.short if short and self.short else self.title), 1)

    def least(self, short: bool) -> int:
        """The width that breaks no word of the column or its head."""
        title = self.short if short and self.short else self.title
        if self.right or self.ids:
            return max(self.content, longest_word(title), 1)
        return max(self.word, longest_word(title), 1)

    def easy(self, short: bool) -> int:
        """The width at which the column reads well."""
        least = self.least(short)
        if self.right or self.ids:
            return least
        # Sentences that must stay want as much as a name does.
        roomy = self.roomy or (self.rank == 0 and self.content > SENTENCE)
        wish = TIGHT if _sparse(self) else ROOMY if roomy else SNUG
        return max(least, min(self.natural(short), wish))

    def tight(self, short: bool) -> int:
        """The width that can still be read, for columns that matter."""
        return max(self.least(short), min(self.easy(short), TIGHT))


def measured(part: TextTable) -> list[_Column]:
    """The columns of a table, measured."""
    columns = []
    for index, head in enumerate(part.heads):
        cells = [row[index] for row in part.rows]
        columns.append(
            _Column(
                [visible(signed(line)) for cell in cells for line in cell],
                head.title,
                head.short,
                head.right or head.style == "drawn",
                head.rank,
                head.style == "name",
                head.style == "id",
                [[cell_len(visible(signed(line))) for line in cell] for cell in cells],
            )
        )
    return columns


def columns(part: TextTable, width: int) -> Columns:
    """How a table is laid out in so many columns.

    First everything side by side; then heads as signs; then long ids on lines of their own; then
    columns give way, the highest ranks first.  What must stay and does not fit side by side makes
    each row a block.
    """
    held = measured(part)
    shown = [i for i, each in enumerate(held) if each.rank == 0 or each.filled or not part.rows]
    if not shown:
        return Columns({})
    if _sum(held, shown, "natural", False) <= width:
        return Columns({i: held[i].natural(False) for i in shown})
    ids = [i for i in shown if held[i].id_style]
    rest = [i for i in shown if i not in ids]
    for short in (False, True):
        found = _ways(held, rest, ids, width, short)
        if found:
            return _shortest(held, found, width)
    hidden: list[int] = []
    short = any(held[i].short for i in rest)
    while rest and _sum(held, rest, "easy", short) > width:
        worst = max(held[i].rank for i in rest)
        if worst == 0 or (worst == 1 and _sum(held, rest, "tight", short) <= width):
            break
        last = max(i for i in rest if held[i].rank == worst)
        rest.remove(last)
        if held[last].filled:
            hidden.append(last)
    if not rest or _sum(held, rest, "least", short) > width:
        return Columns({}, blocks=True)
    found = _ways(held, rest, ids, width, short)
    if not found:
        found = [Columns(_spread(held, rest, {}, width, short), tuple(ids), short=short)]
    return replace(_shortest(held, found, width), hidden=tuple(sorted(hidden)))


def _sum(held: Sequence[_Column], chosen: Sequence[int], size: str, short: bool) -> int:
    """The width of some columns side by side: `natural`, `easy`, `tight` or `least`."""
    total = sum(getattr(held[i], size)(short) for i in chosen)
    return int(total) + GAP * (len(chosen) - 1)


def _ways(
    held: Sequence[_Column], rest: Sequence[int], ids: Sequence[int], width: int, short: bool
) -> list[Columns]:
    """The ways to set columns so that they read well: ids beside, most of them beside, below."""
    found = []
    every = sorted((*rest, *ids))
    capped = _capped(held, rest, ids, width, short)
    for names in (False, True):
        if _sum(held, every, "easy", short) <= width:
            found.append(Columns(_spread(held, every, {}, width, short, names), short=short))
        if capped is not None:
            widths = _spread(held, every, capped, width, short, names)
            found.append(Columns(widths, tuple(capped), short=short))
        if ids and rest and _sum(held, rest, "easy", short) <= width:
            widths = _spread(held, rest, {}, width, short, names)
            found.append(Columns(widths, tuple(ids), short=short))
    return found


def _shortest(held: Sequence[_Column], found: Sequence[Columns], width: int) -> Columns:
    """The way that takes the fewest lines, about; the first of those."""

    def lines(plan: Columns) -> int:
        return sum(_tall(held, plan, row, width) for row in range(held[0].rows))

    return min(found, key=lines)


def _tall(held: Sequence[_Column], plan: Columns, row: int, width: int) -> int:
    """How many lines a row takes, about; one more where the last has no room for the id below."""
    tall, end, start, under = 1, 0, 0, 0
    for i in plan.below:
        cell = held[i].cells[row]
        if cell and (i not in plan.widths or max(cell) > plan.widths[i]):
            under += sum(cell) + GAP
    for i, room in plan.widths.items():
        cell = held[i].cells[row]
        if cell and not (i in plan.below and max(cell) > room):
            lines = held[i].tall(row, room)
            if lines >= tall:
                last = start + (cell[-1] - 1) % room + 1
                end = last if lines > tall else max(end, last)
                tall = lines
        start += room + GAP
    return tall + (under > 0 and end + under > width)


def _capped(
    held: Sequence[_Column], rest: Sequence[int], ids: Sequence[int], width: int, short: bool
) -> dict[int, int] | None:
    """The width of the column of ids that holds most of them, if one in four at most is longer."""
    if len(ids) != 1 or not rest:
        return None
    (only,) = ids
    room = width - sum(held[i].easy(short) for i in rest) - GAP * len(rest)
    lengths = held[only].lengths
    fitting = [length for length in lengths if length <= room]
    if len(fitting) == len(lengths) or len(fitting) * 4 < len(lengths) * 3:
        return None
    return {only: max(*fitting, cell_len(held[only].title))}


def _spread(
    held: Sequence[_Column],
    chosen: Sequence[int],
    fixed: dict[int, int],
    width: int,
    short: bool,
    names: bool = False,
) -> dict[int, int]:
    """Widths that read well, and what is left over to the columns that still want it.

    With `names`, names have all that they want before others share the rest.
    """
    room = width - GAP * (len(chosen) - 1)
    widths = {i: fixed.get(i, held[i].easy(short)) for i in chosen}
    over = sum(widths.values()) - room
    # Too much: the widest that can be squeezed give way, down to their longest word.
    while over > 0:
        spare = {i: widths[i] - held[i].least(short) for i in chosen if i not in fixed}
        widest = max(spare, key=lambda i: spare[i])
        if spare[widest] <= 0:
            break
        widths[widest] -= 1
        over -= 1
    wishes = {
        i: held[i].natural(short) - widths[i]
        for i in chosen
        if i not in fixed and held[i].natural(short) > widths[i]
    }
    # Columns that are filled in most rows first; those that want little before those that want all.
    for sparse in (False, True):
        group = {i: wish for i, wish in wishes.items() if _sparse(held[i]) is sparse}
        order = sorted(group, key=lambda i: (names and not held[i].roomy, group[i], i))
        for place, i in enumerate(order):
            left = room - sum(widths.values())
            share = left if names and held[i].roomy else left // (len(group) - place)
            widths[i] += min(group[i], max(0, share))
    return widths


def _sparse(column: _Column) -> bool:
    return column.filled * SPARSE < column.rows
