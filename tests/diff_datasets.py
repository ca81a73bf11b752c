"""Small datasets for the tests of the diff: records as in the models, and generated ones."""

import random
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from builders import record as make
from builders import source as source_of
from cases import data
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS

CITE = [{"source": "paper-2019", "at": "§2.2", "checked": "text"}]


def dataset(*records: Record) -> RecordSet:
    by_kind: dict[str, dict[str, Record]] = {}
    for record in records:
        by_kind.setdefault(record["kind"], {})[record["id"]] = record
    return RecordSet.of(by_kind)


def claim(report: str, **fields: Any) -> dict[str, Any]:
    return {"report": report, "cite": CITE, **fields}


def source(
    record_id: str,
    published: str | None,
    coverage: str = "excerpt",
    authority: str = "A",
    **more: Any,
) -> Record:
    given = {"published": published, "coverage": coverage, "authority": authority}
    return source_of(record_id, **given, **more)


REPORTS = (
    source("roadmap-2015", "2015-09"),
    source("roadmap-2017", "2018-01"),
    source("full-2016", "2016-03", "full"),
    source("full-2018", "2018-03", "full"),
    source("paper-2019", "2019-07", "full", "B"),
    source("undated", None, "excerpt", "D"),
)
"""Reports that every test dataset has: two read in excerpts, three in full, one without a date."""

REPORT_IDS = [record["id"] for record in REPORTS]


def indicator(record_id: str = "share", *observations: dict[str, Any], **more: Any) -> Record:
    return make(
        "indicators", record_id, observations=list(observations),
        **{"definition": "what is measured", "direction": "increase", **more},
    )  # fmt: skip


def target(*milestones: dict[str, Any], record_id: str = "nev-share", **more: Any) -> Record:
    units = [
        {"unit": "percent", **each} if "statement" not in each else each for each in milestones
    ]
    return make(
        "targets", record_id, milestones=units,
        **{"name": {"en": "NEV share"}, "indicator": "share", **more},
    )  # fmt: skip


def fund(
    *amounts: dict[str, Any], record_id: str = "big-fund", established: str | None = "2014-09",
    **more: Any,
) -> Record:  # fmt: skip
    return make(
        "funds", record_id, established=established,
        amounts=[{"unit": "bn CNY", **each} for each in amounts],
        **{"name": {"en": "Big Fund", "zh": "大基金"}, **more},
    )  # fmt: skip


def theme(*statements: dict[str, Any], record_id: str = "quality", **more: Any) -> Record:
    return make("wording", record_id, name={"en": record_id}, statements=list(statements), **more)


def document(record_id: str, published: str | None, **more: Any) -> Record:
    return make("documents", record_id, published=published, **{"type": "plan", **more})


# Generated datasets: few ids and values, so that two of them share much and differ in all ways.

IDS = ["a", "b", "c"]
INDUSTRIES = ["robots", "rail"]
WORDS = ["high quality growth", "quality of growth", "smart plus", "智能制造", "智能+制造", "x"]


def lists(items: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, max_size=most)


NUMBERS = (0, 1, 70, 80, 90, Decimal("2.64"), Decimal("2.6"), Decimal("80.0"), -5)
numbers = st.sampled_from(NUMBERS)
texts = st.sampled_from(WORDS)
dates = st.sampled_from(["2014", "2015-05", "2015-09-01", "2016/2018", "2018", "2020~"])
maybe_date = st.none() | dates
reports = st.sampled_from(REPORT_IDS)


def some(*choices: Any) -> st.SearchStrategy[Any]:
    """One of some values: a single draw, ten times as fast as one for each part of the value."""
    return st.sampled_from(choices)


def none_or(choices: list[Any]) -> list[Any]:
    """The choices, and `{}` as often as all of them."""
    return [{}] * len(choices) + choices


