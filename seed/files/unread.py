"""What could not be read, and by which words it may be meant: references and look-ups of it wait for the next run."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.tables.naming import letters_of
from api.vocabulary import RecordType

LONGEST = 200  # Characters of a code or a name.
BETWEEN_WORDS = re.compile(r"[\"'“”„‘’«»=:\[\]{},\n]+")


class Unread:
    """The words under which records that could not be read may be looked for, and kinds of which none is known."""

    def __init__(self) -> None:
        self._words: dict[RecordType, set[str]] = defaultdict(set)
        self._kinds: set[RecordType] = set()

    def __bool__(self) -> bool:
        """Whether anything could not be read."""
        return bool(self._words or self._kinds)

    def add_words(self, type: RecordType, words: Iterable[str]) -> None:
        """Note the words of a record; a figure may have a code made of its parts, so any may be meant."""
        if type is RecordType.FIGURE:
            self._kinds.add(type)
        self._words[type].update(map(letters_of, words))

    def add_content(self, types: Iterable[RecordType], stem: str, content: dict[str, Any]) -> None:
        """Note a record that cannot be one of those kinds, by its file and by what it calls itself."""
        values = [one for value in content.values() for one in _listed(value)]
        for type in types:
            self.add_words(type, [stem, *(value for value in values if isinstance(value, str))])

    def add_text(self, type: RecordType, stem: str, text: str | None) -> None:
        """Note a file that cannot be parsed, by whatever may be a word in it."""
        if text is None:
            self._kinds.add(type)
        words = (word for word in BETWEEN_WORDS.split(text or "") if len(word) <= LONGEST)
        self.add_words(type, [stem, *words])

    def may_mean(self, type: RecordType, name: str) -> bool:
        """Say whether a record that could not be read may be the one of a code or a name."""
        return type in self._kinds or letters_of(name) in self._words.get(type, ())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
