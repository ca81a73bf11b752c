"""Empty texts on the command line are mistakes: none undoes an option or is the folder here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from mic25cli.errors import UsageError


def refuse_empty(command: Any) -> Any:
    """The command, with those below it: an empty text that is given raises `UsageError`.

    `Path("")` is the current folder, so that an unset variable of a script
    (`--records "$UNSET"`) would read or write whatever stands there; a filter
    (`--grade "$UNSET"`) would keep everything.
    """
    for below in getattr(command, "commands", {}).values():
        refuse_empty(below)
    for param in command.params:
        if is_path(param):
            param.process_value = _checked(param.process_value, param, _refuse_path)
        elif not getattr(param, "is_flag", False):
            param.process_value = _checked(param.process_value, param, _refuse_text)
    return command


def is_path(param: Any) -> bool:
    """Whether a parameter takes paths; from typer 0.29 on it says so in another way."""
    described = getattr(param, "type_descriptor", None)
    if described is None:
        return getattr(param.type, "name", "") in ("path", "file", "directory")
    return Path in (described.annotation, *get_args(described.annotation))


def _checked(process: Any, param: Any, refuse: Callable[[str, Any], None]) -> object:
    option = param.param_type_name == "option"
    name = param.opts[0] if option else param.metavar or param.name.upper()

    def checked(context: object, value: object) -> object:
        for text in value if isinstance(value, list | tuple) else (value,):
            if text is not None:
                refuse(name, text)
        return process(context, value)

    return checked


def _refuse_text(name: str, text: Any) -> None:
    if isinstance(text, str) and not text.strip():
        raise UsageError(f"{name}: an empty text names nothing", "is a variable unset?")


def _refuse_path(name: str, text: Any) -> None:
    if not str(text):
        raise UsageError(f"{name}: an empty text is no path", "is a variable unset?")
    try:
        held = os.fsencode(text)
    except UnicodeEncodeError:
        held = b"\0"
    if b"\0" in held:
        raise UsageError(f"{name}: '{text}' is no path", "no file can have such a name.")
