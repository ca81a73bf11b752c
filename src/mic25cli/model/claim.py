"""The parts of every record: names, quantities, and claims that say where they were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mic25cli.model.closed_lists import Bound, Checked, How
from mic25cli.model.languages import RecordLang
from mic25cli.model.scalars import (
    Amount,
    FormerId,
    Fragment,
    Id,
    Number,
    Prose,
    RecordRef,
    SingleOrList,
    Text,
    UnitName,
    YesNo,
    optional,
    several,
)

Locator = Text


FIRST_KEYS = ("number", "name", "title", "aliases", "search_names", "ours", "translated")


_ATOMS = frozenset((str, int, bool, Decimal, type(None)))


def _as_data(value: object) -> object:
    if isinstance(value, Strict):
        return value.as_data()
    if isinstance(value, list):
        return [item if type(item) in _ATOMS else _as_data(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_data(item) for key, item in value.items()}
    return value


@cache
def _key_order(model: type[Strict]) -> tuple[str, ...]:
    order = [key for key in FIRST_KEYS if key in model.model_fields]
    for ancestor in model.__mro__:
        if issubclass(ancestor, Strict):
            order += [key for key in ancestor.__annotations__ if key in model.model_fields]
    return tuple(dict.fromkeys(order))


class Strict(BaseModel):
    """A mapping whose keys are all known; a key that the model lacks is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def key_order(cls) -> tuple[str, ...]:
        """The order in which its keys are written: name first, provenance last."""
        return _key_order(cls)

    def as_data(self) -> dict[str, object]:
        """The record as plain values: every key present, in `key_order`."""
        values = self.__dict__
        return {
            key: value if type(value := values[key]) in _ATOMS else _as_data(value)
            for key in _key_order(type(self))
        }


class Name(Strict):
    """A name in English and in Chinese (simplified script); at least one is known."""

    en: Text | None = optional("the name in English")
    zh: Text | None = optional("the name in Chinese, simplified script")

    @model_validator(mode="after")
    def _one_is_known(self) -> Self:
        if self.en is None and self.zh is None:
            raise PydanticCustomError("name_empty", "a name needs 'en', 'zh' or both")
        return self


class Bilingual(Strict):
    """A few words of our own, in English and, in a dataset that has it, in Chinese."""

    en: Text = Field(description="in English")
    zh: Text | None = optional("in Chinese, simplified script")


_ONE_OR_MORE = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)


class Cite(Strict):
    """Where a claim was read: the source, the place in it, and how closely it was checked."""

    source: Id = Field(description="the source's id")
    at: Locator | None = optional("the place in it: §2.2; annex, funds, row 5")
    checked: Checked = Field(description="how closely the source was read")
    quote: Annotated[list[Fragment], _ONE_OR_MORE, SingleOrList()] = several(
        "the shortest printed words that contain the number; a list if it is derived"
    )
    how: How | None = optional(
        "the form of the number in `quote`: digits; words; derived: parts of a "
        "formula; chart: read off a chart"
    )

    @model_validator(mode="after")
    def _found_somehow(self) -> Self:
        if bool(self.quote) != (self.how is not None) and self.how != "chart":
            raise PydanticCustomError("quote_how", "'quote' and 'how' go together")
        return self


class Claim(Strict):
    """A statement that somebody made: which report made it, and where we read it.

    `report` is the edition that the statement belongs to, and gives its date of publication. If it
    is left out, it is the first source cited.
    """

    report: Id | None = optional("the report that states it; by default the first source cited")
    cite: list[Cite] = Field(min_length=1, description="where it was read")
    note: Prose | None = optional("what a reader must know about it, in our words")

    @model_validator(mode="after")
    def _report_is_the_first_source(self) -> Self:
        if self.report is None:
            object.__setattr__(self, "report", self.cite[0].source)
        return self


_ANSWERS = {"yes": 1, "true": 1, "no": 0, "false": 0}


