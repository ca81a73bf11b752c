"""A generated dataset of many kinds, in files of so many records: the same from the same seed.

python bench/datasets.py FOLDER 100000 [500]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

WORDS = (
    "chip", "robot", "rail", "ship", "grid", "battery", "regional", "loan", "bank", "venture",
    "capital", "supply", "chain", "smart", "plant", "sensor", "alloy", "turbine", "vaccine",
    "harvest", "platform", "gear", "laser", "valve", "membrane", "rotor", "tractor", "wafer",
    "satellite", "engine", "reactor", "polymer", "cloud", "fibre", "drone", "hull", "casting",
    "bearing", "motor", "inverter",
)  # fmt: skip
HAN = "产业投资基金先进制造集成电路机器人国家新材料能源发展二期引导转型升级中小企业装备"
PLACES = ("Ningbo", "Wuhan", "Chengdu", "Shenyang", "Suzhou", "Quanzhou", "Zhuzhou", "Wuhu")
INDUSTRIES = 10
PER_FILE = 500


class Dataset:
    """Writes the records of one dataset; every link leads to an existing record."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.each = max(1, (count - INDUSTRIES) // len(MAKERS))

    def words(self, count: int) -> str:
        """Some words."""
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def name(self, number: int, what: str) -> str:
        """A name in two languages that no other record of its kind has."""
        han = "".join(self.random.choice(HAN) for _ in range(6))
        return f"{{en: {self.words(2).title()} {what} {number}, zh: {han}{number}}}"

    def link(self, kind: str) -> str:
        """The id of some record of a kind."""
        if kind == "industry":
            return f"industry-{self.random.randint(1, INDUSTRIES)}"
        return f"{kind}-{self.random.randrange(self.each):06}"

    def cite(self, number: int) -> str:
        """A citation of some source."""
        return f"cite: [{{source: {self.link('source')}, at: 'row {number % 97}', checked: text}}]"

    def month(self, first: int, last: int) -> str:
        """Some month in a range of years."""
        return f"{self.random.randint(first, last)}-{self.random.randint(1, 12):02}"


def _source(dataset: Dataset, number: int) -> str:
    return (
        f"  title: On {dataset.words(4)}, part {number}\n  publisher: {dataset.words(1).title()} "
        f"Press\n  published: {dataset.month(2009, 2014)}\n  lang: en\n"
        f"  url: https://example.org/{number}\n"
        f"  authority: {dataset.random.choice('ABCD')}\n  coverage: full\n"
    )


def _indicator(dataset: Dataset, number: int) -> str:
    lines = [
        f"  name: {dataset.name(number, 'share')}",
        f"  definition: The share of {dataset.words(4)} in all {dataset.words(2)}.",
        "  unit: percent\n  direction: increase\n  minimum: 0\n  maximum: 100",
        f"  industries: [{dataset.link('industry')}]\n  observations:",
    ]
    value = 10 + number % 30
    for year in range(2003, 2009):
        value += dataset.random.randint(0, 4)
        tenth = dataset.random.randint(0, 9)
        lines.append(
            f"    - {{period: {year}, value: {value}.{tenth}, {dataset.cite(number + year)}}}"
        )
    return "\n".join(lines) + "\n"


def _target(dataset: Dataset, number: int) -> str:
    first = dataset.random.randint(30, 50)
    return (
        f"  name: {dataset.name(number, 'target')}\n  indicator: indicator-{number:06}\n"
        f"  industries: [{dataset.link('industry')}]\n  milestones:\n"
        f"    - {{year: 2020, value: {first}, bound: at-least, {dataset.cite(number)}}}\n"
        f"    - {{year: 2025, value: {first + 20}.50, {dataset.cite(number + 1)}}}\n"
    )


def _fund(dataset: Dataset, number: int) -> str:
    return (
        f"  name: {dataset.name(number, 'Fund')}\n  type: fund\n"
        f"  level: national\n  established: {dataset.month(2015, 2018)}\n"
        f"  purpose: Pays for {dataset.words(6)} in words of our own.\n"
        f"  industries: [{dataset.link('industry')}]\n  amounts:\n"
        f"    - {{amount_type: target, date: 2018-11, value: {number % 400 + 1}.50, "
        f"unit: bn CNY, {dataset.cite(number)}}}\n"
        f"    - {{amount_type: raised, date: 2019-03, value: {number % 300 + 1}, bound: about, "
        f"unit: bn CNY, {dataset.cite(number + 2)}}}\n  {dataset.cite(number + 3)}\n"
    )


