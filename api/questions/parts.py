"""What is typed as the parts that are looked for: each with the forms, synonyms and corrections that count for it."""

import re
from dataclasses import dataclass, field, replace

from api.lists.search_syntax import Term, read_terms, stems_of
from api.lists.word_index import MOST_BEGUN, WordIndex
from api.questions.lexicon import Lexicon
from api.vocabulary import WordState

EXACT, CORRECTED, SYNONYM = 100, 80, 55
MOST_FORMS = 8
COMMON = 0.08  # A synonym that stands in more of the entries tells nothing.
UNKNOWN_COUNTS = 0.6  # An unknown word, beside the rarest known one.
MOST_CORRECTED = 10  # Words of a question; each is compared with thousands.
NUMBERED = re.compile(r"([^\W\d_]{3,})(\d{1,2})")
PLUS = re.compile(r"(?<=\w)\+(?![^\"“]*[\"”]$)")


@dataclass(frozen=True)
class Typed:
    """One word as it was typed, and what became of it."""

    word: str
    state: WordState
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What one entry may have in any of several forms: stems with their weights, and how much it tells.

    `places` are those of the words it comes from, among the words that a question is read from.
    """

    word: str
    forms: dict[int, int]
    telling: int
    mandatory: bool = False
    places: frozenset[int] = frozenset()


@dataclass
class Parts:
    """All that is looked for, the phrases that must stand as they are, and what became of each word."""

    parts: list[Part] = field(default_factory=list)
    phrases: list[Term] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    words: list[str] = field(
        default_factory=list
    )  # Outside quotes, folded and corrected, in order.
    originals: list[str] = field(default_factory=list)


def read_parts(typed: str, index: WordIndex, lexicon: Lexicon, *, exactly: bool = False) -> Parts:
    """Read what is typed; where nothing but words like "the" is left, these are looked for.

    `exactly`: each word in its own forms alone, without corrections and synonyms.
    """
    found = Parts()
    plain: list[Term] = []
    typed = PLUS.sub(" plus", typed)  # `A4P+` is another than `A4P`.
    terms = read_terms(typed)
    begun = MOST_BEGUN // max(1, sum(term.beginning for term in terms))
    for term in terms:
        if term.quoted or term.beginning:
            _add_exact(found, term, index, begun)
        else:
            plain.append(term)
    words = [term.words[0] for term in plain]
    if exactly:
        found.words = found.originals = words
        left_out = [word for word in words if word in lexicon.stop_words]
        for term in plain:
            if term.words[0] not in left_out:
                _add_exact(found, term, index)
        found.typed += [Typed(word, WordState.LEFT_OUT) for word in dict.fromkeys(left_out)]
        if not found.parts:
            for term in plain:
                _add_exact(found, term, index)
        return found
    words, corrected = _corrected(words, index, lexicon)
    found.words, found.originals = words, [term.words[0] for term in plain]
    capitals = (
        {word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", typed)}
        if _is_mixed(typed)
        else set()
    )
    _add_plain(
        found,
        words=words,
        corrected=corrected,
        capitals=capitals,
        index=index,
        lexicon=lexicon,
    )
    if not found.parts:
        for term in plain:
            _add_exact(found, term, index)
    return found


def _is_mixed(typed: str) -> bool:
    return any(letter.islower() for letter in typed)


def _add_exact(found: Parts, term: Term, index: WordIndex, begun: int = MOST_BEGUN) -> None:
    looked_for = stems_of(index, term, begun)
    for word, stems in zip(_telling_words(term, index), looked_for, strict=True):
        having = sum(index.having[stem] for stem in stems)
        forms = dict.fromkeys(stems, EXACT)
        part = Part(word, forms, index.telling(min(having, index.entries)), mandatory=True)
        found.parts.append(part)
    if term.is_phrase:
        found.phrases.append(term)
    state = WordState.MATCHED if all(looked_for) else WordState.UNKNOWN
    found.typed = [one for one in found.typed if one.word != term.typed()]
    found.typed.append(Typed(term.typed(), state))


def _telling_words(term: Term, index: WordIndex) -> list[str]:
    if not term.is_phrase:
        return list(term.words)
    last = len(term.words) - 1
    return [
        word
        for place, word in enumerate(term.words)
        if (term.beginning and place == last) or word not in index.stop_words
    ]


def _corrected(
    words: list[str], index: WordIndex, lexicon: Lexicon
) -> tuple[list[str], dict[int, str]]:
    """Correct unknown words: joined, taken apart, or by the nearest known word; what is corrected by place."""
    read: list[str] = []
    corrected: dict[int, str] = {}
    tried = 0
    for word in words:
        if _is_known(word, index, lexicon) or tried >= MOST_CORRECTED:
            read.append(word)
            continue
        tried += 1
        if read and len(word) > 1 and index.stem_by_word.get(read[-1] + word):
            read[-1] += word
            corrected[len(read) - 1] = f"{read[-1][: -len(word)]} {word}"
        elif near := _apart(word, index) or index.nearest(word):
            read += near.split()
            corrected |= dict.fromkeys(range(len(read) - len(near.split()), len(read)), word)
        else:
            read.append(word)
    return read, corrected


def _is_known(word: str, index: WordIndex, lexicon: Lexicon) -> bool:
    return bool(
        index.stem(word)
        or word in lexicon.stop_words
        or word in lexicon.synonyms
        or word in lexicon.said
        or word.isdigit()
    )


def _apart(word: str, index: WordIndex) -> str | None:
    """Take a word apart that is two known ones: `peacekeepingbudget`, `unef2`."""
    if (numbered := NUMBERED.fullmatch(word)) and index.stem_by_word.get(numbered[1]):
        return f"{numbered[1]} {numbered[2]}"
    for place in range(4, len(word) - 3):
        first, second = word[:place], word[place:]
        if index.stem_by_word.get(first) and index.stem_by_word.get(second):
            return f"{first} {second}"
    return None


def _add_plain(
    found: Parts,
    *,
    words: list[str],
    corrected: dict[int, str],
    capitals: set[str],
    index: WordIndex,
    lexicon: Lexicon,
) -> None:
    place = shift = 0
    while place < len(words):
        word = words[place]
        if word in capitals and word in lexicon.capitals:
            means = lexicon.capitals[word].means.split()
            _add_words(found, word, means, index, frozenset({place - shift}))
            place += 1
            continue
        length, meanings = lexicon.spelt_out.at(words, place)
        if length:
            said, means = words[place : place + length], meanings[0].split()
            # The question is read from words that are joined where people write them apart.
            read = 1 if means == ["".join(said)] else length
            places = frozenset(range(place - shift, place - shift + read))
            _add_words(found, " ".join(said), means, index, places)
            place += length
            shift += length - read
            continue
        length, _ = lexicon.asking.at(words, place)
        if length > 1 or word in lexicon.stop_words:
            length = max(length, 1)
            left_out = words[place : place + length]
            found.typed += [Typed(one, WordState.LEFT_OUT) for one in left_out]
            place += length
            continue
        part = replace(_part(word, index, lexicon), places=frozenset({place - shift}))
        state = WordState.MATCHED if part.forms else WordState.UNKNOWN
        if place in corrected:
            state = WordState.CORRECTED
        found.parts.append(part)
        read_as = (word,) if place in corrected else ()
        found.typed.append(Typed(corrected.get(place, word), state, read_as))
        place += 1


def _add_words(
    found: Parts, said: str, means: list[str], index: WordIndex, places: frozenset[int]
) -> None:
    """Look for the words that a phrase or an abbreviation means, and for the abbreviation itself."""
    stems = [(word, index.stem(word)) for word in means if word not in index.stop_words]
    for word, stem in stems:
        if stem:
            telling = index.telling(index.having[stem])
            found.parts.append(Part(word, {stem: EXACT}, telling, places=places))
    own = index.stem(said)
    if own and " " not in said and found.parts:
        last = found.parts[-1]
        found.parts[-1] = replace(last, forms={**last.forms, own: EXACT})
    found.typed.append(
        Typed(said, WordState.MATCHED, tuple(means) if means != said.split() else ())
    )


def _part(word: str, index: WordIndex, lexicon: Lexicon) -> Part:
    forms: dict[int, int] = {}
    own = index.stem(word)
    if own:
        forms[own] = EXACT
    for other in lexicon.synonyms.get(word, ()):
        stem = index.stem(other)
        if stem and (index.having[stem] <= COMMON * index.entries or not own):
            forms.setdefault(stem, SYNONYM)
    forms = dict(list(forms.items())[:MOST_FORMS])
    if not forms:
        return Part(word, {}, round(UNKNOWN_COUNTS * index.telling(0)))
    best = own or min(forms, key=lambda stem: index.having[stem])
    return Part(word, forms, index.telling(index.having[best]))
