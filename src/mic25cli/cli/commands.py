"""The table of commands: what each does in a line, where it is, how it is called."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its one-line help, and the function or app that it is, by module path."""

    help: str
    where: str
    examples: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    """What it prints as JSON: each an `Output` (`view/output.py`), or several, by module path."""


COMMANDS: dict[str, Entry] = {
    "show": Entry(
        "show records of any kind",
        "show:show",
        ("mic25 show national-ic-industry-investment-fund",),
        outputs=("view.contracts:ANY_CARD",),
    ),
    "search": Entry(
        "find records of any kind by words, in either language",
        "search:search",
        (
            "mic25 search battery",
            "mic25 search 大基金",
            "mic25 search own-brand robot share --kind targets",
            "mic25 search shipbuilding --json",
        ),
        outputs=("cli.search:OUTPUT",),
    ),
    "info": Entry(
        "version, where the records come from, counts by kind, digest",
        "info:info",
        ("mic25 info",),
        outputs=("cli.info:OUTPUT",),
    ),
    "coverage": Entry(
        "what the book holds and how well it is sourced, by kind or industry",
        "coverage:coverage",
        ("mic25 coverage", "mic25 coverage --by industry", "mic25 coverage --json"),
        outputs=("view.coverage:OUTPUT",),
    ),
    "progress": Entry(
        "which targets were reached, by which method, on which numbers",
        "progress:progress",
        (
            "mic25 progress --as-of 2025-12-31 --current",
            "mic25 progress --by industry",
            "mic25 progress --against 2019-12-31 --as-of 2025-12-31",
            "mic25 progress --compare --industry automation-and-robotics",
            "mic25 progress --fail-on missed,regressing -q -f json",
        ),
        outputs=("view.progress.items:OUTPUTS", "view.progress.against:OUTPUT"),
    ),
    "explain": Entry(
        "how one target came to its status",
        "explain:explain",
        (
            "mic25 explain own-brand-robot-share",
            "mic25 explain nev-own-brand-share --as-of 2019-07",
        ),
        outputs=("view.progress.explain:OUTPUT",),
    ),
    "timeline": Entry(
        "the dated things of all kinds, in order",
        "timeline:show_timeline",
        ("mic25 timeline --since 2018 --until 2019", "mic25 timeline --kind funds,documents"),
        outputs=("view.timeline:OUTPUT",),
    ),
    "table": Entry(
        "claims as long tables: a row each, typed, in one unit a quantity",
        "table:table",
        (
            "mic25 table observations -f csv > observations.csv",
            "mic25 table milestones --fields claim,year,value_base,unit_base --limit 3",
        ),
        outputs=("view.contracts:TABLE_ROWS",),
    ),
    "chart": Entry(
        "targets and indicators as pictures: in the terminal, SVG, PNG, Vega-Lite",
        "chart:chart",
        (
            "mic25 chart nev-own-brand-share",
            "mic25 chart own-brand-robot-share robot-density -o robots.svg",
            "mic25 chart indicators/rd-intensity-national --known-at 2019",
            "mic25 chart progress --as-of 2025-12-31",
            "mic25 chart funds -o funds.json",
        ),
        outputs=("view.chart.output:OUTPUTS",),
    ),
    "cite": Entry(
        "the sources behind records or single claims, as citations",
        "cite:cite",
        (
            "mic25 cite targets/nev-own-brand-share#2025@technology-roadmap-2017",
            "mic25 cite targets/nev-own-brand-share --style bibtex > sources.bib",
            "mic25 cite --book --style csl-json",
        ),
        outputs=("cli.cite:OUTPUT",),
    ),
    "brief": Entry(
        "one page on an industry, a target or a fund, to read, mail and print",
        "brief:brief",
        (
            "mic25 brief energy-saving-and-new-energy-vehicles -f md",
            "mic25 brief own-brand-robot-share -o robots.html",
            "mic25 brief national-ic-industry-investment-fund --lang zh -o 大基金.html",
        ),
        outputs=("view.page.output:OUTPUT",),
    ),
    "report": Entry(
        "the whole book as one page with charts, search and print, for any browser",
        "report:report",
        (
            "mic25 report -o report.html",
            "mic25 report --lang zh -o 报告.html",
        ),
    ),
    "export": Entry(
        "the whole book as a data package, SQLite file, Parquet, workbook or JSON",
        "export:export",
        ("mic25 export book", "mic25 export book --format sqlite --as-of 2019"),
        outputs=("export.outputs:OUTPUTS",),
    ),
    "diff": Entry(
        "what changed between two dates, two reports or two editions",
        "diff:diff",
        (
            "mic25 diff 2015 2019",
            "mic25 diff technology-roadmap-2015 technology-roadmap-2017 --class raised,lowered",
            "mic25 diff 2015 2018 --kind targets --json",
        ),
        outputs=("view.diff.items:OUTPUTS",),
    ),
    "validate": Entry(
        "find every fault of the records",
        "validate:validate",
        (
            "mic25 validate",
            "mic25 validate records/funds --strict",
            "mic25 validate --explain dangling-id",
            "mic25 validate - --kind funds < new-funds.yaml",
            "mic25 validate --format sarif > mic25.sarif",
        ),
        outputs=("view.problems.machine:OUTPUT", "view.problems.page:OUTPUT"),
    ),
    "schema": Entry(
        "the form of a kind's record files, as JSON Schema",
        "schema:schema",
        (
            "mic25 schema funds",
            "mic25 schema > book.schema.json",
            "mic25 schema --output table-observations",
        ),
        outputs=("view.contracts:SCHEMAS",),
    ),
    "fields": Entry(
        "the fields of a kind's records, with what they mean",
        "fields:fields",
        ("mic25 fields indicators",),
        outputs=("view.fieldlist:FIELDS",),
    ),
    "fmt": Entry(
        "put record files into their one form",
        "fmt:fmt",
        ("mic25 fmt", "mic25 fmt --check", "mic25 fmt --diff records/funds"),
        outputs=("cli.fmt:OUTPUT",),
    ),
    "add": Entry(
        "write a new record, from a template",
        "add:add",
        (
            "mic25 add terms agv --set name.en='automated guided vehicle' --set abbr=AGV",
            "mic25 add funds big-fund-4 --file annex --from fund.json --dry-run",
        ),
    ),
    "observe": Entry(
        "append an observation to an indicator",
        "observe:observe",
        ("mic25 observe rd-intensity-national 2019 2.23 --source merics-2019 --dry-run",),
    ),
    "import": Entry(
        "observations from a CSV table or an Open SDG indicator",
        "importing:import_table",
        (
            "mic25 import rd.csv --indicator rd-intensity-national --source merics-2019 --dry-run",
            "mic25 import eurostat.csv --records book --source eurostat --where geo=EU27_2020",
            "mic25 import indicator_9-5-1.csv --metadata 9-5-1.md --indicator rd --source uk-sdg",
        ),
        outputs=("cli.importing:OUTPUT",),
    ),
    "completion": Entry(
        "the script that completes commands, options and ids in a shell",
        "completion:completion",
        ("mic25 completion bash > ~/.local/share/bash-completion/completions/mic25",),
    ),
    "help": Entry(
        "the help of a command, or a page: formats, dates, exit-codes, methods, …",
        "help:show_help",
        ("mic25 help funds", "mic25 help dates"),
    ),
    "init": Entry(
        "start a record folder for another policy",
        "init:init",
        ("mic25 init records --title 'Industrial Strategy 2035'",),
    ),
}
"""The commands beside the kinds."""

