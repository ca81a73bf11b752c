"""`mic25 KIND list` and `mic25 KIND show`: one pair of commands, made for every kind."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import typer

from mic25cli.calc import select
from mic25cli.calc.select import Selection, option_key
from mic25cli.cli import stream
from mic25cli.cli.options import Shared, date_option, parameters, shared_options, with_signature
from mic25cli.model.book import view
from mic25cli.model.kinds import KINDS, Filter, Kind
from mic25cli.view.formats import WITHOUT_CELLS


def _annotation(spec: Filter) -> Any:
    number = spec.match in ("number", "year")
    metavar = (
        "N"
        if number
        else "ID"
        if spec.match == "ref"
        else "TEXT"
        if spec.match == "text"
        else "WORD"
    )
    help_text = spec.help[0].upper() + spec.help[1:] + "."
    option = typer.Option(spec.option, metavar=metavar, help=help_text)
    return Annotated[int | None, option] if number else Annotated[str | None, option]


def _filter_options(kind: Kind) -> dict[str, tuple[Any, Any]]:
    options = {option_key(spec): (_annotation(spec), None) for spec in kind.filters}
    options["text"] = (
        Annotated[
            str | None,
            typer.Option(
                "--text", metavar="TEXT", help="Keep those that say this, in either language."
            ),
        ],
        None,
    )
    if kind.date is not None:
        options["since"] = (
            Annotated[
                str | None,
                typer.Option("--since", metavar="DATE", help="Keep those of this date or later."),
            ],
            None,
        )
        options["until"] = (
            Annotated[
                str | None,
                typer.Option("--until", metavar="DATE", help="Keep those of this date or earlier."),
            ],
            None,
        )
    if kind.name == "funds":
        options["min_amount"] = (
            Annotated[
                str | None,
                typer.Option(
                    "--min-amount",
                    metavar="AMOUNT",
                    help="Keep those with an amount this large: '100 bn CNY'.",
                ),
            ],
            None,
        )
    if "grade" not in options:
        options["grade"] = (
            Annotated[
                str | None,
                typer.Option(
                    "--grade",
                    metavar="GRADE",
                    help="Keep those with a source this good: A, B, C, D.",
                ),
            ],
            None,
        )
    return options


def _selection(kind: Kind, values: dict[str, Any]) -> Selection:
    keys = {option_key(spec) for spec in kind.filters}
    amount = values.get("min_amount")
    return Selection(
        filters={key: value for key, value in values.items() if key in keys and value is not None},
        text=values.get("text"),
        grade=values.get("grade") if "grade" not in keys else None,
        since=date_option("--since", values.get("since")),
        until=date_option("--until", values.get("until")),
        min_amount=select.parse_amount(amount) if amount else None,
    )


def run_list(kind: Kind, selection: Selection, shared: Shared) -> None:
    """Write the records of a kind that the selection keeps."""
    from mic25cli.view.sheet import check_field, of_items, of_records

    whole = shared.open()
    seen = view(whole, shared.as_of, shared.known_at)
    book = seen.book
    if missing := seen.left_out(kind.name):
        stream.note(f"left out for want of a date: {missing} of {kind.name}", shared.output)
    records = select.select(book, kind.name, selection, whole)
    # Asked of all records, so that a slip is one even where filters and dates keep none.
    for key in (*shared.sort, *shared.output.fields):
        check_field(whole.kind(kind.name).values(), key.removeprefix("-"))
    if shared.sort:
        records = select.order(records, shared.sort)
    total = len(records)
    if shared.limit is not None:
        records = records[: shared.limit]
    bare = shared.output.fields or shared.output.query or shared.output.chosen in WITHOUT_CELLS
    sheet = of_items(records) if bare else of_records(records, kind.name, book, shared.lang)
    stream.emit(sheet, shared.output)
    if shared.output.chosen == "table" and not shared.output.query:
        every = len(book.kind(kind.name))
        shown = f"{len(records)} of {total}" if len(records) < total else f"{total}"
        of_all = f" of {every}" if total < every and len(records) == total else ""
        stream.note(f"{shown}{of_all} {kind.name if every != 1 else kind.one}", shared.output)


def list_command(kind: Kind) -> Any:
    """The list command of a kind, with the kind's own filters as options."""
    options = _filter_options(kind)

    def command(shared: Shared, **values: Any) -> None:
        run_list(kind, _selection(kind, values), shared)

    def placeholder(shared: Shared) -> None: ...

    wrapped = shared_options(placeholder)
    shared_params = list(inspect.signature(wrapped).parameters.values())

    def entry(**values: Any) -> None:
        from mic25cli.cli.options import make_shared

        own = {name: values.pop(name) for name in options}
        command(make_shared(values), **own)

    entry.__doc__ = f"List {kind.help}."
    return with_signature(entry, [*parameters(options), *shared_params])


def show_command(kind: Kind) -> Any:
    """The show command of a kind."""

    @shared_options(without=("sort", "limit"))
    def show(
        ids: Annotated[
            list[str], typer.Argument(metavar="ID…", help="Ids, or names that only one record has.")
        ],
        shared: Shared,
    ) -> None:
        from mic25cli.cli.show import run_show

        run_show([(kind.name, each) for each in ids], shared)

    show.__doc__ = f"Show one {kind.one} or more in full, with where each fact was read."
    return show


def kind_app(name: str) -> typer.Typer:
    """The commands of a kind."""
    from mic25cli.cli.app import KindGroup, epilog

    kind = KINDS[name]
    app = typer.Typer(
        cls=KindGroup,
        no_args_is_help=False,
        rich_markup_mode=None,
        add_completion=False,
        help=f"{kind.help[0].upper()}{kind.help[1:]}. Without a command: list.",
        epilog=epilog(kind.examples),
    )
    app.command("list", epilog=epilog(kind.examples))(list_command(kind))
    app.command("show", epilog=epilog([each for each in kind.examples if " show " in each]))(
        show_command(kind)
    )
    return app
