"""Choose the times of a passage, its own or the nearest ones, and find its tense."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile

from api.claims.sentences.moments import PassageTimes, Tense
from api.claims.sentences.passages import Passage
from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.segments import Bond
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.spoken import Basis, SpokenTime
from api.claims.sentences.tokens import word_at
from api.tables.sentence_words import TimeWord

WEAK = (TimeWord.YEARLY, TimeWord.NOW, TimeWord.WEEKDAY)  # A date beside says more.
LONGEST_RECORD = 6  # Words between a superlative and its "since".
NEAR = 2  # Words after "has" among which its participle stands.


def read_passage_times(
    sentence: Sentence, passage: Passage, *, is_other: bool = True
) -> PassageTimes:
    """Return the times of a passage; refuse one compared with a time that is not told.

    `is_other`: the number compared with is of another subject or indicator, so it may be of the same time.
    """
    times = [_of_change(sentence, passage, time) for time in _times(sentence, passage)]
    has_own = any(time.start in {*passage.own, *passage.head} and time.first for time in times)
    is_of_other_time = passage.bond is Bond.COMPARED and not is_other
    if (is_of_other_time or passage.begins_change) and not has_own:
        raise Unverifiable("it is compared with, and its time is not told")
    phrases = [
        " ".join(token.text for token in sentence.tokens[time.start : time.end]) for time in times
    ]
    return PassageTimes(
        tuple(times),
        _tense(sentence, passage),
        tuple(phrases),
        _former(sentence, passage),
        _is_borrowed(sentence, passage, times),
        sentence.has(sentence.lexicon.standing, (*passage.own, *passage.head)),
    )


def _of_change(sentence: Sentence, passage: Passage, time: SpokenTime) -> SpokenTime:
    """Assign a span's ends to the ends of a change: "Between 2025 and 2026 it fell from 5 to 3"."""
    is_change = sentence.has(sentence.lexicon.changing, passage.clause)
    if time.basis is not Basis.SPAN or not (passage.is_end_of_change and is_change):
        return time
    if passage.begins_change:
        return replace(time, basis=Basis.AT, last=time.first)
    return replace(time, basis=Basis.AT, first=time.last)


def _is_borrowed(sentence: Sentence, passage: Passage, times: list[SpokenTime]) -> bool:
    """Tell whether a time belongs to another number: `800,000 died in 1994, and it lost 27`."""
    is_of_same_year = passage.bond is Bond.COMPARED and all(one.is_budget_year for one in times)
    if is_of_same_year:  # `spent $68 million in 2024/25 against an appropriation of $70 million`
        return False
    own = {*passage.own, *passage.narrowing, *passage.head, *passage.parts}
    numbers = [one.start for one in sentence.quantities if one.start in passage.clause]
    first = min(numbers, default=0)
    return any(time.start not in own and time.start > first for time in times)


def _former(sentence: Sentence, passage: Passage) -> str | None:
    """Return the time mentioned last before a passage, in its sentence or earlier."""
    earlier = [
        time
        for time in sentence.times
        if time.start in passage.earlier and time.basis in (Basis.AT, Basis.BY)
    ]
    with suppress(Unverifiable):  # A day that is none of the calendar tells nothing.
        return sentence.clock.dated(earlier[-1].written) if earlier else sentence.former_time
    return sentence.former_time


def _times(sentence: Sentence, passage: Passage) -> list[SpokenTime]:
    """Find the nearest times: in its own words, those about it, those before, its clause."""
    weak: list[SpokenTime] = []
    found: list[SpokenTime] = []
    aside = {place for part in passage.apart for place in part}
    for told in _by_distance(sentence, passage):
        found = _without_asides(told, aside)
        if any(time.word not in WEAK for time in found):
            break
        weak = weak or found
    has_now = any(time.word is TimeWord.NOW for time in weak)
    return weak if has_now and not any(time.first for time in found) else found or weak


def _without_asides(times: list[SpokenTime], aside: set[int]) -> list[SpokenTime]:
    """Drop "usually", and vague times in an aside, next to a date: "Canada, once a leader, …"."""
    if not any(one.first for one in times):
        return times
    unclear = [one for one in times if one.word is TimeWord.UNCLEAR and one.start in aside]
    return [one for one in times if one not in unclear and one.word is not TimeWord.YEARLY]


