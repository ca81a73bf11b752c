"""Every field of every model, in every output of the dataset."""

import json

import pytest

import every_field
from mic25cli.calc.tables import TABLES
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import of_kind

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    every_field.write(folder)
    return folder


@pytest.fixture(autouse=True)
def _dataset(filled, monkeypatch):
    monkeypatch.setenv("MIC25_RECORDS", str(filled))


def held(value, path):
    if isinstance(value, list):
        for each in value:
            yield from held(each, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from held(value[path[0]], path[1:])


def test_every_field_of_every_model_is_exported(mic25, tmp_path):
    ran = mic25("export", "-o", str(tmp_path / "out"), "--format", "json")
    assert ran.code == 0, ran.err
    whole = json.loads((tmp_path / "out" / "mic25.json").read_text("utf-8"))["records"]
    for kind in KINDS:
        for path in every_field.paths(of_kind(kind)):
            found = [each for record in whole[kind] for each in held(record, path)]
            assert any(each not in (None, [], {}) for each in found), (kind, path)


@pytest.mark.others
@pytest.mark.parametrize("table", TABLES)
def test_every_table_takes_them(mic25, table):
    ran = mic25("table", table, "--json")
    assert ran.code == 0 and json.loads(ran.out), ran.err


def test_a_year_on_the_way_is_no_verdict(mic25):
    found = json.loads(mic25("table", "verdicts", "--json").out)
    assert not [row for row in found if row["claim"].startswith("assessments/assessments-pathway#")]


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_its_card(mic25, kind):
    for each in every_field.records()[kind]:
        ran = mic25("show", f"{kind}/{each}", "-f", "plain")
        assert ran.code == 0, ran.err
