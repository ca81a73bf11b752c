"""Every command of the tree obeys common rules: it opens one dataset and ignores no option."""

import json
from collections import Counter
from typing import Any

import pytest

from cases import cases, data
from conftest import RECORDS, Ran
from mic25cli.calc import field_paths
from mic25cli.calc.implementation import COMPUTED
from mic25cli.calc.record_filters import currency_of
from mic25cli.cli.session import Session
from mic25cli.model import edtf
from mic25cli.model.kinds import KINDS
from mic25cli.store import read_file, record_folders, snapshot
from read_once import snapshot_of_shipped
from tree import leaves, sharing

pytestmark = pytest.mark.slow


DATASETS = {"validate": 0, "schema": 0, "fmt": 0, "add": 0, "observe": 0, "init": 0, "import": 0,
         "fields": 0, "completion": 0, "help": 0, "datasets": 4, "commands": 0}  # fmt: skip
"""How often a command opens a dataset; once, if it is not named here.

Of the three installed datasets, one begins where another ended, and opens that.
"""


@pytest.fixture(autouse=True)
def warm(monkeypatch, tmp_path):
    """A current snapshot, so that no record file needs to be read.

    Outside the checkout, because commands export to the working folder.
    """
    monkeypatch.setenv("MIC25_RECORDS", str(RECORDS))
    monkeypatch.chdir(tmp_path)
    snapshot_of_shipped()


@pytest.fixture
def small(warm, small_dataset):
    """The small dataset: the rules do not depend on its size."""
    snapshot.open_dataset((small_dataset,))


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """The records that `mic25 init` starts with."""
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("started") / "records"
    assert main(["init", str(folder), "-q"]) == 0
    return folder


@pytest.mark.others
@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.name)
def test_the_dataset_is_opened_once(mic25, monkeypatch, leaf):
    line = leaf.line
    opened: list[Any] = []
    files: Counter[str] = Counter()
    open_dataset, read_bytes = snapshot.open_dataset, read_file.read_bytes

    def counted_dataset(folders):
        opened.append(folders)
        return open_dataset(folders)

    def counted_file(path, *rest):
        files[str(path)] += 1
        return read_bytes(path, *rest)

    monkeypatch.setattr(snapshot, "open_dataset", counted_dataset)
    monkeypatch.setattr(read_file, "read_bytes", counted_file)
    dates = ["--as-of", "2019"] if "as_of" in leaf.options and leaf.words[-1] != "diff" else []
    writes = {"fmt": ["--check", str(RECORDS / "terms.yaml")], "init": ["--title", ""],
              "export": ["-o", "made"]}  # fmt: skip
    ran = mic25(*line, *dates, *writes.get(leaf.words[0], []))
    assert ran.code in (0, 1, 2), ran.err
    if leaf.name in ("show", "targets show", "explain", "site"):
        # The successors of a target are in other datasets, which a process opens once.
        opened = [folders for folders in opened if RECORDS in folders]
    assert len(opened) == DATASETS.get(leaf.words[0], 1)
    if leaf.words[0] not in ("add", "observe"):
        # These read the records before and after the change.
        assert set(files.values()) <= {1}


@cases
def test_a_diff_opens_a_dataset_an_edition(mic25, monkeypatch, line, datasets):
    opened: list[Any] = []
    open_dataset = snapshot.open_dataset
    monkeypatch.setattr(
        snapshot, "open_dataset", lambda folders: opened.append(folders) or open_dataset(folders)
    )
    assert mic25(*line.replace("RECORDS", str(RECORDS)).split(), "-q").code == 0
    assert len(opened) == datasets


def values_of(leaf, field, keys, small):
    """Values for a shared option. At least one must make a difference."""
    flag = leaf.flag(field)
    if field in ("fields", "sort"):
        signs = ("-", "") if field == "sort" else ("",)
        return [[f"{flag}={sign}{key}"] for key in keys for sign in signs]
    told: dict[str, list[list[str]]] = {
        "records": [[flag, str(small)]],
        "datasets": [[flag, "digital-decade"]],
        "as_of": [[flag, "2016"], [flag, "1990"]],
        "known_at": [[flag, "2016"], [flag, "2020"], [flag, "1990"]],
        "lang": [[flag, "zh"]],
        "format": [[flag, "json"]],
        "json": [[flag]],
        "limit": [[flag, "0"]],
        "query": [[flag, "length(@)"]],
        "color": [[flag, "always"]],
        "quiet": [[flag]],
        "workbook": [[flag, "list.xlsx"]],
        "overwrite": [[flag, "-o", "list.xlsx"]],
        "wide": [[flag]],
    }
    return told[field]


SHARED = tuple(Session.__dataclass_fields__)
"""The options that all commands share; --pager is tried in test_pager.py, on a terminal."""


def base_of(leaf, field):
    """A command without the option, in a format in which the option can make a difference."""
    if field == "quiet" and "as_of" in leaf.options and leaf.words[-1] != "diff":
        return [*leaf.line, "-f", "table", "--as-of", "2016"]
    if field in ("lang", "color", "quiet"):
        return [*leaf.line, "-f", "table"]
    return list(leaf.line)


