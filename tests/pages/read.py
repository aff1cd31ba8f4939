"""Parse pages: their elements and text, and an address of every kind of page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES

BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
EMPTY = {"meta", "link", "input", "br"}  # Elements of HTML that have no end.


class Read(HTMLParser):
    """A parsed page: its elements in order, its links, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, given in self.elements if (value := given.get(attribute))]

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in their order."""
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch("h[1-6]", tag)]


def text_of(html: str) -> str:
    """What a reader sees of a page, on one line."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def each_page(client: TestClient) -> Iterator[str]:
    """An address of every kind of page."""
    yield from ("/", "/search?q=peace", "/reference", "/questions", "/coverage", "/changes")
    yield from ("/download", "/verify", "/verify?text=Over+4%2C300+peacekeepers+have+died.")
    for resource in RESOURCES.values():
        yield f"/{resource.plural}"
        yield f"/{resource.plural}/{resource.example}"
