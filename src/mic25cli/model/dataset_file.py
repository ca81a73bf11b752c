"""The form of `dataset.yaml`, in which a record folder says what its dataset is."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model, field_validator, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model.claim import Name, Strict
from mic25cli.model.closed_lists import AmountStage
from mic25cli.model.kinds import KINDS
from mic25cli.model.scalars import Date, Month, Scalar, Slug, Text, Url, Year, optional, several
from mic25cli.model.units import CURRENCIES


def _one_of(words: Collection[str], what: str) -> AfterValidator:
    def check(name: str) -> str:
        if name not in words:
            raise PydanticCustomError("not_listed", "{what}", {"what": what, "choices": [*words]})
        return name

    return AfterValidator(check)


KindName = Annotated[str, Field(strict=True), _one_of(KINDS, "a kind"), Scalar("kind")]
TypedKind = Annotated[
    str,
    Field(strict=True),
    _one_of(("institutions", "funds", "pilots", "targets"), "a kind with types"),
    Scalar("kind"),
]
Currency = Annotated[
    str, Field(strict=True), _one_of(sorted(CURRENCIES), "a currency"), Scalar("currency")
]
UnitKey = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=60, pattern=r"^[^\s0-9#|]([^\n|]*\S)?$"),
    Scalar("unit-name"),
]

_UNIT: dict[str, Any] = {
    "of": (Text | None, Field(None, description="what it measures: power, patents per head")),
    "is": (Text | None, Field(None, description="what it is worth, exactly: 1000 MW")),
    "zh": (Text | None, Field(None, description="what it is called in Chinese")),
}
# `is` is a word of the language, so that no class can have it as an attribute.
OwnUnit: Any = create_model(
    "OwnUnit", __base__=Strict, __doc__="A unit of the dataset's own.", **_UNIT
)


class KindWords(Strict):
    """What the policy itself calls the records of a kind."""

    en: Text | None = optional("many of them in English: sectors")
    one: Text | None = optional("one of them in English, where no s is dropped")
    zh: Text | None = optional("in Chinese")


class StartLine(Strict):
    """A command of the start page."""

    run: Text = Field(description="the command line: mic25 search WORDS")
    shows: Name = Field(description="what it shows")


class ExampleLine(Strict):
    """A command that help has as an example; a text alone is the command."""

    run: Text = Field(description="the command line: mic25 targets --year 2030")
    shows: Name | None = optional("what it does")

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_the_command(cls, line: object) -> object:
        return {"run": line} if isinstance(line, str) else line


Corrections = Annotated[Text, Field(pattern=r"^(https://|mailto:)[^\s<>\"'`]+$")]
"""An address of a form or of a letter."""


class DatasetFile(Strict):
    """What a dataset says of itself: its title, its terms, its words, units and kinds."""

    id: Slug | None = optional("what citations call it; by default from the title")
    title: Name = Field(description="what it is called, in English and Chinese, or one text")
    policy: Name | None = optional("the policy's name, where the title is longer")
    about: Name | None = optional("a sentence on what it tells")
    summary: Name | None = optional("what the policy is, in a sentence or two")
    authors: list[Text] = several("who keeps it")
    license: Text | None = optional("on what terms others may use it, as SPDX")
    url: Url | None = optional("where it can be found")
    corrections: Corrections | None = optional(
        "where a correction is suggested, {id} and {version} in the place of record and edition"
    )
    featured: list[Slug] = several("the targets that its front page tells first")
    version: Text | None = optional("which edition of the dataset it is")
    horizon: Year | None = optional(
        "the last year of the policy: once it is over, everything is judged as of its end"
    )
    set_by: Name | None = optional("who set its own targets, in a sentence: the plan and its annex")
    account: Date | None = optional("the day that its account is for")
    country: Text | None = optional("where places lie that name no country")
    currency: Currency | None = optional("what amounts are in that name none")
    year_starts: Month | None = optional(
        "the month that its years start in, where an indicator says nothing else"
    )
    kinds: list[KindName] = several("the kinds used; empty: all")
    types: dict[TypedKind, list[Slug]] = Field(
        {}, description="types of its own by kind: {pilots: [pilot-line]}"
    )
    amounts: dict[Slug, AmountStage] = Field(
        {}, description="kinds of amounts of its own, with the stage of each: {insured: committed}"
    )
    words: dict[KindName, KindWords] = Field(
        {}, description="the policy's own words for kinds: {industries: …}"
    )
    units: dict[UnitKey, OwnUnit] = Field(
        {}, description="units of its own: {GW: {of: power, is: 1000 MW}}"
    )
    start: list[StartLine] = several("what the start page shows")
    examples: list[ExampleLine] = several("command lines for help, each with what it does")

    @field_validator("title", mode="before")
    @classmethod
    def _one_text_is_english(cls, title: object) -> object:
        return {"en": title} if isinstance(title, str) else title
