"""The version of mic25 that the workflow of a new folder installs, from a fixed source."""

import json
import re
import subprocess
import unicodedata
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mic25cli.errors import UsageError
from mic25cli.values import FrozenData

MAX_WHEEL = 40_000_000

_WHEEL = re.compile(r"mic25-[A-Za-z0-9.!+_]+-[A-Za-z0-9._]+-[A-Za-z0-9._]+-[A-Za-z0-9._]+\.whl")


class Tool(FrozenData):
    """The requirement for pip, and the wheel that must be in the folder, if any."""

    requirement: str
    """An address, or a path below the record folder; empty if the user has to fill it in."""
    wheel: Path | None = None
    """The file to copy into the folder's `.github`."""


UNPINNED = Tool("")
"""No requirement, because a name alone would install whatever an index has under it."""


def tool_of(text: str) -> Tool:
    """The tool given with `--tool`; raises `UsageError` if pip could not install it elsewhere."""
    if not text.strip() or any(unicodedata.category(char)[0] == "C" for char in text):
        raise UsageError.of("tool-value-is-empty-or-has-several-lines")
    if "${{" in text:
        raise UsageError.of("tool-has-expression-of-github")
    path = Path(text)
    if text.endswith(".whl") and "://" not in text:
        return _of_wheel(path)
    if path.is_dir() and (path / "pyproject.toml").is_file():
        tool = _of_checkout(path)
        if tool is None:
            raise UsageError.of("tool-checkout-has-no-public-commit", text=text)
        return tool
    if match := re.fullmatch(r"(mic25(?:\[[a-z,]+\])? ?@ ?)?((?:git\+)?https://\S+)", text):
        return Tool(f"{match[1] or 'mic25 @ '}{match[2]}")
    if re.fullmatch(r"[0-9][A-Za-z0-9.!+]*|mic25\b.*", text):
        raise UsageError.of("tool-pip-would-install-from-index-that-mic25-does", text=text)
    raise UsageError.of("tool-is-not-something-that-pip-can-install", text=text)


def installed_tool() -> Tool:
    """The place from which this program was installed, if others can install it from there."""
    try:
        text = metadata.distribution("mic25").read_text("direct_url.json")
        origin: dict[str, Any] = json.loads(text) if text else {}
    except (metadata.PackageNotFoundError, ValueError):
        origin = {}
    url = str(origin.get("url", ""))
    commit = origin.get("vcs_info", {}).get("commit_id")
    if commit and _is_public(url):
        return Tool(f"mic25 @ git+{url}@{commit}")
    if "archive_info" in origin and _is_public(url):
        return Tool(f"mic25 @ {url}")
    path = Path(urlsplit(url).path)
    if url.startswith("file:") and path.suffix == ".whl" and path.is_file():
        return _of_wheel(path)
    at_commit = _of_checkout(path) if url.startswith("file:") and path.is_dir() else None
    return at_commit or UNPINNED


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.username is None


def _of_wheel(path: Path) -> Tool:
    if not path.is_file():
        raise UsageError.of("tool-wheel-does-not-exist", path=path)
    if not _WHEEL.fullmatch(path.name):
        raise UsageError.of("tool-is-not-wheel-of-mic25", name=path.name)
    if path.stat().st_size > MAX_WHEEL:
        raise UsageError.of("tool-is-larger-than-bytes", path=path, max_wheel=MAX_WHEEL)
    return Tool(f"./.github/{path.name}", path)


def _of_checkout(path: Path) -> Tool | None:
    address, commit = _git(path, "remote", "get-url", "origin"), _git(path, "rev-parse", "HEAD")
    if address is None or commit is None:
        return None
    ssh = re.fullmatch(r"git@([A-Za-z0-9.-]+):(\S+)", address)
    address = f"https://{ssh[1]}/{ssh[2]}" if ssh else address
    return Tool(f"mic25 @ git+{address}@{commit}") if _is_public(address) else None


def _git(path: Path, *arguments: str) -> str | None:
    try:
        ran = subprocess.run(
            ["git", "-C", str(path), *arguments], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() or None if ran.returncode == 0 else None