names = some(
    *({"en": en, **zh} for en, zh in product(WORDS, none_or([{"zh": word} for word in WORDS])))
)
ONE_CITE = [
    {"source": source, "checked": checked, **at}
    for source, checked, at in product(
        REPORT_IDS, ("text", "excerpt", "none"), none_or([{"at": word} for word in WORDS])
    )
]
cites = some(*([each] for each in ONE_CITE)) | st.integers(0, len(ONE_CITE) ** 2 - 1).map(
    lambda number: [ONE_CITE[place] for place in divmod(number, len(ONE_CITE))]
)
industries = some([], *([each] for each in INDUSTRIES), *map(list, product(INDUSTRIES, INDUSTRIES)))


def quantities(units: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A value, a range or a bound, equally often."""
    values = [{"value": value} for value in NUMBERS]
    ranges = [{"low": low, "high": high} for low, high in product(NUMBERS, NUMBERS) if low <= high]
    bounds = [
        {"value": value, "bound": bound}
        for value, bound in product(NUMBERS, ("about", "at-least", "more-than", "up-to"))
    ]
    return st.one_of(
        some(*({**each, "unit": unit} for each, unit in product(shape, units)))
        for shape in (values, ranges, bounds)
    )


def claims(
    quantity: tuple[str, ...] | None = None, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """A claim of a report: a quantity in one of some units, if it has any, and its fields."""
    parts = [
        st.fixed_dictionaries({"report": reports, "cite": cites, **fields}),
        st.just({}) if quantity is None else quantities(quantity),
        some(*none_or([{"note": word} for word in WORDS])),
    ]
    return st.tuples(*parts).map(lambda made: {**made[0], **made[1], **made[2]})


milestones = (
    claims(("percent",), year=st.sampled_from([2020, 2025]))
    | claims(("percent", "units"), year=st.sampled_from([None, 2020]))
    | claims(year=st.sampled_from([2020, 2025]), statement=texts)
)
observations = claims(
    ("percent", "count"),
    period=st.sampled_from(["2014", "2015", "2017"]),
    basis=st.sampled_from([None, "all"]),
)
amounts = claims(
    ("bn CNY", "mn CNY", "bn USD"),
    amount_type=st.sampled_from(["raised", "target"]),
    round=st.sampled_from([None, 1]),
    date=maybe_date,
)

parts = st.fixed_dictionaries
SORTS: dict[str, st.SearchStrategy[Any]] = {
    "name": names,
    "text": texts,
    "texts": lists(texts),
    "a text or none": st.none() | texts,
    "a number or none": st.none() | numbers,
    "a date or none": maybe_date,
    "an id": st.sampled_from(IDS),
    "an id or none": st.none() | st.sampled_from(IDS),
    "industries": industries,
    "cites": cites,
    "claims of names": lists(claims(name=names)),
    "amounts": lists(amounts),
    "milestones": st.lists(milestones, min_size=2, max_size=5),
    "observations": lists(observations, 5),
    "a baseline": st.none() | claims(("percent",), period=st.sampled_from(["2014", "2015"])),
    "a withdrawal": st.none() | claims(date=maybe_date),
    "places": lists(parts({"name": names, "province": texts}), 2),
    "bases": st.dictionaries(st.sampled_from(["all", "own-brand", "top-ten"]), texts),
    "roles": lists(
        claims(industry=st.sampled_from(INDUSTRIES), ownership=st.just("soe"), business=texts)
    ),
    "statements": st.lists(claims(verb=texts, term=texts, gloss=texts), min_size=1, max_size=4),
    "findings": lists(claims(("percent",), subject=texts, verdict=texts, reading=st.just("met"))),
    "examples": lists(claims(name=texts, detail=st.none() | texts)),
    "items": st.lists(parts({"text": texts, "industries": industries}), min_size=1, max_size=3),
}
"""The sorts of fields that `diff_datasets.yaml` gives to each kind."""
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    kind: {key: some(*of) if isinstance(of, list) else SORTS[of] for key, of in fields.items()}
    for kind, fields in data(__file__, "FIELDS")[0].items()
}


RECORDS = {kind: st.fixed_dictionaries(fields) for kind, fields in FIELDS.items()}
PLACES = some(*product(sorted(FIELDS), IDS))


@st.composite
def records(draw: st.DrawFn, kind: str, record_id: str) -> Record:
    return make(kind, record_id, **draw(RECORDS[kind]))


@st.composite
def datasets(draw: st.DrawFn, most: int = 6) -> RecordSet:
    """A dataset with the test reports and a few records of any kinds, or many claims on one
    thing."""
    if draw(st.booleans()):
        return draw(contested())
    places = draw(st.lists(PLACES, unique=True, min_size=1, max_size=most))
    return dataset(*REPORTS, *(draw(records(kind, record_id)) for kind, record_id in places))


def several(claim: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(claim, min_size=3, max_size=7)


CONTESTED = st.tuples(
    several(claims(("percent",), year=st.just(2025))),
    several(claims(("percent",), period=some("2014", "2017"))),
    some("increase", "decrease"),
    several(claims(("bn CNY",), amount_type=st.just("raised"), date=dates)),
    several(claims(verb=texts, gloss=texts)),
)


def contested() -> st.SearchStrategy[RecordSet]:
    """A target, an indicator, a fund and a theme on which every report says something."""
    return CONTESTED.map(
        lambda said: dataset(
            *REPORTS,
            target(*said[0]),
            indicator("share", *said[1], direction=said[2]),
            fund(*said[3]),
            theme(*said[4]),
        )
    )


FATES = some("keep", "drop", "nudge", "nudge", "change", "change", "confirm")


@st.composite
def editions(draw: st.DrawFn) -> tuple[RecordSet, RecordSet]:
    """A dataset and a later edition of it: records dropped, changed, confirmed and added."""
    old = draw(datasets())
    kept: list[Record] = []
    for record in old:
        if record["kind"] == "sources":
            continue
        fate = draw(FATES)
        if fate == "drop":
            continue
        changed = dict(record)
        if fate == "change":
            other = draw(records(record["kind"], record["id"]))
            for key in draw(st.lists(st.sampled_from(sorted(FIELDS[record["kind"]])), max_size=3)):
                mix = key in claim_lists(record)
                changed[key] = [*record[key][1:], *other[key]] if mix else other[key]
        elif fate == "confirm":
            # Another report repeats the first one.
            for key in claim_lists(record):
                again = [{**each, "report": draw(reports)} for each in record[key][:1]]
                changed[key] = [*record[key], *again]
        elif fate == "nudge":
            for key in claim_lists(record):
                changed[key] = [draw(nudged(each)) for each in record[key]]
        kept.append(changed)
    more = [each for each in draw(datasets(2)) if each["kind"] != "sources"]
    present = {(each["kind"], each["id"]) for each in kept}
    added = [each for each in more if (each["kind"], each["id"]) not in present]
    return old, dataset(*REPORTS, *kept, *added)


def claim_lists(record: Record) -> list[str]:
    return [path for path, _ in KINDS[record["kind"]].claims if isinstance(record[path], list)]


@st.composite
def nudged(draw: st.DrawFn, claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with a changed key, as if an editor had changed it."""
    changes: dict[str, st.SearchStrategy[Any]] = {"note": texts, "report": reports, "cite": cites}
    if claim.get("value") is not None:
        changes["value"] = numbers
    if "period" in claim:
        changes["period"] = st.sampled_from(["2014", "2016", "2017"])
    if "gloss" in claim:
        changes["gloss"] = texts
    key = draw(st.sampled_from(sorted(changes, reverse=True)))
    new = draw(changes[key])
    if key == "cite":
        new = [
            {"source": each["source"], "at": each.get("at"), "checked": each["checked"]}
            for each in new
        ]
    return {**claim, key: new}


def shuffled(original: RecordSet, seed: int) -> RecordSet:
    """The same dataset with records, lists and keys in another order."""
    chance = random.Random(seed)

    def turn(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            if key != "bases":
                chance.shuffle(items)
            return {name: turn(item, name) for name, item in items}
        if isinstance(value, list):
            items = [turn(item) for item in value]
            chance.shuffle(items)
            return items
        return value

    every = list(original)
    chance.shuffle(every)
    return dataset(*(turn(dict(record)) for record in every))
