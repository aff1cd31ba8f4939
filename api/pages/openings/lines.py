"""The lines of fact boxes that query figures: value, time and source, or the gap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from sqlalchemy import Connection

from api.facts.missions import MissionStatus
from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.lists.records import find_related
from api.lists.unknown import UnknownValues
from api.pages.frame.records import address_of
from api.questions.question import Time
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS
from api.resources.moved import Subjects
from api.resources.registry import RESOURCES
from api.search.answers.inquiry import list_records
from api.search.answers.moments import Board, find_fullest_day
from api.search.answers.rankings import rank_board
from api.search.figures.sentence import acronyms
from api.vocabulary import FigureRole, Grade, Rank, RecordType, Row
from api.wording import dimensions_in_words, when_in_words
from api.wording import value_in_words as say

Filters = Mapping[str, str]
MOST_ENTRIES = 6
SEVERAL = 2
SHOWN = 5  # Of a ranking.
GRADES = list(Grade)
ITSELF, ISO3 = "{type}:{code}", "{iso3}"  # How filters name the record whose box it is.


@dataclass(frozen=True)
class Entry:
    """One value of a line, with its time, what it is about, and its citations."""

    text: str
    when: str = ""
    of: str = ""
    of_href: str | None = None
    href: str | None = None
    citations: list[Row] = field(default_factory=list)
    stale: bool = False


@dataclass(frozen=True)
class Answer:
    """The answer of a line: its entries, a link to all, and a sentence."""

    label: str
    entries: list[Entry]
    more: str | None = None
    told: str = ""
    is_gap: bool = True  # Whether having no entry is worth saying.

    @property
    def citations(self) -> list[Row]:
        """The citations of its sentence."""
        return self.entries[0].citations if self.entries else []


@dataclass(frozen=True)
class Owner:
    """The record of a fact box, which fills the placeholders in filters."""

    connection: Connection
    type: RecordType
    record: Row

    def fill(self, filters: Filters) -> dict[str, str]:
        """Fill the placeholders of filters with type, code and ISO code of the record."""
        codes = {"type": self.type, "code": self.record["code"], "iso3": self.iso3}
        return {name: text.format_map(codes) for name, text in filters.items()}

    @property
    def iso3(self) -> str:
        """The ISO code of a country; empty for other records."""
        return str(self.record.get("iso3") or "")

    @cached_property
    def indicators(self) -> set[str]:
        """The indicators with figures about the record or its parts, moved figures included."""
        counting = FIGURES.filters(limit=0, facet=["indicator"])
        owner, code = RESOURCES[self.type], self.record["code"]
        counted = find_related(self.connection, owner, code, FIGURES, counting)
        moved = Subjects(self.connection, [f"{self.type}:{code}"]).moved
        held = {facet["value"] for facet in counted.facets["indicator"]}
        return held.union(one.indicator for one in moved)

    @cached_property
    def missions(self) -> list[Row]:
        """The missions in a country, ongoing ones first, then the newest."""
        if not self.iso3:
            return []
        rows = list_records(self.connection, MISSIONS, {"country": self.iso3, "sort": "-started"})
        return sorted(rows, key=lambda row: row["status"] != MissionStatus.ONGOING)

    def may_have(self, filters: Filters) -> bool:
        """Tell whether any figure can match, to skip queries on indicators without figures."""
        if filters.get("subject") != ITSELF and filters.get("dimensions.country") != ISO3:
            return True
        return not self.indicators.isdisjoint(filters["indicator"].split(","))

    def find(self, filters: Filters) -> list[Row]:
        """Return the standing figures for these filters; none if a value is unknown."""
        if not self.may_have(filters):
            return []
        try:
            rows = list_records(self.connection, FIGURES, self.fill(filters))
        except UnknownValues:
            return []
        return [row for row in rows if row["rank"] != Rank.DEPRECATED and not row["withdrawn_on"]]


class Line(Protocol):
    """One line of a fact box."""

    def answer(self, owner: Owner) -> Answer:
        """Answer the line for a record."""


@dataclass(frozen=True)
class Newest:
    """The newest figure for some filters; the first alternative that has any."""

    label: str
    alternatives: tuple[Filters, ...]
    told: str = ""
    named: bool = False  # By its indicator, where the alternatives are of several.

    def answer(self, owner: Owner) -> Answer:
        """Choose the newest total."""
        for filters in self.alternatives:
            if rows := owner.find({"latest": "true", "sort": "-time", **filters}):
                return _of_one(self, owner, _best(_least_narrowed(rows)), filters)
        return Answer(self.label, [])


@dataclass(frozen=True)
class Highest:
    """The highest figure ever for some filters; the first alternative that has enough."""

    label: str
    alternatives: tuple[Filters, ...]
    told: str = ""
    named: bool = False
    fewest: int = SEVERAL  # One alone is no peak.

    def answer(self, owner: Owner) -> Answer:
        """Choose the highest total."""
        for filters in self.alternatives:
            rows = owner.find({"sort": "-value", "limit": "10", **filters})
            if len(rows) >= self.fewest:
                return _of_one(self, owner, rows[0], filters)
        return Answer(self.label, [])


@dataclass(frozen=True)
class Each:
    """The newest figures for some filters, the largest first, each labelled."""

    label: str
    filters: Filters
    told: str = ""
    by_subject: bool = False
    is_gap: bool = True

    def answer(self, owner: Owner) -> Answer:
        """Label each figure by its subject or its dimensions."""
        rows = owner.find({"latest": "true", "sort": "-value", **self.filters})
        name = _named_by_subject(owner) if self.by_subject else _named_by_part(owner)
        entries = [_entry(row, *name(row)) for row in rows[:MOST_ENTRIES]]
        more = _list_of(owner.fill(self.filters)) if len(rows) > MOST_ENTRIES else None
        told = _tell(self.told, owner, rows[0], entries[0].of) if rows else ""
        return Answer(self.label, entries, more, told, self.is_gap)


@dataclass(frozen=True)
class Ranking:
    """The top contributing countries, at the newest time with enough of them, or at the peak."""

    label: str
    indicator: str
    dimensions: Mapping[str, str]
    at_its_most: bool = False

    def answer(self, owner: Owner) -> Answer:
        """Rank the countries as the search does."""
        if not owner.may_have({"subject": ITSELF, "indicator": self.indicator}):
            return Answer(self.label, [])
        subject = f"{owner.type}:{owner.record['code']}"
        board = Board(self.indicator, (subject,), {**self.dimensions}, fewest=2, may_be_old=True)
        time = _fullest(owner, board) if self.at_its_most else None
        ranked = rank_board(owner.connection, board, time)
        if ranked is None:
            return Answer(self.label, [])
        named = [(row, ranked.name(owner.connection, row)) for row in ranked.rows[:SHOWN]]
        entries = [_entry(row, name, address_of(type, code)) for row, (type, code, name) in named]
        return Answer(self.label, entries, _list_of(ranked.filters))


@dataclass(frozen=True)
class OnceClosed:
    """One line for ongoing missions, another for closed ones; None for no line."""

    running: Line | None
    closed: Line | None

    def answer(self, owner: Owner) -> Answer:
        """Answer the line for the mission's status."""
        is_closed = owner.record["status"] == MissionStatus.CLOSED
        line = self.closed if is_closed else self.running
        return line.answer(owner) if line else Answer("", [], is_gap=False)


