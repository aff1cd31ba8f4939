"""A dictionary of phrases, looked up at a place of the words, the longest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any, Generic, TypeVar

from api.facts.folding import fold

Said = tuple[str, ...]
T = TypeVar("T")


@dataclass
class Phrases(Generic[T]):
    """The meanings of phrases, by their folded words."""

    meanings: dict[Said, list[T]] = field(default_factory=lambda: defaultdict(list))
    longest: dict[str, int] = field(default_factory=dict)  # In words, by the first of them.
    longest_to: dict[str, int] = field(default_factory=dict)  # By the last of them.

    def add(self, phrase: str, meaning: T) -> None:
        """Add one meaning of a phrase."""
        said = tuple(map(intern, fold(phrase).split()))  # Most are words of other phrases, too.
        if said and meaning not in self.meanings[said]:
            self.meanings[said].append(meaning)
            self.longest[said[0]] = max(self.longest.get(said[0], 0), len(said))
            self.longest_to[said[-1]] = max(self.longest_to.get(said[-1], 0), len(said))

    def at(self, words: list[str], place: int) -> tuple[int, list[T]]:
        """Return the length of the longest phrase that begins at a place, and its meanings; 0 for none."""
        if place >= len(words) or words[place] not in self.longest:  # Most words begin none.
            return 0, []
        return next(iter(self.all_at(words, place)), (0, []))

    def span(self, words: list[str], place: int) -> set[int]:
        """Return the places of the words of the longest phrase that begins at a place."""
        return set(range(place, place + self.at(words, place)[0]))

    def saying(self, words: list[str], meaning: T) -> set[int]:
        """Return the places of the words of all phrases that have a meaning."""
        begun = [place for place, word in enumerate(words) if word in self.longest]
        said = [(place, *self.at(words, place)) for place in begun]
        return {
            n + place for place, length, means in said if meaning in means for n in range(length)
        }

    def ending_at(self, words: list[str], end: int) -> tuple[int, list[T]]:
        """Return the length of the longest phrase that ends just before a place, and its meanings; 0 for none."""
        longest = self.longest_to.get(words[end - 1], 0) if 0 < end <= len(words) else 0
        for length in range(min(longest, end), 0, -1):
            if meanings := self.meanings.get(tuple(words[end - length : end])):
                return length, meanings
        return 0, []

    def all_at(self, words: list[str], place: int) -> list[tuple[int, list[T]]]:
        """Return every phrase that begins at a place, by its length, the longest first."""
        longest = self.longest.get(words[place], 0) if place < len(words) else 0
        found = []
        for length in range(min(longest, len(words) - place), 0, -1):
            if meanings := self.meanings.get(tuple(words[place : place + length])):
                found.append((length, meanings))
        return found


def keyed(words: Mapping[Any, Iterable[str]]) -> Phrases[Any]:
    """Make a dictionary of phrases from lists by their meaning."""
    found: Phrases[Any] = Phrases()
    for meaning, phrases in words.items():
        for phrase in phrases:
            found.add(phrase, meaning)
    return found
