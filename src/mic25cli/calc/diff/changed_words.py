"""The words of a text that changed; in Chinese, the characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from mic25cli.calc.diff.changes import Op, TextRun, swap_spans

# A Chinese character is a token of its own, because nothing marks where a Chinese word ends.
_TOKEN = re.compile(
    r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|\s+|[^\W_]+(?:['’.\-,][^\W_]+)*|.",
    re.DOTALL,
)

MOST_PAIRS = 100_000
"""The number of pairs of equal tokens above which, to save time, the middle counts as replaced."""

LEAST_KEPT = 3
"""A text that keeps less than one part in this many counts as a new text, not a changed one."""


def tokens(text: str) -> list[str]:
    """Words, single Chinese characters, and runs of space and punctuation, which join to the
    text."""
    return _TOKEN.findall(text)


def spans(field: str, old: str, new: str) -> tuple[TextRun, ...]:
    """The runs that were kept, removed and added between two texts, in order."""
    if old > new:
        # The matcher prefers its first text. Both texts always go to it in the same order, so that
        # a swapped diff mirrors the first.
        return swap_spans(spans(field, new, old))
    runs = _merged(field, _ops(tokens(old), tokens(new)))
    unchanged = sum(len(span.text.strip()) for span in runs if span.op == "kept")
    if unchanged * LEAST_KEPT < max(len(old), len(new)) and old and new:
        return (TextRun(field, "removed", old), TextRun(field, "added", new))
    return tuple(runs)


def _ops(old: Sequence[str], new: Sequence[str]) -> list[tuple[Op, str]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    ops: list[tuple[Op, str]] = [("kept", "".join(old[:start]))]
    ops += _middle(left, right)
    ops.append(("kept", "".join(old[len(old) - end :])))
    return [(op, text) for op, text in ops if text]


def _middle(old: Sequence[str], new: Sequence[str]) -> list[tuple[Op, str]]:
    counts = Counter(new)
    if sum(counts[token] for token in old if not token.isspace()) > MOST_PAIRS:
        return [("removed", "".join(old)), ("added", "".join(new))]
    ops: list[tuple[Op, str]] = []
    for tag, low, high, start, end in SequenceMatcher(
        str.isspace, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            ops.append(("kept", "".join(old[low:high])))
            continue
        ops.append(("removed", "".join(old[low:high])))
        ops.append(("added", "".join(new[start:end])))
    return ops


def _merged(field: str, ops: Sequence[tuple[Op, str]]) -> list[TextRun]:
    """One span per run; a lone space or punctuation mark between two changes joins them."""
    runs: list[list[tuple[Op, str]]] = [[]]
    for op, text in ops:
        if op == "kept" and not (text.isspace() and runs[-1] and runs[-1][-1][0] != "kept"):
            runs += [[(op, text)], []]
        elif text:
            runs[-1].append((op, text))
    result: list[TextRun] = []
    for run in runs:
        if not run:
            continue
        if run[0][0] == "kept":
            result.append(TextRun(field, "kept", run[0][1]))
            continue
        # A space at the end of a run belongs to the kept text that follows.
        tail = run.pop()[1] if run[-1][0] == "kept" else ""
        removed = "".join(text for op, text in run if op != "added")
        added = "".join(text for op, text in run if op != "removed")
        result += [TextRun(field, "removed", removed)] if removed else []
        result += [TextRun(field, "added", added)] if added else []
        result += [TextRun(field, "kept", tail)] if tail else []
    return [
        TextRun(field, op, "".join(span.text for span in same))
        for op, same in groupby(result, key=lambda span: span.op)
    ]
