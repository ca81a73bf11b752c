"""Turns a function into a command, with its groups of options and the output of its answer.
`cli.write_answer` writes an `Answer` or a `TextAnswer`; a number is the exit code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import Field, is_dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_type_hints

from mic25cli.calc import lookup
from mic25cli.cli.options import ACROSS, Option, format_option, options_of
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.store import installed_datasets
from mic25cli.values import FrozenData
from mic25cli.view.answer import Answer, AnyAnswer, TextAnswer
from mic25cli.view.render import FORMATS, WORKBOOK

Given = Mapping[str, Any]  # the values of a command's options, by field
Function = Callable[..., Any]
"""The function of a command, which accepts its groups of options or single options."""
Result = AnyAnswer | TextAnswer | int | None


class Taken(FrozenData):
    """The parameters of a function: groups of options, and others."""

    groups: dict[str, tuple[type | None, list[str]]]
    """for each parameter, the class of its group (None for a single option) and its fields"""
    params: dict[str, Any]
    """the types of the others"""
    offered: dict[str, Option]
    hidden: set[str]
    """the fields whose options are not shown in help"""

    def built(self, values: Given) -> dict[str, object]:
        """The arguments of the function, made from the values of its options."""
        return {
            name: values[name] if group is None else group(**{key: values[key] for key in keys})
            for name, (group, keys) in self.groups.items()
        }

    def show_typer(self, run: Any) -> None:
        """Give a function the signature that typer reads."""
        # Imported here, because only help and errors need typer, and this is slow.
        from inspect import Parameter, Signature

        def param(name: str, annotation: Any, default: object = Parameter.empty) -> Parameter:
            return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)

        params = {name: param(name, annotation) for name, annotation in self.params.items()}
        for key, option in self.offered.items():
            default = Parameter.empty if option.needed else option.default
            params[key] = param(key, option.annotation(hidden=key in self.hidden), default)
        run.__signature__ = Signature([*params.values()])
        run.__annotations__ = {param.name: param.annotation for param in params.values()}


def _defaults(function: Any) -> dict[str, object]:
    """The default values of a function's parameters that have one."""
    code, values = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[code.co_argcount - len(values) : code.co_argcount]
    return {**dict(zip(names, values, strict=True)), **(function.__kwdefaults__ or {})}


def _taken(function: Function, without: Sequence[str], formats: Sequence[str]) -> Taken:
    """The parameters of a function, without some fields of its groups."""
    taken = Taken({}, {}, {}, set())
    # `inspect.signature` gives the same, but takes a twentieth of the time of a look-up to import.
    own, defaults = get_type_hints(function), _defaults(function)
    # The options of all commands come last, in help and in the signature.
    for name, hint in sorted(own.items(), key=lambda item: item[1] is Session):
        group: type | None = None
        if isinstance(default := defaults.get(name), Field):
            options = {name: default.metadata["option"](name)}
        elif isinstance(hint, type) and is_dataclass(hint):
            group = hint
            options = {key: each for key, each in options_of(hint).items() if key not in without}
        else:
            taken.params[name] = hint
            continue
        if hint is Session and "format" in options:
            # Only lists can be written as a workbook.
            names = (*(formats or FORMATS), *([WORKBOOK] if "workbook" in options else []))
            options["format"] = format_option(names).metadata["option"]("format")
        taken.groups[name] = group, list(options)
        twice = taken.offered.keys() & options
        assert not twice, f"{function.__name__}: two options of one name"
        taken.offered.update(options)
        if hint is Session:
            # Help lists shared options once; a command with its own formats lists these.
            taken.hidden.update(key for key in options if key != "format" or not formats)
    return taken


