"""What a question wants of its hits: subjects, indicators, dimensions, time and record types."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from api.questions.about import is_known_for_missions
from api.questions.indicator_codes import DEATHS, STRENGTH
from api.questions.lexicon import Lexicon
from api.questions.names import Names, Target
from api.questions.parts import Part
from api.questions.question import CONTRIBUTOR, COUNTING, SEVERAL, WHOLE, Mention, Question, Time
from api.search.hits.entries import DISPUTED, LINKS, SPEAKING, Narrowing, Post
from api.search.hits.ranking import telling_of
from api.vocabulary import RecordType

HEAD = "head_of_mission"
LAST_THERE = 2  # Operations in a country.
GIVEN = {STRENGTH, DEATHS}
NAMED_THERE = 3  # Records that are named.
MEANING = 2  # Words from which on a question may mean a figure.
# Ways of asking for which no figure is a good hit.
NO_FIGURE = {"why", "what_happened", "disagree", "said", "resolution"}
NO_FIGURES_IN = {
    RecordType.SOURCE,
    RecordType.STATEMENT,
    RecordType.DISCREPANCY,
    RecordType.INDICATOR,
    RecordType.PERSON,
}


@dataclass(frozen=True)
class Wanted:
    """What a question wants, worked out once and compared with each entry."""

    question: Question
    lexicon: Lexicon
    names: Names
    parts: list[Part]

    @cached_property
    def named(self) -> set[Target]:
        """The records that are named."""
        return {target for one in self.question.mentions for target in one.targets}

    @cached_property
    def starting_points(self) -> list[Target]:
        """The records that are named, for a host country also its last operations of the UN."""
        mentions = self.question.mentions
        named = [target for one in mentions for target in one.targets[:1]]
        country = mentions[0].country if len(mentions) == 1 else None
        if not country or country in self.givers:
            missions = [one for one in named if one[0] == RecordType.MISSION]
            return [*missions, *(one for one in named if one not in missions)][:NAMED_THERE]
        there = self.names.operations_in(country, others=True)[:LAST_THERE]
        return [*named, *((RecordType.MISSION, code) for code in there)]

    @cached_property
    def missions_there(self) -> set[str]:
        """The missions that worked in the countries that are named."""
        countries = (one.country for one in self.question.mentions if one.country)
        return {code for country in countries for code in self.names.missions_in.get(country, ())}

    @cached_property
    def about(self) -> set[Target]:
        """The subjects that a figure may have; empty for any."""
        found = set(self.named)
        for one in self.question.mentions:
            if one.country in self.givers:
                found |= {*WHOLE}
            elif one.country:
                there = self.names.missions_in.get(one.country, ())
                found |= {(RecordType.MISSION, code) for code in there}
        return found or ({*WHOLE} if self.question.is_whole else set())

    @cached_property
    def links(self) -> set[Narrowing]:
        """The links that statements and discrepancies should have: their speaker, and what sources disagree about."""
        asking, named = self.question.asking, {f"{type}:{code}" for type, code in self.named}
        measured = {f"{RecordType.INDICATOR}:{code}" for code in self.measures}
        fields = SPEAKING if "said" in asking else ()
        disputed = {(DISPUTED, one) for one in named | measured} if "disagree" in asking else set()
        return disputed | {(field, one) for field in fields for one in named}

    @cached_property
    def touching(self) -> list[set[Narrowing]]:
        """For each mention the links to it; a record has one of each if it touches all that is named."""
        named = ({f"{type}:{code}" for type, code in one.targets} for one in self.question.mentions)
        return [{(field, one) for field in LINKS for one in targets} for targets in named]

    @cached_property
    def defined(self) -> list[Target]:
        """The records with the name that is to be defined, in the singular or the plural."""
        question, tables = self.question, (self.names.records, self.lexicon.subjects)
        words = [word for n, word in enumerate(question.words) if n not in question.filler]
        if "definition" not in question.asking or not words:
            return []
        ways = (words, [*words[:-1], f"{words[-1]}s"], [f"{word}s" for word in words])
        return [
            one for said in ways for table in tables for one in table.meanings.get(tuple(said), ())
        ]

    @cached_property
    def bodies(self) -> set[Target]:
        """The missions and organisations whose people may be asked for."""
        there = {(RecordType.MISSION, code) for code in self.missions_there}
        return there | {
            target
            for target in self.named
            if target[0] in (RecordType.MISSION, RecordType.ORGANISATION)
        }

    @cached_property
    def functions(self) -> set[str]:
        """The functions of the posts that are asked for; "who" alone asks for the head."""
        functions = self.question.kinds.get("function", set())
        asks_who = "who" in self.question.asking and not self.measures
        return functions or ({HEAD} if asks_who else set())

    @cached_property
    def measures(self) -> set[str]:
        """The indicators that most words name; "peacekeeping missions" names missions, and no indicator."""
        question = self.question
        taken = question.taken
        if not question.asking & COUNTING:
            taken = taken | question.kind_places.get("mission", set())
        words = {
            code: len(places - question.filler)
            for code, places in question.measures.items()
            if not places or places - taken
        }
        most = max(words.values(), default=0)
        return {code for code, number in words.items() if number == most}

    @cached_property
    def is_measured(self) -> bool:
        """Whether a number is asked for: by a word for it, and not only by "peacekeepers"."""
        filler = self.question.filler
        named = any(self.question.measures[code] - filler for code in self.measures)
        implied = any(not self.question.measures[code] for code in self.measures)
        return named or implied or bool(self.question.asking & COUNTING)

    @cached_property
    def narrowed(self) -> dict[str, str]:
        """The dimensions that a figure should have, the first contributing country among them."""
        dimensions = self.question.dimensions.items()
        found = {name: value for name, (value, _) in dimensions if value != SEVERAL}
        for country in self.givers[:1]:
            found["country"] = self.names.iso3.get(country, country.upper())
        return found

    @cached_property
    def givers(self) -> list[str]:
        """The contributing countries, in the order in which they are named."""
        return [
            one.country
            for one in self.question.mentions
            if one.country
            and (one.relation == CONTRIBUTOR or (one.relation is None and self._is_giver(one)))
        ]

    def _is_giver(self, mention: Mention) -> bool:
        """Say whether a country without a role is a contributor: "India troops"."""
        is_of_deaths = DEATHS in self.measures
        is_there = is_known_for_missions(self.names, mention, is_of_deaths=is_of_deaths)
        return not is_there and (self.question.is_whole or bool(self.measures & GIVEN))

    def holds(self, post: Post) -> bool:
        """Say whether a post is one of those that are named, held at the time that is asked for."""
        is_named = post.function in self.question.kinds["function"] and post.body in self.named
        return is_named and (self.overlaps(post.first, post.last) or self.is_of_newest(post))

    def is_of_newest(self, post: Post) -> bool:
        """Say whether nobody held a post later, where no time is asked for."""
        return post.is_newest and not any(time.first for time in self.question.times)

    def overlaps(self, first: str | None, last: str | None) -> bool:
        """Say whether a period overlaps with the time that is asked for."""
        time = self.time
        return bool(time and first and first <= str(time.last) and (last or "") >= str(time.first))

    @cached_property
    def time(self) -> Time | None:
        """The time that is asked for, if it has days."""
        time = self.question.time
        return time if time and time.first else None

    @cached_property
    def records(self) -> set[str]:
        """The record types that are named, as in "source for"."""
        words = self.question.words
        meanings = (self.lexicon.records.at(words, place)[1] for place in range(len(words)))
        return {meaning for found in meanings for meaning in found}

    @property
    def is_where_from(self) -> bool:
        """Whether the source of numbers is asked for: "where do the death figures come from", "fatalities dataset"."""
        is_of_sources = self.records - {RecordType.MISSION} == {RecordType.SOURCE}
        question = self.question
        return is_of_sources and question.says("source") and "disagree" not in question.asking

    @cached_property
    def content(self) -> int:
        """The parts, as bits, that are no names, times or filler."""
        elsewhere = self.question.taken | self.question.filler
        return self._bits(lambda part: bool(part.forms) and not part.places <= elsewhere)

    @cached_property
    def context(self) -> int:
        """The parts, as bits, that are names or times."""
        taken = self.question.taken
        return self._bits(lambda part: bool(part.forms) and part.places <= taken)

    @cached_property
    def amounts(self) -> int:
        """The parts, as bits, that are numbers and no years."""
        elsewhere = self.question.taken | self.question.filler
        return self._bits(lambda part: part.word[:1].isdigit() and not part.places <= elsewhere)

    @property
    def is_value_of_name(self) -> bool:
        """Whether a number and a name are all that is typed: "6,039 Nepal"."""
        return bool(self.amounts and self.context) and not self.content & ~self.amounts

    def _bits(self, test: Callable[[Part], bool]) -> int:
        """Return the parts from plain words that pass, as bits."""
        places = (place for place, part in enumerate(self.parts) if part.places and test(part))
        return sum(1 << place for place in places)

    def holds_all(self, held: int) -> bool:
        """Say whether an entry matches all of the content, and some of the context."""
        content, context = self.content, self.context
        return bool(content) and held & content == content and (not context or bool(held & context))

    def share(self, held: int) -> int:
        """Return how much of the content an entry matches, in per cent by IDF; 100 without content."""
        whole = telling_of(self.parts, self.content)
        return 100 * telling_of(self.parts, held & self.content) // whole if whole else 100

    @property
    def is_of_figures(self) -> bool:
        """Whether a figure can be a good hit."""
        question = self.question
        if question.asking & (NO_FIGURE if self.is_measured else NO_FIGURE | {"who", "source"}):
            return False
        if self.records & NO_FIGURES_IN and not question.asking & COUNTING:
            return False
        is_defined = "definition" in question.asking and not question.mentions
        return bool(question.superlatives) or not is_defined

    @property
    def means_figures(self) -> bool:
        """Whether figures can be chosen that are likely meant: a bare word means none, two numbers no one figure."""
        question, numbers = self.question, self.amounts.bit_count()
        is_bare = len(question.words) < MEANING and not numbers
        if is_bare or question.is_outside or numbers > 1:
            return False
        return self.is_of_figures and bool(self.measures or numbers)

    @property
    def is_understood(self) -> bool:
        """Whether each word has its place in a name, a time, an indicator or a dimension."""
        question = self.question
        named = [{type for type, _ in one.targets} for one in question.mentions]
        is_whole = not question.left(*question.measures.values(), question.narrowing)
        return is_whole and {RecordType.PERSON} not in named
