"""The sitemap for search engines: every page but those of single figures."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.http.host import origin_of
from api.http.query_parameters import CHECK_PARAMETERS
from api.lists.lookups import get_names
from api.pages.frame.records import address_of
from api.pages.questions.page import read_questions
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType

PAGES = ("/", "/questions", "/verify", "/coverage", "/changes", "/download", "/reference")
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
)


def add_sitemap(router: APIRouter) -> None:
    """Add the list of all pages."""
    router.add_api_route(
        "/sitemap.xml", show_sitemap, dependencies=CHECK_PARAMETERS, include_in_schema=False
    )


def show_sitemap(request: Request) -> Response:
    """Return the sitemap as XML, with the day of the release as `lastmod`."""
    origin, day = origin_of(request), request.state.served.release.date
    with request.state.served.engine.connect() as connection:
        entries = "".join(
            f"<url><loc>{escape(origin + path)}</loc><lastmod>{day}</lastmod></url>\n"
            for path in _pages(connection)
        )
    return Response(XML.format(entries=entries), media_type="application/xml")


def _pages(connection: Connection) -> Iterator[str]:
    yield from PAGES
    yield from (one.path for one in read_questions(connection))
    for type, resource in RESOURCES.items():
        yield f"/{resource.plural}"
        if type is not RecordType.FIGURE:
            yield from (address_of(type, code) for code in get_names(connection, type))
