"""Read the dimensions that a question narrows a figure by: women, police, deaths of illness."""

from collections.abc import Iterator

from api.facts.components import GENERAL
from api.questions.lexicon import Lexicon
from api.questions.question import SEVERAL, Question


def values_told(question: Question, lexicon: Lexicon, name: str) -> dict[str, set[int]]:
    """Return each value of a dimension that is named, with its places: of `cause` illness and malicious acts."""
    found: dict[str, set[int]] = {}
    for place, length, meanings in _said(question.words, lexicon):
        for value in (value for one, value in meanings if one == name):
            found.setdefault(value, set()).update(range(place, place + length))
    return found


def read_dimensions(question: Question, lexicon: Lexicon) -> None:
    """Note the value of each dimension that is named, with its places; `SEVERAL` where two are."""
    for place, length, meanings in _said(question.words, lexicon):
        for name, value in meanings:
            start = place - _leading_to(question.words, place, name, lexicon)
            known, others = question.dimensions.get(name, (value, set()))
            negated, turns = lexicon.listing.ending_at(question.words, start)
            is_not = others and "negation" in turns  # "In accidents, not in attacks".
            places = set(range(start - negated if is_not else start, place + length))
            said = question.words[place : place + length]  # Of two parts, as "police and troops".
            joins = any("conjunction" in lexicon.time.meanings.get((one,), ()) for one in said)
            of_both = known if is_not else _of_both(known, value, joins=joins)
            question.dimensions[name] = (of_both, places | others)


def _of_both(known: str, value: str, *, joins: bool) -> str:
    """Merge two values of a dimension: the more specific one, or `SEVERAL` where each is meant for itself."""
    if known in (value, *GENERAL):
        return value
    return known if value in GENERAL and not joins else SEVERAL


def _said(words: list[str], lexicon: Lexicon) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Yield each phrase for a value: its place, its length, and the pairs of dimension and value that it means."""
    place = 0
    while place < len(words):
        length, meanings = lexicon.dimensions.at(words, place)
        if length:
            yield place, length, meanings
        place += length or 1


def _leading_to(words: list[str], place: int, name: str, lexicon: Lexicon) -> int:
    """Count the words before a value that belong to it: "due to", and the name of its dimension in "cause accident"."""
    if place and words[place - 1] == name:
        return 1
    return lexicon.reading.causing.ending_at(words, place)[0] if name == "cause" else 0
