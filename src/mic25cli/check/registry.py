"""The problems that validation can report, by code. `codes.json` has their titles and reasons. A
rule (a function of a `RuleContext`) finds a problem, unless reading the files does.
`rules/CODE/bad` and `good` are examples and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, TypeVar

from mic25cli.diagnostic import Severity
from mic25cli.errors import UsageError, unknown
from mic25cli.model.plain_values import UNPRINTED, printed
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.check.context import Fault, FileFault, RuleContext

    Find: TypeAlias = Callable[[RuleContext], Iterable[Fault | FileFault]]
else:
    Find = Callable  # precise enough for `view.json_schemas`, which reads the types of the fields

_HERE = Path(__file__).resolve().parent
_TABLE = read_table(_HERE / "codes")

FAMILIES: dict[str, str] = {family: family_["title"] for family, family_ in _TABLE.items()}
"""The families of codes, which --select and --ignore accept as well as codes."""

MODULES = ("links", "duplicates", "numbers", "dates", "provenance", "language")

F = TypeVar("F", bound=Find)

_EXAMPLES = _HERE / "rules"
_SOUND = "empty-file"
"""The code whose good example, a well-formed record, is used for codes without their own."""


def example(code: str, what: Literal["bad", "good"]) -> Path:
    """The folder with example records that a code reports (bad) or does not report (good)."""
    folder = _EXAMPLES / code / what
    return folder if folder.is_dir() else _EXAMPLES / _SOUND / what


def _example_text(folder: Path) -> str:
    """The files of an example as text: cited files first, each after a line with its name."""

    def rank(file: Path) -> tuple[bool, bool, str]:
        return file.suffix != ".yaml", file.stem != "sources", file.name

    parts = []
    for file in sorted(folder.iterdir(), key=rank):
        text = file.read_text(encoding="utf-8")
        expected, _, rest = text.partition("\n")
        parts.append(f"# {file.name}\n{rest if expected.startswith('# expect: ') else text}")
    return "".join(parts).rstrip("\n")


class Code(FrozenData):
    """A problem that validation can report."""

    code: str
    title: str
    family: str
    severity: Annotated[Severity, str]
    why: str
    hint: str | None = field(default=None, metadata=UNPRINTED)
    """What to do about the problem, unless that depends on the record."""

    @printed
    def bad(self) -> str:
        """Example record files that have the problem, as text."""
        return _example_text(example(self.code, "bad"))

    @printed
    def good(self) -> str:
        """Example record files that do not have the problem, as text."""
        return _example_text(example(self.code, "good"))


_RULES: dict[str, Find] = {}


def rule(code: str) -> Callable[[F], F]:
    """Declare a function as the rule for a code."""

    def declare(find: F) -> F:
        _RULES[code] = find
        return find

    return declare


@cache
def rules() -> dict[str, Find]:
    """The rules by code; problems found while reading the files have none."""
    # Each module declares its rules as it is imported.
    for module in MODULES:
        import_module(f"mic25cli.check.{module}")
    return _RULES


@cache
def codes() -> dict[str, Code]:
    """Every code by name, sorted by family and then by name."""
    return {
        code: Code(**{"severity": "error", **declaration}, code=code, family=family)
        for family, family_ in _TABLE.items()
        for code, declaration in sorted(family_["codes"].items())
    }


def find_code(code: str) -> Code:
    """The code with a name; raises `UsageError`, which suggests the nearest."""
    all_codes = codes()
    if code not in all_codes:
        raise unknown("code", code, all_codes, "'mic25 validate --explain all' lists the codes.")
    return all_codes[code]


def chosen(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes to report: the selected ones without the ignored ones. Raises `UsageError` for
    unknown codes, or if none is left."""
    selected = _expanded(select) or set(codes())
    left = selected - _expanded(ignore)
    if not left:
        raise UsageError.of("select-and-ignore-leave-no-code-to-check")
    return frozenset(left)


def _expanded(names: Iterable[str]) -> set[str]:
    expanded: set[str] = set()
    for name in names:
        own = {code.code for code in codes().values() if name in (code.code, code.family)}
        if not own:
            hint = "'mic25 validate --explain all' lists the codes."
            raise unknown("code", name, [*codes(), *FAMILIES], hint)
        expanded |= own
    return expanded
