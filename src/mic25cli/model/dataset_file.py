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
    "is": (Text | None, Field(None, description="its exact value in another unit: 1000 MW")),
    "zh": (Text | None, Field(None, description="its name in Chinese")),
}
# `is` is a keyword of Python, so no class can have it as an attribute.
OwnUnit: Any = create_model(
    "OwnUnit", __base__=Strict, __doc__="A unit of the dataset's own.", **_UNIT
)


class KindWords(Strict):
    """The policy's own names for the records of a kind."""

    en: Text | None = optional("the plural in English: sectors")
    one: Text | None = optional("the singular in English, if it is not the plural without s")
    zh: Text | None = optional("in Chinese")


class StartLine(Strict):
    """A command of the start page."""

    run: Text = Field(description="the command line: mic25 search WORDS")
    shows: Name = Field(description="what it shows")


class ExampleLine(Strict):
    """An example of a command in help; a plain text is the command."""

    run: Text = Field(description="the command line: mic25 targets --year 2030")
    shows: Name | None = optional("what it does")

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_the_command(cls, line: object) -> object:
        return {"run": line} if isinstance(line, str) else line


Corrections = Annotated[Text, Field(pattern=r"^(https://|mailto:)[^\s<>\"'`]+$")]
"""A web or e-mail address to which corrections can be sent."""


class DatasetFile(Strict):
    """The dataset's own description: its title, terms, words, units and kinds."""

    id: Slug | None = optional("its short name in citations; by default from the title")
    title: Name = Field(description="its title, in English and Chinese, or one text")
    policy: Name | None = optional("the policy's name, where the title is longer")
    about: Name | None = optional("a sentence on what it contains")
    summary: Name | None = optional("what the policy is, in a sentence or two")
    authors: list[Text] = several("who maintains it")
    license: Text | None = optional("its licence, as an SPDX code")
    url: Url | None = optional("its web address")
    corrections: Corrections | None = optional(
        "the address for corrections, with {id} for the record and {version} for the edition"
    )
    featured: list[Slug] = several("the targets that its front page shows first")
    version: Text | None = optional("the version of the dataset")
    horizon: Year | None = optional(
        "the last year of the policy: once it is over, everything is judged as of its end"
    )
    set_by: Name | None = optional("who set its own targets, in a sentence: the plan and its annex")
    account: Date | None = optional("the date of its account")
    country: Text | None = optional("the country of places that name none")
    currency: Currency | None = optional("the currency of amounts that name none")
    year_starts: Month | None = optional(
        "the month in which its years start, unless an indicator says otherwise"
    )
    kinds: list[KindName] = several("the kinds used; empty: all")
    types: dict[TypedKind, list[Slug]] = Field(
        {}, description="types of its own by kind: {pilots: [pilot-line]}"
    )
    types_zh: dict[Slug, Text] = Field(
        {}, description="the Chinese names of its own types and amounts: {pilot-line: 中试线}"
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