def _write_result(result: Result, parts: Mapping[str, object]) -> int | None:
    """Write the result of a function that was called with some arguments; returns the exit code."""
    if result is None or isinstance(result, int):
        return result
    # Some commands have no answer to sort, cut or draw.
    from mic25cli.cli.write_answer import present, present_text

    if isinstance(result, TextAnswer):
        quiet = any(getattr(group, "quiet", False) for group in parts.values())
        return present_text(result, quiet)
    (session,) = (group for group in parts.values() if isinstance(group, Session))
    return present(result, session)


def command(
    function: Function | None = None,
    *,
    without: Sequence[str] = (),
    fixed: Sequence[str] = (),
    formats: Sequence[str] = (),
    kind: str = "",
    several: Literal["each", "own", "one"] = "each",
) -> Function:
    """A command made of a function. A parameter that is a group of options is replaced by its
    options. `without` names fields that would mean nothing, `fixed` those whose default no setting
    changes, `formats` the choices of --format if they are special, and `kind` the kind of the ids.
    With several datasets, the command runs on each (`each`), handles them itself (`own`), or
    accepts one."""
    if function is None:
        return partial(
            command, without=without, fixed=fixed, formats=formats, kind=kind, several=several
        )
    # The return type may exist only for the type checker.
    function.__annotations__.pop("return", None)
    taken = _taken(function, without, formats)

    def run(**values: object) -> int | None:
        args = {key: each.value(values.pop(key)) for key, each in taken.offered.items()}
        parts: dict[str, object] = {}

        def call(options: Given) -> Result:
            parts.update(taken.built(options))
            result: Result = function(**values, **parts)
            for session in parts.values():
                if isinstance(session, Session):
                    session.tell_how_words_were_taken()
            return result

        completed = (str(args[key]) for key, option in taken.offered.items() if option.completes)
        if not args.get("datasets", True) and any(":" in text for text in completed):
            args["datasets"] = datasets_of(args, taken.offered)
        names = args.get("datasets")
        if not names or several == "own":
            return _write_result(call(args), parts)
        if several == "one" and len(names) > 1:
            datasets = " or ".join(f"--dataset {each}" for each in names)
            raise UsageError.of("this-command-works-on-one-dataset-at-time", datasets=datasets)
        result = on_datasets(call, args, taken.offered, kind)
        parts.update(taken.built(args))
        return _write_result(result, parts)

    run.__name__, run.__doc__ = function.__name__, function.__doc__
    entry: Any = run
    entry.offered = taken.offered  # what completion offers
    entry.fixed = tuple(fixed)
    # The options with defaults in `cli.config`.
    every = taken.offered.items()
    entry.settings = {
        key: option.setting for key, option in every if option.setting and key not in fixed
    }
    entry.direct = not taken.params  # whether it accepts nothing but options
    entry.for_typer = partial(taken.show_typer, run)
    return run


IDS = (*KINDS, "id", "record", "chart")  # the completions of options that take records


def ids_by_option(args: Given, offered: Mapping[str, Option]) -> dict[str, tuple[str, ...]]:
    """The ids given in options, by field."""
    keys = (key for key, option in offered.items() if option.completes in IDS and args.get(key))
    return {key: args[key] if isinstance(args[key], tuple) else (args[key],) for key in keys}


def datasets_of(args: Given, offered: Mapping[str, Option]) -> tuple[str, ...]:
    """The datasets named in `DATASET:ID` without --dataset."""
    texts = [text for values in ids_by_option(args, offered).values() for text in values]
    datasets = dict.fromkeys(
        installed_datasets.split(text, installed_datasets.names())[0] for text in texts
    )
    if datasets.pop(None, 0) is None and datasets and any(":" not in text for text in texts):
        home = next(iter(installed_datasets.own()), "mic25")
        return (home, *(dataset for dataset in datasets if dataset and dataset != home))
    return tuple(filter(None, datasets))


