"""Writes the generated pages of docs/ anew: `make docs`; `--check` only says which are stale.

A page is generated where a list would otherwise be kept by hand: commands from
the command tree, rules from their table and examples, methods from theirs.  What
commands print in the pages, and the numbers of README.md, are written anew, too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import get_args

from mic25cli.model.kinds import KINDS

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))

from blocks import filled, pages, readme  # noqa: E402


def made_by(module: str, function: str = "page") -> str:
    """What a module of this folder writes."""
    made: str = getattr(import_module(module), function)()
    return made


def schema(kind: str) -> str:
    """The JSON Schema of a kind's record files."""
    from mic25cli.check import schema as schemas
    from mic25cli.model import record_json
    from mic25cli.store import profile, record_folders

    if kind == "dataset":
        return record_json.pretty(schemas.of_profile()) + "\n"
    units = profile.the_profile((record_folders.shipped(),)).units
    return record_json.pretty(schemas.of_kind(kind, units)) + "\n"


def shipped_profile() -> str:
    """The profile of the shipped dataset as read, which a first `--help` takes."""
    import hashlib

    from mic25cli.model import record_json
    from mic25cli.store import profile, record_folders

    raw = next(
        path
        for name in record_folders.PROFILES
        if (path := record_folders.shipped() / name).is_file()
    )
    data, faults = profile.checked(raw.name, raw.read_bytes())
    assert not faults
    digest = hashlib.sha256(raw.read_bytes()).hexdigest()
    return record_json.pretty({"sha256": digest, "data": data}) + "\n"


def calibration_told() -> str:
    """The shares of the calibration that screens tell, in whole percent."""
    import calibration

    from mic25cli.model import record_json
    from mic25cli.store import load, record_folders

    found = calibration.calibrate(load.load_dataset((record_folders.shipped(),)))
    missed, near, met = calibration.claim(found)
    return record_json.pretty({"met": met, "missed": missed, "near": near}) + "\n"


