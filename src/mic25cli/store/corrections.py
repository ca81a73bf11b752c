"""The list of corrections that a folder has beside its records."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError
from mic25cli.model.correction import Correction
from mic25cli.store import read_file, record_folders
from mic25cli.store.model_errors import validated
from mic25cli.store.yaml_nodes import YamlError

KIND = "corrections"


def listed(folders: Sequence[Path]) -> Iterator[Correction | Diagnostic]:
    """The corrections of all folders in their order, and the problems in them."""
    for path in (folder / record_folders.CORRECTIONS for folder in folders):
        if path.is_file():
            state = path.stat()
            yield from _of_file(path, state.st_mtime_ns, state.st_size)


@lru_cache(8)
def _of_file(path: Path, _modified: int, _size: int) -> tuple[Correction | Diagnostic, ...]:
    """The corrections in a file and the problems in them; cached, as a site reads them twice."""
    name = record_folders.typed_path(path)
    try:
        contents = read_file.contents(read_file.read_bytes(path))
    except YamlError as fault:
        return (fault.at(name, KIND),)
    listed: list[Correction | Diagnostic] = [fault.at(name, KIND) for fault in contents.faults]
    root = contents.node
    if root is not None and root.kind != "mapping":
        message, hint = "the corrections must be a mapping", "begin each with a name: 'a-year:'"
        place = root.line, root.column
        return (*listed, Diagnostic(name, *place, "error", "wrong-type", message, hint))
    for key, node in root.items if root is not None else ():
        assert key is not None
        correction, faults = validated(Correction, KIND, str(key.value), name, key, node)
        listed += [*faults, *([correction] if correction is not None else [])]
    return tuple(listed)


def read(folders: Sequence[Path]) -> tuple[Correction, ...]:
    """The corrections of all folders in their order; raises `RecordsError`."""
    corrections: list[Correction] = []
    for each in listed(folders):
        if isinstance(each, Diagnostic):
            where, why = f"{each.path}:{each.line}:{each.column}", each.message
            raise RecordsError.of("corrections-cannot-be-read", file=where, why=why)
        corrections.append(each)
    return tuple(corrections)
