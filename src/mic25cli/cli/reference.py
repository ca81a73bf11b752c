"""`mic25 commands`, `help`, `completion`, `schema` and `fields`: the commands, their options and
their output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from mic25cli.calc.tables import records
from mic25cli.cli.command import command
from mic25cli.cli.commands import (
    COMMANDS,
    KIND_COMMANDS,
    CommandEntry,
    command_of,
    commands_of,
    language,
)
from mic25cli.cli.help_pages import TOPICS, page
from mic25cli.cli.options import Option, Texts, argument, arguments, flag, options_of, text
from mic25cli.cli.session import TIME, Session
from mic25cli.cli.translated_help import translated_remark
from mic25cli.errors import UsageError, unknown
from mic25cli.model import record_json
from mic25cli.model.kinds import KINDS, check_kinds
from mic25cli.model.languages import LANGUAGES
from mic25cli.store import profile, record_folders, snapshot
from mic25cli.view.answer import Answer, AnyAnswer, RowNoun, TextAnswer
from mic25cli.view.document import TextDocument
from mic25cli.view.help import command_list as view
from mic25cli.view.json_output import Output


@command(without=("records", "datasets", *TIME))
def commands(session: Session) -> Answer[view.CommandSummary]:
    """List all commands with their options, for programs and assistants.

    With --json it also names the schemas of their output.
    """
    shared = options_of(Session)
    return Answer(
        [*_summaries(shared)],
        lambda rows: view.document(rows, session.lang),
        of=view.CommandSummary,
        report=view.CommandReport("mic25.commands/1", (*map(_parameter, shared.values()),)),
        columns=("command", "help"),
        counted=RowNoun("command"),
    )


def _summaries(shared: Mapping[str, Option]) -> Iterator[view.CommandSummary]:
    for kind, spec in KINDS.items():
        sums = ("list-by", "funds-total") if kind == "funds" else ("list-by",)
        yield _summary(shared, (kind, "list"), spec.help, (f"list-{kind}", *sums))
        yield _summary(shared, (kind, "show"), "show one or more in full", (f"card-{kind}",))
        for name, entry in commands_of(kind).items():
            yield _summary(shared, (kind, name), entry.help, _outputs(entry))
    for name, entry in COMMANDS.items():
        yield _summary(shared, (name,), entry.help, _outputs(entry))
    opened = _summary(shared, ("search",), "open the record with this name, or search", ("words",))
    yield replace(opened, command="mic25")


def _outputs(entry: CommandEntry) -> tuple[str, ...]:
    return tuple(output.name for output in declared(entry))


def _summary(
    shared: Mapping[str, Option], words: tuple[str, ...], about: str, outputs: tuple[str, ...]
) -> view.CommandSummary:
    function, *_ = command_of(words)
    offered: Mapping[str, Option] = getattr(function, "offered", {})
    own = tuple(_parameter(option) for key, option in offered.items() if key not in shared)
    common = tuple(option.name for key, option in offered.items() if key in shared)
    return view.CommandSummary(" ".join(("mic25", *words)), about, own, common, outputs)


def _parameter(option: Option) -> view.Parameter:
    return view.Parameter(
        name=option.name,
        also=option.flags[1:],
        argument=not option.flags,
        value=option.metavar,
        choices=option.choices,
        required=option.needed,
        several=option.several,
        help=option.help,
    )


@command
def show_help(
    words: Texts = arguments(
        "[COMMAND|TOPIC]", "Name a command or a topic; all lists everything", completes="topic"
    ),
    lang: str | None = text("|".join(LANGUAGES), "Choose the language of the help"),
) -> TextAnswer | None:
    """Show help on a command or on a topic."""
    lang = lang or language(())
    whole = [*words, "--lang", lang]
    words = tuple(word for word in words if word != "all")
    first = words[0] if words else ""
    if first == "options":
        return TextAnswer(_options(lang))
    if first in TOPICS:
        dataset = snapshot.open_dataset(record_folders.folders()) if first == "certainty" else None
        return TextAnswer(page(first, lang, dataset))
    if first and first not in KINDS and first not in COMMANDS:
        names = [*TOPICS, *KINDS, *COMMANDS]
        raise unknown("command or topic", first, names, "'mic25 help all' lists them.")
    from mic25cli.cli.app import tree

    line = ["help", *whole]
    tree()(args=[*words, "--help"], prog_name="mic25", standalone_mode=False, obj=line)
    return None


def _options(lang: str) -> str:
    from mic25cli.cli.app import sections, shared_options, tree

    root = tree()
    ctx = root.context_class(root, info_name="mic25", obj=["--lang", lang])
    formatter = ctx.make_formatter()
    rows = [param.get_help_record(ctx) for param in shared_options()]
    sections(formatter, {"Options for every command": rows})
    formatter.write_paragraph()
    formatter.write_text("Write them before or after the command.")
    return str(formatter.getvalue())


SHELLS = {"bash": "mic25.bash", "zsh": "mic25.zsh", "fish": "mic25.fish", "powershell": "mic25.ps1"}


@command
def completion(
    shell: str = argument("SHELL", "Name the shell: " + ", ".join(SHELLS)),
) -> TextAnswer:
    """Print the script that completes commands, options and ids in a shell.

    bash: mic25 completion bash > ~/.local/share/bash-completion/completions/mic25

    zsh: mic25 completion zsh > ~/.zsh/_mic25, a folder of $fpath

    fish: mic25 completion fish > ~/.config/fish/completions/mic25.fish

    powershell: mic25 completion powershell | Out-String | Invoke-Expression, in $PROFILE
    """
    if shell not in SHELLS:
        raise unknown("shell", shell, SHELLS)
    script = Path(__file__).with_name("shells") / SHELLS[shell]
    return TextAnswer(script.read_text(encoding="utf-8"))


@command
def schema(
    kind: str | None = argument("[KIND]", "Name a record type; default: a whole dataset"),
    output: str | None = text(
        "NAME", "Print the schema of this output; 'all' lists the names", completes="output"
    ),
    beside: bool = flag("Print the schema for several datasets (with --output)"),
) -> TextAnswer:
    """Print the JSON Schema of record files or of a command's output.

    Without a record type it covers a whole dataset; `dataset` is the form of dataset.yaml.
    With --output it describes the JSON of a command, such as progress, list-funds or card-funds.
    """
    if kind is not None and output is not None:
        raise UsageError.of("a-record-type-and-output-cannot-be-combined")
    if beside and output is None:
        raise UsageError.of("beside-can-be-used-only-with-output")
    if output is not None:
        from mic25cli.view import json_schemas

        by_name = outputs()
        if output == "all":
            return TextAnswer("".join(f"{name}\n" for name in sorted(by_name)))
        if output not in by_name:
            raise unknown("output", output, by_name, "'mic25 schema --output all' lists them.")
        of = json_schemas.schema_of_several if beside else json_schemas.of
        return TextAnswer(record_json.pretty(of(by_name[output])) + "\n")
    from mic25cli.check import schema as schemas

    if kind is not None and kind not in (*KINDS, "dataset"):
        raise unknown("record type", kind, KINDS, "'mic25 coverage' lists them.")
    if kind == "dataset":
        return TextAnswer(record_json.pretty(schemas.of_profile()) + "\n")

    own = profile.the_profile(record_folders.folders())
    extra = (own.units, own.types)
    found_schema = schemas.of_dataset(*extra) if kind is None else schemas.of_kind(kind, *extra)
    return TextAnswer(record_json.pretty(found_schema) + "\n")


def declared(entry: CommandEntry) -> Iterable[Output]:
    """The outputs of a command."""
    for where in entry.outputs:
        module, _, name = where.partition(":")
        value = getattr(import_module(f"mic25cli.{module}"), name)
        yield from (value,) if isinstance(value, Output) else value


@cache
def of_words() -> Output:
    """The output of `mic25 WORDS…`: the facts of a target, a record, or the hits of a search."""
    from mic25cli.view import json_schemas
    from mic25cli.view.record import search_hits
    from mic25cli.view.verdict import explain_json

    card = json_schemas.ANY_CARD._replace(single=True)  # `mic25 KIND show`, of one record or more
    of_one = (explain_json.OUTPUT, card, search_hits.OUTPUT)
    return Output("words", None, whole=of_one, made_of_others=True)


@cache
def outputs() -> dict[str, Output]:
    """All outputs by name."""
    from mic25cli.view import json_schemas
    from mic25cli.view.record import list_sums

    entries = [each for of in (COMMANDS, *KIND_COMMANDS.values()) for each in of.values()]
    own = (output for entry in entries for output in declared(entry))
    by_name: dict[str, Output] = {}
    for output in (*own, *json_schemas.LISTS, *json_schemas.CARDS, *list_sums.OUTPUTS, of_words()):
        assert by_name.setdefault(output.name, output) == output, f"two outputs are {output.name}"
    return by_name


@command(without=("records", "datasets", "as_of", "known_at"))
def fields(session: Session, kind: str = argument("KIND", "Name a record type")) -> AnyAnswer:
    """List the fields of a record type, as --fields and --sort accept them."""

    check_kinds([kind])

    def document(rows: Sequence[records.FieldRow]) -> TextDocument:
        meanings = (translated_remark(row.meaning, session.lang) for row in rows)
        both = zip(rows, meanings, strict=True)
        return view.fields([replace(row, meaning=meaning) for row, meaning in both])

    own = partial(session.profile.own_choices, kind)
    rows = [
        replace(row, choices=(*row.choices, *own(row.field))) for row in records.fields_of(kind)
    ]
    return Answer(rows, document, of=records.FieldRow)
