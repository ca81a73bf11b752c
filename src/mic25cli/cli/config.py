"""The settings in `mic25.toml` and the environment: defaults of options, and where they come from.
Environment variables take precedence, then the file in the working folder, then that in the config
folder. The file in the working folder may be a stranger's, so it cannot start a program or name
another folder."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from mic25cli import safefile
from mic25cli.cli.terminal_io import COLORS
from mic25cli.errors import UsageError, nearest, unknown, within
from mic25cli.model import edtf
from mic25cli.model.languages import CATALOGUES, LANGUAGES
from mic25cli.store import record_folders
from mic25cli.values import FrozenData
from mic25cli.view.render import FORMATS, QUERIED

NAME = "mic25.toml"
MAX_BYTES = 16 * 1024


class ConfigKey(FrozenData):
    """A setting: its values, and its environment variable."""

    variable: str
    choices: tuple[str, ...] = ()
    switch: bool = False  # whether it is true or false
    also: str = ""  # another name of the key


KEYS: dict[str, ConfigKey] = {
    "records": ConfigKey("MIC25_RECORDS"),
    "lang": ConfigKey("MIC25_LANG", LANGUAGES, also="language"),
    "format": ConfigKey("MIC25_FORMAT", ("auto", *FORMATS)),
    "color": ConfigKey("MIC25_COLOR", COLORS, also="colour"),
    "pager": ConfigKey("MIC25_PAGER", switch=True),
    "links": ConfigKey("MIC25_LINKS", COLORS, switch=True),
    "as-of": ConfigKey("MIC25_AS_OF", also="as_of"),
}
"""The settings, by the key that a file uses for them."""


class ConfigValue(FrozenData):
    """A value and where it comes from: a variable, or a file with the line."""

    value: Any
    origin: str


class ConfigFile(FrozenData):
    """A settings file that was read."""

    path: Path
    text: str
    values: Mapping[str, object]  # the checked values by key


@contextmanager
def _set_at(place: str) -> Iterator[None]:
    try:
        yield
    except UsageError as fault:
        raise UsageError(f"{place}: {fault.message}", fault.hint) from fault


def files() -> list[ConfigFile]:
    """The settings files in order of precedence; raises `UsageError` for one with an error."""
    folder, here = record_folders.user_folder("config"), Path(NAME)
    # A folder that cannot be read has no settings. A broken link should have been a file, so it is
    # an error.
    of_user = [folder / NAME] if folder is not None and os.path.lexists(folder / NAME) else []
    own = os.path.lexists(here) and os.path.realpath(here) not in map(os.path.realpath, of_user)
    local = [_file(here, trusted=False)] if own else []
    return [*local, *(_file(file, trusted=True) for file in of_user)]


def setting(key: str, read: list[ConfigFile] | None = None) -> ConfigValue | None:
    """The value of a setting and where it comes from; None if unset. Raises `UsageError`. The
    variables MIC25_RECORDS and MIC25_PAGER are returned unchanged."""
    variable = KEYS[key].variable
    text = os.environ.get(variable)
    if text is not None and (text or key == "pager"):
        if key in ("records", "pager"):
            return ConfigValue(text, variable)
        with _set_at(variable):
            return ConfigValue(_checked(key, text), variable)
    for file in files() if read is None else read:
        if key in file.values:
            place = f"{os.path.abspath(file.path)}:{_line(file.text, key)}"
            return ConfigValue(file.values[key], place)
    if key != "lang":
        return None
    # The language of the system's messages: zh_CN.UTF-8 is Chinese.
    first = next((name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    lang = re.split("[^a-z]", os.environ[first].lower())[0] if first is not None else ""
    return ConfigValue(lang, first) if first and lang in CATALOGUES[1:] else None


def value(key: str) -> Any:
    """The value of a setting; None if unset."""
    entry = setting(key)
    return None if entry is None else entry.value


def folders(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The record folders given, or those of the environment, a settings file or the package."""
    return record_folders.folders(paths)


def _folders_in_files() -> Sequence[Path]:
    """The record folders of the first settings file that names any."""
    values = (file.values["records"] for file in files() if "records" in file.values)
    return cast("Sequence[Path]", next(values, ()))


record_folders.in_settings = _folders_in_files


def mistyped() -> dict[str, str]:
    """Environment variables that mic25 does not know, each with the one that was probably meant."""
    variables = {key.variable for key in KEYS.values()}
    unread = [
        name for name in sorted(os.environ) if name.startswith("MIC25_") and name not in variables
    ]
    return {name: near for name in unread for near in variables if within(name, near)}


def apply(settings: Mapping[str, str], values: dict[str, Any], options: Container[str]) -> None:
    """Put settings (`settings`: keys by option) in place of options that were not given. The format
    is not set if --json, --query or a file's name asks for another. Raises `UsageError`."""
    if not settings:
        return
    read = files()
    for name, key in settings.items():
        # The code that opens folders reads MIC25_RECORDS itself.
        later = key == "records" and os.environ.get(KEYS[key].variable)
        if later or name in options or (entry := setting(key, read)) is None:
            continue
        other = any(values.get(option) for option in ("json", "workbook", "output"))
        if key == "format" and (other or (values.get("query") and entry.value not in QUERIED)):
            continue
        values[name] = list(entry.value) if key == "records" else entry.value


