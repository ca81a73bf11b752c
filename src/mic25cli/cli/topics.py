"""`mic25 help [COMMAND|TOPIC]`: the help of a command, or a page on what all commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS
from mic25cli.cli.options import arguments
from mic25cli.errors import unknown
from mic25cli.model.kinds import KINDS

FORMATS = """\
Formats: -f FORMAT, or --json

  auto     a table on a terminal, tsv in a pipe; this is what stands without -f
  table    columns as wide as the terminal, in colour where it has any
  plain    the same without colour, as wide as it needs to be
  md       the same as Markdown
  tsv csv  one line a row, a header first, nothing cut; columns keep what the records say
  json     an array of records; one record for show; reports are an object with "results"
  ndjson   one JSON object a line
  yaml     the same values as YAML

--fields id,name.zh keeps these fields, --query filters the JSON with a JMESPath expression.
The exit code never depends on the format. Remarks go to standard error; -q leaves them out.
Long tables of single claims, for spreadsheets and databases: mic25 table NAME.
"""

EXIT_CODES = """\
Exit codes

  0    done; for commands that look for something: nothing was found
  1    findings: faults under validate, differences under --exit-code, a status of --fail-on
  2    usage or trouble: an unknown option, id, kind or field; records missing or not valid
  70   a bug of mic25; mic25 --debug COMMAND shows where
  130  interrupted

A list or a search without a hit is no failure: it ends with 0.
"""

DATES = """\
Dates are written as EDTF, as exactly as they are known

  2015, 2015-05, 2015-05-19   a year, a month, a day
  2016/2018                   a period, both ends included
  2017~, 2019?                about; uncertain
  ../2021                     by then; only the end is known

--since and --until keep what is dated within them.
--as-of DATE      the state of the world at the end of a date: what had come to be by then
--known-at DATE   what had been published by a date, whatever it speaks of
Without --as-of, progress is judged as of today; MIC25_AS_OF sets another day.
"""

ENVIRONMENT = """\
Environment

  MIC25_RECORDS      record folders to read, as --records; several as in PATH
  MIC25_AS_OF        the day that progress is judged at, where --as-of is not given
  NO_COLOR           no colour; FORCE_COLOR colours a pipe as well; TERM=dumb has none
  COLUMNS            the width of tables
  XDG_CACHE_HOME     where the snapshot of the records is kept, in the folder mic25
  GITHUB_ACTIONS     validate prints annotations

An option on the command line wins over the environment.
"""

FIT = """\
Fit: how the numbers on record bear on a target

A target is about one thing; what has been counted may be a little more, less or something else.
Each target names the bases (what was counted, and how) that it may be judged on, each with a fit:

  exact   the very quantity that the target names
  close   nearly the same; the difference would not change the verdict
  bound   at least, or at most, what the target names: it settles the question from one side
  proxy   something else that goes with it; a status that rests on it is a hint

Every status carries the fit it rests on: mic25 explain TARGET shows it. Observations on different
bases are never mixed in one series.
"""

GRADES = """\
Grades: how close to the matter a source stands

  A  primary: laws, plans, statistics, a firm on itself
  B  an institute or a body that studies it
  C  the press
  D  anything else

Beside the grade each claim says how it was read: text (in full), excerpt (in a part of it), none.
--grade B keeps records with a source of grade A or B; progress --min-grade B judges on these alone.
"""


def methods() -> str:
    """The methods of progress, a line each."""
    from mic25cli.calc.progress.methods import DEFAULT, METHODS

    width = max(map(len, METHODS))
    rows = [
        f"  {name:{width}}  {method.title}{' (the default)' if name == DEFAULT else ''}"
        for name, method in METHODS.items()
    ]
    return (
        "Methods: how a status is computed from a baseline, observations and a target\n\n"
        + "\n".join(rows)
        + "\n\nmic25 progress --method NAME chooses one, --compare shows all side by side.\n"
        "Formulas, thresholds and small cases: docs/progress.md.\n"
    )


TOPICS: dict[str, tuple[str, Callable[[], str]]] = {
    "formats": ("how results can be printed", lambda: FORMATS),
    "exit-codes": ("what a script can tell from the exit code", lambda: EXIT_CODES),
    "dates": ("how dates are written, and the two dates one can look back to", lambda: DATES),
    "environment": ("environment variables", lambda: ENVIRONMENT),
    "methods": ("how progress is judged", methods),
    "fit": ("how observations bear on a target", lambda: FIT),
    "grades": ("how good a source is", lambda: GRADES),
}


@dataclass(frozen=True)
class About:
    """What help is wanted on."""

    words: tuple[str, ...] = arguments(
        "[COMMAND|TOPIC]", "A command, or one of: " + ", ".join(TOPICS) + ".", completes="topic"
    )


@command
def show_help(about: About) -> int | None:
    """Show the help of a command, or a page on what all commands share."""
    first = about.words[0] if about.words else ""
    if first in TOPICS:
        stream.write(TOPICS[first][1]())
        return None
    if first and first not in KINDS and first not in COMMANDS:
        known = [*TOPICS, *KINDS, *COMMANDS]
        raise unknown("command or topic", first, known, f"topics: {', '.join(TOPICS)}.")
    from mic25cli.cli.app import app

    app(args=[*about.words, "--help"], prog_name="mic25", standalone_mode=False)
    return None
