"""A dataset at a date is complete: nothing that it cites or names by a key is missing."""

import pytest

from conftest import ROOT
from mic25cli import api
from mic25cli.calc.progress_question import Question
from mic25cli.export.table_content import Content
from mic25cli.model.dataset import published
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.store import installed_datasets

pytestmark = pytest.mark.slow

DATASETS = (*installed_datasets.names(), str(ROOT / "examples" / "digital-decade"))
DATES = [
    ("2016-06-30", None), ("2019-07-01", None), ("2025-12-31", None), (None, "2020-01-01"),
    ("2019", "2018"),
]  # fmt: skip


@pytest.mark.others
@pytest.mark.parametrize(("as_of", "known_at"), DATES)
@pytest.mark.parametrize("name", DATASETS)
def test_every_key_is_declared_and_holds(name, as_of, known_at):
    whole = api.open(name)
    held = whole.at(as_of, known_at)
    when = Question(as_of or known_at or "", known_at)

    def content(dataset):
        return Content(dataset, "0", when, ())

    cut = content(held._view)
    rows = {table.name: [*cut.each_row(table)] for table in cut.tables}
    keys = {table.name: {row[table.key[0]] for row in rows[table.name]} for table in cut.tables}
    declared = 0
    for table in cut.tables:
        found = cut.links(table, rows[table.name])
        assert [column for column, _, _ in found] == [
            column for column, of in table.links() if of in keys
        ]
        for column, of, _ in found:
            own = {row[column] for row in rows[table.name]} - {None}
            assert own <= keys[of], (table.name, column, of)
        declared += len(found)
    assert declared > 25 and not cut.broken
    named = {(row["to_kind"], row["to_record"]) for row in rows["links"]}
    assert {each for each in named if each[1] not in keys[str(each[0])]} == set()


@pytest.mark.parametrize(("as_of", "known_at"), DATES)
@pytest.mark.parametrize("name", DATASETS)
def test_no_list_names_what_is_not_there(name, as_of, known_at):
    held = api.open(name, as_of, known_at)._view
    gone = [
        (record["kind"], record["id"], path)
        for record in held
        for path, kind, id_ in links(record)
        if kind in KINDS and id_ in held.whole.kind(kind) and id_ not in held.kind(kind)
    ]
    assert gone == []


@pytest.mark.others
@pytest.mark.parametrize("name", DATASETS)
def test_no_later_source_is_cited(name):
    held = api.open(name, known_at="2018")._view
    cited = [id_ for each in held for path, _, id_ in links(each) if "cite" in path[:-1]]
    days = {published(held.whole, id_) for id_ in cited} - {None}
    assert max(days, default="") < "2019"


@pytest.mark.parametrize(("as_of", "known_at"), DATES)
@pytest.mark.parametrize("name", DATASETS)
def test_lists_and_progress_have_the_same_targets(name, as_of, known_at):
    held = api.open(name, as_of, known_at)
    listed = {id_ for id_ in held.targets if held.targets[id_]["milestones"]}
    assert {row["record"] for row in held.progress()} == listed
