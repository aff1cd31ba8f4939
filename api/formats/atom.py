"""Write changes as an Atom feed (RFC 4287), an entry for each with its changed fields; pages link as in RFC 5005."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from api.vocabulary import Row
from api.wording import shorten

NAMESPACE = "http://www.w3.org/2005/Atom"
# Characters that XML 1.0 does not allow, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Feed:
    """An Atom feed; `name` makes its id, and `base` is `PUBLIC_URL` or, for relative links, empty."""

    name: str
    day: str  # Of the release: for changes without a day of their own, which came after it.
    base: str
    links: Mapping[str, str]

    def write(self, entries: list[tuple[Row, str]]) -> bytes:
        """Write the feed of changes, each with its sentence as the title."""
        feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
        _text(feed, "id", _urn(self.name))
        _text(feed, "title", "Peacekeeping Facts: what was added, corrected and withdrawn")
        _text(
            feed, "updated", _moment(max((self._day(row) for row, _ in entries), default=self.day))
        )
        _text(SubElement(feed, "author"), "name", "The Peacekeeping Facts authors")
        for relation, address in self.links.items():
            self._link(feed, relation, address, "application/atom+xml")
        for row, sentence in entries:
            self._add_entry(feed, row, sentence)
        written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
        return written

    def _add_entry(self, feed: Element, row: Row, sentence: str) -> None:
        entry = SubElement(feed, "entry")
        named = ":".join(str(row[name]) for name in ("type", "code", "release", "released_on"))
        _text(entry, "id", _urn(named))
        _text(entry, "title", sentence)
        _text(entry, "updated", _moment(self._day(row)))
        for term in (row["type"], row["change"]):
            SubElement(entry, "category", {"term": term})
        if row["href"]:
            self._link(entry, "alternate", row["href"], "application/json")
        _text(entry, "content", "\n".join(map(_field_in_words, row["fields"])) or sentence)

    def _link(self, parent: Element, relation: str, address: str, type: str) -> None:
        SubElement(parent, "link", {"rel": relation, "href": self.base + address, "type": type})

    def _day(self, row: Row) -> str:
        return row["released_on"] or self.day


def _urn(name: str) -> str:
    """Make a permanent id from a name, the same wherever the feed is served: a UUID as a URN."""
    return uuid5(NAMESPACE_URL, f"/v1/changes#{name}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _field_in_words(field: Row) -> str:
    before, after = (_value_in_words(field[side]) for side in ("before", "after"))
    return f"{field['field']}: {before} → {after}"


def _value_in_words(value: object) -> str:
    if value in (None, []):
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shorten(text, LONGEST_VALUE)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = UNWRITABLE.sub("", text)
