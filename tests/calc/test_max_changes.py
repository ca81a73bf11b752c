"""The likely maximum changes of a dataset: what the others moved, however the place among them is
found.
"""

from hypothesis import given
from hypothesis import strategies as st

from mic25cli.calc.progress.max_changes import DatasetMaxChanges, Move, Moves
from mic25cli.model.dataset import RecordSet

SIZES = st.one_of(st.integers(-4, 4).map(float), st.floats(-9, 9))
MOVES = st.lists(st.builds(Move, SIZES, st.sampled_from("abcd")), max_size=90)


@given(MOVES, st.sampled_from("abcdx"), st.booleans(), st.sampled_from([0.0, 0.5, 2.0, 4.0]))
def test_the_largest_move_is_that_of_the_others_alone(moves, indicator, toward, size):
    dataset = DatasetMaxChanges(RecordSet.of({}), fixed_moves=Moves({("points", 1): sorted(moves)}))
    others = sorted(each.size for each in moves if each.indicator != indicator)
    found = dataset.without(indicator)
    assert found.count("points", 1) == len(others)
    place = (len(others) - 1) // 20
    wanted = None
    if len(others) >= 10:
        wanted = max(others[-1 - place] if toward else -others[place], 0.0) or None
    assert found.largest("points", toward, 1) == wanted
    beyond = [each for each in others if (each if toward else -each) >= size - 1e-9]
    assert sum(found._beyond("points", toward, 1, size).values()) == len(beyond)
