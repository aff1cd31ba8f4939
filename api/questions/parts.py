"""The parts of what is typed that are looked for, and what became of each word. `splitting.py` makes them."""

from dataclasses import dataclass, field, replace

from api.lists.search_syntax import Term
from api.vocabulary import WordState


@dataclass(frozen=True)
class TypedWord:
    """One word as it was typed, and what became of it."""

    word: str
    state: WordState
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What one entry may have in any of several forms: stems with their weights, and how much it tells.

    `places` are those of the words it comes from, among the words that a question is read from.
    """

    word: str
    forms: dict[int, int]
    telling: int
    mandatory: bool = False
    places: frozenset[int] = frozenset()


@dataclass
class Parts:
    """All that is looked for, the phrases that must stand as they are, and what became of each word."""

    parts: list[Part] = field(default_factory=list)
    phrases: list[Term] = field(default_factory=list)
    typed: list[TypedWord] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # Outside quotes, folded, corrected, in order.
    originals: list[str] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Add a part; whoever repeats a word looks for it once."""
        for place, known in enumerate(self.parts):
            if known.forms == part.forms and known.word == part.word:
                places = known.places | part.places
                self.parts[place] = replace(known, places=places)
                return
        self.parts.append(part)

    def note(self, typed: TypedWord) -> None:
        """Note what became of a word, once; a word that is taken apart is read as all of its parts."""
        for place, known in enumerate(self.typed):
            if known.word == typed.word:
                if typed.state is not known.state:
                    self.typed[place] = typed
                elif typed.read_as != known.read_as:
                    read_as = dict.fromkeys((*known.read_as, *typed.read_as))
                    self.typed[place] = replace(known, read_as=tuple(read_as))
                return
        self.typed.append(typed)
