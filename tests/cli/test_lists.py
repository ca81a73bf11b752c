"""`mic25 KIND` in every format, with every shared option; the keys of its JSON are a contract."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from mic25cli.calc.implementation import COLUMNS, JUDGED
from mic25cli.calc.tables.records import of_kind as records_table
from mic25cli.model import record_shape
from mic25cli.model.fields import FIELDS
from mic25cli.model.kinds import KINDS
from mic25cli.model.screen_words import words
from mic25cli.store import record_folders, snapshot, yamlio
from mic25cli.view.document import bare
from mic25cli.view.record import lists
from mic25cli.view.render import FORMATS
from mic25cli.view.text import column_title


def in_order(value, of):
    """Whether each object in a value has the keys of its shape, in their order."""
    if isinstance(value, list):
        return all(in_order(each, of.item if of else None) for each in value)
    if not isinstance(value, dict) or of is None or of.sort == "table":
        return True
    # The implementation of a measure is computed, and comes after recorded fields.
    apart = ("kind", "id", *(column.key for column in (*COLUMNS, *JUDGED)))
    keys = [key for key in value if key not in apart or key in of.fields]
    return keys == list(of.fields) and all(
        in_order(part, of.child(key)) for key, part in value.items()
    )


def table_of(text, kind):
    """The cells of a TSV or CSV text, and its header."""
    return list(
        csv.reader(
            io.StringIO(text),
            **({"delimiter": "\t", "quoting": csv.QUOTE_NONE} if kind == "tsv" else {}),
        )
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_its_json(mic25, kind):
    """`docs/contracts.json` checks which keys exist; this, that their order is the model's."""
    ran = mic25(kind, "--json")
    assert (ran.code, ran.err) == (0, "")
    records = json.loads(ran.out)
    assert records and {record["kind"] for record in records} == {kind}
    assert all(list(record)[:2] == ["kind", "id"] for record in records)
    assert all(in_order(record, record_shape.of_kind(kind)) for record in records)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_format(mic25, kind):
    text = {form: mic25(kind, "-f", form, "--limit", "12") for form in FORMATS}
    assert {form: ran.code for form, ran in text.items()} == dict.fromkeys(FORMATS, 0)
    assert [form for form, ran in text.items() if ran.err] == ["table"]
    records = json.loads(text["json"].out, parse_float=Decimal)
    assert len(records) == min(12, len(json.loads(mic25(kind, "--json").out)))
    lines = text["ndjson"].out.splitlines()
    assert [json.loads(line, parse_float=Decimal) for line in lines] == records
    node = yamlio.compose(text["yaml"].out)
    assert node is not None and node.as_data() == records
    wide = {form: mic25(kind, "-f", form, "--limit", "12", "--wide") for form in ("tsv", "csv")}
    narrow = table_of(text["tsv"].out, "tsv")
    assert narrow[0][0] == "id" and len(narrow[0]) <= 12 and len({*map(len, narrow)}) == 1
    assert not [cell for row in narrow for cell in row if cell.startswith(("{", "[{"))]
    assert [row[0] for row in narrow[1:]] == [record["id"] for record in records]
    tsv, comma = table_of(wide["tsv"].out, "tsv"), table_of(wide["csv"].out, "csv")
    assert len(tsv) == len(comma) == len(records) + 1
    judged = ["status", "fit", "certainty"] if kind == "targets" else []
    assert tsv[0] == [column.key for column in records_table(kind).columns] + judged
    for row, same in zip(tsv, comma, strict=True):
        assert [cell.lstrip("'") for cell in row] == [cell.lstrip("'") for cell in same]
    assert [row[0] for row in tsv[1:]] == [record["id"] for record in records]
    page = text["md"].out.splitlines()
    assert len([line for line in page if line.startswith("|")]) == len(records) + 2
    for form in ("table", "plain", "md"):
        assert f"mic25 {kind} show {records[0]['id']}" in " ".join(text[form].out.split())
    header = [column_title(kind, column, "en") for column in KINDS[kind].columns]
    assert text["plain"].out.splitlines()[0].split("  ")[0] == header[0]
    assert text["table"].out.splitlines()[0].strip().split("  ")[0] == header[0]


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_terminal_it_is_a_table(terminal, kind):
    ran = terminal(kind, columns=100)
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("─") or "\x1b[" in ran.out
    assert ran.err == f"1 {KINDS[kind].one}\n" or ran.err.endswith(f" {kind}\n")
    assert len(ran.err.splitlines()) == 1


