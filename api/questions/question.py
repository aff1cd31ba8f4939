"""The parsed question: its mentions, indicators, times and dimensions, and how it asks.

Every word must have a place in it: one that is left over keeps a question from being answered.
"""

from dataclasses import dataclass, field
from typing import Literal

from api.questions.lexicon import Lexicon
from api.questions.names import Target
from api.tables.meanings import Meaning
from api.tables.words import stem_of
from api.vocabulary import PartialDate, RecordType, first_day, last_day

# The two records that stand for UN peacekeeping as a whole: with and without political missions.
WHOLE: tuple[Target, ...] = (
    (RecordType.ORGANISATION, "un-peacekeeping"),
    (RecordType.ORGANISATION, "un-peace-operations"),
)
UNITED_NATIONS: Target = (RecordType.ORGANISATION, "united-nations")
FIRST_MISSION = "1948"  # The year in which the first mission began.
HOST, CONTRIBUTOR = "host", "contributor"
SEVERAL = "?"  # Two values of a dimension at once: no figure has both.
COUNTING = {"how_many", "share"}  # Ways of asking for a number.
OWN = {"united", "nations", "un", "onu"}  # Words for the United Nations.


# How a time is asked for: in words alone, or with a date or a number.
Spoken = Literal["now", "since_start", "in_all", "in_all_missions", "next"]
Basis = Literal[Spoken, "in", "since", "until", "held"]


@dataclass(frozen=True)
class Mention:
    """The records that some words may name, the likeliest first, and the role of a country: host or contributor."""

    targets: tuple[Target, ...]
    relation: str | None = None
    is_everyday: bool = False  # Named by a place or an event that is known for it: the Golan.
    places: frozenset[int] = frozenset()  # Of the words that name them.

    @property
    def country(self) -> str | None:
        """The code of the country that is named, if one is."""
        return next((code for type, code in self.targets if type == RecordType.COUNTRY), None)


@dataclass(frozen=True)
class Time:
    """The time that is asked for, and its basis: `in` it, `since` or `until` it, `now`, `next`, or `since_start`.

    `first` and `last` are its first and last day, `written` its form in an address; 2013-2014 is a budget
    year, and `years` are the two calendar years that may be meant instead.
    """

    basis: Basis
    first: str | None = None
    last: str | None = None
    written: str | None = None
    years: tuple[str, str] | None = None
    is_guessed: bool = False  # Its year is not told.
    wider: tuple[str, str] | None = None  # What "early 2026" may mean, too: three months.

    @classmethod
    def within(cls, start: str, end: str = "") -> "Time":
        """Make a time of a year, month or day, or of the range from one to another: 2010/2015."""
        written = f"{start}/{end}" if end else start
        return cls("in", first_day(start), last_day(end or start), written)

    @property
    def has_years(self) -> bool:
        """Whether it touches several calendar years, and is no budget year."""
        if not self.first or not self.last or self.years:
            return False
        length = int(self.last[:4]) - int(self.first[:4])
        return length > (1 if (self.first[4:], self.last[4:]) == BUDGET_YEAR else 0)

    @property
    def ended_year(self) -> str | None:
        """The year of "the end of 2018"; None for any other time."""
        last = self.wider[1] if self.wider else ""
        return last.removesuffix("-12") if last.endswith("-12") else None

    @property
    def is_of_whole_years(self) -> bool:
        """Whether it consists of whole calendar or budget years."""
        edges = (str(self.first)[4:], str(self.last)[4:])
        return edges[0] in ("-01-01", "-07-01") and edges[1] in ("-12-31", "-06-30")

    def holds(self, date: PartialDate | None) -> bool:
        """Say whether all of a year, month or day lies within it."""
        if not date or self.basis != "in":
            return False
        return str(self.first) <= first_day(date) and last_day(date) <= str(self.last)

    def in_years(self) -> "Time":
        """Return the time of the two calendar years that may be meant instead of a budget year."""
        first, last = self.years or ("", "")
        return Time(self.basis, first_day(first), last_day(last), f"{first}/{last}")


