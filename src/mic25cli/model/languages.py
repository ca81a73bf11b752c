"""The languages of the records, and what the program needs to know of each catalogue of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias, get_args

from mic25cli.values import FrozenData, field
from mic25cli.vocabulary import FILE

FOLDER = FILE.parent
HEADS = FOLDER / "languages.json"
BOTH = "both"
Lang: TypeAlias = str
"""The name of a catalogue, or `both`: names in English and Chinese, words in English."""
RecordLang = Literal["en", "zh"]
TEXT_LANGUAGES: tuple[RecordLang, ...] = get_args(RecordLang)
"""The languages that records have texts in."""
CATALOGUES: tuple[Lang, ...] = tuple(
    dict.fromkeys(
        (*TEXT_LANGUAGES, *sorted(each.stem for each in {*FOLDER.glob("*.json")} - {FILE, HEADS}))
    )
)
"""The languages that the program has words in; the site has pages in each of them."""
LANGUAGES = (*CATALOGUES, BOTH)


class Catalogue(FrozenData):
    """The properties of a language, by default of English; `words/languages.json` has the
    others."""

    name: str = "English"
    """The language's own name for itself: 中文."""
    tag: str = "en"
    """The BCP 47 tag for pages and pictures."""
    records: RecordLang = "en"
    """The language of records whose texts are shown first."""
    spaced: bool = True
    """Whether there are spaces between words."""
    lowers: bool = True
    """Whether a common noun begins with a small letter within a sentence."""
    longest: int = 30
    """The maximum length of a sentence in words, or in characters without spaces."""
    full_width: str = ""
    """The full-width signs that replace `(),:;`; empty if there are none."""
    counters: str = ""
    """The measure words between a number and the things counted; empty if none are needed."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """The measure word by record type or other noun; `""` is the one for all others."""
    stop: str = "."
    """The sign at the end of a sentence."""
    quotes: tuple[str, str] = ("'", "'")
    footnotes: bool = False
    """Whether a source is cited as a footnote, not as a sentence."""
    myriads: bool = False
    """Whether large amounts are counted in ten thousands and their powers."""
    separated_from: int = 1000  # the least number whose thousands are separated
    scales: Sequence[tuple[str, int]] = (("1e12", 2), ("1e9", 2), ("1e6", 2))
    """The scales in which large numbers are given, each with its number of decimals."""

    @property
    def suffix(self) -> str:
        """The ending of the keys of our own texts in this language."""
        return "" if self.records == TEXT_LANGUAGES[0] else f"_{self.records}"

    def measure(self, what: str) -> str:
        """The measure word for a count of a record type or other noun; empty if none is needed."""
        return self.measures.get(what, self.measures.get("", ""))

    @property
    def other(self) -> RecordLang:
        """The language of records whose texts are shown if there is none in the first language."""
        return next(lang for lang in TEXT_LANGUAGES if lang != self.records)


@cache
def catalogue(lang: Lang) -> Catalogue:
    """The properties of a language; `both` has those of English."""
    if lang in ("en", BOTH):
        return Catalogue()
    # Imported here, because commands in English do without the parser.
    import json

    heads: dict[str, dict[str, Sequence[object]]] = json.loads(HEADS.read_text(encoding="utf-8"))
    return Catalogue(**{"tag": lang, "name": lang, **heads.get(lang, {})})  # type: ignore[arg-type]


def text_in(texts: Mapping[str, object], lang: Lang) -> str:
    """A text of a record in one language, or in the other if it has none in that."""
    form = catalogue(lang)
    return str(texts[form.records] or texts[form.other] or "")


def by_language(en: str | None = None, zh: str | None = None) -> dict[str, str | None]:
    """A text in English and Chinese, in the form that records use; None where there is none."""
    return {"en": en, "zh": zh}
