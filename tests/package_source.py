"""The source of the package, which a process parses once for all laws on it."""

import ast
from functools import cache
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "src" / "mic25cli"


@cache
def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes of a cached tree, as from `ast.walk`."""
    return tuple(ast.walk(tree))