KIND_COMMANDS: dict[str, dict[str, Entry]] = {
    "*": {
        "diff": Entry(
            "what changed in them between two dates, two reports or two editions",
            "diff:diff_kind",
            ("mic25 wording diff 2018 2019", "mic25 funds diff 2015 2018 -f md"),
            outputs=("view.diff.items:OUTPUTS",),
        )
    },
    "targets": {
        "progress": Entry(
            "which of them were reached",
            "progress:progress",
            ("mic25 targets progress --as-of 2019-07",),
            outputs=("view.progress.items:OUTPUTS", "view.progress.against:OUTPUT"),
        )
    },
    "pilots": {
        "progress": Entry(
            "which of their targets were reached",
            "progress:pilots_progress",
            ("mic25 pilots progress", "mic25 pilots progress green-factories"),
            outputs=("view.progress.items:OUTPUTS",),
        )
    },
    "industries": {
        "progress": Entry(
            "how many of their targets have which status",
            "progress:industries_progress",
            ("mic25 industries progress --as-of 2025-12-31",),
            outputs=("view.progress.items:OUTPUTS",),
        )
    },
    "assessments": {
        "compare": Entry(
            "outside verdicts beside computed statuses, by industry",
            "explain:compare",
            ("mic25 assessments compare --industry automation-and-robotics",),
            outputs=("view.progress.outside:OUTPUT",),
        )
    },
}
"""Commands under a kind beside list and show: kind (or `*` for every kind) to name to entry."""
