"""A parser of PowerShell: the shell itself is in no package registry that tests use."""

from typing import Any


def parser() -> Any:
    """A parser of its grammar."""
    import tree_sitter
    import tree_sitter_powershell

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
