"""The list of corrections that a folder keeps beside its records."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError
from mic25cli.model.correction import Correction
from mic25cli.store import read_file, record_folders
from mic25cli.store.model_errors import validated
from mic25cli.store.yaml_nodes import YamlError

KIND = "corrections"


def listed(folders: Sequence[Path]) -> Iterator[Correction | Diagnostic]:
    """The corrections of all folders in their order, and the faults in them."""
    for path in (folder / record_folders.CORRECTIONS for folder in folders):
        if not path.is_file():
            continue
        name = record_folders.typed_path(path)
        try:
            contents = read_file.contents(read_file.read_bytes(path))
        except YamlError as fault:
            yield fault.at(name, KIND)
            continue
        yield from (fault.at(name, KIND) for fault in contents.faults)
        root = contents.node
        if root is not None and root.kind != "mapping":
            message, hint = "the corrections must be a mapping", "begin each with a name: 'a-year:'"
            yield Diagnostic(name, root.line, root.column, "error", "wrong-type", message, hint)
            continue
        for key, node in root.items if root is not None else ():
            assert key is not None
            correction, faults = validated(Correction, KIND, str(key.value), name, key, node)
            yield from faults
            if correction is not None:
                yield correction


def read(folders: Sequence[Path]) -> tuple[Correction, ...]:
    """The corrections of all folders in their order; raises `RecordsError`."""
    corrections: list[Correction] = []
    for each in listed(folders):
        if isinstance(each, Diagnostic):
            where, why = f"{each.path}:{each.line}:{each.column}", each.message
            raise RecordsError.of("corrections-cannot-be-read", file=where, why=why)
        corrections.append(each)
    return tuple(corrections)