def on_datasets(
    call: Callable[[Given], Result], args: Given, offered: Mapping[str, Option], kind: str
) -> Result:
    """The answer of a command on the given datasets; for a single one, its own answer. `kind` is
    the kind of the ids of an argument that does not say so itself."""
    shares = _shares(args, offered, kind)
    if len(args["datasets"]) == 1:
        return call(shares[0][1])
    from mic25cli.view.several_datasets import joined

    alone = _alone(shares, offered)
    path = args.get("output")
    if len(shares) > 1 and isinstance(path, Path) and path.name != "-":
        # A picture or report shows one dataset, so each dataset gets a file of its own.
        called = {name: path.with_name(f"{path.stem}-{name}{path.suffix}") for name, _ in shares}
        results = [call({**mine, "output": called[name]}) for name, mine in shares]
        codes = [each for each in results if isinstance(each, int)]
        if len(codes) == len(results):
            return max(codes)
    answers: dict[str, AnyAnswer] = {}
    faults: dict[str, UsageError] = {}
    for name, mine in shares:
        try:
            result = call(mine)
        except UsageError as fault:
            # Bare words may name something that only one of the datasets has.
            if "terms" not in args:
                raise
            faults[name] = fault
            continue
        if not isinstance(result, Answer) and len(shares) == 1:
            return result
        if not isinstance(result, Answer):
            raise UsageError.of("this-can-be-written-for-only-one-dataset", alone)
        answers[name] = result
    if not answers:
        raise next(iter(faults.values()))
    answer = joined(answers, alone, args.get("lang", "en"))
    lacking = tuple(f"{name}: {fault.message}" for name, fault in faults.items())
    return replace(answer, remarks=(*answer.remarks, *lacking))


def _alone(shares: Sequence[tuple[str, Given]], offered: Mapping[str, Option]) -> str:
    choices = []
    for name, mine in shares:
        own = [ids for key, ids in ids_by_option(mine, offered).items() if not offered[key].flags]
        ids = [f"{name}:{id_}" for id_ in chain.from_iterable(own) if id_ not in ACROSS]
        choices.append(" ".join(ids) or f"--dataset {mine['datasets'][0]}")
    return f"choose one: {' or '.join(choices)}."


def _shares(
    args: Given, offered: Mapping[str, Option], kind: str
) -> list[tuple[str, dict[str, Any]]]:
    """The call for each dataset, with those ids that it has; a dataset with none of them is left
    out."""
    by_option = ids_by_option(args, offered)
    names = installed_datasets.opened(args["datasets"])
    texts = dict(zip(names, args["datasets"], strict=True))
    shares = {name: {**args, "datasets": (texts[name],)} for name in names}
    for key, values in by_option.items():
        own: dict[str, list[str]] = {name: [] for name in names}
        for text in values:
            dataset, rest = installed_datasets.split(text, names)
            having = [dataset] if dataset else _having(offered[key], rest, texts, kind)
            if len(having) > 1 and not offered[key].flags and rest not in ACROSS:
                ids = " or ".join(f"{name}:{rest}" for name in having)
                raise UsageError.of("is-in-several-datasets", rest=rest, ids=ids)
            # Raises the first error if no dataset has what was named.
            for name in having or names:
                own[name].append(rest)
        for name in [share for share in shares if not own[share]]:
            del shares[name]
        for name, mine in shares.items():
            mine[key] = tuple(own[name]) if isinstance(args[key], tuple) else own[name][0]
    if not shares:
        raise UsageError.of("no-single-dataset-has-all-of-these-records")
    return [*shares.items()]


def _having(option: Option, text: str, texts: Mapping[str, str], kind: str) -> list[str]:
    if len(texts) == 1:
        return [*texts]
    kind, text = option.completes if option.completes in KINDS else kind, text.partition("#")[0]
    result = []
    for name, dataset_text in texts.items():
        dataset = Session(datasets=(dataset_text,)).whole
        with suppress(UsageError):
            if kind == "industries":
                lookup.industry(dataset, text)
            elif kind:
                lookup.find(dataset, kind, text)
            elif text not in ACROSS:
                lookup.find_any(dataset, text)
            result.append(name)
    return result
