"""Compare names of records: without regard to case, accents, dashes and articles.

The service resolves names in requests by this rule (`api/lists/names.py`), the seed those in series (`seed/names.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from api.facts.folding import fold, slug
from api.vocabulary import RecordType

# The types that may be named without their type: all that figures and texts are about.
NAMED = (
    RecordType.MISSION,
    RecordType.INITIATIVE,
    RecordType.COUNTRY,
    RecordType.ORGANISATION,
    RecordType.PERSON,
    RecordType.EVENT,
)
# The fields of a record that hold its names.
NAME_FIELDS = (
    *("acronym", "name", "name_fr", "official_name", "names", "aliases", "other_names"),
    *("hub_acronyms", "iso2", "iso3", "m49"),
)
JOINING = {"and", "the"}  # “&” and a missing article are no other name.
BETWEEN_WORDS = re.compile(r"(?<!\d)-|-(?!\d)")  # Two numbers are not one.
# Inverted names, such as “Congo, Democratic Republic of the” and “Gambia (the)”.
INVERTED = re.compile(r"^([^,(]+)[,(]\s*([^()]+?)\)?\s*$")
TWICE = re.compile(r"^(.+?)\s*\((.+)\)\s*$")  # “United Nations Mission in Liberia (UNMIL)”
PHASE = re.compile(r"(.*\S)[\s-]+[IVX]+")


@dataclass
class NameIndex:
    """An index of the names of one type of record: codes by the normalised name (`letters_of`), and by its words."""

    by_letters: dict[str, list[str]] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def find(self, written: str) -> list[str]:
        """Return the codes of the records with a name; “name (acronym)” must mean the same record twice."""
        for form in _forms(written):
            if found := self.by_letters.get(letters_of(form)):
                return found
        if twice := TWICE.match(written):
            first, second = map(self.find, twice.groups())
            return [code for code in first if code in second]
        return []


def index_names(named: Iterable[tuple[str, Iterable[str]]]) -> NameIndex:
    """Index records, each a code and its names; a code wins over equal names of other records.

    A name that missions share but for their number, such as “UNEF” of UNEF I and UNEF II, means all of them.
    """
    index = NameIndex()
    own: dict[str, list[str]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    phases: dict[str, set[str]] = defaultdict(set)
    for code, written in named:
        own[letters_of(code)].append(code)
        for name in written:
            names[letters_of(name)].add(code)
            if phase := PHASE.fullmatch(name):
                phases[letters_of(phase.group(1))].add(code)
            index.by_words.setdefault(tuple(fold(name).split()), set()).add(code)
    for stem, codes in phases.items():
        if len(codes) > 1:
            names[stem] |= codes
    names.pop("", None)  # A name of punctuation alone.
    index.by_letters.update({letters: sorted(codes) for letters, codes in names.items()})
    index.by_letters.update(own)
    return index


def names_in(value: Any) -> list[str]:
    """List the names that a field holds: one, several, or one for each language; a number also without leading zeros."""
    if isinstance(value, dict):
        return [name for name in value.values() if name]
    if isinstance(value, list):
        return value
    text = str(value or "")
    return [text, text.lstrip("0")] if text.isdigit() else [text] if text else []


def letters_of(name: str) -> str:
    """Normalise a name for comparison: a slug without “and”, “the”, and hyphens but between digits."""
    words = slug(name).split("-")
    telling = [word for word in words if word not in JOINING] or words
    return BETWEEN_WORDS.sub("", "-".join(telling))


def _forms(written: str) -> Iterator[str]:
    yield written
    if inverted := INVERTED.match(written):
        head, tail = inverted.groups()
        yield f"{tail} {head}"
