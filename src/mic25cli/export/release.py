"""A release of a dataset: an archive, to cite and reopen, whose name and bytes never change."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mic25cli.calc.diff.outcomes import since
from mic25cli.calc.table_definition import judged_on, rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.errors import UsageError
from mic25cli.export import formats, whole_folder
from mic25cli.export.table_content import Content
from mic25cli.model import record_json
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.plain_values import plain
from mic25cli.values import FrozenData, NamedTuple
from mic25cli.view.text import label


class Release(FrozenData, kw_only=True):
    """`release.json`: the dataset, its release, and the files of the archive."""

    schema: Literal["mic25.release/1"] = "mic25.release/1"
    dataset: str
    version: str
    digest: str
    as_of: str
    license: str | None
    since: str | None
    """the version with which the changes are compared"""
    files: Mapping[str, str]
    """SHA-256 by path"""


class LastRelease(NamedTuple):
    """The release with which verdicts are compared."""

    dataset: RecordSet
    statuses: Mapping[str, str]
    """The status of each milestone as published; empty if that is not known."""


def version_of(content: Content) -> str:
    """The version in the dataset's profile, otherwise its month: `2026.11`."""
    return _version(content.profile, content.when.as_of)


def _version(profile: Profile, as_of: str) -> str:
    return profile.version or as_of[:7].replace("-", ".")


def write(
    content: Content, folder: Path, force: bool, last: LastRelease | None
) -> tuple[Path, str]:
    """Write `records-VERSION.zip` and its SHA-256, and return both. Verdicts are compared with
    those of the `last` release. Raises `UsageError` if the version exists with other content,
    unless `force`."""
    profile, version = content.profile, version_of(content)
    # The package's own dataset is `mic25`; its records are released separately from the code.
    name = f"{'records' if profile.id == 'mic25' else profile.id}-{version}"
    if not name.replace(".", "").replace("-", "").replace("_", "").isalnum():
        raise UsageError.of("is-not-release-name", name=name)
    with TemporaryDirectory() as made:
        _fill(content, Path(made), last)
        files = {name: Path(made, name).read_bytes() for name in whole_folder.files(Path(made))}
    about = Release(
        dataset=profile.id or name,
        version=version,
        digest=content.dataset.digest,
        as_of=content.when.as_of,
        license=profile.license,
        since=None if last is None else _version(last.dataset.profile, judged_on(last.dataset)),
        files={path: hashlib.sha256(data).hexdigest() for path, data in files.items()},
    )
    files["release.json"] = f"{record_json.pretty(plain(about))}\n".encode()
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, data in sorted(files.items()):
            entry = ZipInfo(f"{name}/{path}")  # dated 1980, so that the bytes are always the same
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, compresslevel=9)
    target, data = folder / f"{name}.zip", buffer.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    if target.is_file() and not force and target.read_bytes() != data:
        raise UsageError.of("already-has-this-version-with-other-contents", target=target)
    whole_folder.write_file(target, data, force)
    whole_folder.write_file(folder / f"{name}.zip.sha256", f"{digest}  {name}.zip\n", force)
    return target, digest


def _fill(content: Content, folder: Path, last: LastRelease | None) -> None:
    profile = content.profile
    formats.json(content, folder)
    formats.datapackage(content, folder)
    texts = {"CITATION.cff": _citation(content)}
    if profile.license:
        texts["LICENSE.txt"] = (
            f"{profile.title}\n\nThe records, and what is made of them here, are licensed under "
            f"{profile.license}:\nhttps://spdx.org/licenses/{profile.license}.html\n"
            "The program that reads them, mic25, has a licence of its own: MIT.\n"
        )
    if last is not None:
        texts["CHANGES.md"] = _changes(content, last)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _citation(content: Content) -> str:
    """The release in the Citation File Format (1.2.0); JSON texts are valid YAML."""
    profile, day = content.profile, content.when.as_of
    citation = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": profile.title,
        "authors": [{"name": name} for name in profile.authors] or [{"name": profile.id}],
        "version": version_of(content),
        "date-released": day if len(day) == len("2026-11-30") else None,
        "license": profile.license,
        "url": profile.url,
        "identifiers": [
            {
                "type": "other",
                "value": content.dataset.digest,
                "description": "digest of the records",
            }
        ],
    }
    lines = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in citation.items()
        if value
    )
    return "".join(lines)


def _changes(content: Content, last: LastRelease) -> str:
    """How verdicts changed since the last release, as of the later of the two dates, and why."""
    from mic25cli.view.page.feed import causes
    from mic25cli.view.render.markdown import md
    from mic25cli.view.verdict import changed_statuses

    before = last.dataset
    changes = since(before, content.dataset, content.when)
    then, now = _version(before.profile, judged_on(before)), version_of(content)
    by_cause = Counter(code for change in changes for code, _ in causes(change, "en"))
    why = {key: by_cause[key] for key in ("evidence", "correction", "target", "redefined")}
    notes = [label("release-causes", "en", **why)]
    if last.statuses:
        statuses = {row["claim"]: row["status"] for row in rows_of(TABLES["statuses"], before)}
        count = sum(statuses.get(claim) != status for claim, status in last.statuses.items())
        notes.append(label("release-rules", "en", count=count, old=then))
    else:
        notes.append(label("release-rules-unknown", "en", old=then))
    return md(changed_statuses.document(changes, then, now, "en").noted(*notes)) + "\n"
