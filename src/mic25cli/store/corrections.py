"""The list of corrections that a folder keeps beside its records."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from mic25cli.errors import RecordsError
from mic25cli.model.claim import Strict
from mic25cli.model.scalars import Date, Text
from mic25cli.store import read_file, record_folders
from mic25cli.store.yaml_nodes import YamlError

Cause = Literal["mistake", "revised-data", "new-evidence"]
CAUSES: tuple[Cause, ...] = get_args(Cause)


class Correction(Strict):
    """What was said, what is right instead, and the records that it is about, each `kind/id`."""

    date: Date
    cause: Cause
    said: Text
    right: Text
    records: Sequence[Text] = ()


_LISTED = TypeAdapter(dict[str, Correction])


def read(folders: Sequence[Path]) -> tuple[Correction, ...]:
    """The corrections of all folders in their order; raises `RecordsError`."""
    corrections: list[Correction] = []
    for path in (folder / record_folders.CORRECTIONS for folder in folders):
        if not path.is_file():
            continue
        try:
            contents = read_file.contents(read_file.read_bytes(path))
            for fault in contents.faults:
                raise fault
            listed = _LISTED.validate_python(contents.node.as_data() if contents.node else {})
        except (YamlError, ValidationError) as fault:
            file, why = record_folders.typed_path(path), str(fault)
            raise RecordsError.of("corrections-cannot-be-read", file=file, why=why) from fault
        corrections += listed.values()
    return tuple(corrections)
