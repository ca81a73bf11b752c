"""The codes of what reading finds: broken files, YAML faults, records of the wrong form.

They have no rule: `store` finds them as it reads.  What each means stands here.
An example that cannot be shown in a text (a byte that is no text, a file of ten
megabytes) says so in a comment.
"""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.check.registry import Family, add, rule
from mic25cli.check.scene import FileFault, Scene

_GOOD = """
    Good:

        # events.yaml
        first-fair:
          name: {en: First fair}
          date: 2016
          type: other
          summary: The first fair of the plan opened.
          cite: [{source: survey-2024, checked: text}]
"""


def _event(*lines: str, instead_of: str | None = None) -> str:
    """An example of an event whose line with a key is replaced by the given ones."""
    body = [
        "first-fair:",
        "  name: {en: First fair}",
        "  date: 2016",
        "  type: other",
        "  summary: The first fair of the plan opened.",
        "  cite: [{source: survey-2024, checked: text}]",
    ]
    kept = [line for line in body if instead_of is None or f"  {instead_of}:" not in line[:12]]
    return "\n".join(["# events.yaml", *kept, *lines])


def _code(code: str, title: str, family: Family, why: str, bad: str) -> None:
    example = "\n".join("        " + line for line in bad.splitlines())
    add(code, title, family, "error", f"{why}\n\n    Bad:\n\n{example}\n{_GOOD}")


_FILES: list[tuple[str, str, str, str]] = [
    (
        "unreadable",
        "A file that cannot be read",
        "The file is there, and the system does not give it out: its rights forbid it, a link "
        "leads nowhere or in a circle, or it is a pipe or a device and no file.",
        "# events.yaml\n# (a link that leads to itself)",
    ),
    (
        "file-too-large",
        "A file of more than 8 MiB",
        "Record files are written and read by people. Split one that has grown this far by "
        "topic: `events.yaml` may become a folder `events/` of several files.",
        "# events.yaml\n# (nine megabytes)",
    ),
    (
        "not-utf-8",
        "A byte that is not UTF-8",
        "Record files are in UTF-8, whatever the system's own encoding; a byte order mark at "
        "the start is harmless. The place is that of the first such byte.",
        "# events.yaml\n# (a text in GBK or Latin-1)",
    ),
    (
        "bad-character",
        "A character that a record file may not hold",
        "Control characters have no place in a text file, and YAML forbids them; line "
        "separators that an editor does not count as a line's end would shift every place.",
        "# events.yaml\n# (a NUL character, or U+2028)",
    ),
    (
        "yaml-syntax",
        "A file that is not YAML",
        "The file cannot be read further from this place. The records above and below it are "
        "checked all the same, each by itself.",
        _event("  note: This: is not YAML.", instead_of="note"),
    ),
    (
        "second-document",
        "A second document in one file",
        "A record file is one mapping from ids to records; a `---` further down starts another.",
        _event(
            "---", *_event().replace("First", "Second").replace("first", "second").splitlines()[1:]
        ),
    ),
    (
        "complex-key",
        "A key that is no text",
        "Keys are texts. YAML would allow a list or a mapping as a key, and takes a text that "
        "starts with a bracket for one.",
        _event("  [note]: A key in brackets."),
    ),
    (
        "bad-alias",
        "An alias without its anchor",
        "An alias `*name` repeats what stands at `&name` above it in the same file; without "
        "that, or within it, it means nothing.",
        _event("  note: *nothing"),
    ),
    (
        "forbidden-tag",
        "A tag",
        "Records are plain data: texts, numbers, lists and mappings. A tag such as "
        "`!!python/object` asks the reader to make something else, and is refused.",
        _event("  note: !!binary aGVsbG8="),
    ),
    (
        "too-deep",
        "Values nested too deep",
        "No record needs more than a few levels; 24 is the limit, what aliases repeat counted in.",
        _event("  note: " + "[" * 30 + "]" * 30),
    ),
    (
        "too-many-values",
        "A file with too many values",
        "A file may come to 400,000 values, what its aliases repeat counted each time, so that "
        "a small file cannot fill the memory.",
        "# events.yaml\n# (aliases of aliases of aliases)",
    ),
    (
        "text-too-large",
        "A single text of more than 20,000 characters",
        "A text this long is something else that was pasted into a record.",
        "# events.yaml\n# (a whole article in a note)",
    ),
    (
        "unknown-kind",
        "A file whose name is that of no kind",
        "A file holds the records of one kind and is named after it: `events.yaml`, or any "
        "name in a folder `events/`.",
        _event().replace("# events.yaml", "# event.yaml"),
    ),
    (
        "not-a-mapping",
        "A file that is not a mapping of ids to records",
        "At the margin of a record file stand the ids, and nothing else.",
        "# events.yaml\n- first-fair",
    ),
    (
        "bad-id",
        "An id of the wrong form",
        "Ids are typed, linked and kept for ever: lower-case words of letters and digits, "
        "joined by hyphens, 80 characters at most.",
        _event().replace("first-fair:", "First_Fair:"),
    ),
    (
        "duplicate-id",
        "Two records with one id",
        "An id names one record of its kind, in whatever file. A later record folder may "
        "replace a record on purpose; within one folder it is a slip.",
        _event() + "\n" + _event().partition("\n")[2],
    ),
    (
        "duplicate-key",
        "A key given twice",
        "A mapping has each key once. Most readers of YAML silently take the last one, so that "
        "the first is lost.",
        _event("  date: 2017"),
    ),
    (
        "too-many-faults",
        "More than 1,000 faults in one file",
        "The rest are counted, not shown. As a rule they have one cause.",
        "# events.yaml\n# (more than a thousand wrong keys)",
    ),
]

