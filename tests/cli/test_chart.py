"""`mic25 chart`: on the terminal and to files, through every format, in both languages."""

import math
import re
import struct
import sys
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

import others
from builders import dataset_texts
from cases import cases, data
from conftest import python
from figures import chartable, figure_of
from mic25cli.export import chart_files

CROSSING = ("scorecard", "funds")

SMALL = dataset_texts("chart")


@pytest.mark.slow
def test_the_sentence_is_the_one_that_explain_prints(mic25, tmp_path):
    for lang in ("en", "zh"):
        picture = tmp_path / f"{lang}.svg"
        dates = ("--as-of", "2025-12-31", "--lang", lang)
        told = mic25("explain", "own-brand-robot-share", *dates, "--full", "-f", "plain").out
        assert mic25("chart", "own-brand-robot-share", *dates, "-o", str(picture)).code == 0
        drawn = unescape(picture.read_text())
        title, target = (
            drawn.partition(f"<{tag} ")[2].partition(">")[2].partition(f"</{tag}>")[0]
            for tag in ("title", "desc")
        )
        assert title in told and target[1:] in told


@pytest.mark.others
@cases
def test_no_line_is_wider_than_the_terminal(mic25, shipped, monkeypatch, lang, width):
    monkeypatch.setenv("COLUMNS", str(width))
    for what in (*CROSSING, *[*chartable(shipped)][::40]):
        ran = mic25("chart", what, "--lang", lang, "-f", "table")
        wide = [line for line in ran.out.splitlines() if cell_len(line.rstrip()) > width]
        # An id on its own line is never broken.
        assert all(re.fullmatch("[a-z0-9-]+", line.strip()) for line in wide), what


@pytest.mark.slow
def test_every_mark_has_its_number_and_year_beside_it(shipped):
    from mic25cli.view.chart import captions, chart_parts
    from mic25cli.view.document import signed
    from mic25cli.view.text import date
    from mic25cli.view.verdict.progress_tables import turned

    for name in [*chartable(shipped)][::7]:
        found = figure_of(shipped, name)
        (panel,) = found.panels
        for width in (40, 100):
            told = [
                ["".join(map(signed, cell)) for cell in row]
                for row in chart_parts.drawing(found, "en").at(width).rows
            ]
            # A row has all texts that set the same target value.
            beside = [
                (row[0], row[2].strip("()"))
                for row in told if not row[0].startswith("⋮") for _ in row[5].split("; ")
            ]  # fmt: skip
            marks = [
                (
                    date(each.reading.period, "en"),
                    turned(each.reading, panel.unit, shipped.units, "en"),
                )
                for each in (*panel.points, *panel.baselines)
            ] + [
                (str(each.year), turned(each.milestone, panel.unit, shipped.units, "en"))
                for each in panel.placed
            ]
            unit = captions.own_unit(panel, "en")
            bare = ((when, number.removesuffix(unit).rstrip()) for when, number in marks)
            assert sorted(beside) == sorted(bare), name
            assert len({cell_len(row[1]) for row in told if row[1]}) <= 1, name


@pytest.mark.parametrize("timing", ["flow", "stock"])
def test_a_gap_is_of_years_without_a_row(mic25, records, timing):
    """A part of a year is not a gap, and a figure for many years fills none."""
    texts = dataset_texts("gaps")
    texts["indicators.yaml"] = texts["indicators.yaml"].replace("TIMING", timing)
    folder = records(texts)
    told = mic25("chart", "thing", "--records", str(folder), "-f", "plain").out
    assert re.findall(r"⋮ (\S+)", told) == ["2016", "2018–2020"]


def test_a_locale_without_unicode_draws_ascii(mic25, small, monkeypatch):
    told = ("chart", "target", "-f", "plain")
    # Python itself sets the second if no variable gives a locale.
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.GBK")
    assert "●" not in mic25(*told).out
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "●" in mic25(*told).out


@pytest.mark.slow
def test_png_is_the_drawing_at_twice_its_size(mic25, small, tmp_path):
    others.module("resvg_py")
    path = tmp_path / "new.png"
    told = ("chart", "target", "-o", str(path))
    ran = mic25(*told, "--width", "400")
    if "PNG needs a font" in ran.err:
        pytest.skip("this machine has no fonts")
    assert ran.code == 0
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert mic25(*told[:-1], str(tmp_path / "x.svg"), "--width", "400").code == 0
    size = re.findall(r'(?:width|height)="([\d.]+)', (tmp_path / "x.svg").read_text())[:2]
    # A part of a point is drawn as a whole one.
    assert struct.unpack(">2I", data[16:24]) == tuple(2 * math.ceil(float(side)) for side in size)
    assert mic25(*told, "--theme", "dark").code == 0
    assert path.read_bytes() != data
    path.write_bytes(data.replace(b"IDAT", b"IDAT", 1)[:-20] + b"x" * 20)
    assert mic25(*told).code == 2