def tables() -> str:
    """The long tables: what a row is, the key, and every column with its type and meaning."""
    from mic25cli.calc.tables import TABLES
    from mic25cli.export.table_content import RENAMED

    lines = [
        "# Tables", "", "Generated from the tables' own columns by `make docs`.", "",
        "`mic25 table NAME` prints one row a claim, in every format. `value`, `low` and `high` are",
        "as recorded; with `_base` in the smallest unit of the quantity, which is the same",
        "in all tables: compare and join those. `date` is a day, ISO 8601; dates that are EDTF say",
        "so. A claim's id (`targets/ID#YEAR@REPORT`) is one that `mic25 cite` takes.", "",
        "`mic25 KIND -f csv` (and `-f tsv`) has one row a record, with a column a field; what has",
        "parts is JSON there.", "",
        "`mic25 export` writes both, and declares these keys and the columns that hold keys of",
        "another table, in the data package and in SQLite. "
        + "; ".join(f"`{name}` is `{other}` there" for name, other in RENAMED.items())
        + ", since a kind has that name.", "",
        "| `--format` | what is written | exact numbers |", "|---|---|---|",
        "| `datapackage` | CSV files, and `datapackage.json`, valid as version 2, with what every"
        " column means | as recorded |",
        "| `sqlite` | one file with keys, two views and a full-text index that finds Chinese |"
        " `REAL`, and the digits in `…_text` |",
        "| `parquet` | a file a table, `dossiers`, `moves` ([scale.md](scale.md)); needs pyarrow |"
        " `decimal128(38, 9)`, and the digits in `…_text` |",
        "| `xlsx` | one workbook, a sheet a table, without any formula; needs xlsxwriter |"
        " double, and the digits in `…_text` |",
        "| `json` | one file: records by kind, and the tables | as recorded |", "",
        "The same dataset gives the same bytes. A folder is complete or not there at all; one that",
        "holds anything but an earlier export as it was written is left alone without `--force`.",
    ]  # fmt: skip
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", f"{table.meaning[0].upper()}{table.meaning[1:]}."]
        lines += ["", f"Key: {', '.join(f'`{key}`' for key in table.key)}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column in table.columns:
            key = "an id" if column.of in KINDS else "a key"
            of = f"; {key} of `{column.of}`" if column.of else ""
            lines.append(f"| `{column.key}` | {column.type} | {column.meaning}{of} |")
    return "\n".join(lines) + "\n"


def glossary(lang: str) -> str:
    """The vocabulary from A to Z: each term with that of the other language and its meaning."""
    from mic25cli.calc.observation_uses import NotUsedBecause
    from mic25cli.vocabulary import terms, vocabulary

    titles = {
        "en": ("# Glossary", "The words of mic25 from A to Z, as screens, JSON, options and these"
               " pages use them. Made from `words/vocabulary.json` by `make docs`.",
               "| term | Chinese | in JSON | option | meaning |", "{}: {}"),
        "zh": ("# 术语表", "mic25的用语，按英文字母排列；界面、JSON、选项和文档用语一致。"
               "由`make docs`根据`words/vocabulary.json`生成。",
               "| 术语 | 英文 | JSON | 选项 | 含义 |", "{}：{}"),
    }  # fmt: skip
    title, lead, head, of = titles[lang]
    names = {each["codes"]: each["term"][lang] for each in reversed(terms("concept"))
             if "codes" in each}  # fmt: skip
    unused = next(each["term"] for each in terms("concept")
                  if each.get("key") == "not_used_because")  # fmt: skip
    lines, letter = [title, "", lead], ""
    other = "zh" if lang == "en" else "en"
    for each in sorted(vocabulary()["terms"], key=lambda each: str(each["term"]["en"]).lower()):
        if (first := each["term"]["en"][0].upper()) != letter:
            letter = first
            lines += ["", f"## {letter}", "", head, "|---|---|---|---|---|"]
        word, told = each["term"], each["definition"][lang]
        name = unused[lang] if each["code"] in get_args(NotUsedBecause) else None
        name = names.get(each["group"]) if name is None or each["group"] != "use" else name
        meaning = of.format(name, told) if each["code"] else told
        code, option = (f"`{said}`" if said else "" for said in
                        (each["code"] or each.get("key"), each.get("option")))  # fmt: skip
        lines.append(f"| {word[lang]} | {word[other]} | {code} | {option} | {meaning} |")
    return "\n".join(lines) + "\n"


@cache
def pictures() -> Mapping[str, Callable[[], str]]:
    """The pictures of the pages by the name of their file: charts, and terminals."""
    import runpy

    charts = runpy.run_path(str(DOCS / "pictures.py"))["PICTURES"]
    screens = runpy.run_path(str(DOCS / "screens.py"))
    return {**charts, **screens["pictures"]()}


PICTURES = (
    "shortfall.svg", "small.svg", "target.svg", "scorecard.svg", "scorecard-zh.svg",
    "screen-explain.svg", "screen-search.svg", "screen-target.svg", "screen-chart.svg",
    "screen-against.svg", "screen-zh.svg",
)  # fmt: skip

PAGES: dict[str, Callable[[], str]] = {
    # First: the tables are of these types.
    "../src/mic25cli/model/records.py": partial(made_by, "record_types"),
    "../src/mic25cli/store/profile_shipped.json": shipped_profile,
    "../src/mic25cli/view/verdict/calibration.json": calibration_told,
    "contracts.json": partial(made_by, "contracts", "with_new"),
    "progress.md": partial(made_by, "progress_page"),
    "methods.md": partial(made_by, "progress_page", "methods"),
    "account.md": partial(made_by, "account_page"),
    "list.md": partial(made_by, "background_page", "listed"),
    "words.md": partial(made_by, "second_reading_page"),
    "flagships.md": partial(made_by, "flagships_page"),
    "headlines.md": partial(made_by, "background_page", "headlines"),
    "corrections.md": partial(made_by, "background_page", "corrections"),
    "calibration.md": partial(made_by, "calibration_page"),
    "rules.md": partial(made_by, "rules_page"),
    "glossary.md": partial(glossary, "en"),
    "glossary.zh.md": partial(glossary, "zh"),
    **{f"schema/{kind}.json": partial(schema, kind) for kind in (*KINDS, "dataset")},
    "commands.md": partial(made_by, "commands_page"),
    "mic25.1": partial(made_by, "man_page"),
    "tables.md": tables,
    "licences.md": partial(made_by, "licences_page"),
    "records.md": partial(made_by, "records_page"),
    "../README.md": readme,
    **{f"pictures/{name}": partial(lambda name: pictures()[name](), name) for name in PICTURES},
}


def text_of(name: str) -> str:
    """A page as it is to be: generated or by hand, with what its commands print."""
    page = PAGES[name]() if name in PAGES else (DOCS / name).read_text(encoding="utf-8")
    return filled(page) if name.endswith(".md") else page


def names() -> list[str]:
    """The pages that are written, those first that others are made of."""
    return [*dict.fromkeys((*PAGES, *pages()))]


def stale() -> list[str]:
    """The pages that are not what would be generated now."""
    return [
        name
        for name in names()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != text_of(name)
    ]


def main() -> int:
    """Write the pages, or with --check tell which are stale."""
    if "--check" in sys.argv[1:]:
        old = stale()
        for name in old:
            page = (DOCS / name).resolve().relative_to(DOCS.parent).as_posix()
            sys.stderr.write(f"{page} is stale: run make docs\n")
        return 1 if old else 0
    for name in names():
        (DOCS / name).write_text(text_of(name), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
