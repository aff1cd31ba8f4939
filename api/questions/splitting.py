"""Parse a query into parts: quoted phrases and prefixes as they are, other words in any of their forms."""

import re

from api.lists.search_syntax import Term, read_terms, stems_of
from api.lists.word_index import MOST_BEGUN, WordIndex
from api.questions.lexicon import Lexicon
from api.questions.parts import Part, Parts, TypedWord
from api.questions.plain_words import OWN_FORM, PlainReader
from api.vocabulary import WordState

PLUS = re.compile(r"(?<=\w)\+(?![^\"“]*[\"”]$)")


def split_typed(typed: str, index: WordIndex, lexicon: Lexicon, *, exactly: bool = False) -> Parts:
    """Parse a query; stop words are looked up only where there is nothing else.

    `exactly`: each word in its own forms alone, without corrections and synonyms.
    """
    typed = PLUS.sub(" plus", typed)  # `A4P+` is another than `A4P`.
    terms = read_terms(typed)
    plain = [term for term in terms if not (term.quoted or term.beginning)]
    words = [term.words[0] for term in plain]
    found = Parts(words=words, originals=words)
    begun = MOST_BEGUN // max(1, sum(term.beginning for term in terms))
    for term in terms:
        if term.quoted or term.beginning:
            _add_exact(found, term, index, begun)
    if exactly:
        for term in plain:
            if term.words[0] in lexicon.stop_words:
                found.note(TypedWord(term.typed(), WordState.LEFT_OUT))
            else:
                _add_exact(found, term, index)
    else:
        PlainReader(found, index, lexicon, plain, _capitals(typed)).read()
    if not found.parts:
        for term in plain:
            if any(stems_of(index, term)):
                _add_exact(found, term, index, mandatory=exactly)
    return found


def _capitals(typed: str) -> set[str] | None:
    """Return the words in capitals, lowercased; None where the whole text is in one case."""
    if typed in (typed.upper(), typed.lower()):
        return None
    return {word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", typed)}


def _add_exact(
    found: Parts, term: Term, index: WordIndex, begun: int = MOST_BEGUN, *, mandatory: bool = True
) -> None:
    """Add a term as parts that match its own forms alone, and a phrase to be checked."""
    looked_for = stems_of(index, term, begun)
    for word, stems in zip(_telling_words(term, index), looked_for, strict=True):
        having = sum(index.having[stem] for stem in stems)
        forms = dict.fromkeys(stems, OWN_FORM)
        telling = index.telling(min(having, index.entries))
        found.add(Part(word, forms, telling, mandatory))
    if term.is_phrase:
        found.phrases.append(term)
    state = WordState.MATCHED if all(looked_for) else WordState.UNKNOWN
    found.note(TypedWord(term.typed(), state))


def _telling_words(term: Term, index: WordIndex) -> list[str]:
    if not term.is_phrase:
        return list(term.words)
    last = len(term.words) - 1
    return [
        word
        for place, word in enumerate(term.words)
        if (term.beginning and place == last) or word not in index.stop_words
    ]
