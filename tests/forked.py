"""Processes of tests: a command line in a copy of this one, without a new start."""

import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from tempfile import TemporaryFile

from conftest import Ran


def hearing() -> None:
    """First action of a started program: accept signals that `nohup` or a `&` would ignore."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def ran(work: Callable[[], int], environ: Mapping[str, str] | None = None) -> Ran:
    """The result of some work in a child; a signal that ends it is a negative code."""
    with TemporaryFile() as out, TemporaryFile() as err:
        process = forked(work, environ or os.environ.copy(), out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        out.seek(0)
        err.seek(0)
        return Ran(code, out.read().decode(), err.read().decode())


def forked(
    work: Callable[[], int],
    environ: Mapping[str, str],
    out: int,
    err: int,
    terminal: int | None = None,
) -> int:
    """Do some work in a child that writes to these descriptors; returns its process id.

    The child has no standard input, or a terminal of its own, which controls it, if one is given.
    It ends with what the work returns, or with 99 and a traceback on `err` if it raises.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # The thread in which xdist waits is not part of a child.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        return process
    code = 99
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY) if terminal is None else terminal, 0)
        if terminal is not None:
            import fcntl
            import termios

            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            mode = "w" if number else "r"
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        os.environ.clear()
        os.environ.update(environ)
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
