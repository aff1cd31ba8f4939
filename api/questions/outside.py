"""Tell questions that are out of scope, though they use the words of the field."""

from api.questions.lexicon import Lexicon
from api.questions.question import OWN, SEVERAL, Question


def is_outside(question: Question, lexicon: Lexicon) -> bool:
    """Say whether a question is out of scope: inhabitants, wages, or people whom a mission killed."""
    words = question.words
    if _is_paid_out(question):
        return True
    for place in range(len(words)):
        length, _ = lexicon.outside.at(words, place)
        if length and not _is_inside(question, lexicon, place):
            return True
        length, _ = lexicon.reading.harming.at(words, place)
        end = place + length
        while length and end < len(words) and words[end] in lexicon.stop_words:
            end += 1
        causes = question.dimensions.get("cause", ("", set()))[1]
        said = causes.union(*question.breakdowns.values())
        if length and end < len(words) and end not in said:
            return True
    return False


def _is_paid_out(question: Question) -> bool:
    """Say whether it is asked what the UN pays a country, of which only what countries pay is held."""
    paying = {place for place in question.places("payer") if question.words[place - 1] in OWN}
    paid = {place for one in question.countries for place in one.places}
    paid |= question.places("contributor")
    return bool(paying and paid) and max(paid) > min(paying)


def _is_inside(question: Question, lexicon: Lexicon, place: int) -> bool:
    """Say whether a word belongs to a longer phrase that begins before it: "lives in" to "lost their lives in"."""
    cause, places = question.dimensions.get("cause", ("", set()))
    is_caused = place - 1 in places  # "Illness kills".
    return (
        is_caused
        or cause == SEVERAL
        or any(
            start + phrases.at(question.words, start)[0] > place
            for phrases in (lexicon.indicators, lexicon.dimensions)
            for start in range(place)
        )
    )
