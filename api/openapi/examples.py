"""Add one short example for each kind of record and each other answer, from the data being served."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from sqlalchemy import Connection

from api.claims.claims import Claim, verify
from api.exports.describe import list_files
from api.exports.files import Download, DownloadFormat
from api.formats.citations import MEDIA_TYPES as CITATION_TYPES
from api.formats.citations import CitationFormat
from api.lists.engine import get
from api.lists.envelope import Links, Meta, Page
from api.lists.unknown import UnknownValues
from api.pivot.axes import Axis
from api.pivot.layout import Layout
from api.pivot.table import make_table
from api.resources.changes import CHANGES, find_changes
from api.resources.coverage import COVERAGE
from api.resources.figures import FIGURES
from api.resources.registry import RESOURCES, address_of
from api.routes.citations import CITED, citation_of
from api.routes.release import release_answer
from api.search.page import SearchParams
from api.search.search import search
from api.search.suggest import SuggestParams, suggest
from api.tables.release import ReleaseRow
from api.vocabulary import Row

Node = dict[str, Any]
BEGINNING = "minus"
QUESTION = "how many peacekeepers died in Mali"  # What the example of the search asks.
CLAIMED = ("subject", "indicator", "value", "as_of")
TABULATED = {"subject": "mission:minusma", "indicator": "fatalities", "time__gte": "2023"}
JSON = "application/json"
EXAMPLE = "#/components/examples/{name}"
LONGEST = 30  # Letters of a text in an example.
SHOWN_DOWNLOAD = Download(DownloadFormat.CSV, Path("shown"), 619742, "9f2c1a7e" * 8)


def give_examples(
    document: Node, app: FastAPI, connection: Connection, release: ReleaseRow
) -> None:
    """Add an example to each operation."""
    paths = document["paths"]
    _show_records(document["components"]["schemas"], connection)
    _show_citations(document, app, connection, release)
    _show_claims(document, connection, release)
    _show_lists(paths, connection, release)
    _show_table(document, connection, release)
    _show(paths["/v1/release"], release_answer(release))
    files = list_files(release, {SHOWN_DOWNLOAD.format: SHOWN_DOWNLOAD})
    _show(paths["/v1/release/download"], files.model_dump(mode="json"))
    for address in ("/healthz", "/readyz"):
        _show(paths[address], {"status": "ok"})


def shorten(value: Any) -> Any:
    """Shorten an example: the first entry of a list, the first words of a long text; codes and addresses stay whole."""
    if isinstance(value, list):
        return [shorten(one) for one in value[:1]]
    if isinstance(value, dict):
        return {key: shorten(one) for key, one in value.items()}
    if isinstance(value, str) and " " in value and len(value) > LONGEST:
        return f"{value[:LONGEST].rpartition(' ')[0]} …"
    return value


def _show_records(schemas: Node, connection: Connection) -> None:
    """Add an example of each kind of record to its schema, to which its own operation and all lists refer."""
    for resource in RESOURCES.values():
        if record := get(connection, resource, resource.example):
            schemas[resource.answer.__name__]["examples"] = [shorten(record)]


def _show_citations(
    document: Node, app: FastAPI, connection: Connection, release: ReleaseRow
) -> None:
    """Add a real citation in every format: that of a figure, which is the shortest."""
    record = get(connection, FIGURES, FIGURES.example)
    if record is None:
        return
    examples = document["components"].setdefault("examples", {})
    for format, media_type in CITATION_TYPES.items():
        text = citation_of(release, app.state.public_url, FIGURES, record, format)
        example = json.loads(text) if format is CitationFormat.CSL else text
        examples[format] = {"value": example}
        for resource in CITED:
            path = f"/v1/{resource.plural}/{{code}}/citation"
            answer = document["paths"][path]["get"]["responses"]["200"]
            answer["content"][media_type]["examples"] = {
                format: {"$ref": EXAMPLE.format(name=format)}
            }


def _show_claims(document: Node, connection: Connection, release: ReleaseRow) -> None:
    claim = {name: (Claim.model_fields[name].examples or [None])[0] for name in CLAIMED}
    try:
        verdict = verify(connection, Claim.model_validate(claim))
    except UnknownValues:
        return
    answer = shorten({**verdict, "release": release.label})
    document["components"]["schemas"]["Verification"]["examples"] = [answer]
    body = document["paths"]["/v1/verify"]["post"]["requestBody"]
    body["content"][JSON]["example"] = {"claims": [claim]}


def _show_lists(paths: Node, connection: Connection, release: ReleaseRow) -> None:
    """Add a page of each list that is not of records: changes, coverage, hits and suggestions."""
    changed = find_changes(connection, CHANGES.filters(limit=1)).rows
    _show(paths["/v1/changes"], _page(changed, "/v1/changes?limit=1", release))
    covered = get(connection, COVERAGE, COVERAGE.example)
    rows = [covered] if covered else []
    _show(paths["/v1/coverage"], _page(rows, f"/v1/coverage?code={COVERAGE.example}", release))
    found = search(connection, SearchParams(q=QUESTION, limit=1), address_of)
    page = _page(found.rows, f"/v1/search?q={QUESTION.replace(' ', '+')}", release)
    page["meta"] |= shorten(found.hints)
    _show(paths["/v1/search"], page | shorten(found.beside))
    suggested = suggest(connection, SuggestParams(q=BEGINNING, limit=1)).rows
    _show(paths["/v1/suggest"], _page(suggested, f"/v1/suggest?q={BEGINNING}&limit=1", release))


def _show_table(document: Node, connection: Connection, release: ReleaseRow) -> None:
    """Add a small table: the deaths of one mission, year by year."""
    layout = Layout(rows=Axis.SUBJECT, columns=Axis.YEAR)
    asked: Any = FIGURES.filters.model_validate(TABULATED)
    try:
        table = make_table(connection, layout, asked)
    except UnknownValues:
        return
    table["meta"]["release"] = release.label
    address = f"/v1/figures/table?columns=year&{urlencode(TABULATED, safe=':')}"
    _show(document["paths"]["/v1/figures/table"], shorten({**table, "links": {"self": address}}))


def _page(records: list[Row], address: str, release: ReleaseRow) -> Row:
    page = Page[Any](
        data=shorten(records),
        meta=Meta(total=1, limit=50, next_cursor=None, release=release.label),
        links=Links(self=address, next=None),
        facets={},
    )
    return page.model_dump()


def _show(methods: Node, answer: Any) -> None:
    methods["get"]["responses"]["200"]["content"][JSON]["example"] = answer