def keys_of(mic25, leaf):
    """The fields of a command's items, as in its own NDJSON."""
    lines = mic25(*leaf.line, "-f", "ndjson").out.splitlines()
    return list(json.loads(lines[0])) if lines else ["id"]


@pytest.mark.others
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("leaf", sharing(), ids=lambda leaf: leaf.name)
def test_no_shared_option_is_swallowed(mic25, started, leaf):
    keys = keys_of(mic25, leaf)
    bases: dict[tuple[str, ...], Ran] = {}
    for field in [field for field in SHARED if field in leaf.options and field != "pager"]:
        line = tuple(base_of(leaf, field))
        base = bases[line] if line in bases else bases.setdefault(line, mic25(*line))
        if field == "quiet" and base.code == 2:
            continue  # the record is not in the dataset at that date
        assert base.code == 0, base.err
        if field == "quiet" and not base.err:
            continue  # there was no remark, so -q changes nothing
        if field == "wide" and leaf.words[-1] not in ("list", "progress"):
            continue  # a pipe already gets every column
        given = values_of(leaf, field, keys, started)
        # A single row has only one order.
        one_row = field == "sort" and base.out.count("\n") <= 4
        ran = (mic25(*line, *more) for more in given[: 1 if one_row else None])
        telling = next((each for each in ran if each != base), None)
        assert one_row or telling is not None, f"{leaf.name} swallows {field}"
        assert telling is None or telling.code in (0, 2), telling.err


[NOTHING] = data(__file__, "NOTHING")


@pytest.mark.others
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("leaf", sharing(), ids=lambda leaf: leaf.name)
def test_a_field_that_is_none_is_refused(mic25, leaf):
    lines = [leaf.line]
    if leaf.words[-1] in NOTHING and (leaf.words[-1] != "progress" or "status" in leaf.options):
        kept = () if leaf.words[-1] in ("diff", "timeline") else leaf.arguments
        lines.append((*leaf.words, *kept, *NOTHING[leaf.words[-1]]))
    for line in lines:
        for field in ("fields", "sort"):
            if field not in leaf.options:
                continue
            for form in ("table", "json"):
                ran = mic25(*line, "-f", form, f"--{field}", "nonsense")
                assert (ran.code, ran.out) == (2, ""), f"{line} --{field} -f {form}"
                assert "'nonsense' is not a field" in ran.err


@pytest.mark.parametrize("leaf", sharing(), ids=lambda leaf: leaf.name)
def test_a_dataset_with_next_to_nothing_refuses_a_field_that_is_none(mic25, records, leaf):
    line = (*leaf.line, "--records", str(records({"terms.yaml": "one:\n  name: {en: One}\n"})))
    if mic25(*line, "-q").code == 2:
        return  # such a dataset does not have what the command needs
    for field in {"fields", "sort"} & set(leaf.options):
        ran = mic25(*line, f"--{field}", "nonsense")
        assert (ran.code, ran.out) == (2, ""), field
        assert "'nonsense' is not a field" in ran.err


@pytest.mark.parametrize(
    ("kind", "option"),
    [(kind.name, spec.option) for kind in KINDS.values() for spec in kind.filters],
    ids=str,
)
def test_no_filter_is_swallowed(mic25, kind, option):
    """A value keeps the records that have it, and leaves the others out."""
    spec = next(each for each in KINDS[kind].filters if each.option == option)
    values = {
        record["id"]: [
            str({"year": edtf.year_of, "currency": currency_of}.get(spec.match, str)(value))
            for value in field_paths.values(record, spec.path)
        ]
        for record in snapshot.open_dataset(record_folders.folders()).kind(kind).values()
    }
    every = list(dict.fromkeys(one for own in values.values() for one in own if one != "None"))
    # Computed values are in no record: a sum in another unit, what a later report changed.
    derived = {"amount": ["100 bn CNY"], "change": ["raised", "lowered", "confirmed"]}
    derived |= {"follow_up": ["partly-implemented"], "judged": ["missed", "met-late", "已实现"]}
    worked_out = {"implementation": "follow_up", "status": "judged"}
    computed = spec.path in (each.key for each in COMPUTED.get(kind, ()))
    sort = worked_out[spec.path] if computed else spec.match
    given = derived.get(sort, [*every[:2], *every[-2:]])
    assert given
    for value in given:
        lines = mic25(kind, "-f", "ndjson", option, value).out.splitlines()
        kept = {json.loads(line)["id"] for line in lines}
        if sort in derived:
            assert 0 < len(kept) < len(values)
        elif spec.match == "text":
            assert {key for key, own in values.items() if value in own} <= kept
        else:
            has = {key for key, own in values.items() if value in own}
            assert kept == has


@cases
def test_a_query_has_the_form_asked_for(mic25, form, expected):
    ran = mic25("terms", "-f", form, "--query", "[?id=='5g' || id=='ai'].id")
    assert (ran.code, ran.out) == (0, expected)
