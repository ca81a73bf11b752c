"""The options that commands share, declared once, and how they reach a command.

A command takes one parameter `shared: Shared`; `@shared_options` replaces it by
the options themselves, so that help, parsing and the object that the code sees
cannot drift apart.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from mic25cli.cli.stream import Output, note
from mic25cli.errors import UsageError, unknown
from mic25cli.model import edtf
from mic25cli.model.book import Book, View, view
from mic25cli.view.formats import FORMATS
from mic25cli.view.text import Lang


@dataclass(frozen=True)
class Shared:
    """What the shared options say."""

    records: tuple[Path, ...] = ()
    as_of: str | None = None
    known_at: str | None = None
    lang: Lang = "en"
    sort: tuple[str, ...] = ()
    limit: int | None = None
    output: Output = field(default_factory=Output)

    def open(self) -> Book:
        """The whole book that the options name, at no particular time."""
        from mic25cli.store import place, snapshot

        return snapshot.open_book(place.folders(self.records))

    def view(self) -> View:
        """The book as of and known at the dates that the options name."""
        return view(self.open(), self.as_of, self.known_at)

    def book(self) -> Book:
        """The book as of and known at the dates that the options name.

        What no date can place is left out, and said so on standard error.
        """
        seen = self.view()
        if seen.undated:
            parts = ", ".join(f"{count} of {kind}" for kind, count in sorted(seen.undated.items()))
            note(f"left out for want of a date: {parts}", self.output)
        return seen.book


def date_option(option: str, text: str | None) -> str | None:
    """An EDTF date given on the command line; raises `UsageError` for anything else."""
    if text is None:
        return None
    try:
        edtf.parse(text)
    except edtf.DateError as fault:
        raise UsageError(f"{option}: {fault}") from fault
    return text


def split_list(texts: Sequence[str]) -> tuple[str, ...]:
    """Values given with commas, repeatedly, or both."""
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def choice(option: str, value: str, choices: Sequence[str]) -> str:
    """One of the choices; raises `UsageError` with the nearest."""
    if value not in choices:
        raise unknown(f"{option.removeprefix('--')}", value, choices)
    return value


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "records": (
        Annotated[
            list[Path] | None,
            typer.Option(
                "--records",
                metavar="DIR",
                help="Read these records; a later folder overrides by id.",
            ),
        ],
        None,
    ),
    "as_of": (
        Annotated[
            str | None,
            typer.Option(
                "--as-of", metavar="DATE", help="The state of the world at the end of a date."
            ),
        ],
        None,
    ),
    "known_at": (
        Annotated[
            str | None,
            typer.Option(
                "--known-at", metavar="DATE", help="Only what had been published by a date."
            ),
        ],
        None,
    ),
    "lang": (
        Annotated[str, typer.Option("--lang", metavar="en|zh|both", help="Language of names.")],
        "en",
    ),
    "format": (
        Annotated[
            str,
            typer.Option(
                "--format", "-f", metavar="FORMAT", help="auto, " + ", ".join(FORMATS) + "."
            ),
        ],
        "auto",
    ),
    "json": (Annotated[bool, typer.Option("--json", help="The same as -f json.")], False),
    "fields": (
        Annotated[
            list[str] | None,
            typer.Option("--fields", metavar="A,B.C", help="Only these fields, in this order."),
        ],
        None,
    ),
    "sort": (
        Annotated[
            list[str] | None,
            typer.Option("--sort", metavar="FIELD", help="Sort by a field; -FIELD turns it round."),
        ],
        None,
    ),
    "limit": (
        Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most N.")],
        None,
    ),
    "query": (
        Annotated[
            str | None,
            typer.Option("--query", metavar="JMESPATH", help="A JMESPath query on the JSON."),
        ],
        None,
    ),
    "color": (
        Annotated[
            str,
            typer.Option("--color", metavar="auto|always|never", help="Colour on the terminal."),
        ],
        "auto",
    ),
    "quiet": (
        Annotated[bool, typer.Option("--quiet", "-q", help="No remarks on standard error.")],
        False,
    ),
}


def make_shared(values: dict[str, Any]) -> Shared:
    """The shared options as given; raises `UsageError` for a value that means nothing."""
    format_name = choice("--format", values["format"], ("auto", *FORMATS))
    if values["json"]:
        if format_name not in ("auto", "json"):
            raise UsageError(
                f"--json and --format {format_name} contradict each other", "give one of them."
            )
        format_name = "json"
    color: Any = choice("--color", values["color"], ("auto", "always", "never"))
    lang: Any = choice("--lang", values["lang"], ("en", "zh", "both"))
    return Shared(
        records=tuple(values["records"] or ()),
        as_of=date_option("--as-of", values["as_of"]),
        known_at=date_option("--known-at", values["known_at"]),
        lang=lang,
        sort=split_list(values["sort"] or ()),
        limit=values["limit"],
        output=Output(
            format_name, split_list(values["fields"] or ()), values["query"], color, values["quiet"]
        ),
    )


def parameters(options: dict[str, tuple[Any, Any]]) -> list[inspect.Parameter]:
    """Options as the parameters that typer reads from a signature."""
    return [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        for name, (annotation, default) in options.items()
    ]


def with_signature(
    function: Callable[..., Any], params: Sequence[inspect.Parameter]
) -> Callable[..., Any]:
    """The function, with the signature that typer is to see."""
    function.__signature__ = inspect.Signature(list(params))  # type: ignore[attr-defined]
    function.__annotations__ = {param.name: param.annotation for param in params}
    return function


def shared_options(
    function: Callable[..., Any] | None = None, *, without: Sequence[str] = ()
) -> Callable[..., Any]:
    """Replace the parameter `shared: Shared` of a command by the shared options.

    `without` names those that would mean nothing there: an option that does
    nothing is worse than one that is refused.
    """
    if function is None:
        return partial(shared_options, without=without)
    options = {name: option for name, option in _OPTIONS.items() if name not in without}
    hints = get_type_hints(function, include_extras=True)
    own = [
        param.replace(annotation=hints[param.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for param in inspect.signature(function).parameters.values()
        if param.name != "shared"
    ]

    def command(**values: Any) -> Any:
        given = {name: default for name, (_, default) in _OPTIONS.items()}
        given |= {name: values.pop(name) for name in options}
        return function(**values, shared=make_shared(given))

    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    return with_signature(command, [*own, *parameters(options)])
