"""Numbers as large, small and long as a record allows, through every command and format."""

import json
import re
from decimal import Decimal
from importlib.util import find_spec

import pytest

from builders import dataset_texts
from cases import data

pytestmark = pytest.mark.slow


LARGEST = ["1e18", "0", "-1e18", "1e-18", "-0.0", "9007199254740993", f"0.{'123456789' * 3}012"]
SLIPS = ["1e308", "1e-320", "-1e400", "9" * 30, "0.1e-30", "0e300", "0e-300", "1e999999999", ".nan"]

DATASET = dataset_texts("numbers")
COMMANDS = [
    "indicators show i", "targets", "funds", "assessments show a", "assessments compare",
    "progress", "progress --compare", "progress --by industry --mean", "explain g --full",
    "diff 2021 2024", "diff --records-from OTHER", "progress --against OTHER", "timeline",
    "table observations", "table milestones", "table amounts", "table statuses", "table verdicts",
    *(f"explain g --full --method {name}" for name in ("eurostat", "opensdg", "un2023", "sdsn")),
]  # fmt: skip
FORMATS = ["table", "plain", "tsv", "csv", "ndjson", "yaml", "md"]
[WRITERS] = data(__file__, "WRITERS")
if find_spec("pyarrow") is None:
    WRITERS.remove("export -o e -f parquet")
NO_NUMBER = re.compile(r"(?<![A-Za-z])(nan|inf|infinity)(?![A-Za-z])|Traceback|Decimal\(", re.I)
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)


def dataset(folder, number):
    """A folder of records in which everything that can be counted equals a number."""
    folder.mkdir()
    low, high = (number, "0") if number.startswith("-1") else ("0", number)
    swaps = {"NUMBER": number, "LOW": low, "HIGH": high, "AMOUNT": number.lstrip("-")}
    for name, text in DATASET.items():
        for word, given in swaps.items():
            text = re.sub(rf"\b{word}\b", given, text)
        (folder / name).write_text(text)
    return folder


def numbers(value):
    """Every number in some JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield value


@pytest.mark.others
@pytest.mark.parametrize("number", LARGEST)
def test_a_number_of_any_size_goes_through_everything(mic25, tmp_path, monkeypatch, number):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MIC25_RECORDS", str(dataset(tmp_path / "records", number)))
    other = str(dataset(tmp_path / "other", "6"))
    for place, command in enumerate(COMMANDS):
        words = command.replace("OTHER", other).split()
        for form in ("json", FORMATS[(place + len(number)) % len(FORMATS)]):
            ran = mic25(*words, "-f", form)
            assert ran.code == 0, (command, form, ran.err)
            assert not NO_NUMBER.search(ran.out + ran.err), (command, form)
            if form == "json":
                found = json.loads(ran.out, parse_float=Decimal)
                assert all(abs(Decimal(each).adjusted()) < 60 for each in numbers(found)), command
    for command in WRITERS:
        force = ["--force"] if "export" in command else []
        ran = mic25(*command.split(), *force)
        assert ran.code in (0, 1), (command, ran.err)
        shown = ran.out + ran.err
        for path in tmp_path.glob("x.*"):
            shown += SCRIPT.sub("", path.read_text(encoding="utf-8"))
            path.unlink()
        assert not NO_NUMBER.search(shown), command
    shown = mic25("indicators", "show", "i", "--json").out
    found = json.loads(shown, parse_float=str, parse_int=str)["observations"][0]["value"]
    assert str(Decimal(found)) == str(Decimal(number))


@pytest.mark.parametrize("number", SLIPS)
def test_a_number_beyond_all_is_told_as_a_slip(mic25, tmp_path, number):
    records = dataset(tmp_path / "records", number)
    ran = mic25("validate", str(records), "--records", str(records))
    assert ran.code == 1 and len(re.findall("bad-number|wrong-type", ran.out)) >= 7, ran.out
    ran = mic25("progress", "--records", str(records))
    assert ran.code == 2 and "the records are not valid" in ran.err
