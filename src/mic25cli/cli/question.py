"""The options of the commands on progress, declared once, and the question they put to the book."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from mic25cli.calc.progress.methods import DEFAULT, METHODS, method
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.progress.status import STATUSES
from mic25cli.cli.options import choice, parameters, split_list, with_signature
from mic25cli.cli.session import Session as Shared
from mic25cli.errors import UsageError, unknown
from mic25cli.model.choices import GRADES, ORIGINS

if TYPE_CHECKING:
    from mic25cli.model.book import Book


@dataclass(frozen=True)
class Asked:
    """What the options of the progress commands say."""

    method: str = DEFAULT
    compare: bool = False
    by: str | None = None
    mean: bool = False
    status: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    report: str | None = None
    origin: str | None = None
    current: bool = False
    basis: str | None = None
    min_grade: str | None = None
    checked: bool = False
    strict_compat: bool = False
    substitute_baseline: bool = False
    fail_on: tuple[str, ...] = ()

    def question(self, shared: Shared, book: Book) -> Question:
        """The question they put to a book; without --as-of the reference date is today.

        Raises `UsageError` for a basis that no indicator of the book has.
        """
        if self.basis is not None:
            bases = {basis for each in book.kind("indicators").values() for basis in each["bases"]}
            if self.basis not in bases:
                raise unknown("basis", self.basis, bases, "'mic25 indicators show ID' lists them.")
        return Question(
            as_of=shared.day,
            known_at=shared.known_at,
            method=self.method,
            basis=self.basis,
            min_grade=self.min_grade,
            checked=self.checked,
            strict_compat=self.strict_compat,
            substitute=self.substitute_baseline,
        )


def _flag(option: str, text: str) -> tuple[Any, Any]:
    return Annotated[bool, typer.Option(option, help=text)], False


def _word(option: str, metavar: str, text: str, default: str | None = None) -> tuple[Any, Any]:
    shown = typer.Option(option, metavar=metavar, help=text, show_default=default is not None)
    return Annotated[str | None if default is None else str, shown], default


def _words(option: str, metavar: str, text: str) -> tuple[Any, Any]:
    return Annotated[list[str] | None, typer.Option(option, metavar=metavar, help=text)], None


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "method": _word("--method", "METHOD", ", ".join(METHODS) + ".", DEFAULT),
    "compare": _flag("--compare", "All methods side by side, and where they disagree."),
    "by": _word("--by", "CRITERION", "Count the statuses by " + ", ".join(CRITERIA) + "."),
    "mean": _flag("--mean", "With --by: the mean way covered, and how many it leaves out."),
    "status": _words("--status", "STATUS,…", "Show only milestones of these statuses."),
    "industry": _words("--industry", "ID,…", "Only targets of these industries."),
    "report": _word("--report", "ID", "Only milestones that a report set."),
    "origin": _word("--origin", "WORD", "Only targets of an origin: " + ", ".join(ORIGINS) + "."),
    "current": _flag("--current", "Only the milestone that applies at the reference date."),
    "basis": _word("--basis", "BASIS", "Take this basis where an indicator has several."),
    "min_grade": _word("--min-grade", "GRADE", "Only observations this good: A, B, C or D."),
    "checked": _flag("--checked", "Only observations that somebody has read in a source."),
    "strict_compat": _flag("--strict-compat", "opensdg as its own code does it, mendings and all."),
    "substitute_baseline": _flag(
        "--substitute-baseline", "Let an observation stand in for a missing baseline."
    ),
    "fail_on": _words("--fail-on", "STATUS,…", "Exit 1 if any milestone has such a status."),
}


def make_asked(values: dict[str, Any]) -> Asked:
    """The options as given; raises `UsageError` for a value that means nothing."""

    def several(name: str, option: str) -> tuple[str, ...]:
        return tuple(choice(option, each, STATUSES) for each in split_list(values[name] or ()))

    method(values["method"])
    if values["strict_compat"] and values["method"] != "opensdg":
        raise UsageError("--strict-compat belongs to the method opensdg", "add --method opensdg.")
    if values["mean"] and values["by"] is None:
        raise UsageError("--mean takes groups to work on", "add --by industry.")
    for other in ("compare", "status"):
        if values["by"] is not None and values[other]:
            raise UsageError(f"--by and --{other} do not go together", "give one of them.")
    for name, option, choices in (
        ("by", "--by", tuple(CRITERIA)),
        ("min_grade", "--min-grade", GRADES),
        ("origin", "--origin", ORIGINS),
    ):
        if values[name] is not None:
            choice(option, values[name], choices)
    return Asked(
        **{
            **values,
            "status": several("status", "--status"),
            "fail_on": several("fail_on", "--fail-on"),
            "industry": split_list(values["industry"] or ()),
        }
    )


def question_options(
    function: Callable[..., Any] | None = None, *, without: Sequence[str] = ()
) -> Callable[..., Any]:
    """Replace the parameter `asked: Asked` of a command by the options, less those `without`."""
    if function is None:
        return partial(question_options, without=without)
    options = {name: option for name, option in _OPTIONS.items() if name not in without}
    hints = get_type_hints(function, include_extras=True)
    own = [
        param.replace(annotation=hints[param.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for param in inspect.signature(function).parameters.values()
        if param.name != "asked"
    ]

    def command(**values: Any) -> Any:
        given = {name: default for name, (_, default) in _OPTIONS.items()}
        given |= {name: values.pop(name) for name in options}
        return function(**values, asked=make_asked(given))

    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    return with_signature(command, [*own, *parameters(options)])
