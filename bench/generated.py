"""Generated records for the benchmarks: the same text from the same seed, on every machine."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

WORDS = tuple(
    re.findall(
        r"\w+",
        "fund plan chip robot rail ship grid battery phase regional equity loan bank ministry "
        "pledge venture capital supply chain smart plant sensor alloy turbine vaccine harvest",
    )
)
HAN = "产业投资基金先进制造集成电路机器人国家新材料能源发展二期引导转型升级中小企业"
SOURCES = """\
paper-2019: {title: A paper, published: 2019-07, lang: en, authority: B, coverage: full}
press-2020: {title: The press, published: 2020-03, lang: en, authority: C, coverage: excerpt}
ministry-2021: {title: 部门通知, published: 2021-06, lang: zh, authority: A, coverage: full}
"""
INDUSTRIES = tuple(f"industry-{number}" for number in range(1, 11))
INDICATORS = 20


def target(random_: random.Random, number: int) -> str:
    """A target with two or three milestones, written like the shipped ones."""
    words = [random_.choice(WORDS) for _ in range(12)]
    han = "".join(random_.choice(HAN) for _ in range(9))
    lines = [
        f"target-{number:05}:",
        f"  name: {{en: {words[0].title()} {words[1].title()} Target {number}, zh: {han}}}",
        f"  indicator: indicator-{number % INDICATORS:02}",
        f"  industries: [{', '.join(random_.sample(INDUSTRIES, 2))}]",
        "  milestones:",
    ]
    for position in range(random_.randint(2, 3)):
        value = f"{20 * position + random_.randint(1, 19)}.{random_.randint(0, 9)}0"
        lines += [
            f"    - year: {2020 + 5 * position}",
            f"      value: {value}",
            "      unit: percent",
            "      report: paper-2019",
            f"      cite: [{{source: paper-2019, at: '§{number % 9 + 1}.{position}', "
            "checked: text}]",
        ]
        if position == 1:
            lines.append(f"      note: Printed as the share of the {words[9]} {words[10]} part.")
    lines += [
        f"  note: To help the {' '.join(words[2:9])} sector grow, in words of our own.",
        "  cite: [{source: paper-2019, at: 'annex, row "
        f"{number % 90}', checked: text}}, {{source: press-2020, checked: excerpt}}]",
    ]
    return "\n".join(lines) + "\n"


def dataset(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write a dataset of so many targets, each in a file; returns their paths."""
    random_ = random.Random(seed)
    target_values = folder / "targets"
    target_values.mkdir(parents=True)
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "industries.yaml").write_text(
        "".join(
            f"{name}:\n  name: {{en: Industry {position}}}\n  number: {position}\n"
            "  summary: What it makes. What is wanted of it.\n"
            "  cite: [{source: ministry-2021, checked: text}]\n"
            for position, name in enumerate(INDUSTRIES, 1)
        ),
        encoding="utf-8",
    )
    (folder / "indicators.yaml").write_text(
        "".join(
            f"indicator-{number:02}:\n  name: {{en: Indicator {number}}}\n"
            "  definition: What is counted at the end of a year, in words of our own.\n"
            "  unit: percent\n  direction: increase\n  observations:\n"
            f"    - {{period: 2015, value: {number}.50, "
            "cite: [{source: paper-2019, checked: text}]}\n"
            for number in range(INDICATORS)
        ),
        encoding="utf-8",
    )
    paths = []
    for number in range(count):
        path = target_values / f"target-{number:05}.yaml"
        path.write_text(target(random_, number), encoding="utf-8")
        paths.append(path)
    return paths


def targets(folder: Path, count: int, seed: int = 1) -> None:
    """Write a dataset of so many targets of two milestones each, with an indicator and data
    each.
    """
    random_ = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    cite = "cite: [{source: paper-2019, at: '§1', checked: text}]"
    indicators, target_values = [], []
    for number in range(count):
        start = random_.randint(10, 40)
        rows = [
            f"    - {{period: {year}, value: {start + random_.randint(0, 4 * (year - 2014))}.50, "
            f"{cite}}}"
            for year in range(2015, 2020)
        ]
        indicators.append(
            f"indicator-{number:05}:\n  name: {{en: Indicator {number}}}\n"
            "  definition: What is counted at the end of a year, in words of our own.\n"
            "  unit: percent\n  direction: increase\n  observations:\n" + "\n".join(rows) + "\n"
        )
        target_values.append(
            f"target-{number:05}:\n  name: {{en: Target {number}}}\n"
            f"  indicator: indicator-{number:05}\n  milestones:\n"
            f"    - {{year: 2020, value: {start + 15}, report: paper-2019, {cite}}}\n"
            f"    - {{year: 2025, value: {start + 30}, report: paper-2019, {cite}}}\n"
        )
    for kind, texts in (("indicators", indicators), ("targets", target_values)):
        (folder / kind).mkdir()
        for start in range(0, count, 250):
            path = folder / kind / f"part-{start:05}.yaml"
            path.write_text("".join(texts[start : start + 250]), encoding="utf-8")


def edit(paths: list[Path], seed: int = 2, share: int = 20) -> None:
    """Make the next edition of a dataset: one file in so many has another number or text."""
    random_ = random.Random(seed)
    for path in paths[:: max(1, share)]:
        text = path.read_text(encoding="utf-8")
        old = re.search(r"value: (\d+)\.", text)
        assert old is not None
        text = text.replace(old.group(), f"value: {int(old.group(1)) + random_.randint(1, 9)}.", 1)
        path.write_text(text.replace(" sector ", " branch ", 1), encoding="utf-8")


def next_edition(old: Path, new: Path, seed: int = 2) -> None:
    """Write the next edition of a dataset: some changed, one in a hundred removed, as many new.

    The new ones have numbers after the last.
    """
    shutil.copytree(old, new)
    paths = sorted((new / "targets").iterdir())
    edit(paths, seed)
    gone = paths[50::100]
    for path in gone:
        path.unlink()
    random_ = random.Random(seed)
    for number in range(len(paths), len(paths) + len(gone)):
        path = new / "targets" / f"target-{number:05}.yaml"
        path.write_text(target(random_, number), encoding="utf-8")


def broken(folder: Path, share: int = 50) -> set[str]:
    """Break one target in so many, each in one of several ways; returns the names of the files."""
    ways = (
        ("  indicator: ", "  indikator: "),
        ("unit: percent", "unit: per cent!"),
        ("checked: text", "checked: often"),
        ("    - year: ", "    - yeer: "),
        ("      value: ", "      value: about "),
    )
    found = set()
    for position, path in enumerate(sorted(folder.iterdir())[3::share]):
        old, new = ways[position % len(ways)]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found.add(path.name)
    return found
