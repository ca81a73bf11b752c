"""What an edit of records may do to a verdict, and whether the gate of `progress` lets it pass."""

import json
from copy import deepcopy
from typing import Any

import pytest

from builders import written

SOURCES: dict[str, Any] = {
    "plan": {"title": "P", "published": "2015-05", "authority": "A"},
    "mid": {"title": "M", "published": "2020-05", "authority": "A"},
    "annual": {"title": "S", "published": "2026-02", "authority": "A"},
    "again": {"title": "S2", "published": "2026-03", "authority": "A"},
    "blog": {"title": "B", "published": "2026-01", "authority": "D"},
}


def cited(source, **claim):
    return {**claim, "report": source, "cite": [{"source": source, "checked": "text"}]}


def seen(period, value, basis=None, **more):
    named = {} if basis is None else {"basis": basis}
    return cited(more.pop("source", "annual"), period=str(period), value=value, **named, **more)


def indicator(unit, observations, **more):
    told = {"definition": "d", "unit": unit, "direction": "increase", "timing": "rate", **more}
    return {"name": {"en": "N"}, **told, "observations": observations}


def target(measured_on, *milestones, **more):
    targets = [cited("plan", **each) for each in milestones]
    return {"name": {"en": "N"}, "indicator": measured_on, **more, "milestones": targets}


def fits(**fits):
    sides = {"one-sided": {"side": "lower"}}
    return [
        {"basis": basis, "fit": fit, "rationale": "so", **sides.get(fit, {})}
        for basis, fit in fits.items()
    ]


DATASET: dict[str, dict[str, Any]] = {
    "sources": {key: {**each, "lang": "en", "coverage": "full"} for key, each in SOURCES.items()},
    "dataset": {"id": "small", "title": {"en": "Small"}, "units": {"lot": {"is": "10 units"}}},
    "industries": {key: {"name": {"en": key}, "cite": [{"source": "plan", "checked": "text"}]}
                   for key in ("cars", "ships")},
    "indicators": {
        "share": indicator(
            "percent",
            [seen(2024, 55, "own"), seen(2025, 60, "own"), seen(2025, 95, "wide"),
             seen(2025, 96, "third")],
            bases={"own": "o", "wide": "w", "third": "t"},
        ),
        "other": indicator("percent", [seen(2024, 90), seen(2025, 95)]),
        "stuff": indicator(
            "units",
            [*(seen(year, 30) for year in range(2021, 2025)), seen(2025, 3, unit="lot")],
            timing="flow",
        ),
        "early": indicator("percent", [seen(2015, 20), seen(2024, 30), seen(2025, 31)]),
        "ours": indicator("percent", [seen(2025, 95, estimated=True)]),
    },
    "targets": {
        "mis": target("share", {"year": 2025, "value": 90}, basis="own", industries=["cars"],
                      evidence=fits(own="exact", wide="proxy")),
        "near": target("share", {"year": 2025, "value": 97}, evidence=fits(wide="proxy")),
        "sum": target("stuff", {"year": 2025, "value": 100}),
        "way": target("early", {"year": 2030, "value": 90},
                      baseline=seen(2015, 20, source="plan")),
        "guess": target("ours", {"year": 2025, "value": 90}),
    },
}  # fmt: skip
GONE = object()


def edited(edits):
    """The dataset with other values at some paths; `GONE` takes a key or an entry away."""
    dataset = deepcopy(DATASET)
    for path, value in edits.items():
        *way, last = path.split(".")
        place: Any = dataset
        for key in way:
            place = place[int(key) if isinstance(place, list) else key]
        key = int(last) if isinstance(place, list) else last
        if value is GONE:
            del place[key]
        elif isinstance(place, list) and key == len(place):
            place.append(value)
        else:
            place[key] = value(place[key]) if callable(value) else value
    return dataset


def as_files(folder, dataset):
    texts = {f"{kind}.yaml": json.dumps(records) for kind, records in dataset.items()}
    return str(written(folder, texts))


MIS, SHARE, SEEN = "targets.mis", "indicators.share", "indicators.share.observations"
DUE = f"{MIS}.milestones.0"
LAST_DAY = {f"sources.{each}.published": "2025-10" for each in ("annual", "again", "blog")}
WITHDRAWN = {**cited("mid"), "date": "2020-05"}
DOCUMENT = {"name": {"en": "D"}, "type": "plan", "issued": "2020-05",
            "cite": [{"source": "mid", "checked": "text"}]}  # fmt: skip


