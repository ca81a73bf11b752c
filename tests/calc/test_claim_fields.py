"""The order of kinds in a diff, and the class of a change of one field."""

from cases import cases
from mic25cli.calc.diff.changes import Pair
from mic25cli.calc.diff.claim_fields import class_of_field
from mic25cli.model.kinds import KINDS


def test_the_kinds_have_an_order():
    assert max(KINDS, key=lambda kind: KINDS[kind].rank) == "sources"
    ranks = [kind.rank for kind in KINDS.values()]
    assert len(set(ranks)) == len(ranks), "two kinds have the same rank"


@cases
def test_the_class_of_a_field(path, old, new, class_):
    assert class_of_field(path, Pair(old, new)) == class_
