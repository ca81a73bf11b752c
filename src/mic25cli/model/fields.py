"""The fields of the records: what each key means, and what it does.

A key has one meaning wherever it stands, so this one table by key serves the
diff, the rules, the cards, the links and the JSON Schema; each asks it with
`having`, `CLAIMS` or `LINKS`.  What it is called stands in the catalogues.  A test holds it
against the models: a key that is missing here is named.  It imports no model, since every
look-up reads it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from mic25cli.model.catalogue import Lang, find
from mic25cli.model.unique import by_key

Role = Literal["when", "status", "own", "printed", "choice", "number", "link", "part"]
"""What a field holds.

when: a date or year, that says when; status: how it stands with the thing; own: a text in our
own words; printed: a text, name or term as printed; choice: a word of a closed list or a code;
number: a number; link: the id of a record; part: a mapping, or a list of them.
"""

Whole = Literal["quantity", "provenance"]
"""What several fields make up together: a quantity, or who said it and where it was read."""


class Claims(NamedTuple):
    """What the claims under a key are about, and which of two that are about one thing stands."""

    about: tuple[str, ...] = ()
    """The keys that say what a claim is about: of those that agree in them, one stands at a time.

    An amount's date is not among them: a fund that had collected 120 and then 139 went up.
    """
    dated: str | None = None
    """The key of the date that a claim speaks of, if it carries one: of two, the later stands."""
    measured: bool = False
    """Whether they say what is or was, so that a later report may repeat one more loosely.

    A target that a later report puts more loosely is another target.
    """
    by_report: bool = False
    """Whether each report speaks for itself: what one calls a thing, another need not."""


class Field(NamedTuple):
    """What there is to know of a key, whatever the record that it stands in."""

    key: str
    role: Role
    meaning: str = ""
    """What it means in a few words, where a model does not say so itself."""
    link: str | None = None
    """The kind that it names; empty: the record's own; `*`: written before the id."""
    chain: bool = False
    """Whether the link leads from record to record of one kind, and must end."""
    whole: Whole | None = None
    claims: Claims | None = None
    own_in: tuple[str, ...] = ()
    """With `printed`: the kinds in which the text is in our own words all the same."""
    open: bool = False
    """Whether its keys are data: a key that is missing is not null but not there."""


