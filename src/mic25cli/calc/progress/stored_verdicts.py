"""The verdicts on a dataset's targets as of its own last day, computed once and stored with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

from mic25cli.calc import stored_results
from mic25cli.calc.progress.result import MethodResult, Question, Result
from mic25cli.errors import RecordsError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as

NAME = "verdicts"


def _plain(value: object, classes: dict[type, str]) -> object:
    """A value as JSON has it: an array is a tuple, an object with one key names its class."""
    class_ = type(value)
    if value is None or class_ in (str, int, float, bool):
        return value
    if isinstance(value, tuple) and class_ is tuple:
        return [_plain(item, classes) for item in value]
    if class_ is Decimal:
        return {"number": str(value)}
    if isinstance(value, Mapping):
        return {"mapping": [[key, _plain(item, classes)] for key, item in value.items()]}
    if isinstance(value, list):
        return {"list": [_plain(item, classes) for item in value]}
    names = _field_names(class_)
    key = classes.setdefault(class_, str(len(classes)))
    return {key: [_plain(getattr(value, name), classes) for name in names]}


def _field_names(class_: Any) -> Sequence[str]:
    """The names of the fields of a named tuple or a dataclass."""
    named_tuple: Sequence[str] | None = getattr(class_, "_fields", None)
    return named_tuple or [*class_.__dataclass_fields__]


class _List(list[object]):
    """A list in a record, which is not a tuple."""


def _tuples(value: object) -> object:
    if type(value) is not list:
        return value
    return tuple([_tuples(item) if type(item) is list else item for item in value])


def _made(names: Sequence[Sequence[str]]) -> Callable[[list[tuple[str, Any]]], object]:
    """The hook that turns JSON objects back into values, only of classes of calculations."""
    classes = [getattr(import_module(f"mic25cli.calc.{where}"), name) for where, name in names]
    makers: dict[str, Callable[[Any], object]] = {
        "number": Decimal,
        "mapping": lambda pairs: {name: _tuples(item) for name, item in pairs},
        "list": lambda items: _List(map(_tuples, items)),
    }
    makers |= {str(number): _maker(class_) for number, class_ in enumerate(classes)}

    def value_of(pairs: list[tuple[str, Any]]) -> object:
        ((key, content),) = pairs
        return makers[key](content)

    return value_of


def _maker(class_: Any) -> Callable[[list[object]], object]:
    """The function that makes a value of a class from the values of its fields."""
    names, of_parts = _field_names(class_), getattr(class_, "_make", None)

    def made(content: list[object]) -> object:
        parts = [_tuples(item) if type(item) is list else item for item in content]
        if of_parts is not None:
            return of_parts(parts)
        value = object.__new__(class_)
        vars(value).update(zip(names, parts, strict=True))
        return value

    return made


def results(
    dataset: RecordSet,
    question: Question,
    targets: Collection[str] | None,
    judge: Callable[..., Iterable[Result]],
    *,
    every_method: bool = True,
    series: bool = True,
    candidates: bool = True,
    depends: bool = False,
) -> tuple[Result, ...] | None:
    """Verdicts on targets, read from the store or judged now and stored.

    None if the store cannot answer: for another question, with candidates, or for a large dataset.
    It has everything except candidates for the dataset's own day, and only the verdicts for the
    ends of years.
    """
    own = stored_results.is_own(dataset, question)
    alone = not (every_method or series or depends) and stored_results.is_of_year(dataset, question)
    if not alone and (not own or (series and candidates)):
        return None
    name = NAME if own else f"{NAME}-{question.as_of}"
    more = every_method or series
    verdicts: Iterable[Result]
    if (raw := stored_results.stored(dataset, name)) is not None:
        verdicts = _read(raw, targets, more)
    elif stored_results.is_small(dataset) and (own or targets is None):
        detail = {"candidates": False, "depends": True} if own else {"every_method": False}
        try:
            judged = stored_results.keep(
                dataset, name, lambda: tuple(judge(series=own, **detail)), _result_bytes
            )
        except RecordsError:
            return None
        verdicts = (result for result in judged if targets is None or result.target in targets)
    else:
        return None

    def in_parts(result: Result) -> Result:
        """A verdict without the parts that were not requested."""
        return recorded_as(
            Result,
            vars(result),
            depends_on=result.depends_on if depends else None,
            series=result.series if series else (),
            methods=result.methods if every_method else _own_method(result),
            disagree=every_method and result.disagree,
        )

    complete = depends and series and every_method
    return tuple(verdicts if complete else map(in_parts, verdicts))


def _own_method(result: Result) -> tuple[MethodResult, ...]:
    return tuple(method for method in result.methods if method.id == result.method.id)


def _result_bytes(judged: Iterable[Result]) -> bytes:
    """The parts of a target that are used most, then the other methods and the series."""
    by_target: dict[str, tuple[list[Result], list[object]]] = {}
    for result in judged:
        first, more = by_target.setdefault(result.target, ([], []))
        own = _own_method(result)
        first.append(recorded_as(Result, vars(result), series=(), methods=own, disagree=False))
        more.append((result.methods, result.disagree, result.series))
    return to_bytes({id_: (tuple(first), tuple(more)) for id_, (first, more) in by_target.items()})


def to_bytes(by_id: Mapping[str, Sequence[object]]) -> bytes:
    """A line with the names of classes, then one per id: the id and its parts, separated by
    tabs."""
    classes: dict[type, str] = {}
    lines = []
    for id_, (first, *more) in by_id.items():
        parts = ((id_, _plain(first, classes)), *(_plain(part, classes) for part in more))
        lines.append("\t".join(map(json.dumps, parts)))
    names = [(part.__module__.removeprefix("mic25cli.calc."), part.__name__) for part in classes]
    return "\n".join((json.dumps(names), *lines)).encode()


def _read(raw: bytes, targets: Collection[str] | None, more: bool = False) -> Iterator[Result]:
    for _, results, *rest in read(raw, targets, 2 if more else 1):
        if not rest:
            yield from results
            continue
        result: Result
        for result, (methods, disagree, series) in zip(results, rest[0], strict=True):
            yield recorded_as(
                Result, vars(result), methods=methods, disagree=disagree, series=series
            )


def read(raw: bytes, ids: Collection[str] | None, parts: int = 1) -> Iterator[Sequence[Any]]:
    """For each of the ids (or some of them), the first of its parts, in the order written."""
    names, lines = _lines(raw)
    value = partial(json.loads, object_pairs_hook=_made(names))
    keys = None if ids is None else {*map(json.dumps, ids)}
    for id_, line in lines.items():
        if keys is None or id_ in keys:
            first, *more = line.split("\t")[:parts]
            yield (*map(_tuples, value(first)), *(_tuples(value(part)) for part in more))


@lru_cache(maxsize=4)
def _lines(raw: bytes) -> tuple[Sequence[Sequence[str]], Mapping[str, str]]:
    """The names of the classes, and each line by its id, in JSON."""
    names, *lines = raw.decode("ascii").split("\n")
    return json.loads(names), {line[1 : line.index('",') + 1]: line for line in lines}
