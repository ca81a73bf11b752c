"""Read `dataset.yaml` (or `dataset.json`), in which a folder says what its dataset is."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError
from mic25cli.model.dataset_profile import DEFAULT, Profile, profile_of
from mic25cli.model.languages import by_language
from mic25cli.model.units import UNITS, with_own
from mic25cli.store import exported_json, read_file, record_folders
from mic25cli.store.yaml_nodes import Node, YamlError

KIND = "dataset"
Data = Mapping[str, Any]
_SHIPPED = Path(__file__).with_name("profile_shipped.json")


def read_profile(
    folders: Sequence[Path], texts: record_folders.Texts = record_folders.NO_TEXTS
) -> tuple[Profile, list[Diagnostic]]:
    """The profile of the last folder that has one, with the units of all folders, and every error
    in them. Without a profile, the folder's name is used as the title."""
    parts: list[Data] = []
    faults: list[Diagnostic] = []
    for folder in folders:
        if folder.is_file():
            data, wrong = accepted(exported_json.typed_path(folder), exported_json.profile(folder))
            parts += [data] if data is not None else []
            faults += wrong
            continue
        paths = [folder / name for name in record_folders.PROFILES]
        files = [path for path in paths if path in texts or path.is_file()]
        for path in files[:1]:
            try:
                raw = texts[path] if path in texts else read_file.read_bytes(path)
            except YamlError as fault:
                faults.append(fault.at(record_folders.typed_path(path), KIND))
                continue
            data, wrong = parsed(record_folders.typed_path(path), raw)
            parts += [data] if data is not None else []
            faults += wrong
        if len(files) > 1:
            message = f"only '{files[0].name}' describes the dataset, so this file is not read"
            second = YamlError("unreadable", message, 1, 1, "remove it")
            faults.append(second.at(record_folders.typed_path(files[1]), KIND))
    return merged(parts, folders), faults


def merged(profiles: Sequence[Data], folders: Sequence[Path] = ()) -> Profile:
    """The last of some profiles, with the units of all of them."""
    if not profiles:
        name = folders[-1].resolve().name if folders else ""
        if not name:
            return DEFAULT
        from mic25cli.model.dataset_file import DatasetFile

        # Built as if from a file, because a snapshot stores a profile as plain values.
        own = DatasetFile.model_validate({"title": {"en": "Records"}}).as_data()
        return profile_of(own | {"id": slug(name), "title": by_language(f"Records of {name}")})
    units = {name: unit for profile in profiles for name, unit in profile["units"].items()}
    return profile_of({**profiles[-1], "units": units})


def the_profile(folders: Sequence[Path]) -> Profile:
    """The profile of some folders; raises `RecordsError` if it is not valid."""
    profile, faults = read_profile(folders)
    if faults:
        first = faults[0]
        where = f"{first.path}:{first.line}:{first.column}"
        raise RecordsError.of(
            "records-are-not-valid-at", first.hint, where=where, message=first.message
        )
    return profile


_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that are not a letter of ASCII with an accent."""


def slug(text: str) -> str:
    """A text as an id: lower-case words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).translate(_PLAIN)
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "records"


def is_line(text: str) -> bool:
    """Whether a text is a single line, no longer than a title may be."""
    return bool(text.strip()) and len(text) <= 200 and text.isprintable()


def parsed(path: str, raw: bytes) -> tuple[Data | None, list[Diagnostic]]:
    """The plain values of a profile (None if it is not valid) and its problems."""
    # The package contains the shipped profile as data, so that a first `--help` needs no model.
    shipped = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    same = shipped["sha256"] == hashlib.sha256(raw).hexdigest()
    return (shipped["data"], []) if same else checked(path, raw)


def checked(path: str, raw: bytes) -> tuple[Data | None, list[Diagnostic]]:
    """Like `parsed`, but checked by the models, which a look-up from a snapshot does not need."""
    return accepted(path, read_file.contents(raw))


def accepted(path: str, contents: read_file.Contents) -> tuple[Data | None, list[Diagnostic]]:
    """Like `checked`, for the nodes of a file or of an exported dataset."""
    from mic25cli.model.dataset_file import DatasetFile
    from mic25cli.store.model_errors import validated

    faults = [fault.at(path, KIND) for fault in contents.faults]
    node = contents.node or Node(1, 1, "mapping")
    profile, wrong = validated(DatasetFile, KIND, KIND, path, Node(1, 1, "scalar", KIND), node)
    faults += [] if faults else wrong
    if profile is None or faults:
        return None, [replace(fault, id=None) for fault in faults]
    data = profile.as_data()
    data["id"] = data["id"] or slug(profile.title.en or "")
    _, odd = with_own(profile.as_data()["units"])  # type: ignore[arg-type]
    for name, why in odd.items():
        key, value = node.place(("units", name))
        at = key or value
        hint = "write 'is' with a known unit, 1000 MW, or 'of' alone for what none measures yet"
        hint = "leave it out" if name in UNITS else hint
        wrong_unit = YamlError("bad-unit", f"'{name}': {why}", at.line, at.column, hint)
        faults.append(wrong_unit.at(path, KIND, f"units.{name}"))
    return data, faults
