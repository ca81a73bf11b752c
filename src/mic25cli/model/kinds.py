"""The registry of kinds: what drives commands, columns, filters, validation and docs.

It stands in `kinds.json`: of each kind the fields of `Kind`, a column or filter as the values of
`ListColumn` or `Filter` in their order.  It names each model instead of importing it, so that
reading the registry costs nothing.  A new kind is a model, an entry there and its records.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from mic25cli.model.kind import Family, Filter, Kind, ListColumn
from mic25cli.model.unique import by_pair


def _kind(name: str, told: Mapping[str, Any]) -> Kind:
    """A kind as `kinds.json` tells of it."""
    values = {
        **told,
        "order": tuple(told.get("order", ())),
        "claims": tuple((path, when) for path, when in told.get("claims", ())),
        "columns": tuple(ListColumn(*each) for each in told.get("columns", ())),
        "filters": tuple(Filter(*each) for each in told.get("filters", ())),
    }
    return Kind(name, **values)


_TEXT = Path(__file__).with_name("kinds.json").read_text(encoding="utf-8")

KINDS: dict[str, Kind] = {
    name: _kind(name, told) for name, told in json.loads(_TEXT, object_pairs_hook=by_pair).items()
}

FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(kind.name for kind in KINDS.values() if kind.family == family)
    for family in get_args(Family)
}
"""The kinds in groups, as help and documentation list them."""
