"""The pages of `mic25 help TOPIC`: what all commands share."""

from __future__ import annotations

from collections.abc import Callable

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

  0    done; for commands that look for faults or changes: none was found
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
Without --as-of, progress is judged as of today; MIC25_AS_OF or mic25.toml can set another date.
"""

ENVIRONMENT = """\
Environment

  MIC25_RECORDS      record folders to read, as --records; several as in PATH
  MIC25_AS_OF        a date, as --as-of
  MIC25_LANG         en, zh or both, as --lang
  MIC25_FORMAT       a format, as --format; --json and --query win over it
  MIC25_COLOR        auto, always or never, as --color
  MIC25_PAGER        the program that shows what is longer than the screen; empty or cat: none
  MIC25_LINKS        auto, always or never: addresses as links on a terminal
  PAGER              the pager where MIC25_PAGER and mic25.toml name none; else less
  LESS, LESSCHARSET  for less; FRX and utf-8 where they are not set
  NO_COLOR           no colour; FORCE_COLOR colours a pipe as well; TERM=dumb has none
  FORCE_HYPERLINK    1 or 0: whether the terminal has links
  COLUMNS, LINES     the size of the terminal
  XDG_CACHE_HOME     where the snapshot of the records is kept, in the folder mic25
  XDG_CONFIG_HOME    where the user's mic25.toml is, in the folder mic25
  GITHUB_ACTIONS     validate prints annotations

An empty variable counts as not set, except MIC25_PAGER and PAGER.
An option on the command line wins over the environment, the environment over mic25.toml.
"""

CONFIGURATION = """\
Configuration: mic25.toml

The file has the defaults of options, a line each. It is looked for in the working folder, and then
in the user's config folder (mic25/mic25.toml in XDG_CONFIG_HOME or ~/.config).

  records = "records"      a record folder, or a list of them, from the folder of the file
  lang = "zh"              en, zh or both; also written language
  format = "table"         a format, as --format
  color = "auto"           auto, always or never; also written colour
  pager = false            true or false; in the user's own file a program too: "less -S"
  links = true             whether addresses are links on a terminal that has them
  as-of = "2025-12-31"     a date, as --as-of

What counts, the first that says something: an option on the command line, the variable MIC25_…,
mic25.toml of the working folder, that of the config folder. mic25 info says where each came from.
The file of a working folder may have come with somebody else's checkout: it names no program to
run, and no records outside its folder. A key or value that means nothing is an error, with its
line. A diff takes no as-of; a format that is set gives way to --json, --query and --style.
"""

FIT = """\
Fit: whether a number measures what the target promised

A target names a quantity; what was counted may be that, nearly that, or something related.
Each target names the bases (what was counted, and how) that it may be judged on, each with a fit:

  exact   the very quantity that the target names
  close   nearly the same; the difference would not change the verdict
  bound   certainly no more, or no less, than what the target names: it can settle one side
  proxy   something related that stands in for it; a status that rests on it is a hint

Every status carries the fit it rests on: mic25 explain TARGET shows it. Observations on different
bases are never mixed in one series.
"""

GRADES = """\
Grades: what kind of source a number comes from

  A  primary: laws, plans, statistics, a firm on itself
  B  a research institute, or a body that studies the matter
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
    "configuration": ("mic25.toml, the defaults of options", lambda: CONFIGURATION),
    "methods": ("how progress is judged", methods),
    "fit": ("whether a number measures what was promised", lambda: FIT),
    "grades": ("how good a source is", lambda: GRADES),
}