class Quantity(Strict):
    """A value, or a range from `low` to `high`, with the source's own hedge as `bound`."""

    value: Amount | None = optional(
        "the number with the digits printed, or `yes` or `no` in the unit `yes-no`; null if unknown"
    )
    low: Number | None = optional("lower end of a range")
    high: Number | None = optional("upper end of a range")
    bound: Bound | None = optional("how the source hedges the value; null if it does not")
    unit: UnitName | None = optional("the unit, from the table of units")

    @model_validator(mode="before")
    @classmethod
    def _yes_is_one(cls, data: Any) -> Any:
        """`yes` and `no` as 1 and 0, which no other unit than `yes-no` measures."""
        known = isinstance(data, Mapping) and data.get("unit") in (None, "yes-no")
        answer = _ANSWERS.get(str(data.get("value")).lower()) if known else None
        return data if answer is None else {**data, "value": answer, "unit": "yes-no"}

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise PydanticCustomError("range_half", "a range needs both 'low' and 'high'")
        if self.low is not None and self.high is not None:
            if self.value is not None:
                raise PydanticCustomError("range_and_value", "give a 'value' or a range, not both")
            if self.low > self.high:
                raise PydanticCustomError("range_order", "the range's 'low' is above its 'high'")
        if self.bound is not None and self.value is None and self.low is None:
            raise PydanticCustomError("bound_alone", "a 'bound' needs a value")
        return self


BASE_YEAR = "the base year of a change in percent (below 0: a cut), or of a multiple"


def check_change(of: Quantity, base_year: int | None) -> None:
    """Raise `ValueError` for a change from a base year whose number is not in percent or times."""
    number = of.low if of.value is None else of.value
    if base_year is not None and (of.unit not in ("percent", "times") or number is None):
        message = (
            "with a 'base_year', a value is a change in percent or a multiple. Add 'unit: "
            "percent' (-50 is half) or 'unit: times' (2 is twice as much)"
        )
        raise PydanticCustomError("milestone_base", message)


class Record(Strict):
    """The fields that records of every kind share, without the id, which is the record's key."""

    formerly: list[FormerId] = several("its former ids, and the ids of records merged into it")
    cite: list[Cite] = several("where its own facts were read; needed where no claim has a cite")
    note: Prose | None = optional("what a reader must know about it, in our words")


class Called(Record):
    """A record with its other names and numbers."""

    aliases: list[Text] = several("other names, as printed")
    search_names: list[Text] = several(
        "narrower or broader names, and misprints, by which search finds it"
    )
    ours: YesNo = Field(
        False, description="whether its name is our own heading, which no source prints"
    )
    translated: RecordLang | None = optional(
        "the language in which its name is our translation of the printed one"
    )
    different_from: list[RecordRef] = several("other things with the same name")


class Named(Called):
    """A record with a name in two languages and other names it goes by."""

    name: Name = Field(description="the name in English, in Chinese or in both")


def own_words(field: str, kind: str) -> Any:
    """A pydantic validator: a field accepts its built-in words and those the profile declares."""

    def check(value: object, lookup: Callable[[object], object], info: ValidationInfo) -> object:
        types: Mapping[str, Iterable[str]] = {} if info.context is None else info.context.types
        own = tuple(types.get(kind, ()))
        if value in own:
            return value
        try:
            return lookup(value)
        except ValidationError as fault:
            if not isinstance(value, str):
                raise
            listed = re.findall("'(.*?)'", fault.errors()[0]["ctx"]["expected"])
            new = re.sub(r"[\W_]+", "-", value.lower()).strip("-") or "new"
            entry = f"{kind}: [{new}]" if field == "type" else f"{new}: committed"
            entry = f"{'types' if field == 'type' else kind}: {{{entry}}}"
            choices = {"choices": [*own, *listed], "entry": entry}
            raise PydanticCustomError("own_word", "{entry}", choices) from fault

    return field_validator(field, mode="wrap")(check)


class Place(Strict):
    """A place, with the province that it lies in."""

    name: Name = Field(description="what it is called: Leuven, or {en: …, zh: …}")
    province: Text | None = optional("province-level unit, in English")
    country: Text | None = optional("country, in English")

    @field_validator("name", mode="before")
    @classmethod
    def _one_text_is_english(cls, name: object) -> object:
        return {"en": name} if isinstance(name, str) else name
