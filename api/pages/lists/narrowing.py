"""Links of facets that narrow a list, and its chosen filters in words."""

from typing import Any

from fastapi import Request
from sqlalchemy import Connection

from api.lists.lookups import get_country_names, get_names
from api.pages.frame.labels import LANGUAGES, label_of_code, label_of_field
from api.pages.frame.page import address, query_of
from api.vocabulary import RecordType, Row
from api.wording import dimension_in_words

MOST_VALUES = 6  # Of each facet, the most frequent.
FREE = {"topic", "dimensions.purpose", "dimensions.location"}  # Names stand in their values.
PAGING = {"limit", "cursor", "sort"}


def chosen_filters(connection: Connection, request: Request, query: Row) -> list[Row]:
    """Put each filter of the address into words, with a link that removes it."""
    return [
        {
            "words": f"{label_of_field(name)}: {words_of(connection, name, text)}",
            "without": address(request, **{name: None}, cursor=None),
        }
        for name, text in query.items()
        if name not in PAGING
    ]


def words_of(connection: Connection, name: str, text: str) -> str:
    """Write the values of a filter in words: names of records, labels of codes."""
    return ", ".join(_value_in_words(connection, name, value) for value in text.split(","))


def facet_links(
    connection: Connection, request: Request, facets: dict[str, Any]
) -> dict[str, list[Row]]:
    """Link the frequent values of each facet, but facets already filtered by."""
    query = query_of(request)
    links = {
        label_of_field(name): _links(connection, request, name, counts)
        for name, counts in facets.items()
        if name not in query
    }
    return {label: values for label, values in links.items() if len(values) > 1}


def _links(connection: Connection, request: Request, name: str, counts: list[Row]) -> list[Row]:
    known = [count for count in counts if count["value"] is not None]
    return [
        {
            "words": _value_in_words(connection, name, str(count["value"])),
            "count": count["count"],
            "href": address(request, **{name: count["value"]}, cursor=None),
        }
        for count in known[:MOST_VALUES]
    ]


def _value_in_words(connection: Connection, name: str, value: str) -> str:
    if name.endswith("__isnull"):
        return "no" if value == "false" else "yes"
    type, _, code = value.partition(":")
    if code and type in [*RecordType]:
        return get_names(connection, RecordType(type)).get(code, value)
    if name in [*RecordType]:
        return get_names(connection, RecordType(name)).get(value.lower(), _plain(connection, value))
    if name in FREE:
        return dimension_in_words("purpose", value, get_country_names(connection))
    return LANGUAGES.get(value, value) if name == "language" else _plain(connection, value)


def _plain(connection: Connection, value: str) -> str:
    return get_country_names(connection).get(value) or (
        value if " " in value else label_of_code(value)
    )