@cases
def test_png_without_a_font_names_the_package_that_brings_one(
    mic25, small, tmp_path, monkeypatch, lang, lacking, letter, package
):
    """The renderer draws the same for every letter without a font, here those of a pattern."""
    resvg_py = others.module("resvg_py")

    def draw(svg_string, **_):
        (shown,) = re.findall(r">(.)</text>", svg_string)
        return b"nothing" if shown == "\U0010ffff" or re.match(lacking, shown) else shown.encode()

    monkeypatch.setattr(resvg_py, "svg_to_bytes", draw)
    path = tmp_path / "x.png"
    ran = mic25("chart", "target", "--lang", lang, "-o", str(path))
    assert ran.code == 2 and not path.exists()
    assert re.search(f"['“]{letter}['”]", ran.err) and f"apt-get install {package}" in ran.err


def test_a_png_that_is_too_large_is_refused_before_it_is_drawn(mic25, small, tmp_path, monkeypatch):
    resvg_py = others.module("resvg_py")
    monkeypatch.setattr(resvg_py, "svg_to_bytes", None)
    monkeypatch.setattr(chart_files, "MOST_PIXELS", 1_000_000)
    ran = mic25("chart", "target", "-o", str(tmp_path / "x.png"))
    assert ran.code == 2 and "is too large" in ran.err
    assert not list(tmp_path.glob("*.png"))


def test_png_without_its_extra_says_what_to_install(mic25, small, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ran = mic25("chart", "target", "-o", str(tmp_path / "x.png"))
    assert ran.code == 2
    assert "pip install resvg-py" in ran.err
    assert not list(tmp_path.glob("*.png"))


WAYS, DRAWING = data(__file__, "WAYS", "DRAWING")


DRAWN = ("nev-own-brand-share", *CROSSING)


@pytest.mark.others
def test_the_same_dataset_gives_the_same_bytes(tmp_path):
    found = []
    for number, way in enumerate(WAYS):
        folder = tmp_path / str(number)
        folder.mkdir()
        python("-c", DRAWING, str(folder), *DRAWN, **way)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert found[0] == found[1] and len(found[0]) == 2 * len(DRAWN)


def test_sums_are_told_whole_on_a_narrow_terminal(shipped):
    from mic25cli.calc import chart_fund_amounts
    from mic25cli.view.chart import chart_parts
    from mic25cli.view.chart import funds as fund_chart
    from mic25cli.view.document import bare

    funds = chart_fund_amounts.funds(shipped, None, None)
    for lang in ("en", "zh"):
        told = [
            bare(line) for row in chart_parts.drawing(funds, lang).at(40).rows for line in row[2]
        ]
        assert sorted(told) == sorted(fund_chart.sum_text(funds, bar, lang) for bar in funds.bars)


@pytest.mark.slow
def test_sums_stand_below_the_numbers_of_their_axis(shipped):
    from mic25cli.calc import chart_fund_amounts
    from mic25cli.view.chart import chart_parts
    from mic25cli.view.chart import funds as fund_chart
    from mic25cli.view.document import bare

    funds = chart_fund_amounts.funds(shipped, "2025-12-31", None)
    table, checked = chart_parts.drawing(funds, "en").at(200), 0
    head = table.heads[1].title
    longest = {fund_chart.sum_text(funds, bar, "en"): f"{bar.number:,}" for bar in funds.bars}
    for row in table.rows:
        number = max((longest[bare(line)] for line in row[2]), key=len)
        if number in head.split():
            end = len(bare(row[1][0]).rstrip().rstrip("←→"))
            assert abs(head.index(f" {number}") + 1 + len(number) // 2 - end) <= 2
            checked += 1
    assert head.startswith("0") and "1,000" in head and checked


def test_what_a_fund_raised_lies_within_what_it_aimed_at(mic25, tmp_path):
    mic25("chart", "funds", "-o", str(tmp_path / "funds.svg"))
    inside = 0
    drawn = ElementTree.parse(tmp_path / "funds.svg").iter("{http://www.w3.org/2000/svg}g")
    sums = [("".join(each[0].itertext()), each[1].attrib) for each in drawn]
    for (aim, outline), (text, fill) in pairwise(sums):
        if aim.startswith("target") and text.startswith("raised"):
            inside += 1
            below = float(fill["y"]) - float(outline["y"])
            assert below > 0 and outline["x"] == fill["x"]
            assert 2 * below == pytest.approx(float(outline["height"]) - float(fill["height"]))
            assert "hollow" in outline["class"] and "hollow" not in fill["class"]
    assert inside >= 4


def test_the_shell_completes_what_a_chart_can_be_of(shipped):
    from mic25cli.cli import complete
    from mic25cli.store import record_folders, snapshot

    snapshot.open_dataset(record_folders.folders())  # makes the snapshot that completion reads
    assert complete.lines(["chart", ""]).split() == ["scorecard", "shortfall", "funds"]
    found = [line.partition("\t")[0] for line in complete.lines(["chart", "nev-s"]).splitlines()]
    assert {"nev-sales", "nev-share-of-vehicle-sales"} <= set(found)
    assert len(found) == len(set(found))
    now = {*shipped.kind("targets"), *shipped.kind("indicators")}
    former = {each.partition("/")[2] for each in shipped.former}
    assert set(found) <= now | former
