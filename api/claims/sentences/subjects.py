"""Find the subject of a passage: in its own words, in its clause, or carried over from the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from api.claims.reading import get_name
from api.claims.sentences.language import Language
from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.words import SentenceLexicon, has_phrase
from api.lists.lookups import get_names
from api.questions.about import About, about_whom
from api.questions.names import Target
from api.questions.question import HOST, OWN, UNITED_NATIONS, WHOLE, Question
from api.vocabulary import RecordType

# A pronoun with one of these stands for no country.
MISSIONS = frozenset(["mission", "force", "operation", "opération"])


@dataclass(frozen=True)
class Whom:
    """The subjects that a number may have; `said`: how they were read; `doubt`: why not sure."""

    about: About
    said: str | None = None
    doubt: str | None = None
    others: tuple[Target, ...] = ()  # Whom else the words may mean.
    is_carried: bool = False  # No word points to whom.

    def counted_of(self, types: frozenset[str], *, of_countries: bool) -> "Whom":
        """Return the subject; one carried over, if not counted so, becomes all peacekeeping."""
        if not self.is_carried:
            return self
        giver = self.about.giver if of_countries else None
        if any(type in types for type, _ in self.about.subjects):
            return replace(self, about=replace(self.about, giver=giver))
        return Whom(About(WHOLE, giver))


@dataclass(frozen=True)
class Former:
    """The subject named last in the text; without subjects after several."""

    about: About | None = None
    name: str | None = None
    mission: str | None = None  # The name without the country that gives something to it.


@dataclass(frozen=True)
class SubjectWords:
    """The words of a passage that name its subject."""

    own: Question
    lexicon: SentenceLexicon
    before: Question = field(default_factory=lambda: Question([]))

    def pronoun(self) -> str | None:
        """Return a pronoun such as "it" or "the mission", unless its noun is counted."""
        for question in (self.own, self.before):
            measured = {n for places in question.measures.values() for n in places}
            for place in range(len(question.words)):
                length = self.lexicon.pronouns.at(question.words, place)[0]
                owns_all = self.lexicon.everywhere.at(question.words, place + length)[0]
                if length and place not in measured and not owns_all:
                    return " ".join(question.words[place : place + length])
        return None

    def is_of_the_un(self) -> bool:
        """Whether the United Nations and people or missions of peacekeeping are named."""
        words = [*self.own.words, "", *self.before.words]
        return self.names_the_un() and self._has(words, "of_peacekeeping")

    def names_the_un(self) -> bool:
        """Whether the United Nations are named."""
        return bool(OWN & {*self.own.words, *self.before.words})

    def is_everywhere(self) -> bool:
        """Whether all missions are meant."""
        return any(self._has(question.words, "everywhere") for question in (self.own, self.before))

    def is_of_all(self) -> bool:
        """Whether its own words name all missions, without a superlative or pronoun."""
        own = self.own
        is_plain = not (own.superlatives or self.pronoun())
        return is_plain and self._has(own.words, "everywhere")

    def _has(self, words: Sequence[str], table: str) -> bool:
        return has_phrase(getattr(self.lexicon, table), [*words])


def read_whom(words: SubjectWords, language: Language, former: Former, *, is_counted: bool) -> Whom:
    """Find the subject of a passage; refuse one that is not clear.

    `is_counted`: what is counted is also counted of the United Nations as such.
    """
    own = _about(words.own, language)
    if _is_named(own) and _doubt_of_place(words.own) and words.is_everywhere():
        raise Unverifiable("a mission or a country may be meant")
    if _is_named(own):
        return Whom(own, doubt=_doubt_of_place(words.own))
    before = _about_before(words, own, language)
    giver = own.giver or before.giver
    if _is_named(before):
        return _named_before(words, own, before)
    is_of_its_own = former.about is None and words.is_of_the_un()  # "The UN and its peacekeepers".
    if (pronoun := words.pronoun()) and not (giver or is_of_its_own):
        return _for_pronoun(pronoun, former)
    is_whole = words.own.is_whole or words.before.is_whole or words.is_of_the_un()
    is_certain = words.is_everywhere() or not _is_mission(former) or bool(giver)
    if former.about and former.about.subjects and not (is_whole and is_certain):
        return _carried_over(former, former.about, giver, is_whole=is_whole)
    if is_whole or (giver and own.subjects + before.subjects):
        return Whom(About(WHOLE, giver))
    is_of_the_un = words.names_the_un() and is_counted
    return Whom(About((UNITED_NATIONS,) if is_of_the_un else (), giver))


def _about_before(words: SubjectWords, own: About, language: Language) -> About:
    """Return the subject named before; several countries are no problem if it has its own."""
    try:
        return _about(words.before, language)
    except Unverifiable:
        if not own.giver:
            raise
        return About(())


def _named_before(words: SubjectWords, own: About, before: About) -> Whom:
    """Return the subject named before, for words without one; or all, if they say so."""
    if words.is_of_all():
        return Whom(About(WHOLE, own.giver), doubt="another is named before it")
    about = About(before.subjects, own.giver or before.giver, before.host)
    return Whom(about, doubt=_doubt_of_place(words.before))


def _doubt_of_place(question: Question) -> str | None:
    """Say that a mission is named only by its place: "Yugoslavia has lost 14"."""
    missions = [
        one
        for one in question.mentions
        if any(type == RecordType.MISSION for type, _ in one.targets)
    ]
    is_place = bool(missions) and all(one.is_everyday for one in missions)
    return "a mission is named only by what it is known for" if is_place else None


def _for_pronoun(pronoun: str, former: Former) -> Whom:
    """Resolve "it" and "the mission" to the subject named last."""
    about = former.about
    if about is None:
        raise Unverifiable(f"“{pronoun}” points to nothing that is clearly named before")
    subjects = about.subjects or (WHOLE if about.giver else ())
    is_mission = bool(MISSIONS & {*pronoun.split()}) and _is_mission(former)
    name = former.mission if is_mission else former.name
    said = f"“{pronoun}” is read as {name}, which is named before"
    return Whom(About(subjects, None if is_mission else about.giver, about.host), said)


def _carried_over(former: Former, about: About, giver: str | None, *, is_whole: bool) -> Whom:
    """Carry over the subject named last; peacekeepers may also be all there are."""
    doubt = f"read as of {former.name}, which is named before"
    carried = About(about.subjects, giver or about.giver, about.host)
    return Whom(carried, doubt, doubt, WHOLE if is_whole else (), is_carried=True)


def _about(question: Question, language: Language) -> About:
    about = about_whom(question, language.names, language.lexicon)
    countries = question.countries
    is_giver = about is None and len(countries) == len(question.mentions) == 1
    if is_giver and countries[0].relation != HOST:
        # What it gives, and to whom, is told elsewhere, unless it is a contributor of peacekeeping.
        is_contributor = (
            bool(language.lexicon.reading.giving & {*question.words}) and question.is_whole
        )
        return About(WHOLE if is_contributor else (), countries[0].country)
    if about is None or about.least:  # Soldiers in a country may be anybody's.
        raise Unverifiable("it is not clear whom it is about")
    return about


def _is_named(about: About) -> bool:
    return bool(about.subjects) and about.subjects != WHOLE


def _is_mission(former: Former) -> bool:
    return former.about is not None and _is_named(former.about)


def former_of(words: SubjectWords, language: Language, former: Former) -> Former:
    """Return the subject named last after a sentence; none after several."""
    question = words.own
    if not question.mentions:
        is_whole = words.is_everywhere() or (question.is_whole and former.about is None)
        return _named(About(WHOLE), language.connection) if is_whole else former
    try:
        about = _about(question, language)
    except Unverifiable:
        return Former()
    return _named(about, language.connection) if about.subjects or about.giver else Former()


def _named(about: About, connection: Connection) -> Former:
    subject = about.subjects[0] if about.subjects else None
    # The whole of peacekeeping is meant even where the data have no record of it.
    mission = get_names(connection, RecordType(subject[0])).get(subject[1]) if subject else None
    if about.giver:
        return Former(about, get_name(connection, f"{RecordType.COUNTRY}:{about.giver}"), mission)
    return Former(about, mission, mission)
