"""The order of kinds in a diff, and the class of a change of one field."""

import pytest

from mic25cli.calc.diff.changes import Pair, kinds_in_order
from mic25cli.calc.diff.claim_fields import class_of_field
from mic25cli.model.kinds import KINDS


def test_every_kind_is_told_once():
    assert sorted(kinds_in_order()) == sorted(KINDS)
    assert kinds_in_order()[-1] == "sources"
    ranks = [kind.rank for kind in KINDS.values()]
    assert len(set(ranks)) == len(ranks), "two kinds have the same rank"


@pytest.mark.parametrize(
    ("path", "old", "new", "class_"),
    [
        ("established", "2014", "2015", "moved"),
        ("year", 2018, 2019, "moved"),
        ("established", None, "2015", "moved"),
        ("superseded_by", None, "other", "moved"),
        ("reading", "met", None, "moved"),
        ("summary", "one text", "another", "reworded"),
        ("name.zh", "制造", "智造", "reworded"),
        ("bases.all", "all", "every", "reworded"),
        ("note", None, "a note", "edited"),
        ("level", "national", "local", "edited"),
        ("part_of", "one", "two", "edited"),
        ("url", "https://a.b", "https://c.d", "edited"),
        ("aliases", ["a"], ["b"], "edited"),
        ("number", 1, 2, "edited"),
    ],
)
def test_the_class_of_a_field(path, old, new, class_):
    assert class_of_field(path, Pair(old, new)) == class_
