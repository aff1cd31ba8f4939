"""The inverted index of search: for each stem its postings, each with an impact (BM25F).

Whole numbers only, worked out here once, so that every database engine ranks alike.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from api.tables.index import NameRow, PostingRow, StemRow, WordRow
from api.tables.words import fold_printed, idf, printed_words, read_words, stem_of
from api.vocabulary import Row

# How much a word tells that stands in a name, in the title, in the text, or in what we add to that.
NAMES, TITLE, TEXT, REST = WEIGHTS = (3.0, 2.0, 1.0, 0.8)
SATURATION, LENGTH_COUNTS = 1.2, 0.6
NO_STEM = 0  # Of a word that is not searched for.


@dataclass(frozen=True)
class SearchText:
    """The texts of a search entry by weight: names, title, text, and words added to them."""

    names: str = ""
    title: str = ""
    text: str = ""
    rest: str = ""

    def fields(self) -> tuple[str, str, str, str]:
        """Return the fields in the order of `WEIGHTS`."""
        return self.names, self.title, self.text, self.rest


@dataclass
class SearchIndex:
    """Search entries and the words of each, until they are written as rows."""

    stop_words: frozenset[str]
    entries: list[Row] = field(default_factory=list)
    fields: dict[int, list[Counter[str]]] = field(default_factory=dict)  # By their numbers.
    common: set[str] = field(default_factory=set)  # Words that also occur without a capital.
    named: set[str] = field(default_factory=set)

    def add(self, entry: Row, text: SearchText) -> None:
        """Add one entry, and count its words by field."""
        self.entries.append(entry)
        counted = [Counter(read_words(part)) for part in text.fields()]
        self.fields[len(self.entries)] = counted
        self.named.update(counted[0])
        for part in text.fields():
            self.common.update(word for word in part.split() if word.islower())

    def rows(self) -> Iterator[tuple[type[NameRow | WordRow | StemRow | PostingRow], Row]]:
        """Make the rows of entries, words, stems and postings, in order of their keys."""
        words = sorted({word for parts in self.fields.values() for part in parts for word in part})
        stems = {word: self._stem(word) for word in words}
        numbers = {stem: 1 + place for place, stem in enumerate(sorted({*stems.values()} - {""}))}
        numbers[""] = NO_STEM
        known = {word: numbers[stem] for word, stem in stems.items()}
        number_of = cache(lambda printed: known.get(fold_printed(printed), NO_STEM))
        for row in self.entries:
            yield NameRow, {**row, "printed": _printed(row, number_of)}
        for word in words:
            yield WordRow, {"word": word, "stem": numbers[stems[word]]}
        postings = self._impacts(stems)
        for stem, impacts in sorted(postings.items()):
            yield StemRow, {"stem": stem, "entries": len(impacts)}
        for stem, impacts in sorted(postings.items()):
            for entry, impact in sorted(impacts.items()):
                yield PostingRow, {"stem": numbers[stem], "entry": entry, "impact": impact}

    def _stem(self, word: str) -> str:
        """Return the stem of a word; none of a stop word; a proper name is not stemmed."""
        if word in self.named and word not in self.common:
            return word
        return "" if word in self.stop_words else stem_of(word)

    def _impacts(self, stems: dict[str, str]) -> dict[str, dict[int, int]]:
        lengths = [_mean_length(parts) for parts in zip(*self.fields.values(), strict=True)]
        weighed: dict[str, dict[int, float]] = defaultdict(dict)
        for entry, parts in self.fields.items():
            for weight, part, mean in zip(WEIGHTS, parts, lengths, strict=True):
                share = 1 - LENGTH_COUNTS + LENGTH_COUNTS * part.total() / mean
                for word, count in part.items():
                    if stem := stems[word]:
                        known = weighed[stem].get(entry, 0.0)
                        weighed[stem][entry] = known + weight * count / share
        tells = {stem: idf(len(self.fields), len(of)) for stem, of in weighed.items()}
        return {
            stem: {entry: impact_of(weight, tells[stem]) for entry, weight in of.items()}
            for stem, of in weighed.items()
        }


def _printed(row: Row, number_of: Callable[[str], int]) -> bytes:
    """Note the stem, start and end of each shown word, at its first place in names and in text."""
    found = array("I")
    behind = 0
    for text in (row["known_as"], row["text"]):
        first: dict[str, int] = {}
        for start, word in printed_words(text):
            first.setdefault(word, behind + start)
        for word, start in first.items():
            if stem := number_of(word):
                found.extend((stem, start, start + len(word)))
        behind += len(text)
    return found.tobytes()


def impact_of(weight: float, idf: int) -> int:
    """Return the impact of a weighted word count, which rises less with each repetition."""
    return max(1, round(idf * weight / (SATURATION + weight)))


def _mean_length(parts: Iterable[Counter[str]]) -> float:
    lengths = [length for part in parts if (length := part.total())]
    return sum(lengths) / len(lengths) if lengths else 1.0
