"""Two questions in one: "who leads UNIFIL, and until when does its mandate run"."""

import re
from collections.abc import Callable

from api.questions.lexicon import Lexicon
from api.questions.question import Question
from api.tables.index import fold
from api.vocabulary import Row

JOINED = re.compile(r"[,;?]?\s+(?:and|et)\s+|[;?]\s+(?=\w)", re.IGNORECASE)
AGAIN = {
    *("how_many", "who", "when", "where", "definition", "list", "mandate", "resolution"),
    "what_happened",
}


def answer_both(
    typed: str,
    lexicon: Lexicon,
    read: Callable[[str], Question],
    answer: Callable[[Question], Row | None],
) -> Row | None:
    """Answer two questions that are asked in one, each by itself; what the second leaves unnamed is named in the first."""
    halves = _halves(typed, lexicon)
    if halves is None:
        return None
    first, second = read(halves[0]), read(halves[1])
    if not second.mentions:
        second = read(f"{halves[1]} {named_in(first)}")
    told = answer(first)
    also = answer(second) if told else None
    return _joined(told, also) if told and also else None


def _halves(typed: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Take two questions apart, where what follows "and" asks again; None where it does not."""
    for joint in JOINED.finditer(typed):
        first, second = typed[: joint.start()], typed[joint.end() :]
        words = fold(second).split()
        asks = AGAIN & {*lexicon.asking.at(words, 0)[1]} if words else set()
        is_which = bool(words) and "which" in lexicon.listing.at(words, 0)[1]
        if (asks or is_which) and words[0] in lexicon.stop_words:
            return first, second
    return None


def named_in(question: Question) -> str:
    """Return the words that name what a question is about."""
    places = sorted(place for one in question.mentions for place in one.places)
    return " ".join(question.words[place] for place in places)


def _joined(first: Row, second: Row) -> Row:
    """Tell both answers: the records and the address are those of the first; that of the second is told with it."""
    proof = "" if first["query"] == second["query"] else f" ({second['query']})"
    return first | {"kind": "list", "text": f"{first['text']} {second['text']}{proof}"}
