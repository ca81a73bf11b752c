"""The golden vectors: every method against numbers computed by hand, to four digits."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import cases
from mic25cli.calc.progress.method import Inputs, Trend
from mic25cli.calc.progress.methods import METHODS, dns
from mic25cli.calc.progress.methods.linear import course
from progress_datasets import simple


@dataclass(frozen=True)
class Vector:
    inputs: Inputs
    linear: tuple[float, ...]
    rates: tuple[float, ...] | None
    opensdg: tuple[float, ...] | None
    un2023: tuple[float, ...] | None


def vector_of(row):
    base, value, target = (float(row[key]) for key in ("base", "value", "target"))
    time, sign = int(row["time"]), int(row["sign"])
    met = (value - target) * sign >= 0

    def numbers(*keys):
        return tuple(float(row[key]) for key in keys) if row[keys[0]] else None

    return Vector(
        Inputs(base, 2015, value, time, target, 2025, sign, met),
        numbers("progress", "expected", "pace"),
        numbers("growth_actual", "growth_required", "ratio"),
        numbers("opensdg_ratio", "opensdg_score"),
        numbers("un2023_projected", "un2023_ratio"),
    )


LINES = Path(__file__).with_name("vectors.tsv").read_text("utf-8").splitlines()[1:]
VECTORS = {row["id"]: vector_of(row) for row in csv.DictReader(LINES, delimiter="\t")}
WORDS = json.loads(Path(__file__).with_name("golden_words.json").read_text("utf-8"))
"""The word of each method for the vectors, in their order."""

every = pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)


def found(method, vector, strict=False):
    return METHODS[method].judge(vector.inputs, strict)


def near(value, wanted, digits=4):
    return value is not None and abs(value - wanted) <= 0.5 * 10**-digits


@every
def test_linear(vector):
    measures = course(vector.inputs)
    share, expected, pace = vector.linear
    assert near(measures.progress, share) and near(measures.expected, expected)
    assert near(measures.pace, pace) and near(found("linear", vector).figures.ratio, pace)


@every
def test_growth_rates(vector):
    figures = found("eurostat", vector).figures
    if vector.rates is None:
        assert figures.ratio is None and figures.growth_actual is None
        return
    actual, required, ratio = vector.rates
    assert near((figures.growth_actual or 0) * 100, actual)
    assert near((figures.growth_required or 0) * 100, required)
    assert near(figures.ratio, ratio)
    assert near(found("un2022", vector).figures.ratio, ratio)


@every
def test_opensdg(vector):
    figures = found("opensdg", vector).figures
    if vector.opensdg is None:
        assert figures.ratio is None and figures.score is None
        return
    ratio, score = vector.opensdg
    assert near(figures.ratio, ratio) and near(figures.score, score, 3)


@every
def test_un2023(vector):
    figures = found("un2023", vector).figures
    if vector.un2023 is None:
        assert figures.ratio is None and figures.projected is None
        return
    projected, ratio = vector.un2023
    assert near(figures.projected, projected, 3) and near(figures.ratio, ratio)


@every
def test_sdsn_is_the_pace(vector):
    assert near(found("sdsn", vector).figures.ratio, vector.linear[2])


def test_every_method_has_golden_words():
    """`dns` uses a series of years, and has its own vectors below."""
    missing = METHODS.keys() - WORDS.keys() - {"dns"}
    assert not missing, f"no golden words in golden_words.json for the method {', '.join(missing)}"


@pytest.mark.parametrize("method", WORDS)
def test_words(method):
    assert [found(method, vector).word for vector in VECTORS.values()] == WORDS[method]


def test_eurostat_refuses_what_it_could_compute_for_a_zero_target():
    # (0/20)^(1/10) - 1 is -100 %, and R would be .1674, but the method does not apply.
    raw = ((8 / 20) ** (1 / 5) - 1) / ((0 / 20) ** (1 / 10) - 1)
    assert near(raw, 0.1674)
    refusal = found("eurostat", VECTORS["V7"])
    assert (refusal.status, refusal.reasons) == (None, ("zero-target",))


DNS_SERIES = tuple(zip(range(2017, 2023), (45.0, 47.0, 48.0, 50.0, 53.0, 55.0), strict=True))


def test_dns_vector():
    inputs = Inputs(40, 2015, 55, 2022, 70, 2025, 1, series=DNS_SERIES)
    weather = METHODS["dns"].judge(inputs, False)
    figures = weather.figures
    assert (figures.slope, figures.projected, figures.miss) == (2.0, 61.0, 0.6)
    assert (weather.word, weather.status) == ("cloud", "far-behind")


@cases
def test_dns_classes(target, last, word):
    series = (*DNS_SERIES[:-1], (2022, float(last)))
    weather = METHODS["dns"].judge(
        Inputs(40, 2015, last, 2022, target, 2025, 1, series=series), False
    )
    assert weather.word == word


@cases
def test_dns_needs_four_consecutive_years_and_takes_six(values, slope):
    points = tuple((2015 + i, float(v)) for i, v in enumerate(values) if v is not None)
    assert dns.slope_of(points) == slope


@cases
def test_growth_without_target(rate, eurostat, un2022, un2023):
    trend = Trend(100, 2015, 100 * (1 + rate) ** 5, 2020, 1)
    words = [METHODS[name].trend(trend).word for name in ("eurostat", "un2022", "un2023")]
    assert words == [eurostat, un2022, un2023]


@cases
def test_dns_without_target(values, word):
    series = tuple((2015 + i, float(v)) for i, v in enumerate(values))
    assert dns.trend(Trend(values[0], 2015, values[-1], 2018, 1, series=series)).word == word


@cases
def test_a_cut_belongs_to_the_class_above(value, status):
    # base 40 in 2015, target 70, judged at the target year: pace is (y - 40) / 30.
    inputs = Inputs(40, 2015, value, 2025, 70, 2025, 1)
    assert METHODS["linear"].judge(inputs, False).status == status


def test_a_cut_missed_by_binary_arithmetic_alone_is_met():
    pace = (0.1 + 0.2) / 0.3 - 0.05  # 0.9500000000000001 or just below, by the order of the sums
    for ratio in (pace, 0.95 - 5e-10):
        inputs = Inputs(0, 2015, ratio, 2025, 1, 2025, 1)
        assert METHODS["linear"].judge(inputs, False).status == "on-track"
    below = Inputs(0, 2015, 0.95 - 5e-9, 2025, 1, 2025, 1)
    assert METHODS["linear"].judge(below, False).status == "behind"


def test_un2022_leaves_the_upper_cut_to_the_class_below():
    method = METHODS["un2022"]
    assert [cut.above for cut in method.cuts] == [True, False, False, False]
    # Growth of 10 % a year is required; with 9.5 %, CR is just .95.
    inputs = Inputs(100, 2015, 109.5, 2016, 100 * 1.1**10, 2025, 1)
    assert method.judge(inputs, False).word == "fair"


def test_the_engine_gives_the_vectors_too():
    """From records to verdict, not only from numbers: V1 and V2 as targets of a dataset."""
    first = simple(40, {"2022": 55}, 70, as_of="2023")
    assert first.status == "behind" and near(first.measures.pace, 0.7143)
    words = {each.id: each.word for each in first.methods}
    assert {name: words[name] for name in WORDS} == {name: each[0] for name, each in WORDS.items()}
    second = simple(50, {"2020": 44}, 25, as_of="2021", down=True)
    assert second.status == "far-behind" and second.disagree
    assert near(second.measures.needed_per_year, -4.75) and near(second.measures.gap, -0.26)
    assert near(first.measures.arrival, 2022 + 15 / (15 / 7))


def test_standing_still():
    still = Trend(40, 2015, 40, 2020, 1, series=tuple((2015 + i, 40.0) for i in range(6)))
    said = {name: method.trend(still) for name, method in METHODS.items() if method.trend}
    assert {name: (each.word, each.status) for name, each in said.items()} == {
        "eurostat": ("moderate", "behind"),
        "opensdg": ("limited_progress", "far-behind"),
        "dns": ("thunder", "regressing"),
        "un2022": ("limited", "far-behind"),
        "un2023": ("1", "far-behind"),
    }
    flat = Inputs(40, 2015, 40, 2020, 70, 2025, 1, series=still.series)
    assert METHODS["dns"].judge(flat, False).word == "thunder"
    assert course(flat).arrival is None and course(flat).pace == 0


def test_a_baseline_of_one_is_no_baseline_of_zero():
    assert (
        METHODS["eurostat"].judge(Inputs(1, 2015, 2, 2020, 4, 2025, 1), False).status == "on-track"
    )


@pytest.mark.parametrize("name", ["eurostat", "un2022", "un2023", "opensdg"])
def test_growth_of_negative_values_without_target(name):
    # From -40 to -36.2 in five years: 2 % a year less negative, which is an increase.
    trend = METHODS[name].trend
    assert trend is not None
    rising = trend(Trend(-40, 2015, -40 * 0.97**5, 2020, 1))
    assert rising.status == "on-track" and near(rising.figures.ratio, 0.03)
    falling = trend(Trend(-40, 2015, -40 * 0.97**5, 2020, -1))
    assert falling.status == "regressing"


@pytest.mark.parametrize(("last", "word"), [(49, "thunder"), (50, "cloud")])
def test_dns_target_to_be_kept(last, word):
    series = ((2017, 50.0), (2018, 51.0), (2019, 50.0), (2020, float(last)))
    inputs = Inputs(52, 2015, last, 2020, 52, 2025, 1, series=series)
    said = METHODS["dns"].judge(inputs, False)
    assert (said.word, said.reasons) == (word, ("maintain-target",))


def test_strict_compatibility_where_the_reference_has_no_number():
    judge = METHODS["opensdg"].judge
    apart = judge(Inputs(-10, 2015, 5, 2020, 20, 2025, 1), True)
    assert (apart.status, apart.reasons) == (None, ("sign-change",))
    met = judge(Inputs(-10, 2015, 25, 2020, 20, 2025, 1, True), True)
    assert (met.status, met.figures.score) == ("already-met", 5.0)
    early = judge(Inputs(10, 2015, 12, 2015, 20, 2025, 1), True)
    assert early.reasons == ("single-observation",)
    kept = judge(Inputs(10, 2015, 8, 2020, 10, 2025, 1), True)
    assert kept.reasons == ("maintain-target",)
    refused_but_met = judge(Inputs(0, 2015, 40, 2020, 30, 2025, 1, True), False)
    assert (refused_but_met.status, refused_but_met.figures.score) == ("already-met", 5.0)


@cases
def test_the_formula_with_its_numbers_filled_in(name, lines):
    assert [*found(name, VECTORS["V1"]).working] == lines
