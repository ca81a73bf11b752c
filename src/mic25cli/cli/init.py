"""`mic25 init`: a record folder for another policy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag, text, words
from mic25cli.cli.writing import WriteOptions, said_done, write_lock
from mic25cli.errors import UsageError, quoted, unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import TextAnswer


@dataclass(frozen=True)
class InitOptions:
    """The folder to make, and what it holds."""

    folder: Path = argument("DIR", "The folder to make; it must not hold anything.", typed=Path)
    title: str = text("--title", "TEXT", "What the records are about.", "an example policy")
    kinds: tuple[str, ...] = words(
        "--kinds", "A,B", "Only these kinds, and those that they refer to.", completes="kind"
    )
    empty: bool = flag("--empty", "No worked examples: a book without a record, to add to.")
    tool: str | None = text(
        "--tool",
        "WHEEL|CHECKOUT|URL|VERSION",
        "What the workflow installs; by default what this program was installed from.",
    )


@command(without=("dry_run", "records", "wait", "color"))
def init(new: InitOptions, writing: WriteOptions) -> TextAnswer:
    """Start a record folder: a worked example a kind, a title, a README and a CI workflow.

    The workflow gates each change: valid, in the usual form, no target worse off than before.

    Every command works on it with --records DIR, or with MIC25_RECORDS=DIR.
    """
    from mic25cli.edit import new_folder, pin
    from mic25cli.store.profile import is_line
    from mic25cli.view.text import visible

    folder = new.folder
    title = new.title.strip()
    if not is_line(title):
        raise UsageError("--title: a title is one line of 1 to 200 characters")
    for kind in new.kinds:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    wanted = {} if new.empty else new_folder.with_needed(new.kinds or tuple(KINDS))
    added = [kind for kind in wanted if new.kinds and kind not in new.kinds]
    pinned = pin.found() if new.tool is None else pin.named(new.tool)
    contents = new_folder.texts(title, wanted, pinned, new.kinds)
    new_folder.make(folder, contents, lambda where: write_lock(where, "init", writing.wait))
    shown = visible(str(folder))
    held_now = f"{len(wanted)} kinds, a worked example of each" if wanted else "no records yet"
    closing = []
    if added:
        closing.append(f"with {', '.join(added)}, to which the examples refer")
    if not pinned.sure:
        closing.append(
            f"the workflow installs {pinned.wanted} from an index; if yours has no mic25, name a "
            "wheel, a checkout or an address in its line MIC25:, or start again with --tool"
        )
    if pinned.wheel is not None:
        closing.append(f"the workflow installs the wheel that lies in .github/{pinned.wheel.name}")
    where, readme = visible(quoted(str(folder))), visible(str(folder / "README.md"))
    first = "validate" if wanted else "add sources ID"
    closing.append(f"next: mic25 {first} --records {where}; see {readme}")
    return said_done(f"{shown}: {held_now}")._replace(closing=tuple(closing))
