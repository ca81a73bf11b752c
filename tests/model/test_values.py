"""Our frozen dataclasses equal those of the standard library, but cost less to define."""

import dataclasses
import inspect
from dataclasses import FrozenInstanceError, field
from functools import partial

import pytest

from mic25cli import values


def pair(decorate, *bases, **keywords):
    @decorate()
    class Base(*bases):
        a: int
        b: tuple[str, ...] = ()
        c: list[int] = field(default_factory=list, compare=False, repr=False)

        def told(self):
            return f"{self.a}"

    @decorate(kw_only=True)
    class Point(Base, **keywords):
        x: float = 1.5
        schema: str = field(default="s/1", init=False)
        own: list[int] = field(default_factory=list, init=False, compare=False)
        half: float = field(init=False, default=0.0)

        def __post_init__(self):
            object.__setattr__(self, "half", self.a / 2)

        def __repr__(self):
            return "own"

    return Base, Point


def our_pair():
    """The two classes as they are written in our code."""
    return pair(lambda **_: lambda class_: class_, values.FrozenData, kw_only=True)


OURS, STANDARD = our_pair(), pair(partial(dataclasses.dataclass, frozen=True))
GIVEN = [(0, (1,), {}), (0, (1, ("x",)), {}), (0, (1,), {"c": [3]}), (1, (1,), {"x": 2.0})]


@pytest.mark.parametrize(("which", "given", "named"), GIVEN)
def test_they_are_told_compared_and_counted_alike(which, given, named):
    ours, others = OURS[which](*given, **named), STANDARD[which](*given, **named)
    assert repr(ours).rpartition(".")[2] == repr(others).rpartition(".")[2]
    assert dataclasses.asdict(ours) == dataclasses.asdict(others) and vars(ours) == vars(others)
    for other, kwargs in ((1, {}), (2, {})):
        again, theirs = OURS[which](other, **kwargs), STANDARD[which](other, **kwargs)
        assert (ours == again) is (others == theirs)
    assert ours == dataclasses.replace(ours) and ours is not dataclasses.replace(ours)
    assert ours != others
    assert hash(ours) == hash(dataclasses.replace(ours))
    assert hash(ours) == hash(others)
    assert OURS[which].__match_args__ == STANDARD[which].__match_args__


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("name", ["a", "schema", "unheard_of"])
def test_none_of_them_changes(which, name):
    for classes in (OURS, STANDARD):
        made = classes[which](1)
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, 2)
        with pytest.raises(FrozenInstanceError):
            del made.a


def test_they_take_the_same_arguments():
    for ours, theirs in zip(OURS, STANDARD, strict=True):
        ours(1)  # its `__init__` is compiled now
        told = [inspect.signature(each).parameters.values() for each in (ours, theirs)]
        kinds = [[(each.name, each.kind) for each in some] for some in told]
        assert kinds[0] == kinds[1]
        assert ours(1).c is not ours(1).c


def test_of_one_only_its_making_is_written_and_compiled():
    methods = ("__eq__", "__hash__", "__setattr__", "__delattr__")
    one, other = OURS[0], our_pair()[0]
    assert all(vars(one)[name] is vars(other)[name] for name in (*methods, "__repr__"))
    assert vars(one)["__init__"] is not vars(other)["__init__"]
    assert type("Point", (values.FrozenData,), {}, eq=False).__eq__ is object.__eq__
