"""mic25: China's "Made in China 2025" policy as a dataset of sourced records.

    import mic25cli as mic25
    dataset = mic25.open()

The public names are in `mic25cli.api`, which is imported when one is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mic25cli.api import *  # noqa: F403
    from mic25cli.api import open as open  # noqa: A004

__version__ = "0.1.0"

__all__ = [
    "Column", "Dataset", "Datasets", "Diff", "Hit", "Mic25Error", "Records",  # noqa: F405
    "RecordsError", "Table",  # noqa: F405
    "UsageError", "dataset_of", "validate",  # noqa: F405
]  # fmt: skip
"""The names that `import *` imports; `open` is not among them, since it would hide the builtin."""


def __getattr__(name: str) -> Any:
    if name == "open" or name in __all__:
        from mic25cli import api

        return getattr(api, name)
    raise AttributeError(f"module 'mic25cli' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__", "open"]