def _checked(key: str, value: Any) -> object:
    option = KEYS[key]
    if option.switch and isinstance(value, bool):
        return value if not option.choices else ("auto" if value else "never")
    if key == "as-of" and type(value).__name__ == "date":
        return value.isoformat()
    if not isinstance(value, str):
        expected = "true, false or a text" if option.switch else "a text"
        names = {bool: "a truth value", int: "a number", float: "a number", list: "a list"}
        sort = names.get(type(value), "a table" if isinstance(value, dict) else "a date")
        raise UsageError.of(
            "setting-of-another-type", _example(key), name=key, expected=expected, sort=sort
        )
    if option.choices and value not in option.choices:
        raise unknown(f"value of {key}", value, option.choices)
    if key == "as-of":
        try:
            edtf.parse(value)
        except edtf.DateError as fault:
            raise UsageError(str(fault), "see 'mic25 help dates'.") from fault
    return value


def _example(key: str) -> str:
    if key == "records":
        return 'write records = "records", or ["records", "more"].'
    if KEYS[key].choices:
        return f'write {key} = "{KEYS[key].choices[-1]}".'
    return f'write {key} = "2030-12-31".' if key == "as-of" else f"write {key} = false."


def _raw(path: Path) -> bytes:
    try:
        raw = safefile.read(path, MAX_BYTES)
    except safefile.NotRegularError as fault:
        raise UsageError.of("is-not-file", path=path) from fault
    except OSError as fault:
        raise UsageError.of("cannot-be-read", path=path, strerror=fault.strerror) from fault
    if len(raw) > MAX_BYTES:
        raise UsageError.of("is-larger-than-kib", path=path, max_bytes=MAX_BYTES // 1024)
    return raw


def _file(path: Path, trusted: bool) -> ConfigFile:
    import tomllib

    raw = _raw(path)
    try:
        # A byte order mark is not part of the text.
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise UsageError.of("file-is-not-utf-8-text", path=path, line=line) from fault
    try:
        table = tomllib.loads(text)
    except RecursionError as fault:
        raise UsageError.of("values-are-nested-too-deeply", path=path) from fault
    except ValueError as fault:
        raise _no_toml(path, text, str(fault)) from fault
    names = {also: key for key, each in KEYS.items() for also in (key, each.also) if also}
    values: dict[str, object] = {}
    for name, value in table.items():
        with _set_at(f"{path}:{_line(text, name)}"):
            key = names.get(name)
            if key is None:
                see = f"the keys are {', '.join(KEYS)}. See 'mic25 help configuration'."
                raise unknown("key", name, names if nearest(name, names) else (), see)
            if key in values:
                raise UsageError.of("is-set-twice", name=key)
            if key == "records":
                values[key] = _folders(value, path, trusted)
            else:
                values[key] = _checked(key, value)
                if not trusted and key == "pager" and isinstance(value, str):
                    raise UsageError.of("settings-name-a-program", user_file=_user_file())
    return ConfigFile(path, text, values)


def _user_file() -> str:
    folder = record_folders.user_folder("config")
    return f"{NAME} of your config folder" if folder is None else str(folder / NAME)


_TOML_FAULTS = {
    "Cannot overwrite a value": "a key is set twice",
    "Expected '=' after a key in a key/value pair": "a key is not followed by =",
    "Invalid value": "a value is not valid, for example a text without quotes",
}


def _no_toml(path: Path, text: str, fault: str) -> UsageError:
    hit = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", fault)
    what = fault[: hit.start()] if hit else fault
    what = _TOML_FAULTS.get(what, f"{what[:1].lower()}{what[1:]}")
    end = max(1, len(text.splitlines()))
    place = f"{path}:{hit[1]}:{hit[2]}" if hit and hit[1] else f"{path}:{end}"
    return UsageError.of("file-is-not-valid-toml", place=place, what=what)


def _folders(value: object, path: Path, trusted: bool) -> tuple[Path, ...]:
    folders = [value] if isinstance(value, str) else value
    if not isinstance(folders, list) or not all(isinstance(each, str) for each in folders):
        raise UsageError.of("records-must-be-text-or-list-of-texts", _example("records"))
    if not folders or not all(folders):
        raise UsageError.of("records-is-empty", _example("records"))
    paths: list[Path] = []
    for folder_name in folders:
        with suppress(ValueError, RuntimeError):
            place = Path(folder_name)
            folder = path.parent / (place.expanduser() if trusted else place)
            if not trusted and not folder.resolve().is_relative_to(path.parent.resolve()):
                raise UsageError.of(
                    "settings-name-another-folder", folder_name=folder_name, user_file=_user_file()
                )
            if os.path.isdir(folder):
                paths.append(folder)
                continue
        raise UsageError.of("folder-does-not-exist", folder_name=folder_name)
    return tuple(paths)


def _line(text: str, name: str) -> int:
    """The line of a key under any of its names; 1 if it cannot be found."""
    names = {name, KEYS[name].also or name} if name in KEYS else {name}
    listed = "|".join(map(re.escape, names))
    hit = re.search(rf"^[ \t]*\[*[ \t]*[\"']?(?:{listed})[\"']?[ \t]*[=.\]]", text, re.MULTILINE)
    return 1 if hit is None else text.count("\n", 0, hit.start()) + 1
