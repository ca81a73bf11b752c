"""The content of an HTML page, as a browser would read it."""

from html.parser import HTMLParser
from typing import Any


class Seen(HTMLParser):
    """The elements of a page with their attributes, its texts, and its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.held: dict[str, str] = {}
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag if tag in ("script", "style", "text") else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:  # in a drawing, texts are broken anywhere; its title has its content
            self.held[self.inside] = self.held.get(self.inside, "") + data
        else:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def ids(self) -> set[str | None]:
        """Every id of the page; none may occur twice."""
        ids = [attrs["id"] for _, attrs in self.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        return set(ids)
