"""Find the phrases for indicators in a question: as they stand, by their stems, and in any order."""

from api.questions.indicator_codes import SINCE_START
from api.questions.lexicon import Lexicon
from api.questions.question import Question
from api.tables.words import stem_of
from api.vocabulary import RecordType

# Their names hold what is counted of them, such as the panel whose members are.
CALLED_BY_WHAT_IS_COUNTED = (RecordType.INITIATIVE, RecordType.EVENT)


def read_measures(question: Question, lexicon: Lexicon, *, in_order: bool) -> None:
    """Note the places of the words that ask for each indicator: in whole phrases, then by stems without names."""
    for place in range(len(question.words)):
        for length, codes in lexicon.indicators.all_at(question.words, place):
            _measure(question, lexicon, codes, set(range(place, place + length)))
    negated = lexicon.listing.saying(question.words, "negation")  # Only within a phrase.
    taken = question.taken | negated
    for left_out in (taken, taken | question.filler):
        telling = _telling(question, lexicon, left_out)
        stems = [stem for stem, _ in telling]
        for start in range(len(stems)):
            for length, codes in lexicon.indicators_by_stems.all_at(stems, start):
                places = {place for _, place in telling[start : start + length]}
                _measure(question, lexicon, codes, places)
        if not in_order:
            _measure_apart(question, lexicon, telling)
    if not in_order and question.subjects(*CALLED_BY_WHAT_IS_COUNTED):
        _measure_apart(question, lexicon, _telling(question, lexicon, set()))


def _telling(question: Question, lexicon: Lexicon, left_out: set[int]) -> list[tuple[str, int]]:
    """Return the stems of the words that are no stop words, with their places, without those to leave out."""
    return [
        (stem_of(word), place)
        for place, word in enumerate(question.words)
        if place not in left_out and word not in lexicon.stop_words
    ]


def _measure_apart(question: Question, lexicon: Lexicon, telling: list[tuple[str, int]]) -> None:
    """Note the indicators all of whose stems occur, in any order and with other words between them."""
    stems = {stem for stem, _ in telling}
    for rarest in stems & lexicon.indicators_by_rarest.keys():
        for said, codes in lexicon.indicators_by_rarest[rarest]:
            if said <= stems:
                _measure(question, lexicon, codes, {n for stem, n in telling if stem in said})


def _measure(question: Question, lexicon: Lexicon, codes: list[str], places: set[int]) -> None:
    for code in codes:
        question.add_measure(code, places)
        if (since := f"{code}{SINCE_START}") in lexicon.known_indicators:
            question.add_measure(since, places)
