"""The records on the targets that are quoted most: the block of flagships.md."""

from __future__ import annotations

from background_page import dataset
from blocks import table, with_blocks

from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress_question import Question
from mic25cli.view.render.markdown import escaped
from mic25cli.view.text import name_of
from mic25cli.view.verdict.sentence.answers import Answers

FLAGSHIPS = (
    "nev-own-brand-share", "ic-self-sufficiency", "own-brand-robot-share",
    "robot-components-domestic-share", "domestic-aircraft-share", "jetliner-world-share",
    "high-tech-ship-world-share", "medical-device-county-hospital-share",
    "medical-device-core-components-share", "manufacturing-rd-intensity", "rd-intensity-national",
    "value-added-rate", "labour-productivity-growth", "power-equipment-world-rank",
)  # fmt: skip


def flagships() -> str:
    """A row for each target: the answer, the figures and their years, and the data needed."""
    held, rows = dataset(), []
    question = Question(held.judged_on or "")
    for target in FLAGSHIPS:
        found = explain(held, target, question)
        assert found.leading is not None
        said = Answers(held, question, found.results).answer(found.leading).english
        seen = sorted({each.reading.period[:4] for each in found.leading.candidates})
        years = f"{seen[0]} to {seen[-1]}" if seen else "-"
        needed = found.data_needed["en"] if found.data_needed else "-"
        row = (name_of(found.name, "en"), said.main, years, needed)
        rows.append([len(found.leading.candidates), *map(escaped, row)])
    heads = ("Target", "Answer", "Figures", "Of", "Would decide it")
    return table(heads, [[name, said, many, *rest] for many, name, said, *rest in rows])


def page() -> str:
    """The page with its block."""
    return with_blocks("flagships.md", {"flagships": flagships})