def renamed(kind, old, new, **more):
    """Edits that give a record another id, and more."""
    return {f"{kind}.{new}": {**DATASET[kind][old], **more}, f"{kind}.{old}": GONE}


def turned(unit):
    return lambda seen: [{**each, "unit": unit} for each in seen]


# An edit by name: what it changes, whether `worse,lost` fails, and what is measured by another
# thing (None: nothing changed at all).
TRICKS: dict[str, tuple[dict[str, Any], bool, tuple[str, ...] | None]] = {
    # The target.
    "the target is gone": ({MIS: GONE}, True, ()),
    "the target is renamed": (renamed("targets", "mis", "new"), True, ()),
    "the target is renamed and says so": (
        renamed("targets", "mis", "new", formerly=["targets/mis"]), False, None),
    "the target is renamed, says so, and asks for less": (
        renamed("targets", "mis", "new", formerly=["targets/mis"],
                milestones=[cited("plan", year=2025, value=60)]), True, ()),
    "another target says that it was this one": (
        {MIS: GONE, "targets.guess.formerly": ["targets/mis"]}, True,
        ("basis", "evidence", "indicator")),
    "the target is lowered": ({f"{DUE}.value": 60}, True, ()),
    "the target is hedged": ({f"{DUE}.bound": "about"}, True, ()),
    "the target is up to": ({f"{DUE}.bound": "up-to"}, True, ()),
    "the target is a range": ({f"{DUE}.value": GONE, f"{DUE}.low": 50, f"{DUE}.high": 95},
                            True, ()),
    "the target is in words": ({f"{DUE}.value": GONE, f"{DUE}.statement": "Much."}, True, ()),
    "the target is postponed": ({f"{DUE}.year": 2030}, True, ()),
    "the target has no year": ({f"{DUE}.year": GONE}, True, ()),
    "the target is moved to a year that met it": ({f"{DUE}.year": 2024, f"{DUE}.value": 55},
                                                    True, ()),
    "the target is relative": ({f"{DUE}.value": 5, f"{DUE}.unit": "percent",
                              f"{DUE}.base_year": 2024}, True, ()),
    "the target is in another unit": ({f"{DUE}.unit": "units"}, True, ()),
    "the target is in points": ({f"{DUE}.unit": "percentage-point"}, True, ()),
    "a later report asks for less": (
        {f"{MIS}.milestones.1": cited("mid", year=2025, value=50)}, True, ()),
    "a later report asks for more": (
        {f"{MIS}.milestones.1": cited("mid", year=2025, value=99)}, False, ()),
    "a later target without figures is added": (
        {f"{MIS}.milestones.1": cited("plan", year=2026, value=10)}, True, ()),
    "a later target that is met is added": (
        {f"{MIS}.milestones.1": cited("plan", year=2026, value=10),
         f"{SEEN}.4": seen(2026, 60, "own")}, False, ()),
    "the target is withdrawn": ({f"{MIS}.withdrawn": WITHDRAWN}, True, ()),
    "its report is later": ({"sources.plan.published": "2027"}, True, ()),
    "its report has a later edition without it": (
        {"documents": {"plan": {**DOCUMENT, "superseded_by": "mid"}, "mid": DOCUMENT}}, True, ()),
    "its industry is another": ({f"{MIS}.industries": ["ships"]}, True, ()),
    "its origin is another": ({f"{MIS}.origin": "attributed"}, True, ()),
    "a target takes it up": (
        {"targets.near.predecessors": [{"target": "mis", "how": "continues"}]}, False, None),
    # What the verdict is measured by.
    "another basis": (
        {f"{MIS}.basis": "third", f"{MIS}.evidence": GONE}, True, ("basis", "evidence")),
    "another basis beside those admitted": (
        {f"{MIS}.basis": "third"}, False, ("basis", "evidence")),
    "no basis and another list": (
        {f"{MIS}.basis": GONE, f"{MIS}.evidence": fits(third="close")}, True,
        ("basis", "evidence")),
    "the exact basis is not admitted": (
        {f"{MIS}.basis": GONE, f"{MIS}.evidence": fits(wide="proxy")}, True,
        ("basis", "evidence")),
    "two bases change places": (
        {f"{MIS}.evidence": fits(own="proxy", wide="exact")}, True, ("fit",)),
    "a proxy is called exact": (
        {"targets.near.evidence": fits(wide="exact")}, True, ("fit",)),
    "a proxy is called close": (
        {"targets.near.evidence": fits(wide="close")}, True, ("fit",)),
    "a proxy is called a bound": (
        {"targets.near.evidence": fits(wide="one-sided")}, True, ("fit",)),
    "another indicator": (
        {f"{MIS}.indicator": "other", f"{MIS}.basis": GONE, f"{MIS}.evidence": GONE}, True,
        ("basis", "evidence", "indicator")),
    "another indicator that says it was this one": (
        {**renamed("indicators", "share", "new", formerly=["indicators/share"],
                   observations=[seen(2025, 99, "own")]),
         f"{MIS}.indicator": "new", "targets.near.indicator": "new"}, True, ("indicator",)),
    "the indicator is renamed and says so": (
        {**renamed("indicators", "share", "new", formerly=["indicators/share"]),
         f"{MIS}.indicator": "new", "targets.near.indicator": "new"}, False, None),
    "the direction is turned": ({f"{SHARE}.direction": "decrease"}, True, ("direction",)),
    "there is no direction": ({f"{SHARE}.direction": GONE}, True, ("direction",)),
    "a year becomes a span": (
        {"targets.sum.milestones.0.period": "2021/2025"}, True, ("period",)),
    "what a year means": ({"indicators.stuff.timing": "stock"}, False, ("timing",)),
    "the month that years start in": ({f"{SHARE}.year_starts": 4}, True, ("year_starts",)),
    "it cannot fall": ({f"{SHARE}.falls": "never"}, False, ("falls",)),
    "the least value": ({f"{SHARE}.minimum": 0}, False, ("minimum",)),
    "the greatest value": ({f"{SHARE}.maximum": 100}, False, ("maximum",)),
    "the baseline is lower": ({"targets.way.baseline.value": 1}, False, ("baseline",)),
    "the baseline is later": (
        {"targets.way.baseline.period": "2023", "targets.way.baseline.value": 1}, True,
        ("baseline",)),
    "it begins at another target": (
        {"targets.way.baseline": GONE, "targets.way.baseline_of": "mis"}, True, ("baseline",)),
    "a unit of the dataset is worth more": (
        {"dataset.units.lot.is": "100 units"}, True, ("unit",)),
    "the report of the figure on its basis is later": (
        {"sources.annual.published": "2027", f"{SEEN}.2": seen(2025, 95, "wide", source="blog")},
        True, ("basis",)),
    "there is no baseline": ({"targets.way.baseline": GONE}, True, ("baseline",)),
    "the figures change bases": (
        {f"{SEEN}.1.basis": "wide", f"{SEEN}.2.basis": "own"}, True, ("basis",)),
    "a figure that reaches it counts on its basis as well": (
        {f"{SEEN}.3.basis": "own"}, False, ("basis",)),
    "a figure that reaches it counts on its basis in its place": (
        {f"{SEEN}.3.basis": "own", f"{SEEN}.1": GONE}, True, ("basis",)),
    "the headline is another basis": (
        {f"{SHARE}.bases": {"third": "t", "own": "o", "wide": "w"}}, False, None),
    "the figure on its basis is gone": (
        {SEEN: lambda every: every[2:]}, True, ("basis",)),
    "the figure on its basis says nothing any more": (
        {f"{SEEN}.1.value": 90, f"{SEEN}.1.bound": "about"}, True, ("basis",)),
    "our estimate is called none": (
        {"indicators.ours.observations.0.estimated": False}, True, ("estimated",)),
    "another basis is admitted as well": (
        {f"{MIS}.evidence": fits(own="exact", wide="proxy", third="close")}, False,
        ("evidence",)),
    "a basis that decides nothing is left out": (
        {f"{MIS}.evidence": fits(own="exact")}, False, ("evidence",)),
    "another measure and a new figure at once": (
        {f"{MIS}.evidence": fits(own="exact", wide="exact"), f"{SEEN}.1": seen(2025, 92, "own",
                                                                             source="again")},
        True, ("fit",)),
    "the last day is earlier": (
        LAST_DAY, True,
        ("last_day",)),
    # The figures, which are not the measure.
    "all figures are gone": ({SEEN: []}, True, ()),
    "the figure is our estimate": ({f"{SEEN}.1.estimated": True}, True, ("estimated",)),
    "a better figure": ({f"{SEEN}.4": seen(2025, 92, "own", source="again")}, False, ()),
    "the figure is corrected": ({f"{SEEN}.1.value": 92}, False, ()),
    "a figure of another source": ({f"{SEEN}.1": seen(2025, 60, "own", source="again")},
                                   False, None),
    "a figure of a weaker source": ({f"{SEEN}.1": seen(2025, 92, "own", source="blog")},
                                    False, ()),
    "a worse figure": ({f"{SEEN}.2.value": 5, f"{SEEN}.1.value": 50}, False, ()),
    "a name": ({f"{MIS}.name": {"en": "Other"}}, False, None),
    "a reason": ({f"{MIS}.evidence.0.rationale": "why"}, False, None),
}  # fmt: skip
OPTIONS = {
    "a later target without figures is added": ("--as-of", "2026-12-31"),
    "a later target that is met is added": ("--as-of", "2026-12-31"),
    "its report is later": ("--as-of", "2026-06"),
    "the report of the figure on its basis is later": ("--known-at", "2026-06"),
    "its industry is another": ("--industry", "cars"),
    "its origin is another": ("--origin", "plan"),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return as_files(tmp_path_factory.mktemp("gate") / "before", DATASET)


@pytest.mark.others
@pytest.mark.parametrize("name", TRICKS)
def test_a_gate_on_an_edit(mic25, before, tmp_path, name):
    edits, stopped, measures = TRICKS[name]
    now = as_files(tmp_path / "now", edited(edits))
    gate = ("progress", "--against", before, "--records", now, *OPTIONS.get(name, ()), "--json")
    ran = mic25(*gate, "--fail-on", "worse,lost")
    rows = json.loads(ran.out)["results"]
    found = {tuple(row["redefined"]) for row in rows if row["redefined"]}
    assert (ran.code == 1) == stopped
    assert found == ({measures} if measures else set())
    assert all((row["changed"] == "redefined") == bool(row["redefined"]) for row in rows)
    assert mic25(*gate, "--fail-on", "changed").code == (1 if measures is not None else 0)
    assert mic25(*gate, "--fail-on", "redefined").code == (1 if measures else 0)


def test_both_sides_are_judged_at_the_later_last_day(mic25, before, tmp_path):
    """Also in a diff; a date that is asked for decides alone."""
    now = as_files(tmp_path / "now", edited(LAST_DAY))
    for old, new in ((before, now), (now, before)):
        told = mic25("progress", "--against", old, "--records", new, "--json")
        assert json.loads(told.out)["old"]["as_of"] == "2026-03-31"
        assert ("both sides are judged as of the later day, 2026-03-31" in told.err) == (new == now)
        changed = mic25("diff", "--records-from", old, "--records", new, "--json")
        assert not [c for c in json.loads(changed.out)["results"] if c["class"] == "outcome"]
    asked = mic25("progress", "--against", before, "--records", now, "--as-of", "2026", "--json")
    assert (json.loads(asked.out)["old"]["as_of"], json.loads(asked.out)["results"]) == ("2026", [])


def test_a_filter_hides_no_change(mic25, before, tmp_path):
    """What was of the status asked for counts, and a target by either of its ids."""
    edits = renamed("targets", "mis", "new", formerly=["targets/mis"], basis="wide", evidence=[])
    now = as_files(tmp_path / "now", edited(edits))
    for asked in (("new",), ("--status", "missed"), ("--status", "met")):
        ran = mic25("progress", *asked, "--against", before, "--records", now, "--fail-on", "worse",
                    "--json")  # fmt: skip
        (row,) = json.loads(ran.out)["results"]
        assert (ran.code, row["target"], row["old"]["status"]) == (1, "new", "missed"), asked


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "redefined: Fit"), ("zh", "口径变更：口径符合程度")]
)
def test_what_is_measured_by_is_named(mic25, before, tmp_path, lang, told):
    now = as_files(tmp_path / "now", edited(TRICKS["a proxy is called exact"][0]))
    gate = ("progress", "--against", before, "--records", now, "--fail-on", "worse")
    for form in ("plain", "md", "junit", "github", "sarif"):
        ran = mic25(*gate, "--lang", lang, "-q", "-f", form)
        assert ran.code == 1 and told in ran.out.replace("%3A", ":"), form