FIELDS: dict[str, Field] = by_key(
    Field("abbr", "printed", "its abbreviation"),
    Field("about", "printed"),
    Field("access", "choice"),
    Field("accessed", "when"),
    Field("action", "own"),
    Field("activities", "own"),
    Field("addressees", "printed"),
    Field("aliases", "printed"),
    Field(
        "amounts",
        "part",
        "sums of money",
        claims=Claims(("kind", "round", "payer"), dated="date", measured=True),
    ),
    Field("assessor", "printed", "who judges"),
    Field("at", "printed"),
    Field("attributed", "printed"),
    Field("authors", "printed"),
    Field(
        "baseline",
        "part",
        "where the target starts from",
        claims=Claims(dated="period", measured=True),
    ),
    Field("bases", "own", open=True),
    Field("basis", "choice"),
    Field("because", "own"),
    Field("bound", "choice", whole="quantity"),
    Field("business", "printed"),
    Field("category", "printed"),
    Field("checked", "choice"),
    Field("cite", "part", whole="provenance"),
    Field("country", "printed", "country, in English"),
    Field("coverage", "choice"),
    Field("data", "choice"),
    Field("date", "when", "when it was, EDTF"),
    Field("definition", "own"),
    Field("derived", "number"),
    Field("detail", "own", "what is said of it, in our words"),
    Field("direction", "choice"),
    Field("direction_count", "number"),
    Field("directions", "part", claims=Claims(("name",))),
    Field("document", "link", link="documents"),
    Field("documents", "link", link="documents"),
    Field("economies", "printed"),
    Field("en", "printed"),
    Field("engagement", "own"),
    Field("established", "when"),
    Field("evidence", "part"),
    Field("examples", "part", "cases that the source gives", claims=Claims(("name",))),
    Field("findings", "part", claims=Claims(("subject",))),
    Field("fit", "choice"),
    Field("focus", "printed"),
    Field("gloss", "own"),
    Field("grade", "choice"),
    Field("group", "part", "the group it belongs to"),
    Field("high", "number", whole="quantity"),
    Field("holds", "link", link="*"),
    Field("indicator", "link", link="indicators"),
    Field("indicators", "link", link="indicators"),
    Field("industries", "link", link="industries"),
    Field("industry", "link", link="industries"),
    Field("institution", "link", link="institutions"),
    Field("institutions", "link", link="institutions"),
    Field("issuers", "link", link="institutions"),
    Field("items", "part", "the points of the list"),
    Field("kind", "choice"),
    Field("lang", "choice"),
    Field("launched", "when"),
    Field("level", "choice", "who stands behind it"),
    Field("low", "number", whole="quantity"),
    Field("maximum", "number"),
    Field("members", "part", claims=Claims(("name",))),
    Field("met", "number"),
    Field("method", "own"),
    Field("milestones", "part", "what is to be reached, and by when", claims=Claims(("year",))),
    Field("minimum", "number"),
    Field("name", "printed", "the name in English and Chinese"),
    Field("named", "part", claims=Claims(by_report=True)),
    Field("note", "own", whole="provenance"),
    Field("number", "number", "its place in the list"),
    Field(
        "observations",
        "part",
        "its values, each as one report gave it",
        claims=Claims(("period", "basis"), measured=True),
    ),
    Field("official_en", "printed"),
    Field("operator", "printed"),
    Field("origin", "choice"),
    Field("originator", "printed"),
    Field("ownership", "choice", "who owns it, as printed"),
    Field("parent", "printed"),
    Field("part_of", "link", link="", chain=True),
    Field("partners", "printed", "the partners"),
    Field("payer", "printed"),
    Field("period", "when", "the span it is for, EDTF"),
    Field("pilots", "link", link="pilots"),
    Field("places", "part", "where it is"),
    Field("post", "printed"),
    Field("programme", "link", link="pilots", chain=True),
    Field("proposed", "when"),
    Field("province", "printed"),
    Field("published", "when"),
    Field("publisher", "printed", "who published it"),
    Field("purpose", "own"),
    Field("reading", "status"),
    Field("report", "link", link="sources", whole="provenance"),
    Field("role", "choice", "its part"),
    Field("roles", "part", "what it does in each industry", claims=Claims(("industry",))),
    Field("round", "number"),
    Field("scope", "own"),
    Field("series", "printed"),
    Field("shows", "own"),
    Field("side", "choice"),
    Field("since", "when", "when it began, EDTF"),
    Field("source", "link", link="sources"),
    Field("source_line", "printed"),
    Field("specialisations", "own"),
    Field("stance", "choice"),
    Field("statement", "own", whole="quantity"),
    Field("statements", "part", "how each report worded it", claims=Claims()),
    Field("status", "status"),
    Field("subfields", "part", claims=Claims(("name",))),
    Field("subject", "own"),
    Field("succeeds", "link", link="funds", chain=True),
    Field("summary", "own", "what it is, in our words"),
    Field("superseded_by", "status", link="documents", chain=True),
    Field("targets", "link", link="targets"),
    Field("term", "printed"),
    Field("text", "own"),
    Field("timing", "choice"),
    Field("title", "printed", own_in=("recommendations", "assessments")),
    Field("topic", "choice"),
    Field("total", "number"),
    Field("type", "choice", "which sort it is"),
    Field("unit", "choice", whole="quantity"),
    Field("url", "choice"),
    Field("value", "number", whole="quantity"),
    Field("verb", "printed"),
    Field("verdict", "own"),
    Field("withdrawn", "status", "that the target was dropped, and by whom", claims=Claims()),
    Field("within", "printed"),
    Field("year", "when", "the year it is for"),
    Field("zh", "printed"),
)

LINKS: dict[str, str] = {
    field.key: field.link for field in FIELDS.values() if field.link is not None
}
"""The kind that each linking key names; empty: the record's own; `*`: written before the id."""

CLAIMS: dict[str, Claims] = {
    field.key: field.claims for field in FIELDS.values() if field.claims is not None
}
"""What the claims are about that stand under a key."""


@cache
def having(*roles: Role) -> frozenset[str]:
    """The keys that have one of these roles."""
    return frozenset(field.key for field in FIELDS.values() if field.role in roles)


@cache
def of_whole(whole: Whole) -> tuple[str, ...]:
    """The keys that make up a quantity, or say who said it and where it was read."""
    return tuple(field.key for field in FIELDS.values() if field.whole == whole)


@cache
def chains() -> tuple[str, ...]:
    """The links that lead from record to record of one kind, and must end."""
    return tuple(field.key for field in FIELDS.values() if field.chain)


@cache
def open_mappings() -> frozenset[str]:
    """The mappings whose keys are data."""
    return frozenset(field.key for field in FIELDS.values() if field.open)


def in_our_words(key: str, kind: str) -> bool:
    """Whether the text under a key is in our own words, in records of this kind."""
    field = FIELDS.get(key)
    return field is not None and (field.role == "own" or kind in field.own_in)


def field_title(key: str, lang: Lang = "en") -> str:
    """What a field is called before its value; a key that is none is made readable."""
    return find(lang, f"field-{key}") or key.replace("_", " ").capitalize()


def meanings() -> Mapping[str, str]:
    """What keys mean that a model need not describe."""
    return {field.key: field.meaning for field in FIELDS.values() if field.meaning}
