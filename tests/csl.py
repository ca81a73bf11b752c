"""The form of CSL-JSON input, version 1.0.2: what `csl-data.json` of the CSL project allows.

Restated here, since no package carries that file: https://github.com/citation-style-language/schema
"""

from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


TYPES = _words("""
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia figure
    graphic hearing interview legal_case legislation manuscript map motion_picture
    musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song
    speech standard thesis treaty webpage
""")

NAMES = _words("""
    author chair collection-editor compiler composer container-author contributor curator
    director editor editorial-director executive-producer interviewer illustrator organizer
    original-author performer producer recipient reviewed-author translator
""")

DATES = _words("""
    accessed available-date container event-date issued original-date submitted
""")

TEXTS = _words("""
    language journalAbbreviation shortTitle abstract annote archive archive_collection
    archive_location archive-place authority call-number citation-label collection-title
    container-title container-title-short dimensions division DOI event event-place genre ISAN
    ISBN ISCI ISMN ISRC ISSN ISWC jurisdiction keyword medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-title scale section source status title title-short translated-title
    translated-title-short URL version year-suffix
""")

NUMBERS = _words("""
    id chapter-number citation-number collection-number edition first-reference-note-number
    issue locator number number-of-pages number-of-volumes page page-first part printing
    supplement volume
""")

_TEXT = {"type": "string"}
_NUMBER = {"type": ["string", "number"]}
_SWITCH = {"type": ["string", "number", "boolean"]}


def _only(**properties: Any) -> dict[str, Any]:
    named = {key.replace("_", "-"): value for key, value in properties.items()}
    return {"type": "object", "properties": named, "additionalProperties": False}


_NAME = _only(
    family=_TEXT, given=_TEXT, dropping_particle=_TEXT, non_dropping_particle=_TEXT, suffix=_TEXT,
    comma_suffix=_SWITCH, static_ordering=_SWITCH, literal=_TEXT, parse_names=_SWITCH,
)  # fmt: skip
_PARTS = {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": 3}
_DATE = _only(
    date_parts={"type": "array", "items": _PARTS, "minItems": 1, "maxItems": 2},
    season=_NUMBER, circa=_SWITCH, literal=_TEXT, raw=_TEXT, edtf=_TEXT,
)  # fmt: skip

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        **_only(
            type={"enum": TYPES},
            categories={"type": "array", "items": _TEXT},
            custom={"type": "object"},
        ),
        "required": ["type", "id"],
    },
}
SCHEMA["items"]["properties"] |= {  # type: ignore[index]
    **{key: {"type": "array", "items": _NAME} for key in NAMES},
    **{key: {"anyOf": [_TEXT, _DATE]} for key in DATES},
    **dict.fromkeys(TEXTS, _TEXT),
    **dict.fromkeys(NUMBERS, _NUMBER),
}