# Superlatives of one thing over time; all but the first two only where years are compared.
EXTREMES = {
    **{"peak": "highest", "trough": "lowest"},
    **{"most": "highest", "least": "lowest", "deadliest": "highest", "costliest": "highest"},
}
SOME = 5  # How many "the deadliest years" are.
BUDGET_YEAR = ("-07-01", "-06-30")


@dataclass
class Question:
    """What is asked, with the places (indices) of the words that say so; each step of reading adds to it."""

    words: list[str]  # Folded and corrected, those in quotes left out.
    # Whom, what and when.
    mentions: list[Mention] = field(default_factory=list)
    measures: dict[str, set[int]] = field(default_factory=dict)  # Indicators by code.
    dimensions: dict[str, tuple[str, set[int]]] = field(default_factory=dict)  # Values by name.
    times: list[Time] = field(default_factory=list)
    newest_years: int = 0  # How many of the last years are asked for of which a figure is held.
    years_asked: tuple[Time, ...] = ()  # Those of the one time that are meant: 2016 and 2020.
    # How it asks, and for which records.
    asking: set[str] = field(default_factory=set)  # `how_many`, `who`, and others of [asking].
    superlatives: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)  # Values of fields, as of [kinds].
    kind_places: dict[str, set[int]] = field(default_factory=dict)  # The words of these, by field.
    breakdowns: dict[str, set[int]] = field(default_factory=dict)  # `by_year`, by its words.
    listing: dict[str, set[int]] = field(default_factory=dict)  # The places of words, by `Meaning`.
    number: int | None = None  # How many are asked for, as in "the five largest".
    # Numbers and ranges as they are typed.
    amounts: set[str] = field(default_factory=set)  # Numbers that are no years, days or names.
    bounds: set[str] = field(default_factory=set)  # Numbers that may be passed: "over 4,300".
    ranges: set[tuple[str, str]] = field(default_factory=set)  # Two, one a year: 2010-15, 07/2025.
    in_a_row: set[tuple[str, str]] = field(default_factory=set)  # Two of several years, no range.
    is_whole: bool = False  # Whether it is about UN peacekeeping as a whole.
    is_of_all: bool = False  # Whether political missions are meant, too: "UN peace operations".
    is_outside: bool = False  # Whether it is about another subject: it has no answer.
    has_no_quotes: bool = True  # Else the hits must hold what is quoted, and there is no answer.
    is_compared: bool = False  # At one time with another one.
    # Places of words. A word in one of the first three needs no other place; `strange` overrules them:
    #   filler   leads, joins or asks: "the", "how many"; it is not counted for an indicator
    #   surplus  says something again or aside: "the Berlin conference"; it is counted where it measures
    #   taken    belongs to a name, a time or an opening: later steps pass over it, but for phrases that measure
    #   strange  is a name that no record has: it keeps the question from being answered
    filler: set[int] = field(default_factory=set)
    surplus: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    strange: set[int] = field(default_factory=set)
    # Words that need a place: no answer passes over one that it has no use for.
    ranking: set[int] = field(default_factory=set)  # Words such as "most".
    numbered: set[int] = field(default_factory=set)  # The word for `number`.
    counted: set[int] = field(default_factory=set)  # What is asked how many there are.
    years: set[int] = field(default_factory=set)  # The word "year", where it is of no time.

    @property
    def is_name_alone(self) -> bool:
        """Whether a name is all that is typed: "Gang Suppression Force" asks for nobody's strength."""
        return any(len(one.places) == len(self.words) for one in self.mentions)

    @property
    def extreme(self) -> str | None:
        """`highest` or `lowest`, where that value over time is asked for, or its year; else None."""
        is_ever = bool(self.years or self.asking & {"when"})
        is_ever |= "since_start" in self.bases
        wanted = self.superlatives & ({*EXTREMES} if is_ever else {"peak", "trough"})
        found = {EXTREMES[superlative] for superlative in wanted}
        return next(iter(found)) if len(found) == 1 else None

    @property
    def lists_countries(self) -> bool:
        """Whether names of countries are asked for, and no number: "which states owe", "debtors list", "arrears by country"."""
        countries = self.places("country") - self.taken
        which = {place + 1 for place in self.places("which")}
        # "The US pays" asks for none, nor does "what do states owe".
        first = {min(self.unplaced(self.ranking), default=-1)} - self.places("payer")
        listed = countries if self.asking & {"list", "who"} else countries & (which or first)
        return bool(listed or "by_country" in self.breakdowns) and not self.asking & COUNTING

    @property
    def most_told(self) -> int:
        """How many of the highest or lowest are told: 5 for "the five deadliest years", and for "the deadliest years"."""
        return self.number or (SOME if self.says("several_years") else 1)

    @property
    def time(self) -> Time | None:
        """The one time that is asked for; None without one, or with several."""
        return self.times[0] if len(self.times) == 1 else None

    @property
    def basis(self) -> Basis | None:
        """The basis of the one time; None without one, or with several."""
        return self.time.basis if self.time else None

    @property
    def bases(self) -> set[Basis]:
        """The bases of all times."""
        return {time.basis for time in self.times}

    @property
    def countries(self) -> list[Mention]:
        """The countries that are named."""
        return [one for one in self.mentions if one.country]

    @property
    def named(self) -> set[int]:
        """The places of the words that name records."""
        return {place for one in self.mentions for place in one.places}

    @property
    def names_the_un(self) -> bool:
        """Whether a word stands for the United Nations."""
        return bool(OWN & {*self.words})

    @property
    def narrowing(self) -> set[int]:
        """The places of the words for dimensions."""
        return {place for _, places in self.dimensions.values() for place in places}

    def places(self, *meanings: Meaning) -> set[int]:
        """Return the places of the words that have one of these meanings of [listing]."""
        return {n for one in meanings if one in self.listing for n in self.listing[one]}

    def says(self, *meanings: Meaning) -> bool:
        """Say whether a word has one of these meanings."""
        return any(one in self.listing for one in meanings)

    def add_measure(self, code: str, *places: set[int]) -> None:
        """Add places of words to those that ask for an indicator."""
        self.measures.setdefault(code, set()).update(*places)

    def unplaced(self, *used: set[int]) -> set[int]:
        """Return the places of the words that are in none of the sets given, and need a place."""
        placed = self.filler.union(self.surplus, self.taken, *used) - self.strange
        return {*range(len(self.words))} - placed

    def left(self, *used: set[int]) -> list[str]:
        """List the words that are in none of the sets given, and need a place."""
        return [self.words[place] for place in sorted(self.unplaced(*used))]

    def without_place(self) -> set[int]:
        """Return the places of the words that nothing in this question has a use for."""
        used = (self.measures, self.kind_places, self.breakdowns, self.listing)
        found = self.unplaced(self.narrowing, *(said for one in used for said in one.values()))
        return found - self.numbered - self.ranking - self.counted - self.years

    def measure(self, code: str, lexicon: Lexicon) -> set[int]:
        """Return the places of the words that ask for an indicator, and of others that name or define it.

        A word for a dimension is none of these in any form: a figure of all does not answer who asks for women.
        """
        places = self.measures.get(code)
        if not places:
            return set()
        known = lexicon.words_of_indicator.get(code, frozenset()) - lexicon.narrowing_stems
        near = {n for n, word in enumerate(self.words) if stem_of(word) in known}
        near -= self.places("negation")  # "Never came home" are deaths, "never lost" are none.
        return places | {place for place in near if not self._turns(place, code, lexicon)}

    def _turns(self, place: int, code: str, lexicon: Lexicon) -> bool:
        """Say whether a word such as "per" turns an indicator into another: "cost per peacekeeper" is no cost.

        It does not before a name, if phrases have it there: "must China pay", "allegations against UNMISS".
        """
        word, behind = self.words[place], range(place + 1, len(self.words))
        if word not in lexicon.reading.turning:
            return False
        after = next((self.words[n] for n in behind if n not in self.taken), "")
        is_before_name = place + 1 in self.taken | self.filler and word in lexicon.endings[code]
        return (word, after) not in lexicon.pairs[code] and not is_before_name

    def subjects(self, *types: RecordType) -> list[Target]:
        """List the first record of some types in each mention."""
        found = (
            next((target for target in one.targets if target[0] in types), None)
            for one in self.mentions
        )
        return list(dict.fromkeys(filter(None, found)))
