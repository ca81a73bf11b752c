"""The scalar types of record fields, each strict about the values that it accepts."""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from mic25cli.model import edtf
from mic25cli.model.characters import SLUG as SLUG
from mic25cli.model.units import UNITS, Units, meant
from mic25cli.values import FrozenData

URL = r'^https?://[^\s<>"]+$'

# Format characters that reorder or hide text, except the zero-width joiners that some scripts need.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def _one_line(text: str) -> str:
    if text != text.strip():
        raise PydanticCustomError("text_spaces", "the text starts or ends with a space")
    if text.isprintable():
        return text
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} or _HIDDEN.match(char):
            raise PydanticCustomError(
                "text_control",
                "the text has a character that cannot be shown: {code}",
                {"code": f"U+{ord(char):04X}"},
            )
    return text


class Scalar(FrozenData):
    """The name of a scalar type; `model/record_shape.py` reads it from the annotation."""

    name: str
    sort: Literal["text", "date", "number", "integer", "boolean", "unit", "link"] = "text"


def optional(meaning: str) -> Any:
    """A field that may be left out and is then null."""
    return Field(None, description=meaning)


def several(meaning: str) -> Any:
    """A list that may be left out and is then empty."""
    return Field(default_factory=list, description=meaning)


class SingleOrList(FrozenData):
    """Marks a list whose single item may be written without brackets."""


Text = Annotated[
    str, Field(strict=True, min_length=1, max_length=300), AfterValidator(_one_line), Scalar("text")
]
"""One line of text: a name, a title, a locator."""

_SENTENCE_END = re.compile(r"[。！？!?]|\.$")


def _no_sentence(text: str) -> str:
    if _SENTENCE_END.search(text):
        hint = "a fragment does not end like a sentence, so remove its last mark"
        raise PydanticCustomError("fragment_sentence", hint)
    return text


Fragment = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=60),
    AfterValidator(_one_line),
    AfterValidator(_no_sentence),
    Scalar("fragment"),
]
"""A few words as printed, by which a reader finds a number in its source."""

Prose = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=900),
    AfterValidator(_one_line),
    Scalar("prose"),
]

Slug = Annotated[str, Field(strict=True, pattern=SLUG, max_length=80), Scalar("slug")]

Url = Annotated[str, Field(strict=True, pattern=URL, max_length=700), Scalar("url")]


Id = Annotated[str, Field(strict=True, pattern=SLUG, max_length=80), Scalar("id", "link")]
"""The id of a record; `fields.json` gives the kind for each key."""

_REF = Field(strict=True, pattern=r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=120)

RecordRef = Annotated[str, _REF, Scalar("record", "link")]
"""A record of any kind: `kind/id`."""

FormerId = Annotated[str, _REF, Scalar("record")]
"""A former `kind/id` of a record, which no record has now."""

FarTargetId = Annotated[
    str,
    Field(strict=True, pattern=r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*:)?[a-z0-9]+(?:-[a-z0-9]+)*$"),
    Field(max_length=160),
    Scalar("far", "link"),
]
"""A target of another dataset, as `dataset:id`, or of this one."""

YesNo = Annotated[bool, Field(strict=True), Scalar("yes-no", "boolean")]


def _date(text: str) -> str:
    try:
        edtf.parse(text)
    except edtf.DateError as fault:
        raise PydanticCustomError("edtf", "{why}", {"why": str(fault)}) from fault
    return text


Date = Annotated[
    str,
    BeforeValidator(lambda value: f"{value:04d}" if type(value) is int else value),
    Field(strict=True),
    AfterValidator(_date),
    Scalar("date", "date"),
]
"""An EDTF date; YAML reads a bare year as an integer, which is taken as that year."""

MAX_NUMBER = Decimal("1e18")
MAX_ZEROS = 30
"""The maximum number of decimals of a zero: as many as a number may have."""


def _number(raw: object) -> int | Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise PydanticCustomError("number", "a number is needed here")
    value: int | Decimal = raw
    if isinstance(value, Decimal) and not value.is_finite():
        raise PydanticCustomError(
            "number", "a number is needed here, not {value}", {"value": str(value)}
        )
    size = Decimal(value).copy_abs()
    if not (1 / MAX_NUMBER <= size <= MAX_NUMBER if size else abs(size.adjusted()) <= MAX_ZEROS):
        hint = "a number this large or small is probably a typo"
        raise PydanticCustomError("number_size", hint)
    return value


Number = Annotated[int | Decimal, PlainValidator(_number), Scalar("number", "number")]

Amount = Annotated[int | Decimal, PlainValidator(_number), Scalar("amount", "number")]
"""A number, or in a record file `yes` or `no`."""

Year = Annotated[int, Field(strict=True, ge=1900, le=2100), Scalar("year", "integer")]
Month = Annotated[int, Field(strict=True, ge=1, le=12), Scalar("month", "integer")]
Count = Annotated[int, Field(strict=True, ge=1, le=10_000), Scalar("count", "integer")]


def _unit(name: str, info: ValidationInfo) -> str:
    units: Units = UNITS if info.context is None else info.context.units
    if name not in units:
        context = {"name": name, "choices": sorted(units), "meant": meant(name, units)}
        raise PydanticCustomError("unit", "'{name}' is not a known unit", context)
    return name


UnitName = Annotated[str, Field(strict=True), AfterValidator(_unit), Scalar("unit", "unit")]
"""A unit that the dataset has; validation passes the dataset's profile as its context."""