def test_json_is_the_same_on_a_terminal_but_spread_out(mic25, terminal):
    spread = terminal("recommendations", "--json")
    assert json.loads(spread.out) == json.loads(mic25("recommendations", "--json").out)
    assert spread.out.startswith('[\n  {\n    "kind": "recommendations",\n')
    assert (spread.err, "\x1b" in spread.out) == ("", False)


@pytest.mark.slow
def test_a_query_takes_exact_numbers_for_numbers(mic25, records):
    observation = "{{period: 2020, value: {}, cite: [{{source: s, checked: text}}]}}"
    values = ", ".join(observation.format(value) for value in ("2.40", "3", "0.60"))
    folder = records(
        {
            "indicators.yaml": "i:\n  name: {en: I}\n  definition: d\n  unit: percent\n"
            f"  observations: [{values}]\n"
        }
    )

    def ask(query):
        return str(mic25("indicators", "--records", str(folder), "--query", query).out)

    assert ask("max([0].observations[].value)") == "3\n"
    assert ask("min([0].observations[].value)") == "0.60\n"
    assert ask("sum([0].observations[].value)") == "6.00\n"
    assert ask("avg([0].observations[].value)") == "2.00\n"
    assert ask("sort([0].observations[].value)") == "[0.60, 2.40, 3]\n"
    assert ask("[0].observations[?value > `2`].value") == "[2.40, 3]\n"
    assert ask("max_by([0].observations, &value).value") == "3\n"
    assert ask("type([0].observations[0].value)") == '"number"\n'
    assert ask("to_number([0].observations[0].value)") == "2.40\n"
    ran = mic25("indicators", "--records", str(folder), "--query", "max([0].name.en)")
    assert ran.code == 2 and "max() was given string, and needs" in ran.err


@pytest.mark.slow
def test_a_table_in_a_pipe_has_the_width_of_columns(mic25, monkeypatch):
    from rich.cells import cell_len

    def widest():
        return max(map(cell_len, mic25("funds", "-f", "table", "--lang", "both").out.splitlines()))

    for columns in (60, 100, 160):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert columns - 20 < widest() <= columns
    monkeypatch.delenv("COLUMNS")
    assert 80 < widest() <= 100
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert 80 < widest() <= 100


NAMED = re.compile(r"(?<=\S)[:：]")
"""The sign after the name of a thing in a cell."""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_cell_of_a_list_is_a_code_or_an_id(lang):
    """In all lists: no recorded value that has a word, and no id of a record but the row's own."""
    dataset = snapshot.open_dataset(record_folders.folders())
    ids = {key for kind in KINDS for key in dataset.kind(kind) if "-" in key}
    wrong: set[tuple[str, str, str]] = set()
    for kind in KINDS:
        records = [*dataset.kind(kind).values()]
        table = lists.table(records, kind, dataset, lang)
        columns = {column.key: column for column in KINDS[kind].columns}
        for place, head in enumerate(table.heads):
            if head.style in ("id", "name"):
                continue
            cells = {bare(line) for row in table.rows for line in row[place]}
            key = columns[head.key].path.rpartition(".")[2]
            coded = {
                cell
                for cell in cells
                for label in (f"word-{key}-{cell}", f"word-{cell}", f"{key}-{cell}")
                if words(lang).get(label, cell) != cell
            }
            coded = coded if FIELDS[key].role in ("choice", "status") else set()
            named = {cell for cell in cells if NAMED.split(cell)[0].split(" ")[-1] in ids}
            wrong |= {(kind, head.key, each) for each in named | coded}
    assert wrong == set()
