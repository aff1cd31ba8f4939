"""Make the routes of all records from the registry: a list, a record, and the lists related to a record."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, Engine
from starlette.datastructures import URL

from api.constraints import WITHOUT_NUL
from api.formats.tabular import to_page
from api.http.list_responses import envelope_of, list_answer
from api.http.problems import LIST_PROBLEMS, NotUnderstood, documented, wrong_value
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, choose_format, json_answer, offered, record_answer
from api.lists.engine import find, get_text
from api.lists.envelope import expandable, related_lists
from api.lists.kept_texts import kept_text
from api.lists.names import has_record
from api.lists.parameters import (
    EXPANDED,
    ExpandableParams,
    RecordParams,
    with_places,
)
from api.lists.records import find_related, get_code_of_name
from api.lists.resource import Resource
from api.lists.unknown import check_names
from api.resources.registry import RESOURCES, related_to
from api.vocabulary import Format, RecordType

Code = Annotated[
    str,
    Path(
        description="Code of the record; another name is redirected to it.",
        max_length=200,
        pattern=WITHOUT_NUL,
    ),
]
LISTS = related_lists(
    {child.plural: child.page for owner in RESOURCES.values() for child in related_to(owner)}
)
RECORDS = {
    f"/v1/{resource.plural}/{{code}}": (resource, offered(resource))
    for resource in RESOURCES.values()
}
NO_RECORD = documented(HTTPStatus.NOT_FOUND)
REDIRECT: dict[int | str, dict[str, Any]] = {
    308: {
        "description": "Another name of the record.",
        "headers": {
            "Location": {
                "description": "URL path of the record.",
                "schema": {"type": "string", "format": "uri-reference"},
            }
        },
    }
}


class RecordRoute(ModelQueryRoute):
    """The route of one record; a cached one is answered on the event loop, if the request has no query parameters."""

    def answer_at_once(self, request: Request) -> Response | None:
        """Answer from the cache alone: to go to a thread and back takes longer than all the rest of the answer."""
        resource, formats = RECORDS[self.path]
        text = kept_text(request.state.served.engine, resource, request.path_params["code"])
        if text is None or request.scope["query_string"]:
            return None
        format = choose_format(request, None, formats)
        return json_answer(text) if format is Format.JSON else None


def add_records(router: APIRouter, type: RecordType) -> None:
    """Add the routes of one kind of record to the API."""
    add_each(router, [RESOURCES[type]], _add_list, _add_record, _add_related_list)


def add_each(
    router: APIRouter,
    resources: Iterable[Resource],
    add_list: Callable[[APIRouter, Resource], None],
    add_record: Callable[[APIRouter, Resource], None],
    add_related_list: Callable[[APIRouter, Resource, Resource], None],
) -> None:
    """Call `add_list`, `add_record` and `add_related_list` for each of these kinds of record."""
    for resource in resources:
        add_list(router, resource)
        add_record(router, resource)
        for child in related_to(resource):
            add_related_list(router, resource, child)


def _add_list(router: APIRouter, resource: Resource) -> None:
    filters = resource.filters

    def list_records(request: Request, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        return list_answer(
            request, params, resource, lambda connection, page: find(connection, resource, page)
        )

    router.add_api_route(
        f"/v1/{resource.plural}",
        list_records,
        route_class_override=ModelQueryRoute,
        response_model=resource.page,
        operation_id=f"list_{resource.plural}",
        summary=f"List {resource.plural}",
        response_description="A page of the list.",
        description=f"The {resource.plural} that match all filters, one page at a time.",
        tags=[resource.plural],
        responses={**LIST_PROBLEMS, **also_in(offered(resource), compact=True)},
    )


def _add_record(router: APIRouter, resource: Resource) -> None:
    children = {child.plural: child for child in related_to(resource)}
    formats = offered(resource)
    model = ExpandableParams if children else RecordParams
    if Format.GEOJSON in formats:
        model = with_places(model)

    def read_record(request: Request, code: Code, params: Annotated[model, Query()]) -> Response:  # type: ignore[valid-type]  # not every kind has related lists
        typed: RecordParams = params  # For mypy, which cannot see the model above.
        names: list[str] = getattr(typed, "expand", None) or []
        check_names(names, children, "expand", "related list")
        offers = {Format.JSON: formats[Format.JSON]} if names else formats
        if names and typed.format not in (None, Format.JSON):
            message = "expand comes as JSON alone"
            raise NotUnderstood([wrong_value("format", message, allowed=offers)])
        format = choose_format(request, typed.format, offers)
        engine: Engine = request.state.served.engine
        record = get_text(engine, resource, code, typed.fields)
        if record is not None and not names:
            return record_answer(request, format, record, resource.answer, typed.fields)
        with engine.connect() as connection:
            if record is None:
                return redirect_or_refuse(connection, request, resource, code)
            lists = [child for plural, child in children.items() if plural in names]
            expanded = _expand(connection, request, resource, code, lists)
        return json_answer(b'%b,"expanded":{%b}}' % (record[:-1], expanded))

    router.add_api_route(
        f"/v1/{resource.plural}/{{code}}",
        read_record,
        route_class_override=RecordRoute,
        response_model=expandable(resource.answer, LISTS) if children else resource.answer,
        operation_id=f"read_{resource.type}",
        summary=f"Read one {resource.type}",
        response_description="The record.",
        description=f"One {resource.type} with everything known about it, each citation in full.",
        tags=[resource.plural],
        responses={**LIST_PROBLEMS, **NO_RECORD, **REDIRECT, **also_in(formats)},
    )


def _expand(
    connection: Connection, request: Request, owner: Resource, code: str, lists: list[Resource]
) -> bytes:
    """Write the members of `expanded`: the first page of each related list, as the list itself answers it."""
    pages = []
    for child in lists:
        params = child.filters(limit=EXPANDED)
        here = f"/v1/{owner.plural}/{code}/{child.plural}?limit={EXPANDED}"
        page = find_related(connection, owner, code, child, params)
        content = to_page(page.texts, envelope_of(request, here, params, page))
        pages.append(b'"%b":%b' % (child.plural.encode(), content))
    return b",".join(pages)


def _add_related_list(router: APIRouter, owner: Resource, child: Resource) -> None:
    filters = child.filters

    def list_related(
        request: Request,
        code: Code,
        params: Annotated[filters, Query()],  # type: ignore[valid-type]  # one model for each kind
    ) -> Response:
        with request.state.served.engine.connect() as connection:
            if not has_record(connection, owner.type, code):
                return redirect_or_refuse(connection, request, owner, code, f"/{child.plural}")
        return list_answer(
            request,
            params,
            child,
            lambda connection, page: find_related(connection, owner, code, child, page),
        )

    verb = "that cite" if owner.type is RecordType.SOURCE else "that refer to"
    router.add_api_route(
        f"/v1/{owner.plural}/{{code}}/{child.plural}",
        list_related,
        route_class_override=ModelQueryRoute,
        response_model=child.page,
        operation_id=f"list_{owner.type}_{child.plural}",
        summary=f"List the {child.plural} of one {owner.type}",
        response_description="A page of the list.",
        description=f"The {child.plural} {verb} the {owner.type}, with the filters of their own list.",
        tags=[owner.plural],
        responses={
            **LIST_PROBLEMS,
            **NO_RECORD,
            **REDIRECT,
            **also_in(offered(child), compact=True),
        },
    )


def redirect_or_refuse(
    connection: Connection,
    request: Request,
    resource: Resource,
    code: str,
    suffix: str = "",
    *,
    root: str = "/v1",
) -> Response:
    """Redirect another name of a record to its canonical address; raise `NotFound` for an unknown one."""
    canonical = get_code_of_name(connection, resource, code)
    address = URL(f"{root}/{resource.plural}/{canonical}{suffix}").replace(query=request.url.query)
    return RedirectResponse(address, HTTPStatus.PERMANENT_REDIRECT)
