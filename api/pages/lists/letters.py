"""Links from each initial letter into a long list sorted by name."""

from collections.abc import Iterator
from itertools import pairwise

from fastapi import Request
from sqlalchemy import Connection

from api.lists.lookups import get_names
from api.lists.paging import cursor_query, make_cursor
from api.lists.resource import Resource
from api.pages.frame.page import address
from api.vocabulary import Row


def letter_links(connection: Connection, request: Request, resource: Resource) -> Iterator[Row]:
    """Yield a link for each initial letter, with the cursor of the name before it."""
    names = sorted((name, code) for code, name in get_names(connection, resource.type).items())
    query = cursor_query(resource.plural)
    for (name, code), (following, _) in pairwise([("", ""), *names]):
        if _letter(following) != _letter(name):
            cursor = make_cursor(query, [name, code]) if name else None
            yield {"letter": _letter(following), "href": address(request, cursor=cursor)}


def _letter(name: str) -> str:
    """Return the initial letter of a name, as the list is sorted: Å is not A."""
    return name[:1].upper()
