"""Words that only those who made the tool can read stand on no screen and in no help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from conftest import ROOT, Ran
from mic25cli.model.languages import FOLDER

Run = Callable[..., Ran]

RIDDLES = re.compile(
    r"\bWay\b(?! done)|Also counts|Others set|none that counts|by extrapolation|bound: at|"
    r"\bWorst\b|"
    r"Weak evidence|[Oo]utsiders only|no final observation|series break|verdict spans|"
    r"direction conflict|edition unseen|\d, \d+ left out|told of above|Start →|"
    r"TARGET +A target by id, or a name that only it has|\((?:bound)\b"
)

SCREENS = [
    "targets", "progress", "progress --all", "progress --by industry --mean",
    "progress --by status",
    "progress --milestones", "progress --compare", "progress --answers", "industries progress",
    "progress --against 2019-07", "explain nev-sales", "explain ic-self-sufficiency",
    "explain ic-self-sufficiency --full", "explain nev-own-brand-share --full",
    "targets nev-own-brand-share", "brief automation-and-robotics", "coverage", "chart nev-sales",
    "chart scorecard", "search robots", "assessments compare", "datasets", "info", "help status",
    "help fit", "help methods", "explain --help", "progress --help", "",
]  # fmt: skip


@pytest.mark.others
@pytest.mark.parametrize("line", SCREENS)
def test_no_screen_speaks_in_riddles(mic25: Run, line: str) -> None:
    form = [] if not line or "help" in line else ["-f", "plain"]
    ran = mic25(*line.split(), *form)
    assert ran.code == 0 and RIDDLES.findall(ran.out + ran.err) == []


def test_no_words_of_screens_are_riddles() -> None:
    table: dict[str, str] = json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))
    found = {key: text for key, text in table.items() if RIDDLES.search(text)}
    assert found == {}
    for page in ("docs/tutorial.md", "docs/index.md"):
        assert RIDDLES.findall((ROOT / page).read_text(encoding="utf-8")) == [], page