_SCHEMA: list[tuple[str, str, str, str]] = [
    (
        "unknown-key",
        "A key that records of this kind do not have",
        "Every key has a meaning; one that is not known is misspelt, stands on the wrong level, "
        "or says something that the kind has no place for.",
        _event("  sumary: The first fair."),
    ),
    (
        "missing-key",
        "A key that must be there",
        "The place is the id or key of the mapping that lacks it.",
        _event(instead_of="date"),
    ),
    (
        "wrong-type",
        "A value of the wrong type",
        "A text where a number is wanted, a single value for a list, a number that needs quotes "
        "to be a text. Numbers have no commas and no unit, and `nothing` is not a value.",
        _event("  summary: 2016", instead_of="summary"),
    ),
    (
        "bad-choice",
        "A word that is not among the choices",
        "Types, grades and the like are closed lists, so that they can be counted and filtered.",
        _event("  type: fair", instead_of="type"),
    ),
    (
        "bad-unit",
        "A unit that the table does not have",
        "Units come from one closed table, which says what each measures and what it is worth "
        "(see `mic25 schema indicators`). A new one is added there.",
        "# indicators.yaml\nrobot-stock:\n  name: {en: Robots in use}\n"
        "  definition: Robots in use at the end of a year.\n  unit: percents",
    ),
    (
        "bad-date",
        "A text that is no date",
        "Dates are EDTF: 2015, 2015-05, 2015-05-19, a period 2016/2018, and `~` for about. A "
        "day must be one of the calendar, and a period ends after it starts.",
        _event("  date: 2018/2016", instead_of="date"),
    ),
    (
        "bad-number",
        "A number that cannot be meant",
        "A year lies between 1900 and 2100, a place in a list from 1 up, and nothing in the "
        "book is as large as 10^18.",
        "# priorities.yaml\nfocus-2108:\n  name: {en: Focus}\n  year: 20180\n"
        "  items: [{text: more robots}]\n  cite: [{source: survey-2024, checked: text}]",
    ),
    (
        "bad-range",
        "A value, range and bound that do not go together",
        "A quantity is a `value`, or a range from `low` to `high`; a `bound` says how the "
        "source hedges it, and needs it.",
        "# targets.yaml\nrobot-share-2025:\n  name: {en: Share of robots}\n"
        "  indicator: robot-share\n  milestones:\n"
        "    - {year: 2025, low: 70, high: 50, cite: [{source: plan-2015, checked: text}]}",
    ),
    (
        "bad-text",
        "A text of the wrong form",
        "An id, an address or a language code has a form. Other texts may not start or end with "
        "a space, nor hold characters that cannot be seen.",
        _event("  industries: [Automation]"),
    ),
    (
        "too-long",
        "A text that is too long",
        "A name, a title or a locator has 300 characters at most; prose of our own has 900. "
        "Records are short: what needs more is two facts.",
        _event("  summary: " + "Too much. " * 91 + "Far too much.", instead_of="summary"),
    ),
    (
        "empty-text",
        "An empty text",
        "What is not known is left out; a text that is there says something.",
        _event("  summary: ''", instead_of="summary"),
    ),
    (
        "empty-list",
        "An empty list where one item is needed",
        "A claim has at least one cite, a target one milestone.",
        "# targets.yaml\nrobot-share-2025:\n  name: {en: Share of robots}\n"
        "  indicator: robot-share\n  milestones: []",
    ),
]

for _entry in _FILES:
    _code(_entry[0], _entry[1], "files", _entry[2], _entry[3])
for _entry in _SCHEMA:
    _code(_entry[0], _entry[1], "schema", _entry[2], _entry[3])


@rule("empty-file", "A file without a record", "files", "warning")
def empty(scene: Scene) -> Iterator[FileFault]:
    """A file that holds nothing, or comments alone, is left over or was never filled.

    Bad:

        # events.yaml
        # Nothing yet.

    Good:

        # events.yaml
        first-fair:
          name: {en: First fair}
          date: 2016
          type: other
          summary: The first fair of the plan opened.
          cite: [{source: survey-2024, checked: text}]
    """
    broken = {fault.path for fault in scene.loaded.diagnostics}
    for file in scene.loaded.files:
        if file.readable and not file.found and file.path not in broken:
            yield FileFault(file, "the file holds no record", "add one, or remove the file")
