"""Web pages that somebody saved, located by the id or the address of their source, and read as
text.

Sizes are limited, nothing in a page is run, and no link is followed out of the folder.
"""

from __future__ import annotations

import html
import io
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from mic25cli import safefile
from mic25cli.errors import UsageError, import_optional
from mic25cli.store.yaml_nodes import MAX_BYTES

MAX_FILES = 20_000
_ENDINGS = (".html", ".htm", ".txt", ".pdf")
_INDEX = re.compile(r"/index(?:\.html?)?(?=$|\W)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def key(name: str) -> str:
    """The look-up key of a file name without its ending: `a.com/x?id=1.html` is `a-com-x-id-1`."""
    text = unquote(name.partition("#")[0]).lower()
    for ending in _ENDINGS:
        text = text.removesuffix(ending)
    return "-".join(re.findall(r"\w+", _INDEX.sub("/", text)))


def files(folder: Path) -> dict[str, Path]:
    """The files below a folder by the key of their path; `UsageError` for none or too many."""
    by_source: dict[str, Path] = {}
    home = os.path.realpath(folder)
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            if Path(os.path.realpath(path)).is_relative_to(home):
                by_source[key(path.relative_to(folder).as_posix())] = path
        if len(by_source) > MAX_FILES:
            raise UsageError.of("has-more-than-files", folder=folder, max_files=MAX_FILES)
    if not os.path.isdir(folder):
        raise UsageError.of("pages-are-in-no-folder", folder=folder)
    if not by_source:
        raise UsageError.of("has-no-saved-page", folder=folder)
    return by_source


def of_sources(folder: Path, urls: Iterable[tuple[str, str | None]]) -> dict[str, Path]:
    """The saved page of each source that has one: by its id, its address, or the end of its address
    (as `wget` without `-x` names it) if no other address ends like that."""
    there, sources = files(folder), list(urls)
    ends = Counter(_end(url) for _, url in sources if url)
    pages = {}
    for source, url in sources:
        names = [key(source)]
        if url is not None:
            names += [key(url.partition("://")[2])]
            names += [_end(url)] if ends[_end(url)] == 1 else []
        path = next((there[name] for name in names if name in there), None)
        if path is not None:
            pages[source] = path
    return pages


def _end(url: str) -> str:
    return key(url.partition("://")[2].rstrip("/").rpartition("/")[2])


def text_of(path: Path) -> str | None:
    """The text of a page; None if it is too large or cannot be read."""
    try:
        raw = safefile.read(path, MAX_BYTES)
    except OSError:
        return None
    if len(raw) > MAX_BYTES:
        return None
    if raw.startswith(b"%PDF"):
        return _of_pdf(raw)
    text = _decoded(raw)
    if "<" not in text:
        return text
    return html.unescape(_NO_SIGN.sub("\ufffd", _MARKUP.sub(_parting, text)))


def _decoded(raw: bytes) -> str:
    charsets = [name.decode() for name in _CHARSET.findall(raw[:4096])]
    wide = ["utf-16"] if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else []
    for name in (
        *wide,
        "utf-8-sig",
        *charsets,
        "gb18030",
    ):  # text that is valid UTF-8 is read as UTF-8, whatever it declares
        try:
            return raw.decode(name)
        except (UnicodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


# An element without an end extends to the end of the page, so that nothing is read twice.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?"
    r"|<(?P<hidden>script|style|template)(?=[\s/>]).*?(?:</(?P=hidden)[^>]*+>?|\Z)"
    r"""|</?(?P<name>[a-z][^\s/>]*+)(?:[^>"']|"[^"]*+"|'[^']*+'|["'])*+>?""",
    re.IGNORECASE | re.DOTALL,
)
_NO_SIGN = re.compile(r"&#[0-9]{9,};?")  # Python refuses numbers with thousands of digits
_INLINE = re.compile(
    "a|abbr|b|bd[io]|cite|code|em|font|i|ins|mark|q|s|small|span|strong|su[bp]|u|wbr", re.IGNORECASE
)
"""Elements that do not separate words, so that a number may be split by them."""


def _parting(hit: re.Match[str]) -> str:
    name = hit["hidden"] or hit["name"]
    return "" if name is None or _INLINE.fullmatch(name) else " "


def _of_pdf(raw: bytes) -> str | None:
    reader = import_optional("pypdf", "a PDF").PdfReader
    try:
        return " ".join(page.extract_text() for page in reader(io.BytesIO(raw)).pages)
    except Exception:  # damaged files raise all sorts of exceptions
        return None
