"""Routes of the HTML pages: the addresses, queries and filters of the API without `/v1`."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.http.query_parameters import CHECK_PARAMETERS, ModelQueryRoute
from api.lists.engine import get
from api.lists.resource import Resource
from api.pages.lists.columns import title_of
from api.pages.lists.page import find_list, show_list_page
from api.pages.records.page import show_page
from api.resources.registry import RESOURCES
from api.routes.records import add_each, redirect_or_refuse

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(ModelQueryRoute):
    """Route of a page with filters; redirects without the empty fields that forms send."""

    def get_route_handler(self) -> Handler:
        """Redirect if a parameter is empty, or to the API for a format; else show the page."""
        answer = super().get_route_handler()

        async def show_or_redirect(request: Request) -> Response:
            sent = request.query_params.multi_items()
            if any(not value for _, value in sent):
                query = urlencode([(name, value) for name, value in sent if value])
                here = quote(request.url.path)
                return RedirectResponse(f"{here}?{query}" if query else here)
            if {"format", "fields", "facet"} & {name for name, _ in sent}:
                return RedirectResponse(f"/v1{quote(request.url.path)}?{request.url.query}")
            return await answer(request)

        return show_or_redirect


def add_pages(router: APIRouter) -> None:
    """Add the pages of every kind of record."""
    add_each(router, RESOURCES.values(), _add_list, _add_record, _add_related_list)


def _add_list(router: APIRouter, resource: Resource) -> None:
    filters = resource.filters

    def show_list(request: Request, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        with request.state.served.engine.connect() as connection:
            records = find_list(connection, resource, params)
            title = resource.plural.capitalize()
            return show_list_page(connection, request, resource, params, records, title=title)

    path = f"/{resource.plural}"
    router.add_api_route(path, show_list, route_class_override=PageRoute, include_in_schema=False)


def _add_related_list(router: APIRouter, owner: Resource, child: Resource) -> None:
    filters = child.filters

    def show_related(request: Request, code: str, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        with request.state.served.engine.connect() as connection:
            record = get(connection, owner, code)
            if record is None:
                suffix = f"/{child.plural}"
                return redirect_or_refuse(connection, request, owner, code, suffix, root="")
            records = find_list(connection, child, params, (owner, code))
            of = title_of(owner, record, {})
            title = f"{child.plural.capitalize()}: {of.text}"
            return show_list_page(connection, request, child, params, records, title=title, of=of)

    path = f"/{owner.plural}/{{code}}/{child.plural}"
    router.add_api_route(
        path, show_related, route_class_override=PageRoute, include_in_schema=False
    )


def _add_record(router: APIRouter, resource: Resource) -> None:
    def show_record(request: Request, code: str) -> Response:
        with request.state.served.engine.connect() as connection:
            record = get(connection, resource, code)
            if record is None:
                return redirect_or_refuse(connection, request, resource, code, root="")
            return show_page(connection, request, resource, record)

    path = f"/{resource.plural}/{{code}}"
    router.add_api_route(path, show_record, dependencies=CHECK_PARAMETERS, include_in_schema=False)
