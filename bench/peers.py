"""The programs that mic25 is measured against, installed into environments of their own."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench"
"""Where they are installed; existing installations are used again."""

DIFF_YAML = Path(__file__).with_name("diff_yaml.py")
"""Compares two folders of YAML files; next to it is the same for node."""

NODE = {
    "@sourcemeta/jsonschema": "16.11.0",
    "ajv-cli": "5.0.0",
    "jsondiffpatch": "0.7.7",
    "js-yaml": "4.1.0",
    "daff": "1.4.2",
}
PYTHON = {"check-jsonschema": "0.39.0", "PyYAML": "6.0.2", "deepdiff": "8.6.1"}


def _quietly(*command: str | Path, cwd: Path | None = None) -> None:
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{command[0]} failed:\n{ran.stderr}")


def install() -> None:
    """Install each peer at its version, and mic25 from this checkout as a user would."""
    HOME.mkdir(parents=True, exist_ok=True)
    wanted = {"private": True, "dependencies": NODE}
    package = HOME / "package.json"
    if not package.exists() or json.loads(package.read_text()) != wanted:
        package.write_text(json.dumps(wanted))
        _quietly("npm", "install", "--no-audit", "--no-fund", cwd=HOME)
    # Node looks for a script's packages next to it.
    shutil.copy(DIFF_YAML.with_suffix(".mjs"), HOME)
    for name, what in (("peers", [f"{k}=={v}" for k, v in PYTHON.items()]), ("own", [str(ROOT)])):
        folder = HOME / name
        if not folder.exists():
            _quietly(sys.executable, "-m", "venv", folder)
        elif name == "peers":
            continue
        again = ["--force-reinstall", "--no-deps"] if name == "own" else []
        pip = [folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check"]
        _quietly(*pip, *what)
        if again:
            _quietly(*pip, *again, *what)


def yaml_diffs() -> dict[str, list[str]]:
    """The command of each program that compares two folders of YAML files."""
    return {
        "js-yaml and jsondiffpatch": ["node", str(HOME / "diff_yaml.mjs")],
        "PyYAML and deepdiff": [str(HOME / "peers" / "bin" / "python"), str(DIFF_YAML)],
    }


def node(name: str) -> str:
    """A command that npm has installed."""
    return str(HOME / "node_modules" / ".bin" / name)


def sourcemeta_alone() -> str | None:
    """The program that sourcemeta's command starts, without node; None if it is missing."""
    machine = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
    name = f"jsonschema-{platform.system().lower()}-{machine}"
    folder = HOME / "node_modules" / "@sourcemeta" / "jsonschema" / "build" / "github-releases"
    return str(folder / name) if (folder / name).exists() else None


CHECK_JSONSCHEMA = str(HOME / "peers" / "bin" / "check-jsonschema")
MIC25 = str(HOME / "own" / "bin" / "mic25")
OWN_PYTHON = str(HOME / "own" / "bin" / "python")
