"""`python -m mic25cli` and the console script `mic25`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_SELDOM_USED = {"urllib.parse": "ipaddress", "dataclasses": "inspect"}
"""Modules of the standard library, each with one that it imports for a rare use. `inspect` and its
imports take a twentieth of the time of a look-up."""

_UTF8 = ["-X", "utf8"]


def _in_utf8() -> None:
    """Restart in UTF-8 if the arguments are UTF-8 and the locale (`LC_ALL=C`) is not. Otherwise a
    Chinese word would be read as bytes that match no record."""
    if sys.flags.utf8_mode or not any("\udc80" <= sign <= "\udcff" for sign in "".join(sys.argv)):
        return
    try:
        "\0".join(sys.argv).encode(errors="surrogateescape").decode()
    except UnicodeError:
        return
    if sys.executable and sys.orig_argv[1:3] != _UTF8 and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, *_UTF8, *sys.orig_argv[1:]])


class _Later(ModuleType):
    """Placeholder for a module, which is imported when it is first used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def _import_without_seldom_used() -> None:
    for module, seldom_used in _SELDOM_USED.items():
        if seldom_used not in sys.modules:
            sys.modules[seldom_used] = _Later(seldom_used)
            import_module(module)
            del sys.modules[seldom_used]


def run() -> None:
    """Run the command line and leave with its exit code."""
    _in_utf8()
    # A command is short and keeps most of what it makes, so garbage is collected less often.
    gc.set_threshold(1_000_000, 20, 50)
    # Records need no plugins of pydantic, so installed packages are not searched for them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _import_without_seldom_used()
    from mic25cli import errors

    try:
        from mic25cli.cli.main import main

        code = main()
    except KeyboardInterrupt:  # while modules are read
        code = errors.INTERRUPTED
    # The process ends here, so garbage need not be collected once more.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
