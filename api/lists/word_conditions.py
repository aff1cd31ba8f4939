"""Conditions on a text column: it contains words, holds a known value, or that of the record with a given name."""

from typing import Any

from sqlalchemy import Connection, select

from api.facts.folding import fold, searchable
from api.lists.filter_values import read_all, read_codes, read_words
from api.lists.names import distinct, get_nearest_code, read_index, words_in
from api.lists.resolutions import read_resolutions
from api.lists.resource import OneOf, Read, Resource
from api.lists.statements import once


class Contains(OneOf):
    """The column contains the words, compared without case and accents."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        # No database engine folds as we do, so the texts are compared here: a few thousand at most.
        column = resource.column(self.column)
        texts = once(
            connection,
            ("folded", resource.plural, self.column),
            lambda: {
                text: (_compared(text), searchable(text)) for text in distinct(connection, column)
            },
        )
        words = _compared(value)
        if not words:  # Punctuation alone is searched for as it is.
            return Read([text for text in texts if value in text], [])
        return Read(
            [text for text, forms in texts.items() if any(words in form for form in forms)], []
        )


class Known(OneOf):
    """The column holds one of the values; one that occurs nowhere in it is unknown."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return read_words(words_in(connection, resource.column(self.column)), value, self.column)


class Called(OneOf):
    """The column, such as `acronym`, holds one of the values, or that of a record with one of the names."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        values = _by_code(connection, resource, self.column)
        index = words_in(connection, resource.column(self.column)).index

        def find(name: str) -> list[str]:
            codes = read_index(connection, resource.type).find(name)
            return index.find(name) or [value for code in codes if (value := values[code])]

        def guess(name: str) -> str | None:
            return values.get(get_nearest_code(connection, resource.type, name) or "")

        return read_all(value, {}, find, self.column, guess)


class OfCode(OneOf):
    """The record has one of the codes or names."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        if resource.mixed:  # A name would have to say of which type.
            return Read([code.lower() for text in value for code in text.split(",")], [])
        return read_codes(connection, resource.type, value)


class DecidedBy(OneOf):
    """The column holds one of the resolutions."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return read_resolutions(connection, value)


OF_CODE = OfCode("code")


def _by_code(connection: Connection, resource: Resource, name: str) -> dict[str, str | None]:
    """Map the codes of a list to the values of a column, read once for each open database."""
    statement = select(resource.column("code"), resource.column(name))
    return once(
        connection,
        ("values by code", resource.plural, name),
        lambda: {row[0]: row[1] for row in connection.execute(statement)},
    )


def _compared(text: str) -> str:
    return fold(text.replace("+", " plus "))
