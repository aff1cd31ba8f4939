"""Display names of records, filled into references, and the words that search finds records by."""

from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from api.facts.base import CitedSource, Reference
from api.facts.folding import searchable
from api.facts.indicators import IndicatorFacts
from api.facts.sources import SourceFacts
from api.facts.statements import StatementFacts
from api.vocabulary import RecordType
from seed.files.entries import Entry
from seed.library import Library
from seed.names import names_of
from seed.records import FigureRecord
from seed.references import parts

# Fields whose words are worth finding a record by, beside its names; the most telling first.
PROSE = (
    "summary",
    "position",
    "definition",
    "description",
    "resolution",
    "title",
    "label",
    "scope",
    "value_text",
    "place",
    "headquarters",
    "note",
    "demonyms",
    "outside_knowledge",
    "evidence",
    "publisher",
    "author",
    "authorised_by",
    "resolutions",
    "topics",
)


def fill_in_names(library: Library) -> None:
    """Complete what files give as a code: names of references, fields of cited sources."""
    # The rows of a series share theirs.
    shared = {id(part): part for entry in library.entries for _, part in parts(entry.record)}
    for part in shared.values():
        if isinstance(part, CitedSource) and (source := library.source(part.code)):
            for field in CitedSource.model_fields:
                setattr(part, field, getattr(source, field))
    references = [part for part in shared.values() if isinstance(part, Reference)]
    # Statements and figures are named by what they refer to, so the plainly named ones come first.
    for composed in (False, True):
        for part in references:
            target = library.by_key[part.type, part.code]
            if composed == isinstance(target.record, StatementFacts | FigureRecord):
                part.name = name_of(target, library)


def name_of(entry: Entry, library: Library) -> str:
    """Return the display name of a record."""
    record = entry.record
    if isinstance(record, SourceFacts):
        return record.title
    if isinstance(record, StatementFacts):
        return f"{record.speaker.name}, {record.date}: {', '.join(record.topics)}"
    if isinstance(record, FigureRecord):
        indicator = library.by_key[RecordType.INDICATOR, record.indicator].record
        measured = indicator.name if isinstance(indicator, IndicatorFacts) else record.indicator
        return f"{measured}: {record.subject.name}"
    return str(record.model_dump(include={"name"})["name"])


class Prose(NamedTuple):
    """The title of a record, the names it is looked for by, and its other words."""

    title: str
    names: list[str]
    words: str


def prose(entry: Entry, library: Library) -> Prose:
    """Return the searchable texts of a record: title, names and other words."""
    title = name_of(entry, library)
    called = (name for _, name in names_of(entry.record))
    names = list(dict.fromkeys((title, entry.record.code, *called)))
    words: dict[str, None] = {}
    for path, part in parts(entry.record):
        # The words of each renewal say nothing of what a mission is; its resolution does lead to it.
        if isinstance(part, CitedSource) or (path[:1] == ("mandates",) and len(path) > 2):
            continue
        for field in _prose_fields(type(part)):
            value = getattr(part, field)
            for text in value if isinstance(value, list) else [value]:
                if text and text != title:
                    words[_spoken(text)] = None
    return Prose(title, names, " ".join(words))


@cache
def _prose_fields(part_class: type[BaseModel]) -> list[str]:
    """Name the fields of a part whose words find a record, the most telling first."""
    return [field for field in PROSE if field in part_class.model_fields]


def search_fields(title: str, names: list[str], words: str) -> dict[str, str]:
    """Make the fields of a search entry: what is shown, and the folded words it is found by."""
    return {
        "name": title,
        "known_as": " ".join(names),
        "text": words,
        "folded_names": searchable(" ".join(names)),
        "folded_text": searchable(words),
    }


def _spoken(value: Any) -> str:
    text = str(value)
    return text if text[-1] in ".!?" else f"{text}."
