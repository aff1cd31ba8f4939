"""The identifiers of each record, by the fields that hold them; each identifies one record."""

from collections.abc import Iterator

from api.facts.identifiers import HELD_IN, Identified, identifiers_of, written
from api.vocabulary import IdentifierScheme
from seed.files.entries import Entry, Problem
from seed.library import Library

# States that followed each other share a number of M49, and translations the symbol of a document.
SHARED = {IdentifierScheme.M49, IdentifierScheme.UN_SYMBOL}


def fill_in_identifiers(library: Library) -> None:
    """Fill in the identifiers of each record, from its fields."""
    for _, record in _identified(library):
        record.identifiers = list(identifiers_of(record))


def identifiers_lead_to_one_record(library: Library) -> Iterator[Problem]:
    """An identifier names one record."""
    known: dict[str, str] = {}
    for entry, record in _identified(library):
        for identifier in identifiers_of(record):
            first = known.setdefault(written(identifier), record.code)
            if first != record.code and identifier.scheme not in SHARED:
                message = f"{identifier.value!r} is that of {first} already"
                yield entry.problem((HELD_IN[identifier.scheme],), message)


def _identified(library: Library) -> Iterator[tuple[Entry, Identified]]:
    for entry in library.entries:
        if isinstance(entry.record, Identified):
            yield entry, entry.record
