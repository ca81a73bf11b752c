"""The entry point: runs a command and turns its outcome into an exit code."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Collection, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from errno import ENOSPC
from io import StringIO
from itertools import pairwise, takewhile

from mic25cli import errors
from mic25cli.cli import commands, terminal_io
from mic25cli.model.kinds import KINDS
from mic25cli.vocabulary import vocabulary


def _report(message: str, hint: str | None, argv: Sequence[str] = (), lang: str = "en") -> None:
    """Write an error; commands in its hint get the options of `argv` that they need."""
    message, hint = errors.shortened(message), errors.shortened(hint) if hint else None
    if lang != "en":
        from mic25cli.cli.translated_help import translated_error

        message, hint = translated_error(message, lang), hint and translated_error(hint, lang)
    if hint and (options := errors.inherited_options(argv)):
        from mic25cli.cli.complete import accepted_options

        hint = errors.with_same_options(hint, options, accepted_options)
    terminal_io.write_paragraph(f"mic25: {errors.sentences(message, hint)}")


def _open_closed_streams() -> None:
    """Replace closed standard input and error; writing to closed output fails by errno."""
    for name, mode in (("stdin", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115


def _run(argv: Sequence[str], words: Sequence[str]) -> object:
    """Run the command of an arranged command line and return its result."""
    commands.given[:] = argv
    if not argv[0].startswith("-"):
        from mic25cli.cli.direct_call import direct_call

        if (call := direct_call(argv)) is not None:
            return call()
    from mic25cli.cli.app import tree

    return tree()(args=argv, prog_name="mic25", standalone_mode=False, obj=words)


def _answer(argv: Sequence[str], words: Sequence[str]) -> object:
    """Run a command, or the one that its words mean."""
    try:
        return _run(argv, words)
    except errors.Meant as other:
        line = _with_own_options(other, argv)
        other.tell(line)
        return main([*shlex.split(line)[1:], *commands.shared_given(argv)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see docs/exit-codes.md)."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    for output in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(output, "reconfigure", None)) is not None:
            # The same bytes on every system; Windows would write CRLF.
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if argv[:1] == ["__complete"]:
        from mic25cli.cli import complete

        terminal_io.write(complete.lines(argv[1:]))
        return errors.DONE
    words, argv = argv, commands.without_show(commands.arranged(argv))
    try:
        if commands.nothing_asked(argv):
            from mic25cli.cli.help_pages import start

            terminal_io.write(start(argv))
            return errors.DONE
        result = _answer(argv, words)
        sys.stdout.flush()
    except errors.Mic25Error as fault:
        hint = _writes_instead(argv, fault.message) or fault.hint
        message, hint = _shaped(argv) or (fault.message, hint)
        _report(message, hint, argv, commands.language(argv))
        return fault.exit_code
    except (BrokenPipeError, SystemExit):
        # Only a closed pipe causes this: typer and rich turn it into SystemExit(1).
        terminal_io.silence(sys.stdout)
        return errors.DONE
    except (EOFError, KeyboardInterrupt):
        return errors.INTERRUPTED
    except OSError as fault:
        if "--debug" in argv:
            raise
        terminal_io.silence(sys.stdout)
        where = f": {fault.filename}" if fault.filename else ""
        remedy = "free some space, or write to another disk." if fault.errno == ENOSPC else None
        message = f"the system reports: {fault.strerror or fault}{where}"
        _report(message, remedy, argv, commands.language(argv))
        return errors.TROUBLE
    except Exception as fault:
        if hasattr(fault, "format_message"):
            return _usage(fault, argv)
        if type(fault).__name__ == "Abort":
            return errors.INTERRUPTED
        if "--debug" in argv:
            raise
        _report(
            f"this is a bug of mic25: {type(fault).__name__}: {fault}",
            "please report it with what the same command prints as 'mic25 --debug …'.",
        )
        return errors.BUG
    finally:
        terminal_io.end()
    return result if isinstance(result, int) else errors.DONE


def _with_own_options(meant: errors.Meant, argv: Sequence[str]) -> str:
    """The command that is meant, with the options that were typed. Raises `UsageError` if it does
    not accept one, or has it with another value."""
    from mic25cli.cli.complete import accepted_options

    line, accepted = meant.line, accepted_options(meant.words)
    for flag, *value in commands.own_given(argv, meant.words):
        if flag not in accepted:
            path = " ".join(["mic25", *meant.words[:1]])
            left = (
                errors.quoted_command(" ".join([flag, *map(errors.quoted, value)]))
                if value
                else "it"
            )
            works = f"{errors.quoted_command(line)} works without {left}"
            hint = f"{works}, and '{path} --help' lists the options."
            raise errors.UsageError(f"{flag} is not an option of '{path}'", hint)
        if flag not in meant.words:
            line = " ".join([line, flag, *map(errors.quoted, value)])
        elif value != (set_ := meant.words[meant.words.index(flag) + 1 :][: len(value)]):
            one, other = (" ".join([flag, *each]) for each in (set_, value))
            raise errors.UsageError.of("cannot-be-combined", one=one, other=other[2:])
    return line


def _usage(fault: Exception, argv: Sequence[str]) -> int:
    context = getattr(fault, "ctx", None)
    message = str(fault.format_message())  # type: ignore[attr-defined]
    if type(fault).__name__ == "NoArgsIsHelpError":
        terminal_io.write_error(*message.split("\n"))
        return errors.TROUBLE
    path = context.command_path if context is not None else "mic25"
    hint: str | None
    if shaped := _shaped(argv):
        message, hint = shaped
    elif type(fault).__name__ == "NoSuchOption":
        message, hint = _no_option(str(getattr(fault, "option_name", "")), path, argv)
    elif more := re.search(r"unexpected extra argument\S* \((.*)\)", message):
        message, hint = _extra_words(more[1], path, argv)
    elif lacking := re.match(r"Missing argument '(.+?)…?'", message):
        from mic25cli.cli.examples import in_help

        # Only a checkout has the folder of examples.
        lines = (line for line in in_help(path.partition(" ")[2], argv) if "examples/" not in line)
        works = errors.quoted_command(next(lines, "").partition(" > ")[0])
        if path == "mic25 search" and "--query" in argv[:-1]:
            words = errors.quoted(argv[argv.index("--query") + 1])
            works = errors.quoted_command(f"mic25 search {words}")
        hint = f"for example {works}." if works != "''" else f"see '{path} --help'."
        message = f"'{path}' needs a value for {lacking[1]}"
    elif valueless := re.match(r"[Oo]ption '(.+?)' (requires|does not take) a", message):
        message = f"{valueless[1]} {'needs a' if valueless[2] == 'requires' else 'takes no'} value"
        command = " ".join(["mic25", *commands.command_words(argv)[:1]])
        page = "mic25 help options" if commands.is_shared(valueless[1]) else f"{command} --help"
        hint = f"see '{page}'."
    else:
        hint = None if "Try '" in message or "Did you mean" in message else f"see '{path} --help'."
    _report(message[:1].lower() + message[1:].rstrip("."), hint, lang=commands.language(argv))
    return errors.TROUBLE


def _reads(words: Sequence[str]) -> bool:
    """Whether the command of a line only reads, so that it may be tried."""
    reading = {*KINDS, "chart", "cite", "diff", "explain", "info", "progress", "schema", "search"}
    reading |= {"show", "timeline"}
    return not reading.isdisjoint(commands.command_words(words)[:1])


def _may_mean(words: Sequence[str]) -> bool:
    """Whether words may mean another command: bare words, or those of a command that only reads."""
    return len(words) > 1 and (words[0] not in commands.COMMANDS or _reads(words))


def _works(line: str, untried: bool = False) -> bool:
    """Whether a command succeeds; `untried` is the answer if it may write and is not run."""
    words = shlex.split(line)[1:]
    reads = _reads(words)
    if not reads or (words[0] != "schema" and {"-o", "--output"} & {*words}):
        return reads or untried
    with redirect_stdout(StringIO()) as out, redirect_stderr(out):
        return main(words) < errors.TROUBLE and not re.search(r"^null$", out.getvalue(), re.M)


def _shaped(argv: Sequence[str]) -> tuple[str, str] | None:
    """The error for a line of SQL, pandas or jq, with the command that works."""
    from mic25cli.cli.bare_words import lines_of_shape

    text = " ".join(word for word in argv if word != "--debug")
    if (line := next(filter(_works, lines_of_shape(text)), None)) is None:
        return None
    does = "lists the records" if line.removeprefix("mic25 ") in KINDS else "does that"
    return f"'{text}' is not a command", f"{errors.quoted_command(line)} {does}."


def _no_option(option: str, path: str, argv: Sequence[str]) -> tuple[str, str]:
    """The error for an option that a command does not have, and the remedy."""
    from mic25cli.cli.bare_words import HABITS, command_of_words, left_out, right_option
    from mic25cli.cli.complete import accepted_options

    if path == "mic25" and commands.is_shared(option):
        see = "help options" if commands.takes_value(option) else f"info {option}"
        return f"{option} goes with a command", f"see 'mic25 {see}'."
    words = commands.command_words(argv)
    at = words.index("--json") + 1 if "--json" in words else len(words)
    if "," in "".join(words[at : at + 1]):
        words.insert(at, "--fields")  # gh: --json id,name
    typed, plain = words, [*takewhile(lambda word: word[:1] != "-", words)]
    meant = (plain and command_of_words(plain, ())) or plain
    meant = [*meant[:1], *(word for word in meant[1:] if word not in HABITS["dropped"])]
    argv = [*argv[: len(argv) - len(words)], *meant, *words[len(plain) :]]
    options = accepted_options(words := commands.command_words(argv))
    hint = f"see '{path} --help'."
    if _may_mean(plain) and (line := _meant(argv, plain)) and _works(line):
        return f"{option} is not an option of '{path}'", f"{errors.quoted_command(line)} does that."
    line, close = right_option(option, argv, words, options), _close_options(option, options)
    is_habit = option in " ".join([*HABITS["options"], *HABITS["instead"]]).split()
    dropped = {*shlex.split(line or "")[1:]} <= {*argv}
    own = f"{words[0] if words else ''} {option}"
    known_here = own in HABITS["options"] or own in HABITS["instead"]
    if own in HABITS["instead"] and not {*plain[1:]} <= {"list", *shlex.split(line or "")}:
        line = None  # words that it leaves out
    if not (line and _works(line, untried=known_here or not dropped)):
        pairs = [(a, b) for a, b in pairwise(["", *words]) if b.partition("=")[0] != option]
        alone = [word for _, word in pairs]  # what follows may be a value, or a name
        kept = [word for before, word in pairs if before != option or word[:1] == "-"]
        several = [kept, plain] if words[:1] and words[0] in KINDS else [alone, kept, plain]
        if path == "mic25 search" and plain[:1] != ["search"]:  # bare words
            several[:0] = ([name, *words] for name in ("progress", "targets"))
        several[:0] = ([*kept, "-f", word] for word in alone if word in HABITS["formats"])
        tried = (shlex.join(["mic25", *each]) for each in several if each != words)
        line = next(filter(_works, tried), None)
    if close and not is_habit:
        hint = errors.suggestion(close)
    elif re.match(r"-\d", option) and not line:
        hint = "put -- before a negative number."
    elif line:
        hint = f"{errors.quoted_command(line)} does that."
        if left := left_out(line, typed, options, own.partition(" ")[0]):
            what = "it" if left == option else errors.quoted_command(left)
            works = f"{errors.quoted_command(line)} works without {what}"
            hint = f"{works}, and '{path} --help' lists the options."
    return f"{option} is not an option of '{path}'", hint


def _meant(argv: Sequence[str], words: Sequence[str]) -> str | None:
    """The command that some words mean, with the options typed behind them; None if they mean only
    what they say, or the command does not accept an option."""
    from mic25cli.cli.complete import accepted_options

    with redirect_stdout(StringIO()) as out, redirect_stderr(out), suppress(errors.Mic25Error):
        try:
            _run(words, words)
        except errors.Meant as other:
            line = " ".join(
                [_with_own_options(other, argv), *map(errors.quoted, commands.shared_given(argv))]
            )
            typed = {word.partition("=")[0] for word in argv if word[:1] == "-"}
            return line if typed - commands.OWN <= accepted_options(other.words) else None
        except Exception as fault:
            if not hasattr(fault, "format_message"):
                raise
    return None


def _extra_words(words: str, path: str, argv: Sequence[str]) -> tuple[str, str]:
    """The error for words that a command does not accept, and the remedy."""
    if "--json" in argv and argv[argv.index("--json") + 1 :][:1] == [words]:
        from mic25cli.cli.bare_words import FIELDS

        line = shlex.join(["mic25", *(word for word in argv if word not in (words, "--debug"))])
        names = [FIELDS.get(name, name) for name in words.split(",")]
        known = [name for name in names if _works(f"{line} --fields {name}")]
        left = ",".join(name for name in names if name not in known)
        does = f"works without {errors.quoted_command(left)}" if left else "does that"
        remedy = errors.quoted_command(f"{line} --fields {','.join(known)}" if known else line)
        return f"--json takes no value in '{path}'", f"{remedy} {does}."
    message = f"'{path}' does not accept '{words}'"
    if path == "mic25 import":
        return message, f"name one file: {errors.quoted_command(f'mic25 import {words}')}."
    if path == "mic25 observe":
        return message, f"give a unit as --unit {errors.quoted(words)}, or see '{path} --help'."
    ways = f"see '{path} --help'."
    if path.split()[1] not in ("add", "commands", "completion", "datasets", "fields", "info"):
        line = errors.quoted_command(f"mic25 search {' '.join(map(errors.quoted, words.split()))}")
        ways = f"try {line}, or {ways}"
    return message, _writes_instead(argv, message) or ways


_FILE = re.compile(r".+\.(csv|tsv|json|ndjson|jsonl|ya?ml|md|txt|xlsx|html?|svg|png)", re.I)


def _writes_instead(argv: Sequence[str], message: str) -> str | None:
    """The remedy if a command writes files and a file is named without -o, so that the message says
    that it is not a record."""
    from mic25cli.cli.complete import accepted_options

    argv = [word for word in argv if word != "--debug"]
    for before, name in reversed([*pairwise(argv)]):
        is_file = _FILE.fullmatch(name) or before == "site"
        it = re.escape(f"'{name}'")
        said = re.search(rf"{it} is not an? (?!folder|exported)|does not accept {it}", message)
        if is_file and said and not before.startswith("-"):
            at = argv.index(name)
            # This lists records, so it does not show a single one.
            words = argv[: at - 1] if argv[1:at] == ["show"] else argv[:at]
            if "--output" in accepted_options(commands.command_words(words)):
                line = map(errors.quoted, (*words, "-o", *argv[at:]))
                return f"{errors.quoted_command(' '.join(['mic25', *line]))} writes it."
    return None


def _close_options(option: str, options: Collection[str]) -> list[str]:
    """At most three options that are similar to an unknown one."""
    now = f"--{vocabulary()['replaced'].get(option.lstrip('-'))}"
    if now in options:
        return [now]
    edits = 2 if len(option) > 6 else 1
    long = (each for each in sorted(options) if each.startswith("--"))
    return [each for each in long if errors.within(option, each, edits)][:3]
