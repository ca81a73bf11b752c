"""Line breaks and column widths; Latin letters in a row, such as an id, stay together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate, takewhile

from mic25cli.values import FrozenData
from mic25cli.view.document import Head, TextTable, signed
from mic25cli.view.text import cell_len, is_narrow, visible

GAP = 2  # spaces between two columns

ROOMY, SNUG, TIGHT, SHORTEST = 30, 20, 14, 10
"""The minimum widths of a name and of any other text before a column is dropped for them, and their
minimum widths if an important column would be dropped."""

SENTENCE = 60  # the width from which a text counts as a sentence

LONG_WORD = 24
"""A longer word that is not an id may be broken, to leave room for other columns."""

ONE_LINE, NARROWEST = 100, 50
"""The widths from which a record in a list takes one line, or two."""

CLIPPED = 20  # the width of other texts before names get their full width
FIGURES = 18  # the width of figures; a longer one takes room from the name in its row
LEAST = 26 / 100  # the share of the line for names next to important columns
ID_ROOM = 14  # the width of an id as long as names need more room; nearly all differ in it

MOVED = 2  # as many columns between name and id may be moved by a longer name in their row

SPARSE = 5  # a column with values in fewer than one of so many rows gets no room from others

_ID = re.compile(
    r"(?=.*[A-Za-z])[\[(（]?[A-Za-z0-9]+(?:[-/#@.:][A-Za-z0-9]+)+[\])）]?[,;、，；：。]?"
)
_CLAUSE = re.compile(r"(\W .*|.*?)(?:,? ?[(（，,;；].*?)?( \+\d+)?")
"""A status, or a text up to its first bracket or comma, and how many lines its cell has more."""
LONGEST_CLAUSE = 34  # a longer one is cut
_WIDE_CLOSING = r"、。，；：！？）》」』】〉"
_CLOSING = _WIDE_CLOSING + r"”’·…)\],;:!?%"
_OPENING = r"（《「『【〈“‘(\["
_TOKEN = rf"\s+|[{_OPENING}]*(?:[\u0021-\u2e7f]+[{_WIDE_CLOSING}]*|[^\s{_OPENING}][{_CLOSING}]*)|\S"


def tokens(text: str) -> list[str]:
    """Spaces, words and single Chinese characters, with their opening and closing marks."""
    return re.findall(_TOKEN, text)


def is_id(text: str) -> bool:
    """Whether a text is an id or the path of a claim, which must not be cut."""
    return _ID.fullmatch(text) is not None


def breaks(
    text: str, room: float, then: float | None = None, size: Callable[[str], float] = cell_len
) -> list[tuple[int, int]]:
    """The start and end of each line at a width, then at width `then`; long words break."""
    if size is cell_len and is_narrow(text):
        size = len
    result: list[tuple[int, int]] = []
    start = end = at = 0
    used = space = 0.0
    for token in tokens(text):
        width = size(token)
        if token.isspace():
            space = width
            at += len(token)
            continue
        if used and used + space + width > room:
            result.append((start, end))
            room = room if then is None else then
            used = 0
        start, used = (start, used + space) if used else (at, 0)
        space = 0
        while used + width > room:
            cut = _fits(token, max(1, room - used), size)
            result.append((start, at + cut))
            room = room if then is None else then
            at, token = at + cut, token[cut:]
            start, used, width = at, 0, size(token)
            if not token:
                break
        at += len(token)
        end, used = at, used + width
    if used or not result:
        result.append((start, end))
    return result


def prefix_length(text: str, room: float, size: Callable[[str], float] = cell_len) -> int:
    """The number of characters at the start of a text that fit into a width."""
    if size is len or (size is cell_len and is_narrow(text)):
        return min(int(room), len(text))
    return sum(end <= room for end in accumulate(map(size, text)))


def _fits(word: str, room: float, size: Callable[[str], float]) -> int:
    """The number of characters of a word that fit, at least one; if possible up to a mark in it."""
    place = prefix_length(word, room, size)
    if place >= len(word):
        return len(word)
    mark = max(word.rfind(each, int(room // 2), place) for each in "-/#@&=")
    return mark + 1 if mark > 0 else max(1, place)


def longest_word(text: str) -> int:
    """The width of the longest part that should not be broken."""
    if is_narrow(text) and (longest := max(map(len, text.split()), default=0)) <= LONG_WORD:
        return longest
    widths = (
        width if width <= LONG_WORD or is_id(token) else LONG_WORD
        for token in tokens(text)
        if not token.isspace()
        for width in (cell_len(token),)
    )
    return max(widths, default=0)


class Columns(FrozenData):
    """The layout of a table: the columns side by side, and their widths."""

    widths: dict[int, int]
    """The widths of the columns that are side by side, in order, by their index in the table."""
    below: tuple[int, ...] = ()  # columns of ids, each on a line of its own under each row
    hidden: tuple[int, ...] = ()  # columns with values that do not fit
    short: bool = False  # whether heads are shortened to their signs
    clipped: bool = False  # whether lines are cut, so that each row is one line
    loose: bool = False  # whether a longer name moves what follows it in its row
    blocks: bool = False  # whether each row is a block of lines, because nothing fits side by side


def nearly_all(widths: Sequence[int]) -> int:
    """The width that fits 19 of 20 texts; all, if the others are little longer."""
    ordered = sorted(widths) or [0]
    nearly = ordered[len(ordered) * 19 // 20]
    return nearly if ordered[-1] - nearly > 2 * GAP else ordered[-1]


class _Column:
    def __init__(self, head: Head, cells: Sequence[Sequence[str]]) -> None:
        self.head, self.rank = head, head.rank
        self.right = head.right or head.style in ("drawn", "whole")
        texts = [line for cell in cells for line in cell]
        lengths = [*map(cell_len, texts)]
        self.content, self.usual = max(lengths, default=0), nearly_all(lengths)
        self.first = [cell_len(cell[0]) if cell else 0 for cell in cells]
        hits = (_CLAUSE.fullmatch(text) for text in texts if head.style == "amount")
        clauses = (cell_len("…".join(hit.groups(""))) for hit in hits if hit)
        self.clause = min(LONGEST_CLAUSE, max(clauses, default=0))
        self.filled = sum(map(bool, cells))
        self.sparse = self.filled * SPARSE < len(cells)
        self.ids = head.style == "id" or (bool(texts) and all(map(is_id, texts)))
        self.word = max(map(longest_word, set(texts)), default=0)
        # Sentences in required columns get as much room as names.
        self.roomy = head.style == "name" or (self.rank == 0 and self.content > SENTENCE)

    def title(self, short: bool) -> str:
        return self.head.short if short and self.head.short else self.head.title

    def natural(self, short: bool) -> int:
        return max(self.content, cell_len(self.title(short)), 1)

    def least(self, short: bool) -> int:
        own = self.word
        if self.right or self.ids:
            own = self.usual if self.head.style == "id" else self.content
        return max(own, longest_word(self.title(short)), 1)

    def easy(self, short: bool) -> int:
        least = self.least(short)
        if self.right or self.ids:
            return least
        wish = TIGHT if self.sparse else ROOMY if self.roomy else SNUG
        return max(least, min(self.natural(short), wish))

    def tight(self, short: bool) -> int:
        return max(self.least(short), min(self.easy(short), TIGHT))


def more(cell: Sequence[object]) -> str:
    """The mark after the first line of a cell, if only that line is shown."""
    return f" +{len(cell) - 1}" if len(cell) > 1 else ""


def columns(part: TextTable, width: int) -> Columns:
    """The layout of a table: side by side, with short heads, ids below, fewer columns, or in
    blocks."""
    cols = []
    for index, head in enumerate(part.heads):
        cells = [tuple(visible(signed(line)) for line in row[index]) for row in part.rows]
        if part.scanned:
            cells = [cell and (cell[0] + more(cell),) for cell in cells]
        cols.append(_Column(head, cells))
    indexes = [i for i, each in enumerate(cols) if each.rank == 0 or each.filled or not part.rows]
    ids = [i for i in indexes if cols[i].head.style == "id"]
    if part.scanned and part.rows and width >= NARROWEST:
        own = tuple(ids[-1:])
        # Names in two languages leave room for an id only on a wide screen.
        names = max(1, sum(cols[i].head.style == "name" for i in indexes))
        if own and (width >= names * ONE_LINE or _sum(cols, indexes, "natural", True) <= width):
            plan = _scanned(cols, indexes, own, own, width)
            # An id goes below rather than that two columns that matter are dropped.
            if plan and sum(cols[i].rank < 2 for i in plan.hidden) < 2:
                return plan
        if plan := _scanned(cols, indexes, own, (), width):
            return plan
    if not indexes or _sum(cols, indexes, "natural", False) <= width:
        return Columns({i: cols[i].natural(False) for i in indexes})
    rest = [i for i in indexes if i not in ids]
    for chosen, below in ((indexes, ()), (rest, tuple(ids))):
        for short in (False, True):
            if chosen and _sum(cols, chosen, "easy", short) <= width:
                return Columns(_spread(cols, chosen, width, short), below, short=short)
    short = any(cols[i].head.short for i in rest)

    def fits(left: Sequence[int]) -> bool:
        # Important columns are made narrower before one of them is dropped.
        matter = all(cols[i].rank < 2 for i in left)
        return _sum(cols, left, "tight" if matter else "easy", short) <= width

    main = _main(cols, rest, fits)
    if not main or _sum(cols, main, "least", short) > width:
        return Columns({}, blocks=True)
    hidden = tuple(i for i in rest if i not in main and cols[i].filled)
    return Columns(_spread(cols, main, width, short), tuple(ids), hidden, short)


def _main(
    cols: Sequence[_Column], chosen: Sequence[int], fits: Callable[[Sequence[int]], bool]
) -> list[int]:
    """The columns that stay: of the highest rank, the last is dropped until the others fit."""
    result = list(chosen)
    while result and not fits(result) and (worst := max(cols[i].rank for i in result)):
        result.remove(max(i for i in result if cols[i].rank == worst))
    return result


Ids = tuple[int, ...]


def _scanned(
    cols: Sequence[_Column], indexes: Sequence[int], own: Ids, last: Ids, width: int
) -> Columns | None:
    """Names as wide as possible, with the id last or below; None if they would be too narrow."""
    rest = [i for i in indexes if i not in own]
    names = (
        [i for i in rest if cols[i].head.style == "name"]
        or [i for i in rest if cols[i].roomy]
        or rest[:1]
    )

    def size(place: int, part: float = LEAST) -> int:
        column = cols[place]
        wish = (
            max(int(width * part), column.usual * (part > LEAST))
            if place in names
            else max(CLIPPED, column.clause, min(SNUG, cell_len(column.title(True))))
        )
        if place in own:
            wish = column.usual if part > LEAST or column.content <= SNUG else ID_ROOM
        if column.head.style == "whole":
            usual = min(column.usual, FIGURES) if column.head.right else column.usual
            return max(usual, cell_len(column.title(True)))
        return column.natural(True) if column.right else min(column.natural(True), wish)

    def fits(some: Sequence[int]) -> bool:
        # Only important columns may take width from names and ids.
        least = LEAST if last else SNUG / width
        part = least if all(cols[i].rank < 2 for i in some) else 1 / 2
        return sum(size(i, part) + GAP for i in (*some, *last)) - GAP <= width

    main = _main(cols, rest, fits)
    widths = {i: size(i) for i in (*main, *last)}
    names = [i for i in names if i in main] or main[:1]
    room = width - GAP * (len(widths) - 1)
    for _ in range(sum(widths.values()) - room):
        widths[max(names, key=widths.__getitem__)] -= 1
    if any(widths[i] < min(SNUG if last else SHORTEST, cols[i].content) for i in names):
        return None
    # In a matrix every column stays in its place.
    loose = sum(i > names[-1] for i in widths if i not in last) <= MOVED
    # Names get the width that they need first, then amounts, then ids, then other texts.
    amounts = [i for i in widths if cols[i].head.style == "amount"]
    needed = {i: max(widths[i], cols[i].usual) for i in amounts}
    needed |= {i: _needed(cols, i, widths, loose) for i in names}
    others = [i for i in widths if i not in names]
    for i in (*names, *amounts, *last, *others, *names):
        spare = room - sum(widths.values())
        widths[i] += max(0, min(needed.pop(i, cols[i].natural(True)) - widths[i], spare))
    hidden = tuple(i for i in rest if i not in main and cols[i].filled)
    below = () if last else own
    return Columns(widths, below, hidden, short=True, clipped=True, loose=loose)


def _needed(cols: Sequence[_Column], name: int, widths: Mapping[int, int], loose: bool) -> int:
    """The width that fits the names, with the blank beside them in their rows, but for a few that
    are much longer."""
    after = givers([each.head for each in cols], [*widths], name, loose)
    texts = (map(partial(min, widths[i]), cols[i].first) for i in after)
    most = nearly_all([*map(sum, zip(cols[name].first, *texts, strict=True))])
    return max(most - sum(widths[i] for i in after), cell_len(cols[name].title(True)), 1)


def givers(heads: Sequence[Head], shown: Sequence[int], name: int, loose: bool) -> list[int]:
    """The columns whose blank in its row a long name may use: figures beside it; if `loose`, all
    up to the id."""
    rest = shown[shown.index(name) + 1 :]
    free = [*takewhile(lambda i: heads[i].style not in ("id", "name", "drawn"), rest)]
    return free if loose else free[:1] if free and heads[free[0]].right else []


def short_ids(part: TextTable, plan: Columns) -> dict[str, str]:
    """What is shown of each id that a list cuts: its beginning and, if another id begins like it,
    as much of its end as tells them apart."""
    short: dict[str, str] = {}
    for index in plan.widths if plan.clipped else ():
        if part.heads[index].style == "id":
            ids = {visible(signed(line)) for row in part.rows for line in row[index]}
            long = {each for each in ids if len(each) > plan.widths[index]}
            for end in range(plan.widths[index] - 1) if long else ():
                start = plan.widths[index] - 1 - end
                parts = {each: (each[:start], each[len(each) - end :]) for each in ids}
                counts = Counter(parts.values())
                alone = {each for each in long if counts[parts[each]] == 1}
                short |= {each: "…".join(parts[each]) for each in alone}
                long -= alone
    return short


def _sum(cols: Sequence[_Column], chosen: Sequence[int], size: str, short: bool) -> int:
    total = sum(getattr(cols[i], size)(short) for i in chosen)
    return int(total) + GAP * (len(chosen) - 1)


def _spread(
    cols: Sequence[_Column], chosen: Sequence[int], width: int, short: bool
) -> dict[int, int]:
    room = width - GAP * (len(chosen) - 1)
    widths = {i: cols[i].easy(short) for i in chosen}
    # If it does not fit, the widest columns shrink, down to their longest word.
    for _ in range(sum(widths.values()) - room):
        widest = max(chosen, key=lambda i: widths[i] - cols[i].least(short))
        widths[widest] -= widths[widest] > cols[widest].least(short)
    wishes = {i: cols[i].natural(short) - widths[i] for i in chosen}
    # Columns with values in most rows first; among them, narrow columns first.
    for sparse in (False, True):
        order = sorted((i for i in chosen if cols[i].sparse is sparse), key=wishes.__getitem__)
        for place, i in enumerate(order):
            spare = room - sum(widths.values())
            widths[i] += min(wishes[i], max(0, spare // (len(order) - place)))
    return widths
