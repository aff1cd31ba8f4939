"""What each kind of answer is given, an `Inquiry`, and what it returns, a `Listed`; and how both are read and told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection

from api.lists.engine import find_all
from api.lists.resource import Resource
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Mention, Question
from api.tables.meanings import Meaning
from api.vocabulary import RecordType, Row

T = TypeVar("T")
FEW = 12  # Records that are named in an answer.
MOST = 500
# Meanings that change what is asked, "not" and "more than": no answer passes over them.
TURNING: tuple[Meaning, ...] = ("negation", "limit", "wish")


@dataclass(frozen=True)
class Listed:
    """The answer as a list: records in their order, the text about them, and the path and filters of the list."""

    kind: str
    text: str
    records: list[tuple[str, str, str]]  # Type, code and name.
    path: str
    filters: dict[str, str]
    subjects: list[str] = field(default_factory=list)
    indicator: str | None = None
    time: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    source: str | None = None
    figures: tuple[str, ...] = ()  # The figures that a ranking rests on, to be found first.

    @property
    def total(self) -> int:
        """The number of records."""
        return len(self.records)


@dataclass(frozen=True)
class Inquiry:
    """The question, with the connection, lexicon and names it was read with."""

    connection: Connection
    question: Question
    lexicon: Lexicon
    names: Names

    def once(self, key: str, work: Callable[[], T]) -> T:
        """Return a cached result for this question, which several answers need; `work` makes it."""
        if key not in self._known:
            self._known[key] = work()
        known: T = self._known[key]
        return known

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    def is_told_by(self, *used: set[int]) -> bool:
        """Say whether every word is in `used`, taken, filler or surplus; negations, bounds and superlatives only in the first two."""
        places = self.question.taken.union(*used)
        turning = self.places(*TURNING) | self.question.ranking
        return not self.question.left(*used) and not turning - places

    def places(self, *meanings: Meaning) -> set[int]:
        """Return the places of the words that have one of these meanings of [listing]."""
        return self.question.places(*meanings)

    def says(self, *meanings: Meaning) -> bool:
        """Say whether a word has one of these meanings."""
        return self.question.says(*meanings)

    @cached_property
    def future(self) -> set[int]:
        """The places of words for the future."""
        return self.lexicon.time.saying(self.question.words, "future")

    @property
    def is_of_peacekeeping(self) -> bool:
        """Say whether the question is about UN peacekeeping as a whole."""
        return self.question.is_whole or self.says("peacekeeping")

    @property
    def excepts(self) -> bool:
        """Say whether a dimension is told by what it leaves out: "troops excluding police"."""
        said = set().union(*(places for _, places in self.question.dimensions.values()))
        return bool(said & self.places("negation"))

    def asks(self, *kinds: str) -> bool:
        """Say whether the question asks in one of these ways."""
        return bool(self.question.asking & {*kinds})

    @cached_property
    def dimensions_beside_names(self) -> dict[str, str]:
        """The dimensions told by words of their own: "the mission in South Sudan" is a name, and no purpose."""
        stop_words = self.lexicon.stop_words
        small = {n for n, word in enumerate(self.question.words) if word in stop_words}
        of_names = self.question.taken | small | self.places("mission")
        dimensions = self.question.dimensions.items()
        return {name: value for name, (value, places) in dimensions if not places <= of_names}

    @cached_property
    def proper_names(self) -> list[Mention]:
        """The mentions of single records, without general ones such as "special political missions"."""
        return [one for one in self.question.mentions if not self._is_general(one)]

    @cached_property
    def in_proper_names(self) -> set[int]:
        """The places of their words."""
        return {place for one in self.proper_names for place in one.places}

    @property
    def general(self) -> set[int]:
        """The places of the other mentions, which only say of what kind something is."""
        return self.question.named - self.in_proper_names

    @property
    def mission_words(self) -> set[int]:
        """The places of words that say nothing new beside the name of a mission: that it is one, and of what kind."""
        return self.places("mission") | self.words_naming("mission")

    def words_of(self, mention: Mention) -> tuple[str, ...]:
        """Return the words of a name."""
        return tuple(self.question.words[place] for place in sorted(mention.places))

    def _is_general(self, mention: Mention) -> bool:
        stop_words = self.lexicon.stop_words
        said = tuple(word for word in self.words_of(mention) if word not in stop_words)
        (kind, *others) = {type for type, _ in mention.targets}
        if others or said not in self.lexicon.kinds.meanings:
            return False
        if kind == RecordType.INITIATIVE:  # "The declaration" of another one that is named.
            named = (one.targets for one in self.question.mentions if one is not mention)
            return any(type == kind for targets in named for type, _ in targets)
        return kind == RecordType.ORGANISATION

    def values(self, field: str) -> dict[str, set[int]]:
        """Return the values of a field of [kinds] that the question names, with their places."""
        return self.once(field, lambda: self._values(field))

    def words_naming(self, *fields: str) -> set[int]:
        """Return the places of the words that name values of some fields."""
        return {n for one in fields for places in self.values(one).values() for n in places}

    def _posts_named(self, field: str) -> set[int]:
        """Return the places of bodies that are named like their head, such as the Secretary-General."""
        if field != "function":
            return set()
        bodies = {body for bodies in self.lexicon.posts.values() for body in bodies}
        named = (one for one in self.question.mentions if {*one.targets} & bodies)
        return {n for one in named for n in one.places}

    def _values(self, field: str) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        if field not in self.question.kinds:
            return found
        words, place = self.question.words, 0
        in_names = self.question.taken - self.general - self._posts_named(field)
        while place < len(words):
            taken = 1
            for length, kinds in self.lexicon.kinds.all_at(words, place):
                own = set(range(place, place + length))
                named = [value for name, value in kinds if name == field]
                if named and not own & in_names:
                    for value in named:
                        found.setdefault(value, set()).update(own)
                    taken = length
                    break
            place += taken
        return found


def list_records(connection: Connection, resource: Resource, filters: dict[str, str]) -> list[Row]:
    """Return the first `MOST` records of a list that pass some filters, as a client would ask for them."""
    given = {"limit": str(MOST), **filters}
    return find_all(connection, resource, resource.filters.model_validate(given))


def tell_record(
    resource: Resource, record: Row, text: str, source: Row | None = None, *, name: str = ""
) -> Listed:
    """Answer with one record, under its name or another one, and name the source of the text."""
    said = f" Source: “{source['title']}”." if source else ""
    code = record["code"]
    return Listed(
        kind="record",
        text=text + said,
        records=[(resource.type, code, name or record["name"])],
        path=f"/v1/{resource.plural}",
        filters={"code": code},
        subjects=[f"{resource.type}:{code}"],
        source=source["code"] if source else None,
    )


def source_of(record: Row, *fields: str) -> Row | None:
    """Return the source of the first citation that supports one of some fields of a record; None without one."""
    backing = (one for one in record["citations"] if {*fields} & {*one["supports"]})
    return next((one["source"] for one in backing), None)


def ends_of(figure: Row) -> tuple[str, str]:
    """Return the first and the last date of the period of a figure, for a moment twice the same."""
    return figure["as_of"] or figure["period_start"], figure["as_of"] or figure["period_end"]


def few(told: list[str], most: int = FEW) -> str:
    """Join the first texts, and say how many more there are."""
    more = f"; {len(told) - most} more" if len(told) > most else ""
    return f"{'; '.join(told[:most])}{more}"
