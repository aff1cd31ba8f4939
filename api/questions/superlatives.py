"""Find superlatives, unless they are part of the phrase for an indicator."""

from api.questions.lexicon import Lexicon
from api.questions.question import Question


def read_superlatives(question: Question, lexicon: Lexicon) -> None:
    """Note superlatives, of overlapping ones the longest phrase: "la plus longue", not "la plus"."""
    spans: list[tuple[set[int], list[str]]] = []
    for place in range(len(question.words)):
        said = lexicon.superlatives.span(question.words, place)
        is_bound = question.bounds and said <= question.surplus  # "Did at least 4,300 die".
        if is_bound or said <= question.taken or _is_part(question, lexicon, place, said):
            continue
        question.ranking |= said
        before, _ = spans[-1] if spans else (set[int](), [])
        if place in before and max(said) > max(before):
            spans.pop()
        spans.append((said, lexicon.superlatives.at(question.words, place)[1]))
    question.superlatives.update(*(meanings for _, meanings in spans))
    if question.number and question.superlatives - {"oldest", "newest"}:
        question.superlatives.discard("oldest")  # "The costliest, first three".


def _is_part(question: Question, lexicon: Lexicon, place: int, said: set[int]) -> bool:
    """Say whether a superlative is part of another phrase: "maximum strength", "top official", "the record of"."""
    length, kinds = lexicon.kinds.at(question.words, place)
    if length > len(said) and any(name == "function" for name, _ in kinds):
        return True
    length, meanings = lexicon.listing.at(question.words, place)
    if length > len(said) and "meaning" in meanings:
        return True
    is_peak = {*lexicon.superlatives.at(question.words, place)[1]} & {"peak", "trough"}
    return bool(is_peak) and any(said < places for places in question.measures.values())