def _pilot(dataset: Dataset, number: int) -> str:
    place = dataset.random.choice(PLACES)
    return (
        f"  name: {dataset.name(number, 'pilot')}\n  type: city\n"
        f"  launched: {dataset.month(2016, 2018)}\n"
        f"  summary: Tries out {dataset.words(5)} before others do.\n"
        f"  places: [{{name: {{en: {place}}}, country: China}}]\n"
        f"  industries: [{dataset.link('industry')}]\n"
        f"  targets: [{dataset.link('target')}]\n  {dataset.cite(number)}\n"
    )


def _enterprise(dataset: Dataset, number: int) -> str:
    return (
        f"  name: {dataset.name(number, 'Company')}\n  country: China\n  roles:\n"
        f"    - {{industry: {dataset.link('industry')}, ownership: private, "
        f"business: {dataset.words(3)}, {dataset.cite(number)}}}\n  {dataset.cite(number + 1)}\n"
    )


def _document(dataset: Dataset, number: int) -> str:
    return (
        f"  name: {dataset.name(number, 'plan')}\n  type: plan\n"
        f"  published: {dataset.month(2015, 2018)}\n  period: 2016/2025\n"
        f"  summary: Sets out {dataset.words(6)} for ten years.\n"
        f"  industries: [{dataset.link('industry')}]\n  {dataset.cite(number)}\n"
    )


def _event(dataset: Dataset, number: int) -> str:
    return (
        f"  name: {dataset.name(number, 'launched')}\n  date: {dataset.month(2015, 2019)}\n"
        f"  type: policy\n  summary: The start of {dataset.words(5)} in a few places.\n"
        f"  industries: [{dataset.link('industry')}]\n"
        f"  documents: [{dataset.link('document')}]\n  {dataset.cite(number)}\n"
    )


def _finding(dataset: Dataset, number: int) -> str:
    report = dataset.link("source")
    return (
        f"  text: The {dataset.words(5)} of case {number} holds the plan back.\n"
        f"  report: {report}\n  topic: {dataset.words(1)}\n  stance: weakness\n"
        f"  industries: [{dataset.link('industry')}]\n"
        f"  cite: [{{source: {report}, at: 'row {number % 97}', checked: text}}]\n"
    )


MAKERS: dict[str, tuple[str, Callable[[Dataset, int], str]]] = {
    "sources": ("source", _source),
    "indicators": ("indicator", _indicator),
    "targets": ("target", _target),
    "funds": ("fund", _fund),
    "pilots": ("pilot", _pilot),
    "enterprises": ("enterprise", _enterprise),
    "documents": ("document", _document),
    "events": ("event", _event),
    "findings": ("finding", _finding),
}
"""The kinds in a dataset, in equal parts; industries are added to them."""


def write(folder: Path, count: int, per_file: int = PER_FILE, seed: int = 1) -> int:
    """Write a dataset of about so many records in files of a size; returns the exact number."""
    dataset = Dataset(count, seed)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"industry-{number}:\n  name: {{en: Industry {number}}}\n  number: {number}\n"
        f"  summary: What it makes. What is wanted of it.\n  {dataset.cite(number)}\n"
        for number in range(1, INDUSTRIES + 1)
    ]
    (folder / "industries.yaml").write_text("\n".join(lines), encoding="utf-8")
    for kind, (one, make) in MAKERS.items():
        (folder / kind).mkdir(exist_ok=True)
        for start in range(0, dataset.each, per_file):
            numbers = range(start, min(start + per_file, dataset.each))
            text = "\n".join(f"{one}-{number:06}:\n{make(dataset, number)}" for number in numbers)
            path = folder / kind / f"part-{start // per_file:04}.yaml"
            path.write_text(text, encoding="utf-8")
    return INDUSTRIES + dataset.each * len(MAKERS)


if __name__ == "__main__":
    sizes = [int(each) for each in sys.argv[2:]]
    print(write(Path(sys.argv[1]), *sizes), "records")
