"""The records that differ between two folders of YAML files, by id, with the differences.

    python bench/diff_yaml.py OLD NEW

With PyYAML's C loader and deepdiff, which `peers.py` installs into an environment of their own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def records(folder: Path) -> dict[str, Any]:
    """All records of a folder by id."""
    import yaml

    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*.yaml")):
        found |= yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return found


def main(old: str, new: str) -> None:
    """Print the difference as JSON: by sort, each with its path."""
    from deepdiff import DeepDiff

    print(DeepDiff(records(Path(old)), records(Path(new))).to_json())


if __name__ == "__main__":
    main(*sys.argv[1:])
