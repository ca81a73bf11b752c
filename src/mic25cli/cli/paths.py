"""Paths on the command line: an empty one is a mistake, and never the current folder."""

from __future__ import annotations

import os
from typing import Any

from mic25cli.errors import UsageError


def refuse_empty(command: Any) -> Any:
    """The command, with those below it: an empty text for a path raises `UsageError`.

    `Path("")` is the current folder, so that an unset variable of a script
    (`--records "$UNSET"`) would read or write whatever stands there.
    """
    for each in getattr(command, "commands", {}).values():
        refuse_empty(each)
    for param in command.params:
        if getattr(param.type, "name", "") in ("path", "file", "directory"):
            param.type.convert = _checked(param.type.convert, param)
    return command


def _checked(convert: Any, param: Any) -> Any:
    name = param.opts[0] if param.param_type_name == "option" else param.human_readable_name

    def checked(value: Any, *context: Any) -> Any:
        if not str(value):
            raise UsageError(f"{name}: an empty text is no path", "is a variable unset?")
        try:
            held = os.fsencode(value)
        except UnicodeEncodeError:
            held = b"\0"
        if b"\0" in held:
            raise UsageError(f"{name}: '{value}' is no path", "no file can have such a name.")
        return convert(value, *context)

    return checked
