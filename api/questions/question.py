"""What is asked, read from the words: whom or what it is about, what it measures, when, narrowed to what, and what for.

Every word of the question must find a place here; what is left over keeps a question from being answered.
"""

from dataclasses import dataclass, field

from api.questions.lexicon import Lexicon
from api.questions.names import Target
from api.tables.words import stem_of
from api.vocabulary import RecordType

WHOLE = (RecordType.ORGANISATION, "un-peacekeeping")
HOST, CONTRIBUTOR = "host", "contributor"
SEVERAL = "?"  # Two values of a dimension at once: no figure has both.
OWN = {"united", "nations", "un", "onu"}


@dataclass(frozen=True)
class Mention:
    """Some words that name records, the likeliest first, and how a country stands in the question."""

    start: int
    end: int
    targets: tuple[Target, ...]
    relation: str | None = None

    @property
    def country(self) -> str | None:
        """The code of the country that is named, if one is."""
        return next((code for type, code in self.targets if type == RecordType.COUNTRY), None)


@dataclass(frozen=True)
class Time:
    """The time that is asked for, and how: `in` it, `since` or `until` it, `now`, or since the start."""

    basis: str
    first: str | None = None
    last: str | None = None
    written: str | None = None


@dataclass
class Question:
    """The words of a question, and what each of them is for."""

    words: list[str]
    mentions: list[Mention] = field(default_factory=list)
    measures: dict[str, set[int]] = field(default_factory=dict)
    dimensions: dict[str, tuple[str, set[int]]] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    asking: set[str] = field(default_factory=set)
    superlatives: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    kind_places: dict[str, set[int]] = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)
    is_whole: bool = False
    is_outside: bool = False
    is_exact: bool = True
    filler: set[int] = field(default_factory=set)  # Words that need no place.
    told: set[int] = field(default_factory=set)  # Words of subjects and times.
    strange: set[int] = field(default_factory=set)  # Names that no record has.
    ranking: set[int] = field(default_factory=set)  # Words such as "most".

    @property
    def time(self) -> Time | None:
        """The one time that is asked for; None without one, or with several."""
        return self.times[0] if len(self.times) == 1 else None

    def left(self, *used: set[int]) -> list[str]:
        """List the words that have no place but in what is given."""
        placed = self.filler.union(self.told, *used) - self.strange
        return [word for place, word in enumerate(self.words) if place not in placed]

    def measure(self, code: str, lexicon: Lexicon) -> set[int]:
        """Return the words by which an indicator is asked for, and those that also belong to how it is asked for."""
        places = self.measures.get(code, set())
        own = lexicon.words_of_indicator.get(code, frozenset())
        return places | {n for n, word in enumerate(self.words) if places and stem_of(word) in own}

    def subjects(self, *types: RecordType) -> list[Target]:
        """List the records of some kinds that are named, the first ones of each mention."""
        found = (
            next((target for target in one.targets if target[0] in types), None)
            for one in self.mentions
        )
        return list(dict.fromkeys(filter(None, found)))
