"""The records that could not be read, so that references to them are not reported as broken."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.tables.naming import letters_of
from api.vocabulary import RecordType

LONGEST = 200  # Characters of a code or a name.
BETWEEN_WORDS = re.compile(r"[\"'“”„‘’«»=:\[\]{},\n]+")


class Unread:
    """Possible names of unreadable records by type, and types of which any name is possible."""

    def __init__(self) -> None:
        self._words: dict[RecordType, set[str]] = defaultdict(set)
        self._kinds: set[RecordType] = set()

    def __bool__(self) -> bool:
        """Whether anything could not be read."""
        return bool(self._words or self._kinds)

    def add_words(self, type: RecordType, words: Iterable[str]) -> None:
        """Note the names of a record; figures have generated codes, so any code is possible."""
        if type is RecordType.FIGURE:
            self._kinds.add(type)
        self._words[type].update(map(letters_of, words))

    def add_content(self, types: Iterable[RecordType], stem: str, content: dict[str, Any]) -> None:
        """Note an invalid record of one of these types, by its file name and all its texts."""
        values = [one for value in content.values() for one in _listed(value)]
        for type in types:
            self.add_words(type, [stem, *(value for value in values if isinstance(value, str))])

    def add_text(self, type: RecordType, stem: str, text: str | None) -> None:
        """Note an unparsable file, by every text in it that may be a name."""
        if text is None:
            self._kinds.add(type)
        words = (word for word in BETWEEN_WORDS.split(text or "") if len(word) <= LONGEST)
        self.add_words(type, [stem, *words])

    def may_mean(self, type: RecordType, name: str) -> bool:
        """Whether a code or name may be that of an unreadable record."""
        return type in self._kinds or letters_of(name) in self._words.get(type, ())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
