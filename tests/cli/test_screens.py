"""The output of commands, as listed in `screens.tsv`: a line, and what it prints or does not print.

A heading names folders of records (or `shipped`) and variables; laws for the rows below it come
first. A row is tried in an empty folder, and files that it writes there count as printed. A cell is
a text on standard output, or it begins with one of `SIGNS`. White space is not compared. ROOT means
the folder of this repository.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from cases import data
from conftest import ROOT

[SIGNS] = data(__file__, "SIGNS")


def laws():
    """The heading, the law and the rows of each part of the file."""
    place, rows = "", []
    for line in Path(__file__).with_name("screens.tsv").read_text("utf-8").splitlines():
        if line.startswith("## "):
            place = line.removeprefix("## ")
        elif line.startswith("# "):
            rows = []
            law = line.removeprefix("# ")
            marks = [pytest.mark.slow] if law.startswith("slow: ") else []
            yield pytest.param(place, rows, id=f"{place.split()[0]}: {law}", marks=marks)
        elif line:
            rows.append(line.split("\t"))


def squeezed(text):
    return " ".join(text.split())


def wrong(mic25, ran, printed, cells):
    """The cells of a row that are not true."""
    signed = [cell.partition(": ") for cell in cells]
    given = [(sign, text) if sign in SIGNS else ("", sign + colon + text)
             for sign, colon, text in signed]  # fmt: skip
    out, err = squeezed(printed), squeezed(ran.err)
    code = 2 if "refused" in dict(given) else int(dict(given).get("exits", 0))
    held = {
        "": lambda text: text in out,
        "not": lambda text: text not in out,
        "said": lambda text: text in err,
        "unsaid": lambda text: text not in err,
        "refused": lambda text: text in err and out == "",
        "exits": lambda text: True,
        "like": lambda text: re.search(text, out),
        "lacks": lambda text: not re.search(text, out),
        "same": lambda text: mic25(*shlex.split(text)).out == ran.out != "",
    }
    assert ran.code == code, ran.err
    return [(sign, text) for sign, text in given if not held[sign](text)]


@pytest.mark.parametrize(("place", "rows"), [*laws()])
def test_a_screen_says(mic25, tmp_path, monkeypatch, place, rows):
    records, *variables = place.split()
    if records != "shipped":
        folders = [str(ROOT / each) for each in records.split(":")]
        monkeypatch.setenv("MIC25_RECORDS", os.pathsep.join(folders))
    for variable in variables:
        monkeypatch.setenv(*variable.split("=", 1))
    monkeypatch.chdir(tmp_path)
    assert rows
    for line, *cells in rows:
        ran = mic25(*shlex.split(line.replace("ROOT", str(ROOT))))
        made = [path for path in tmp_path.iterdir() if path.is_file()]
        printed = ran.out + "".join(path.read_text("utf-8") for path in made)
        for path in made:
            path.unlink()
        assert wrong(mic25, ran, printed, cells) == [], f"{line}:\n{printed[:4000]}{ran.err}"