def _fullest(owner: Owner, board: Board) -> Time | None:
    """Return the day on which the countries of a board had most people together."""
    day = find_fullest_day(owner.connection, board)
    return Time.within(day) if day else None


def _of_one(line: Newest | Highest, owner: Owner, row: Row, filters: Filters) -> Answer:
    of = row["indicator_name"] if line.named else ""
    return Answer(
        line.label,
        [_entry(row, of)],
        _list_of(owner.fill(filters)),
        _tell(line.told, owner, row, of),
    )


def _tell(sentence: str, owner: Owner, row: Row, of: str) -> str:
    """Fill the sentence of a line with a figure."""
    name = owner.record.get("name", "")
    return sentence.format(name=name, value=say(row), when=when_in_words(row), of=of)


def _least_narrowed(rows: list[Row]) -> list[Row]:
    """Keep the figures with the fewest dimensions: the totals."""
    depth = [sum(map(bool, row["dimensions"].values())) for row in rows]
    whole = [row["role"] == FigureRole.TOTAL for row in rows]
    ranks = [0 if is_whole else number + 1 for is_whole, number in zip(whole, depth, strict=True)]
    return [row for row, rank in zip(rows, ranks, strict=True) if rank == min(ranks)]


def _best(rows: list[Row]) -> Row:
    """Choose among the newest figures a preferred one, else that of the best source."""
    newest = [row for row in rows if _time(row) == _time(rows[0])]
    return min(newest, key=lambda row: (row["rank"] != Rank.PREFERRED, _grade(row), row["code"]))


def _time(row: Row) -> tuple[str | None, str | None]:
    return row["as_of"], row["period_end"]


def _grade(row: Row) -> int:
    return GRADES.index(Grade(row["citation"]["source"]["grade"]))


def _entry(row: Row, of: str = "", of_href: str | None = None) -> Entry:
    return Entry(
        say(row),
        when_in_words(row),
        of,
        of_href,
        address_of("figure", row["code"]),
        [row["citation"]],
        row["stale"],
    )


def _named_by_part(owner: Owner) -> Callable[[Row], tuple[str, None]]:
    countries = get_country_names(owner.connection)
    return lambda row: (dimensions_in_words(row["dimensions"], countries), None)


def _named_by_subject(owner: Owner) -> Callable[[Row], tuple[str, str]]:
    """Return a function that labels figures by mission, noting those in several countries."""
    short = acronyms(owner.connection)

    def name(row: Row) -> tuple[str, str]:
        type, code = row["subject"]["type"], row["subject"]["code"]
        mission = get(owner.connection, MISSIONS, code) or {}
        number = len(mission.get("countries", []))
        is_told_apart = number < 2 or row["dimensions"]["country"]
        whole = "" if is_told_apart else f" (all of its {number} countries)"
        return f"{short.get(code, row['subject']['name'])}{whole}", address_of(type, code)

    return name


def _list_of(filters: Filters) -> str:
    kept = {name: text for name, text in filters.items() if name != "latest"}
    return "/figures?" + "&".join(f"{name}={text}" for name, text in kept.items())
