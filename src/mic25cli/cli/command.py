"""A function as a command: its groups of options, and the one way out for its answer.
An `Answer` or a `TextAnswer` is written by `cli.run`; a number is the exit code."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, is_dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, Literal, get_type_hints

from mic25cli.cli.options import Option, format_option, options_of
from mic25cli.cli.session import Session
from mic25cli.cli.stream import Display
from mic25cli.errors import UsageError
from mic25cli.view.render import FORMATS, WORKBOOK


def command(
    function: Callable[..., Any] | None = None,
    *,
    without: Sequence[str] = (),
    fixed: Sequence[str] = (),
    formats: Sequence[str] = (),
    kind: str = "",
    shelf: Literal["each", "own", "one"] = "each",
) -> Callable[..., Any]:
    """A function as a command: a parameter that is a group of options gives way to them.
    `without` names fields that would mean nothing there, `fixed` those whose default nothing sets,
    `formats` the choices of --format where they are special, `kind` the kind of the ids. Of several
    books `each` is asked by itself, unless it has its `own` way with them or is of `one` alone."""
    if function is None:
        return partial(
            command, without=without, fixed=fixed, formats=formats, kind=kind, shelf=shelf
        )
    hints = _hints(function)
    groups: dict[str, tuple[type | None, list[str]]] = {}
    params: dict[str, inspect.Parameter] = {}
    offered: dict[str, Option] = {}
    own = inspect.signature(function).parameters
    # What all commands share stands last, in help and in the signature.
    for name in sorted(own, key=lambda name: hints[name] is Session):
        param, hint = own[name], hints[name]
        group: type | None = None
        if isinstance(param.default, Field):
            options = {name: param.default.metadata["option"]}
        elif isinstance(hint, type) and is_dataclass(hint):
            group = hint
            options = {key: each for key, each in options_of(hint).items() if key not in without}
        else:
            params[name] = param.replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY)
            continue
        if hint is Session and "format" in options:
            # A workbook is offered where a list is.
            known = (*(formats or FORMATS), *([WORKBOOK] if "workbook" in options else []))
            options["format"] = format_option(known).metadata["option"]
        groups[name] = group, list(options)
        offered |= options
        for key, option in options.items():
            default = inspect.Parameter.empty if option.needed else option.given
            assert key not in params, f"two options of {function.__name__} fill '{key}'"
            params[key] = inspect.Parameter(
                key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option.annotation()
            )

    def built(given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: given[name] if group is None else group(**{key: given[key] for key in keys})
            for name, (group, keys) in groups.items()
        }

    def run(**values: Any) -> Any:
        given = {key: each.value(values.pop(key)) for key, each in offered.items()}
        parts: dict[str, Any] = {}

        def call(asked: Mapping[str, Any]) -> Any:
            parts.update(built(asked))
            found = function(**values, **parts)
            for session in parts.values():
                if isinstance(session, Session):
                    session.tell_how_words_were_taken()
            return found

        if "books" in given and (
            given["books"]
            or any(":" in str(given[key]) for key, option in offered.items() if option.completes)
        ):
            from mic25cli.cli import beside

            given["books"] = beside.books_of(given, offered)
        if given.get("books") and shelf != "own":
            if shelf == "one" and len(given["books"]) > 1:
                books = " or ".join(f"--book {each}" for each in given["books"])
                raise UsageError("this is of one book alone", f"give one alone: {books}.")
            result = beside.run(call, given, offered, kind)
            parts.update(built(given))
        else:
            result = call(given)
        if result is None or isinstance(result, int):
            return result
        # Not every command has an answer to be sorted, cut and drawn.
        from mic25cli.cli.run import present, present_text
        from mic25cli.view.answer import TextAnswer

        if isinstance(result, TextAnswer):
            outputs = (getattr(group, "output", None) for group in parts.values())
            return present_text(
                result, next((each for each in outputs if isinstance(each, Display)), Display())
            )
        return present(
            result, next(group for group in parts.values() if isinstance(group, Session))
        )

    run.__name__, run.__doc__ = function.__name__, function.__doc__
    run.offered = offered  # type: ignore[attr-defined]  # what completion offers
    run.fixed = tuple(fixed)  # type: ignore[attr-defined]
    run.settings = {  # type: ignore[attr-defined]  # what `cli.config` has the defaults of
        key: option.setting
        for key, option in offered.items()
        if option.setting and key not in fixed
    }
    # What typer is to see.
    run.__signature__ = inspect.Signature([*params.values()])  # type: ignore[attr-defined]
    run.__annotations__ = {param.name: param.annotation for param in params.values()}
    return run


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    own = {key: hint for key, hint in function.__annotations__.items() if key != "return"}
    named = SimpleNamespace(__annotations__=own)
    return get_type_hints(named, getattr(function, "__globals__", {}), include_extras=True)
