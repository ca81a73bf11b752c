"""The entry point: runs a command and turns the outcome into an exit code."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Collection, Sequence
from errno import ENOSPC
from itertools import pairwise

from mic25cli import errors
from mic25cli.cli import stream
from mic25cli.cli.commands import (
    arranged,
    command_words,
    is_shared,
    language,
    nothing_asked,
    shared_given,
    takes_value,
)
from mic25cli.vocabulary import vocabulary


def _report(message: str, hint: str | None, argv: Sequence[str] = (), lang: str = "en") -> None:
    """Write an error; commands in its hint get the options of `argv` that they need."""
    if hint and (options := errors.inherited_options(argv)):
        from mic25cli.cli.complete import taken

        hint = errors.with_same_options(hint, options, taken)
    message, hint = errors.shortened(message), errors.shortened(hint) if hint else None
    if lang != "en":
        from mic25cli.cli.translated_help import translated_error

        message, hint = translated_error(message, lang), hint and translated_error(hint, lang)
    text = f"mic25: {errors.sentences(message, hint)}"
    lines = [text]
    if sys.stderr.isatty():
        from mic25cli.view.render.layout import breaks
        from mic25cli.view.text import visible

        # A command that fits on a line is not broken, so that it can be copied.
        text = re.sub(r"'mic25\s[^']{,60}'", lambda hit: hit[0].replace(" ", "\xa0"), visible(text))
        places = breaks(text, stream.width())
        lines = [text[start:end].replace("\xa0", " ") for start, end in places]
    stream.write_error(*lines)


def _open_closed_streams() -> None:
    """Replace closed standard input and error; writing to closed standard output fails by errno."""
    for name, mode in (("stdin", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115


def _run(argv: Sequence[str], given: Sequence[str]) -> object:
    """Run the command of an arranged command line and return its result."""
    if not argv[0].startswith("-"):
        from mic25cli.cli.direct_call import direct_call

        if (call := direct_call(argv)) is not None:
            return call()
    from mic25cli.cli.app import tree

    return tree()(args=argv, prog_name="mic25", standalone_mode=False, obj=given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see docs/exit-codes.md)."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    for written in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(written, "reconfigure", None)) is not None:
            # The same bytes on every system; Windows would write CRLF.
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if argv[:1] == ["__complete"]:
        from mic25cli.cli import complete

        stream.write(complete.lines(argv[1:]))
        return errors.DONE
    given, argv = argv, arranged(argv)
    try:
        if nothing_asked(argv):
            from mic25cli.cli.help_pages import start

            stream.write(start(argv))
            return errors.DONE
        result = _run(argv, given)
        sys.stdout.flush()
    except errors.Meant as other:
        return main([*other.words, *shared_given(argv)])
    except errors.Mic25Error as fault:
        hint = _writes_instead(argv, fault.message) or fault.hint
        _report(fault.message, hint, argv, language(argv))
        return fault.exit_code
    except (BrokenPipeError, SystemExit):
        # Only a closed pipe leads here: typer and rich turn it into SystemExit(1).
        stream.silence(sys.stdout)
        return errors.DONE
    except (EOFError, KeyboardInterrupt):
        return errors.INTERRUPTED
    except OSError as fault:
        if "--debug" in argv:
            raise
        stream.silence(sys.stdout)
        where = f": {fault.filename}" if fault.filename else ""
        remedy = "free some space, or write to another disk." if fault.errno == ENOSPC else None
        _report(
            f"the system reports: {fault.strerror or fault}{where}", remedy, argv, language(argv)
        )
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
        stream.end()
    return result if isinstance(result, int) else errors.DONE


def _json_with_fields(argv: Sequence[str], path: str, given: str) -> tuple[str, str] | None:
    """The report that --json takes no value, where fields stand behind it as in other tools."""
    if "--json" not in argv or argv[argv.index("--json") + 1 :][:1] != [given]:
        return None
    line = shlex.join(["mic25", *argv]).replace("--json ", "--json --fields ", 1)
    return f"--json takes no value in '{path}'", f"'{line}' does that."


def _extra(argv: Sequence[str], path: str, given: str) -> tuple[str, str]:
    """The report of words that a command does not accept."""
    message, words = f"'{path}' does not accept '{given}'", shlex.join(given.split())
    ways = f"try 'mic25 search {words}', or see '{path} --help'."
    return message, _writes_instead(argv, message) or ways


def _usage(fault: Exception, argv: Sequence[str]) -> int:
    context = getattr(fault, "ctx", None)
    message = str(fault.format_message())  # type: ignore[attr-defined]
    if type(fault).__name__ == "NoArgsIsHelpError":
        stream.write_error(*message.split("\n"))
        return errors.TROUBLE
    path = context.command_path if context is not None else "mic25"
    lang = language(argv)
    option = getattr(fault, "option_name", None)
    if type(fault).__name__ == "NoSuchOption" and path == "mic25" and is_shared(str(option)):
        given = f"{option} …" if takes_value(str(option)) else option
        _report(f"{option} goes with a command", f"for example 'mic25 info {given}'.", lang=lang)
        return errors.TROUBLE
    more = re.search(r"unexpected extra argument\S* \((.*)\)", message)
    if more is not None:
        fault_and_way = _json_with_fields(argv, path, more[1])
        _report(*fault_and_way or _extra(argv, path, more[1]), lang=lang)
        return errors.TROUBLE
    lacking = re.match(r"Missing argument '(.+?)…?'", message)
    if lacking is not None:
        from mic25cli.cli.examples import in_help

        # The folder of examples is in a checkout only.
        lines = (line for line in in_help(path.partition(" ")[2], argv) if "examples/" not in line)
        works = next(lines, "").partition(" > ")[0]
        example = (
            f"for example {errors.quoted_command(works)}." if works else f"see '{path} --help'."
        )
        _report(f"'{path}' needs a value for {lacking[1]}", example, lang=lang)
        return errors.TROUBLE
    if type(fault).__name__ == "NoSuchOption":
        from mic25cli.cli.bare_words import right_option
        from mic25cli.cli.complete import taken

        asked_for = command_words(argv)
        line = right_option(str(option), argv, asked_for, taken(asked_for))
        if line is not None:
            does = f"{errors.quoted_command(line)} does that."
            _report(f"{option} is not an option of '{path}'", does, lang=lang)
            return errors.TROUBLE
        # A suggestion by letters alone is rarely right.
        message = message.partition(" (Possible options")[0]
    hint: str | None = None if "Try '" in message else f"see '{path} --help'."
    if valueless := re.match(r"[Oo]ption '(.+?)' (requires|does not take) a", message):
        message = f"{valueless[1]} {'needs a' if valueless[2] == 'requires' else 'takes no'} value"
        command = " ".join(["mic25", *command_words(argv)[:1]])
        page = "mic25 help options" if is_shared(valueless[1]) else f"{command} --help"
        hint = f"see '{page}'."
    if type(fault).__name__ == "NoSuchOption" and context is not None:
        close = _close_options(str(option), taken(command_words(argv)))
        if close:
            hint = errors.suggestion(close)
        elif re.match(r"-\d", str(option)):
            hint = "put -- before a negative number."
        message = f"{option} is not an option of '{path}'"
    elif "Did you mean" in message:
        hint = None
    _report(message[:1].lower() + message[1:].rstrip("."), hint, lang=lang)
    return errors.TROUBLE


_FILE = re.compile(r".+\.(csv|tsv|json|ndjson|jsonl|ya?ml|md|txt|xlsx|html?|svg|png)", re.I)


def _writes_instead(argv: Sequence[str], message: str) -> str | None:
    """The remedy for a file that is named without -o, and that a message says is not a record, if
    the command writes files."""
    from mic25cli.cli.complete import taken

    argv = [word for word in argv if word != "--debug"]
    for before, name in reversed([*pairwise(argv)]):
        is_file = _FILE.fullmatch(name) or before == "site"
        told = f"'{name}' is not a" in message or f"does not accept '{name}'" in message
        if is_file and told and not before.startswith("-"):
            at = argv.index(name)
            # A list, not one record.
            words = argv[: at - 1] if argv[1:at] == ["show"] else argv[:at]
            if "--output" in taken(command_words(words)):
                line = map(errors.quoted, (*words, "-o", *argv[at:]))
                return f"{errors.quoted_command(' '.join(['mic25', *line]))} writes it."
    return None


def _close_options(option: str, known: Collection[str]) -> list[str]:
    """At most three options that may have been meant by an unknown one."""
    if now := vocabulary()["replaced"].get(option.lstrip("-")):
        return [f"--{now}"]
    edits = 2 if len(option) > 6 else 1
    long = (each for each in sorted(known) if each.startswith("--"))
    return [each for each in long if errors.within(option, each, edits)][:3]
