"""The parsed query: the parts to look up in the index, and the state of each typed word. `splitting.py` makes it."""

from dataclasses import dataclass, field, replace

from api.lists.search_syntax import Term
from api.vocabulary import WordState


@dataclass(frozen=True)
class TypedWord:
    """One typed word, its state, and the words it was read as, if these are others."""

    word: str
    state: WordState
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One term of the query: its stems with their weights in per cent, any of which matches, and its IDF (`telling`).

    `places` are those of its words in `Parts.words`; a `mandatory` one must match.
    """

    word: str
    forms: dict[int, int]
    telling: int
    mandatory: bool = False
    places: frozenset[int] = frozenset()


@dataclass
class Parts:
    """The whole query: its parts, the quoted phrases, the state of each typed word, and the words to parse as a question."""

    parts: list[Part] = field(default_factory=list)
    phrases: list[Term] = field(default_factory=list)
    typed: list[TypedWord] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # Outside quotes, folded, corrected, in order.
    originals: list[str] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Add a part, or only its places where the same part is there already."""
        for place, known in enumerate(self.parts):
            if known.forms == part.forms and known.word == part.word:
                places = known.places | part.places
                self.parts[place] = replace(known, places=places)
                return
        self.parts.append(part)

    def note(self, typed: TypedWord) -> None:
        """Note the state of a word; one that was split into several is noted once, with all of them in `read_as`."""
        for place, known in enumerate(self.typed):
            if known.word == typed.word:
                if typed.state is not known.state:
                    self.typed[place] = typed
                elif typed.read_as != known.read_as:
                    read_as = dict.fromkeys((*known.read_as, *typed.read_as))
                    self.typed[place] = replace(known, read_as=tuple(read_as))
                return
        self.typed.append(typed)
