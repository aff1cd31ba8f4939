"""Suggest records for the prefix of a name (autocomplete), or for a misspelt name in a spreadsheet, the likeliest first."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import to_json
from sqlalchemy import Connection

from api.constraints import NOT_BLANK, Slug
from api.facts.folding import fold
from api.lists.engine import RecordPage
from api.lists.envelope import Answer, Page
from api.lists.lookups import get_names
from api.lists.names import names_held, read_index
from api.lists.paging import MAX_LIMIT, make_cursor, open_cursor
from api.lists.parameters import LONGEST_NAME, NO_WORD, AnyOf, PagingParams, parameter
from api.lists.rendering import Rendering
from api.lists.statements import once
from api.lists.word_index import errors_between
from api.resources.registry import address_of
from api.tables.naming import NAMED, letters_of
from api.vocabulary import RecordType, Row
from api.wording import shorten

TYPES = (*NAMED, RecordType.INDICATOR)
ONE_ERROR, TWO_ERRORS = 4, 8  # Letters from which on a word may be mistyped so often.


def _with_words(text: str) -> str:
    if not _words(text):
        raise ValueError(NO_WORD)
    return text


Named = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_NAME, pattern=NOT_BLANK),
    AfterValidator(_with_words),
]


class SuggestParams(PagingParams):
    """What suggestions can be asked."""

    q: Named = Field(
        description="A prefix of a name, or a full name as somebody has written it.",
        examples=["min"],
    )
    type: AnyOf[RecordType] = parameter("Only records of these types.", "mission,country")
    limit: int = Field(
        default=10,
        ge=0,
        le=MAX_LIMIT,
        description="Page size, at most 500; 0 returns only the total.",
    )


class Suggestion(Answer):
    """A record whose name matches."""

    type: RecordType = Field(description="What the record is about.")
    code: Slug = Field(description="Code of the record.")
    name: str = Field(description="Name of the record.")
    matched: str = Field(
        description="Best-matching name: acronym, alias, code or name in another language.",
        examples=["MINUSMA"],
    )
    href: str = Field(description="URL path of the record.", examples=["/v1/missions/minusma"])


class SuggestionPage(Page[Suggestion]):
    """A page of suggestions, best match first."""


SUGGESTIONS = Rendering(
    answer=Suggestion,
    sentence=lambda row: shorten(f"{row['matched']}: {row['name']} ({row['type']})"),
)


@dataclass(frozen=True)
class Written:
    """A name of a record; or, `together`, the words of all its names, which match where no single name does."""

    place: int  # Of the type.
    code: str
    name: str
    words: tuple[str, ...]
    together: bool = False
    text: str = field(init=False)
    order: tuple[int, bool, int, str] = field(init=False)  # Of names that fit equally well.

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.words))
        is_code = letters_of(self.name) == letters_of(self.code)
        object.__setattr__(self, "order", (self.place, not is_code, len(self.name), self.code))


@dataclass
class Index:
    """The inverted index of names: by each word, the numbers of the names that have it."""

    names: list[Written] = field(default_factory=list)
    by_word: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: list[str] = field(default_factory=list)
    by_record: dict[tuple[int, str], list[str]] = field(default_factory=dict)

    def name_like(self, name: str, place: int, code: str) -> str:
        """Return the name of a record that equals another but for case and accents; else its first name."""
        names, letters = self.by_record[place, code], letters_of(name)
        return next((one for one in names if letters_of(one) == letters), names[0])

    def add(self, written: Written) -> None:
        """Add a name to the postings of its words."""
        for word in written.words:
            self.by_word[word].add(len(self.names))
        self.names.append(written)

    def having(self, word: str) -> Set[int]:
        """Return the names with a word that has this prefix; else those with a word that may be mistyped so."""
        start = bisect_left(self.words, word)
        found: set[int] = set()
        while start < len(self.words) and self.words[start].startswith(word):
            found |= self.by_word[self.words[start]]
            start += 1
        return found or self._mistyped(word)

    def _mistyped(self, word: str) -> Set[int]:
        if len(word) < ONE_ERROR:
            return set()
        most = 1 + (len(word) >= TWO_ERRORS)
        start = bisect_left(self.words, word[0])
        end = bisect_left(self.words, chr(ord(word[0]) + 1))
        errors = {known: errors_between(word, known, most) for known in self.words[start:end]}
        near = {known: number for known, number in errors.items() if number is not None}
        least = min(near.values(), default=0)
        return {name for known in near if near[known] == least for name in self.by_word[known]}


def suggest(connection: Connection, params: SuggestParams) -> RecordPage:
    """Return a page of suggestions, the likeliest first."""
    query = ("suggest", params.cache_key())
    start = open_cursor(params.cursor, query, [int])[0] if params.cursor else 0
    found = once(connection, query, lambda: [*_find(connection, params)])
    page = found[start : start + params.limit]
    texts = [to_json(_answer(connection, *hit)) for hit in page]
    end = start + len(page)
    more = make_cursor(query, [end]) if page and end < len(found) else None
    return RecordPage(texts, len(found), more)


def _find(connection: Connection, params: SuggestParams) -> Iterator[tuple[RecordType, str, str]]:
    """Yield each record once, with the name that matched: exact names first, then matches by words."""
    types = [type for type in TYPES if not params.type or type in params.type]
    index, places = read_suggestions(connection), {TYPES.index(type) for type in types}
    seen = set()
    for type in types:
        for code in read_index(connection, type).find(params.q):
            seen.add((type, code))
            yield type, code, index.name_like(params.q, TYPES.index(type), code)
    for written in _ranked(index, _words(params.q), places):
        type = TYPES[written.place]
        if (type, written.code) not in seen:
            seen.add((type, written.code))
            yield type, written.code, written.name


def _ranked(index: Index, words: tuple[str, ...], places: Set[int]) -> list[Written]:
    """Return the names that match the most letters of the query, in order."""
    covered: Counter[int] = Counter()
    for word in dict.fromkeys(words):
        covered.update(dict.fromkeys(index.having(word), len(word)))
    found = {
        number: letters
        for number, letters in covered.items()
        if index.names[number].place in places
    }
    most = max(found.values(), default=0)
    best = [index.names[number] for number, letters in found.items() if letters == most]
    return sorted(best, key=partial(_rank, words))


def _rank(words: tuple[str, ...], written: Written) -> tuple[bool, bool, bool, int, bool, int, str]:
    begins = written.text.startswith(" ".join(words))
    as_many = len(written.words) == len(words)
    return written.together, not begins, not as_many, *written.order


def read_suggestions(connection: Connection) -> Index:
    """Read the names of all records that may be suggested, once for each open database."""
    return once(connection, ("suggestions",), lambda: _read(connection))


def _read(connection: Connection) -> Index:
    index = Index()
    for place, type in enumerate(TYPES):
        shown = get_names(connection, type)
        for code, names in names_held(connection, type):
            index.by_record[place, code] = names
            for name in dict.fromkeys(names):
                index.add(Written(place, code, name, _words(name)))
            every = dict.fromkeys(word for name in names for word in _words(name))
            index.add(Written(place, code, shown.get(code, code), tuple(every), together=True))
    index.words = sorted(index.by_word)
    return index


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name.replace("+", " plus ")).split())


def _answer(connection: Connection, type: RecordType, code: str, matched: str) -> Row:
    name = get_names(connection, type)[code]
    return {
        "type": type,
        "code": code,
        "name": name,
        "matched": matched,
        "href": address_of(type, code),
    }
