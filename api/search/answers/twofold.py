"""Split two questions in one: "who leads UNIFIL, and until when does its mandate run", "troops authorised against deployed"."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from api.facts.folding import fold
from api.questions.lexicon import Lexicon
from api.questions.question import Question
from api.search.figures.as_answer import address_with, in_short, unquantified
from api.vocabulary import RecordType, Row

Read = Callable[[str], Question]
Find = Callable[[Question], Row | None]

MOST_JOINTS = 2
AGAIN = {
    *("how_many", "who", "when", "where", "definition", "list", "mandate", "resolution"),
    "what_happened",
}


def answer_both(typed: str, lexicon: Lexicon, read: Read, answer: Find) -> Row | None:
    """Answer two questions in one, each by itself, and join the answers; one without a name takes that of the other."""
    halves = _halves(typed, lexicon)
    if halves is None:
        return None
    first, second = read(halves[0]), read(halves[1])
    if not second.mentions:
        second = read(f"{halves[1]} {named_in(first)}")
    elif not first.mentions:
        first = read(f"{halves[0]} {named_in(second)}")
    told = answer(first)
    also = answer(second) if told else None
    return _joined(told, also) if told and also else None


def set_beside(typed: str, lexicon: Lexicon, read: Read, answer: Find) -> Row | None:
    """Answer with the figures of two halves; each takes subject, indicator, time and dimensions that it lacks from the other."""
    for joint in islice(lexicon.reading.joints_of_figures.finditer(typed), MOST_JOINTS):
        halves = typed[: joint.start()], typed[joint.end() :]
        first, second = map(read, halves)
        one = f"{halves[0]} {_unsaid(first, second, lexicon)}"
        other = f"{halves[1]} {_unsaid(second, first, lexicon)}"
        if not read(one).measures or not read(other).measures:
            continue
        # "Proposed and approved budget": what is proposed stands in the second half.
        tries = [f"{one} {_last_measured(second)}", one]
        # "On the ground in March against its ceiling": that of today.
        timeless = f"{halves[1]} {_unsaid(second, replace(first, times=[]), lexicon)}"
        told = _first_figure(tries, read, answer)
        also = _first_figure([other, timeless], read, answer) if told else None
        if told and also and told["figures"] != also["figures"]:
            return _side_by_side(told, also)
    return None


def _last_measured(question: Question) -> str:
    """Return the last word that asks for an indicator, as it names it."""
    places = set().union(*question.measures.values())
    return question.words[max(places)] if places else ""


def _first_figure(tries: list[str], read: Read, answer: Find) -> Row | None:
    """Return the first answer that consists of figures, of several wordings of a half."""
    found = (answer(read(typed)) for typed in dict.fromkeys(tries))
    return next((one for one in found if one and _is_of_figures(one)), None)


def _is_of_figures(told: Row) -> bool:
    types = {one["type"] for one in told["records"]}
    return types == {RecordType.FIGURE} and told["kind"] in ("figure", "list")


def asks_for_whole_and_part(question: Question) -> bool:
    """Say whether a total is asked for, and a part of it: "total deaths, and deaths in attacks"."""
    return bool(question.dimensions) and question.says("total")


def _unsaid(half: Question, other: Question, lexicon: Lexicon) -> str:
    """Return the words of the other half for subject, time, indicator and dimensions that this half lacks."""
    words = other.words
    added: set[int] = set()
    if not (half.mentions or half.names_the_un or half.says("peacekeeping")):
        added |= other.named or other.places("peacekeeping")
    if not half.times and other.times:
        added |= other.taken - other.named
    if not half.measures:
        added |= set().union(*other.measures.values())
    if not half.dimensions and not half.says("total"):
        added |= other.narrowing
    added = added.union(*(_leading_to(words, place, lexicon) for place in added))
    return " ".join(words[place] for place in sorted(added))


def _leading_to(words: list[str], place: int, lexicon: Lexicon) -> set[int]:
    """Return the places of the stop words before a place: "in the" Central African Republic."""
    start = place
    while start and words[start - 1] in lexicon.stop_words:
        start -= 1
    return set(range(start, place))


def _side_by_side(first: Row, second: Row) -> Row:
    figures = (*first["figures"], *second["figures"])
    return first | {
        "kind": "list",
        "text": in_short(f"{first['text']} {second['text']}"),
        **unquantified(),
        "records": first["records"] + second["records"],
        "figures": figures,
        "total": len(figures),
        "query": address_with("/v1/figures", {"code": ",".join(figures)}),
    }


def _halves(typed: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Split a query where the words behind "and" ask again; None where they do not."""
    for joint in lexicon.reading.joints_of_questions.finditer(typed):
        first, second = typed[: joint.start()], typed[joint.end() :]
        words = fold(second).split()
        asks = AGAIN & {*lexicon.asking.at(words, 0)[1]} if words else set()
        is_which = bool(words) and "which" in lexicon.listing.at(words, 0)[1]
        if (asks or is_which) and words[0] in lexicon.stop_words:
            return first, second
    return None


def named_in(question: Question) -> str:
    """Return the words of the mentions of a question."""
    return " ".join(question.words[place] for place in sorted(question.named))


def _joined(first: Row, second: Row) -> Row:
    """Join two answers: text of both, records and query of the first, and the query of the second in the text."""
    if _is_of_figures(first) and _is_of_figures(second):
        return _side_by_side(first, second)
    proof = "" if first["query"] == second["query"] else f" ({second['query']})"
    return first | {"kind": "list", "text": f"{first['text']} {second['text']}{proof}"}
