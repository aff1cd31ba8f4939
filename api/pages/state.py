"""The pages on the state of the data: coverage, changes, and downloads."""

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from api.exports.describe import list_files, to_jsonld
from api.exports.files import bring_downloads
from api.facts.missions import MissionKind
from api.http.query_parameters import CHECK_PARAMETERS
from api.lists.engine import find
from api.lists.lookups import get_names
from api.lists.unknown import UnknownValues
from api.pages.frame.labels import label_of_code, label_of_field
from api.pages.frame.page import address, page, query_of
from api.pages.frame.records import address_of
from api.pages.routes import PageRoute
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE, count_coverage
from api.vocabulary import Coverage, RecordType, Row
from api.wording import plain, uncapitalised

FACETS = ("release", "change", "type")
MISSING = (Coverage.NOT_CURATED, Coverage.NOT_PUBLISHED)


def add_state(router: APIRouter) -> None:
    """Add the pages of coverage, changes and downloads."""
    for path, show in (("/coverage", show_coverage), ("/changes", show_changes)):
        router.add_api_route(path, show, route_class_override=PageRoute, include_in_schema=False)
    router.add_api_route(
        "/download", show_download, dependencies=CHECK_PARAMETERS, include_in_schema=False
    )


def show_coverage(
    request: Request,
    params: Annotated[COVERAGE.filters, Query()],  # type: ignore[name-defined]  # made of its fields
) -> Response:
    """Show how many missions each fact is known of, and what is missing of each mission."""
    with request.state.served.engine.connect() as connection:
        found = find(connection, COVERAGE, params)
        totals = {
            label_of_field(group): list(_totals(connection, counts))
            for group, counts in count_coverage(connection).items()
        }
        missions = [_missing(connection, row) for row in found.rows]
    return page(
        request,
        "coverage.html",
        title="What is covered, and what is not",
        totals=totals,
        kinds=_links(request, "kind", {one.value: label_of_code(one) for one in MissionKind}),
        missions=missions,
        total=found.total,
        following=found.next_cursor and address(request, cursor=found.next_cursor),
        csv="/v1" + address(request, cursor=None, limit=None, format="csv"),
    )


def _totals(connection: Connection, counts: dict[str, dict[str, int]]) -> Iterator[Row]:
    """Count the missions by status of each fact, with a link to those that lack it."""
    for name, states in counts.items():
        numbers = [states.get(state, 0) for state in Coverage]
        label, href = _label(connection, name), f"/coverage?lacks={name}"
        yield {"name": label, "states": numbers, "lacks": href}


def _label(connection: Connection, name: str) -> str:
    """Name a fact of the coverage: an indicator, or a field of missions."""
    return get_names(connection, RecordType.INDICATOR).get(name) or label_of_field(name)


def _missing(connection: Connection, row: Row) -> Row:
    """Name the missing facts of a mission, by reason."""
    known = {**row["attributes"], **row["indicators"]}
    missing = {
        state: [_label(connection, name) for name, held in known.items() if held == state]
        for state in MISSING
    }
    years = [
        f"{plain(span['measure'])} {_years(span)}"
        for span in row["years"]
        if span["status"] in MISSING
    ]
    href = address_of(RecordType.MISSION, row["code"])
    return {"name": row["name"], "href": href, "missing": missing, "years": years}


def _years(span: Row) -> str:
    first, last = span["first_year"], span["last_year"]
    return str(first) if first == last else f"{first} to {last}"


def gaps(connection: Connection) -> list[str]:
    """Say for how many missions each fact is not looked up, the largest gap first."""
    counts = [
        (states.get(Coverage.NOT_CURATED, 0), sum(states.values()), _label(connection, name))
        for group in count_coverage(connection).values()
        for name, states in group.items()
    ]
    largest = sorted(counts, reverse=True)
    return [
        f"{name}: not looked up for {number} of {total} missions"
        for number, total, name in largest
        if number
    ]


def show_changes(
    request: Request,
    params: Annotated[CHANGES.filters, Query()],  # type: ignore[name-defined]  # made of its fields
) -> Response:
    """Show what a release added, corrected and withdrew; the newest one by default."""
    release: str = request.state.served.release.version
    if not params.release and not params.since:
        params = params.model_copy(update={"release": [release]})
    with request.state.served.engine.connect() as connection:
        found = find(connection, CHANGES, params)
        names = {type: get_names(connection, type) for type in RecordType}
        facets = {name: _facet(connection, request, params, name) for name in FACETS}
    return page(
        request,
        "changes.html",
        title="What changed",
        facets={label_of_field(name): facet for name, facet in facets.items()},
        changes=[_change(row, names) for row in found.rows],
        total=found.total,
        following=found.next_cursor and address(request, cursor=found.next_cursor),
        feed="/v1/changes?format=atom",
        csv=_as_csv(request, release),
    )


def _as_csv(request: Request, release: str) -> str:
    query = {"release": release} | query_of(request) | {"format": "csv"}
    query.pop("cursor", None)
    return f"/v1/changes?{urlencode(query)}"


def _facet(connection: Connection, request: Request, params: Any, name: str) -> list[Row]:
    """Link each value of a facet to its changes, with their number under the other filters."""
    counting = params.model_copy(update={name: None, "facet": [name], "limit": 0, "cursor": None})
    values = find(connection, CHANGES, counting).facets[name]
    numbers = {value["value"]: value["count"] for value in values}
    links = _links(request, name, {value: plain(value) for value in numbers})
    return [{**link, "count": numbers[link["value"]]} for link in links]


def _links(request: Request, name: str, choices: dict[str, str]) -> list[Row]:
    """Link each choice of a parameter; the present one is marked, and its link removes it."""
    now = query_of(request).get(name)
    return [
        {
            "value": value,
            "words": words,
            "href": address(request, **{name: None if value == now else value}, cursor=None),
            "now": value == now,
        }
        for value, words in choices.items()
    ]


def _change(row: Row, names: dict[RecordType, dict[str, str]]) -> Row:
    """Describe one change: record, kind, fields and reason."""
    type = RecordType(row["type"])
    fields = [uncapitalised(label_of_field(field["field"])) for field in row["fields"]]
    return {
        "name": names[type].get(row["code"], row["code"]),
        "href": row["href"] and address_of(type, row["code"]),
        "type": plain(type),
        "change": row["change"],
        "release": row["release"],
        "reason": row["reason"],
        "fields": [] if row["change"] == "added" else fields,
    }


def count_changes(connection: Connection, release: str) -> Row:
    """Count the additions, corrections and withdrawals of a release; empty without a log."""
    asked = CHANGES.filters.model_validate({"release": release, "limit": 0, "facet": "change"})
    try:
        found = find(connection, CHANGES, asked)
    except UnknownValues:
        return {}
    return {one["value"]: one["count"] for one in found.facets["change"]}


def show_download(request: Request) -> Response:
    """Show the files of the whole dataset."""
    served = request.state.served
    downloads = bring_downloads(served.engine, request.app.state.database, served.release)
    files = list_files(served.release, downloads).files if downloads else []
    return page(
        request,
        "download.html",
        title="The whole dataset",
        files=files,
        structured=to_jsonld(served.release, files, None, request.app.state.public_url),
    )
