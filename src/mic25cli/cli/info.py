"""`mic25 info`: what this installation is and what its book holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from mic25cli import __version__
from mic25cli.cli import config, pager
from mic25cli.cli.command import command
from mic25cli.cli.config import ConfigValue
from mic25cli.cli.session import ROWS, Session
from mic25cli.view.answer import Answer
from mic25cli.view.info import InfoReport, RecordCount, RecordsInAll, ShownSetting
from mic25cli.view.output import Output

OUTPUT = Output("info", RecordCount, InfoReport)


@command(without=ROWS)
def info(context: typer.Context, session: Session) -> Answer[RecordCount]:
    """Tell the versions, where the records come from, how many there are, and their digest.

    And what is set, where: by an option, a variable, a mic25.toml, or nobody.
    """
    from mic25cli.view import info as view
    from mic25cli.view.document import TextDocument

    book = session.book
    counts = [RecordCount(kind, len(book.kind(kind))) for kind in session.whole.profile.kinds]
    report = InfoReport(
        version=__version__,
        book_version=session.whole.profile.version,
        title=session.whole.profile.title,
        records=tuple(str(folder.resolve()) for folder in session.folders),
        digest=book.digest,
        as_of=session.as_of,
        known_at=session.known_at,
        settings=tuple(
            ShownSetting(key, _as_list(found.value), found.origin)
            for key, found in _settings(context).items()
        ),
        summary=RecordsInAll(sum(count.records for count in counts)),
    )

    return Answer(
        counts,
        lambda rows: TextDocument((view.facts(report, rows, session.lang),)),
        of=RecordCount,
        report=report,
        columns=lambda rows: view.facts(report, rows, "en"),
        undated=session.seen.undated,
    )


def _settings(context: typer.Context) -> dict[str, ConfigValue]:
    """Every key with the value that counts for a command line, and where that was said."""
    read = config.files()
    found: dict[str, ConfigValue] = {}
    for key in config.KEYS:
        name = key.replace("-", "_")
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            found[key] = ConfigValue(context.params[name], f"--{key}")
        elif key == "format" and context.params["json"]:
            found[key] = ConfigValue("json", "--json")
        else:
            found[key] = config.setting(key, read) or _default(key)
    runs = pager.chosen(context.params.get("pager"))
    found["pager"] = ConfigValue(" ".join(runs.words) or False, runs.origin)
    records = found["records"]
    if isinstance(records.value, str):
        folders = [Path(part) for part in records.value.split(os.pathsep) if part]
        found["records"] = records._replace(value=folders)
    return found


def _default(key: str) -> ConfigValue:
    """What counts where nobody has said anything, and why."""
    if key == "color" and os.environ.get("NO_COLOR"):
        return ConfigValue("never", "NO_COLOR")
    if key == "color" and os.environ.get("FORCE_COLOR"):
        return ConfigValue("always", "FORCE_COLOR")
    if key == "links" and os.environ.get("FORCE_HYPERLINK"):
        forced = os.environ["FORCE_HYPERLINK"] not in ("0", "no", "false")
        return ConfigValue("always" if forced else "never", "FORCE_HYPERLINK")
    if key == "records":
        from mic25cli.store import place

        return ConfigValue([place.shipped()], "default")
    usual = {"lang": "en", "as-of": None}
    return ConfigValue(usual.get(key, "auto"), "default")


def _as_list(value: object) -> Any:
    return [str(each) for each in value] if isinstance(value, list | tuple) else value
