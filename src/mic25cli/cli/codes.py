"""The codes of `mic25 validate` by name, for completion: the rules themselves take long to load.

tests/cli/test_completion.py holds them against the rules.
"""

FAMILIES = (
    "files", "schema", "links", "repeats", "numbers", "dates", "provenance", "language",
)  # fmt: skip

CODES = (
    "bad-alias", "bad-character", "bad-id", "complex-key", "duplicate-id", "duplicate-key",
    "empty-file", "file-too-large", "forbidden-tag", "not-a-mapping", "not-utf-8",
    "second-document", "text-too-large", "too-deep", "too-many-faults", "too-many-values",
    "unknown-kind", "unreadable", "yaml-syntax", "bad-choice", "bad-date", "bad-number",
    "bad-range", "bad-text", "bad-unit", "empty-list", "empty-text", "missing-key", "too-long",
    "unknown-key", "wrong-type", "dangling-id", "link-cycle", "uncited-source", "evidence-twice",
    "item-twice", "milestone-twice", "name-twice", "number-twice", "observation-twice",
    "role-twice", "statement-twice", "amount-unit", "bound-conflict", "count-wrong",
    "direction-conflict", "limits-crossed", "met-above-total", "milestone-order", "out-of-range",
    "sum-wrong", "unit-conflict", "baseline-too-late", "milestone-too-late", "observed-too-early",
    "report-undated", "source-too-early", "strange-date", "time-order", "amount-undated",
    "basis-missing", "basis-unknown", "no-source", "report-not-cited", "unseen-checked",
    "chinese-in-english", "copied-prose", "not-chinese", "province-unknown", "quotation-too-long",
    "source-language", "traditional-script",
)  # fmt: skip
