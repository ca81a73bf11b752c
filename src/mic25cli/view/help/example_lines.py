"""Formats the examples on a page of help."""

from collections.abc import Mapping

WIDEST = 58  # columns that an example may take if its explanation is on the same line


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    # Imported here, because most help pages do not need it.
    from rich.cells import cell_len

    return cell_len(text)


def examples(lines: Mapping[str, str]) -> str:
    """Command lines, each with what it does."""
    width = max((size for run in lines if (size := _width(run)) <= WIDEST), default=2)
    text = ""
    for run, shows in lines.items():
        fits = _width(run) <= width
        head = run + " " * (width - _width(run)) if fits else f"{run}\n  {' ' * width}"
        text += f"  {head}  {shows}".rstrip() + "\n"
    return text
