"""JMESPath over a payload; the library is an optional extra, imported only here."""

from __future__ import annotations

from typing import Any

from mic25cli.errors import Mic25Error, UsageError
from mic25cli.view import jsonout


def apply(query: str, payload: Any, person: bool) -> str:
    """The result of a JMESPath query as JSON text; raises `UsageError` for a query that is none."""
    try:
        import jmespath
        from jmespath.exceptions import JMESPathError
    except ImportError as fault:
        raise Mic25Error(
            "--query needs the jmespath library", "install it with: pip install 'mic25[query]'."
        ) from fault
    try:
        result = jmespath.search(query, payload)
    except JMESPathError as fault:
        raise UsageError(
            f"the query does not hold: {str(fault).splitlines()[0]}", "see jmespath.org."
        ) from fault
    return (jsonout.pretty(result) if person else jsonout.compact(result)) + "\n"
