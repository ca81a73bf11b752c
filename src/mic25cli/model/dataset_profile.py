"""A dataset's profile: its title, the kinds it uses, its own words and units."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from mic25cli.model.edtf import with_last_years, year_end
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES, by_language
from mic25cli.model.units import UNITS, Units, with_own
from mic25cli.values import FrozenData, field, replace


class CommandExample(TypedDict):
    """A command line for the start page, and what it shows, by language."""

    run: str
    shows: Mapping[str, str | None] | None


class Profile(FrozenData):
    """The content of `dataset.yaml`, next to the records: see `model.dataset_file.DatasetFile`."""

    id: str = "records"
    title: str = "Records"
    title_zh: str | None = None
    policy: Mapping[str, str | None] = field(default_factory=by_language)
    """The policy's name in a sentence, where it is shorter than the title."""
    set_by: Mapping[str, str | None] = field(default_factory=by_language)
    """Who set the policy's own targets, if that says more than the policy's name."""
    about: Mapping[str, str | None] = field(default_factory=by_language)
    summary: Mapping[str, str | None] = field(default_factory=by_language)
    """A description of the policy in a sentence or two."""
    authors: tuple[str, ...] = ()
    license: str | None = None
    url: str | None = None
    corrections: str | None = None
    """Where to suggest a correction, with the record and edition for `{id}` and `{version}`."""
    featured: tuple[str, ...] = ()
    """The targets shown first on the dataset's front page."""
    version: str | None = None
    """The version of the records: as declared, or the program's for those that come with it."""
    horizon: int | None = None
    """The last year of the policy."""
    account: str | None = None
    country: str | None = None
    currency: str | None = None
    year_starts: int | None = None
    types: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """The dataset's own types by kind of record; for `amounts`, with the stage of each."""
    kinds: tuple[str, ...] = tuple(KINDS)
    words: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """The dataset's own names for the records of a kind: `en`, `one` (singular) and `zh`."""
    units: Units = UNITS
    start: tuple[CommandExample, ...] = ()
    examples: tuple[CommandExample, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """The plain values from which `profile_of` makes the profile."""

    def __hash__(self) -> int:
        return hash((self.id, self.title))

    @property
    def name(self) -> Mapping[str, str | None]:
        """The name of the policy in a sentence: `en` and `zh`."""
        own = any(self.policy.values())
        return self.policy if own else by_language(self.title, self.title_zh)

    @property
    def ends(self) -> date | None:
        """The last day of the last year of the policy; None if it has no end."""
        return None if self.horizon is None else year_end(self.horizon, self.year_starts or 1)

    @property
    def chinese(self) -> bool:
        """Whether the dataset is in Chinese as well, so that each of its own words needs a Chinese
        one."""
        return self.title_zh is not None

    def in_plain_words(self, text: str) -> str:
        """An English text, with mic25's names for the dataset's own country, kinds and years."""
        own = {self.country or "China": "china"}
        for kind, names in self.words.items():
            many = names["en"] or kind
            one = names["one"] or replace(KINDS[kind], name=many).one
            own |= {many: kind, one: KINDS[kind].one}
        for word, plain in own.items():
            text = re.sub(rf"\b{re.escape(word)}\b", plain, text, flags=re.IGNORECASE)
        return with_last_years(text) if self.year_starts else text

    def own_choices(self, kind: str, field: str) -> tuple[str, ...]:
        """The words that the dataset adds to the choices of a field: its own types, for example."""
        at = {"type": kind, "amounts.amount_type": "amounts"}.get(field, "")
        return tuple(self.types.get(at, ()))

    def own_words(self) -> dict[str, dict[str, str]]:
        """The dataset's own words by language, under the keys of the words that they replace."""
        words: dict[str, dict[str, str]] = {lang: {} for lang in TEXT_LANGUAGES}
        if self.country != "China":
            words["en"] = _with_forms({"provinces": "regions"})
        for kind, names_ in self.words.items():
            names = {"en": (names_["en"], names_["one"]), "zh": (names_["zh"], names_["zh"])}
            for lang, (many, one) in names.items():
                if many:
                    one = one or replace(KINDS[kind], name=many).one
                    keys = {f"kind-{kind}": many, f"field-{kind}": many}
                    of_one = {f"kind-one-{kind}": one, f"field-{KINDS[kind].one}": one}
                    if kind == "industries" and lang == "en":
                        words[lang] |= _with_forms({"industries": many, "industry": one})
                    words[lang] |= keys | of_one
        zh = {f"unit-{name}": unit["zh"] for name, unit in self.data.get("units", {}).items()}
        zh |= {f"word-{code}": word for code, word in self.data.get("types_zh", {}).items()}
        words["zh"] |= {key: word for key, word in zh.items() if word}
        return words


def _with_forms(forms: Mapping[str, str]) -> dict[str, str]:
    """The English texts of the catalogue that contain certain words, with these replaced."""
    from mic25cli.model.screen_words import words as catalogue_words

    def other(hit: re.Match[str]) -> str:
        word = forms[hit[0].lower()]
        return word if hit[0].islower() else word.capitalize()

    pattern = re.compile(rf"(?<![{{\w-])(?:{'|'.join(forms)})(?![}}\w-])", re.IGNORECASE)
    texts = {key: pattern.sub(other, text) for key, text in catalogue_words("en").items()}
    return {key: text for key, text in texts.items() if text != catalogue_words("en")[key]}


DEFAULT = Profile()


def profile_of(data: Mapping[str, Any]) -> Profile:
    """The profile made from the plain values of `dataset.yaml`, with every key; faulty units are
    left out."""
    title, used = data["title"], data["kinds"]
    types = {kind: dict.fromkeys(own) for kind, own in data["types"].items()}
    fields = {key: data[key] for key in vars(DEFAULT) if key in data}
    fields |= {key: data[key] or by_language() for key in ("policy", "set_by", "about", "summary")}
    fields |= {key: tuple(data[key]) for key in ("authors", "featured", "start", "examples")}
    fields |= {
        "title": title["en"] or title["zh"],
        "title_zh": title["zh"],
        "types": types | ({"amounts": data["amounts"]} if data["amounts"] else {}),
        # Every record cites sources, so they are always included.
        "kinds": tuple(kind for kind in KINDS if not used or kind in {*used, "sources"}),
        "units": with_own(data["units"])[0],
    }
    return Profile(**fields, data=data)