def _by_distance(sentence: Sentence, passage: Passage) -> Iterator[list[SpokenTime]]:
    told = [time for time in sentence.times if _tells_when(sentence, time)]
    near = [passage.own, (*passage.narrowing, *passage.head)]
    if passage.bond is not Bond.FIRST:  # Before the first number stands another predicate.
        near.append(passage.before)
    for places in near:
        yield [time for time in told if time.start in places]
    yield [time for time in told if time.start in passage.parts]
    if passage.is_when:
        yield [time for time in told if time.start in passage.earlier and time.first]
    far = [time for time in told if time.start in passage.clause and time.word not in WEAK]
    far = [time for time in far if not _is_of_predicate_before(sentence, passage, time)]
    yield [time for time in far if not _is_of_another_predicate(sentence, passage, time)]
    yield [time for time in told if time.start in passage.asides and time.first]


def _tells_when(sentence: Sentence, time: SpokenTime) -> bool:
    """Tell whether a time may be a number's: no comparison, no start, no record."""
    if time.word is TimeWord.SINCE_START:
        return not _is_of_record(sentence, time)
    if time.basis is Basis.SINCE:
        return not (_is_of_presence(sentence, time) or _is_of_record(sentence, time))
    return time.basis not in (Basis.START, Basis.COMPARED)


def _is_of_record(sentence: Sentence, time: SpokenTime) -> bool:
    """Tell whether a time belongs to a superlative: "the deadliest year since 2016"."""
    if not sentence.times[1:]:
        return False  # It is the only time there is for the number.
    ends = sentence.of_number | sentence.verbs
    before = range(time.start - 1, max(time.start - 1 - LONGEST_RECORD, -1), -1)
    words = [*takewhile(lambda n: n not in ends, before)]
    return sentence.has(sentence.lexicon.superlatives, words)


def _is_of_presence(sentence: Sentence, time: SpokenTime) -> bool:
    """Tell whether a time says since when a mission is there: "In Cyprus since 1964, …"."""
    start = next((n for n in range(time.start - 1, -1, -1) if n not in sentence.of_records), -1)
    is_start = start == 0 or (start > 0 and sentence.words[start - 1] == ",")
    is_place = 0 <= start < time.start - 1 and start in sentence.prepositions
    return is_start and is_place


def _is_of_another_predicate(sentence: Sentence, passage: Passage, time: SpokenTime) -> bool:
    """Tell whether a later time belongs to another verb, or to the next number.

    `has 11 missions, and 4,400 have died since 1948`, `consist of 18 pledges, and by 2016 they had been endorsed by 38`
    """
    end = max(passage.own)
    behind = (one.start for one in sentence.quantities if one.start > time.start)
    until = min((one for one in behind if one in passage.clause), default=time.start)
    return time.start > end and sentence.has_verb(range(end + 1, until))


def _is_of_predicate_before(sentence: Sentence, passage: Passage, time: SpokenTime) -> bool:
    """Tell whether a time belongs to an earlier verb: `was founded in 1948 and has 153`."""
    start = min(passage.own)
    before = [n for n in passage.clause if n < time.start]
    return passage.bond is Bond.FIRST and time.start < start and sentence.has_verb(before)


def _tense(sentence: Sentence, passage: Passage) -> Tense | None:
    before = passage.before if passage.bond is not Bond.FIRST else ()
    places = [*passage.head, *before, *passage.narrowing]
    words = sentence.words_at(places)[0]
    lexicon = sentence.language.words
    is_past = False
    for place in range(len(words)):
        following = range(place + 1, min(place + 1 + NEAR, len(words)))
        is_participle = word_at(words, place + 1) == "been" or any(
            _is_done(sentence, words, n) for n in following
        )
        if is_participle and lexicon.pluperfect.at(words, place)[0]:
            return Tense.PLUPERFECT
        if lexicon.perfect.at(words, place)[0]:
            if is_participle:
                return Tense.PERFECT
        elif _is_done(sentence, words, place):
            is_past = True
    if any(lexicon.present.at(words, place)[0] for place in range(len(words))):
        return Tense.PRESENT
    return Tense.PAST if is_past else None


def _is_done(sentence: Sentence, words: list[str], place: int) -> bool:
    lexicon = sentence.language.words
    return any(table.at(words, place)[0] for table in (lexicon.past, lexicon.changing))
