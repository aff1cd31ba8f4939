"""Describe the API in OpenAPI: what FastAPI derives, made exact for generated clients."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sqlalchemy import Engine

from api.claims.claims import Claim, verify
from api.database.address import read_release
from api.exports.describe import list_files
from api.exports.files import Download, DownloadFormat
from api.formats import citations as citing
from api.formats.citations import CitationFormat
from api.formats.tabular import MEDIA_TYPES as MEDIA_TYPES_OF_LISTS
from api.http.problems import DETAILS, MEDIA_TYPE, Problem, not_offered, problem, unknown_parameter
from api.lists.engine import find, get
from api.lists.envelope import WHEN_ASKED, CompactPage, Links, Meta, Page
from api.lists.parameters import MAX_VALUES, PageParams
from api.lists.resource import Resource, UnknownValues
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES, address_of, related_to
from api.routes import citations
from api.routes import release as service
from api.search.page import SearchParams
from api.search.search import search

QUESTION = "how many peacekeepers died in Mali"  # What the example of the search asks.
DESCRIPTION = """
Sourced facts on United Nations peacekeeping: missions, initiatives such as Action for Peacekeeping,
figures, and the people, organisations, countries, events and statements around them. Every value says
who said it, when, where and in which words, and how exact the words are.

**Every list is alike.** Filters repeat the name of a field; a comma means any of. `__gte` and `__lte` bound dates
and numbers, `__gt` and `__lt` numbers, `__not` leaves values out, `__contains` looks for words in a text, and
`__isnull` asks whether a value is known. Dates may be a year, a month or a day: `started__gte=2018` is in 2018 or
later. `q` asks for words, "phrases" and beginnings* in any text of the records, `source…` for what the records cite. `limit` is at most 500, and `0` answers the total alone;
`links.next` leads to the next page.

**Nothing is ignored.** A parameter or value that is not understood is refused with 400, with the
nearest word that would be. Every failure is a problem document (RFC 9457).

**Sorting, trimming, counting.** `sort=-started,code` orders a list, `fields=code,name` keeps only these fields,
`facet=kind,status` counts their values among all records that pass. `expand=figures,people` at the address of
a record brings the first page of its related lists along.

**Formats.** Every list comes as JSON, CSV and NDJSON, missions and events also as GeoJSON: by the `Accept` header or
with `format=`. In CSV, several values in one cell are joined by semicolons, and a text that a spreadsheet
would take for a formula gets an apostrophe in front.

**In few words.** `view=compact` answers each record of a list as one sentence with its address and its source;
the rows, their order and the limits stay the same.

**Citations.** A figure, mission or initiative has a `/citation`, as text, BibTeX, CSL-JSON or RIS: our record in
its release, and the sources it was read from.

**Charts.** `/v1/figures/chart.svg` draws any query of figures that makes a series, and `/v1/missions/timeline.svg`
missions over time, as SVG to embed: open ends, gaps and rival sources are shown as what they are.

**Everything at once.** `/v1/release/download` is the whole dataset as a SQLite database, as NDJSON or as CSV
tables, with SHA-256 sums; a broken download goes on where it stopped.

**Addresses have one form.** Doubled or trailing slashes, needless percent-encoding, capitals in codes, acronyms and
former names are redirected (308) to it.

**Two clocks, and no overwriting.** Of figures, `as_of` asks what was true of a day, `known_at` what we knew by a day. One
that proves wrong is withdrawn, with the reason and what replaces it, and stays readable.
`/v1/changes?since=2026.11.1` tells what was added, corrected and withdrawn since a release or a date.

**Answers keep.** They change only with a release: send `If-None-Match` with the `ETag` you have, and a 304
tells that nothing changed. When a new release is published, it is served within two seconds, and no answer mixes
two: a cursor of the old one goes on in the new one, behind the record where it stopped (in a search, behind as many
results), and an `ETag` of the old one is answered in full.

**Recipes.** [/recipes](/recipes) shows common questions in curl, Python, R and a spreadsheet, with their answers.

**`null`** means not applicable or not known, and each field says which. No key is ever left out, unless `fields` asks for that.

No registration, no key, no tracking. The data are free to use under CC BY 4.0; the sources keep
their own rights.
"""
SCHEMA = "#/components/schemas/{model}"
JSON = "application/json"
SHOWN_DOWNLOAD = Download(DownloadFormat.CSV, Path("shown"), 619742, "9f2c1a7e" * 8)


def describe(app: FastAPI, version: str, engine: Engine) -> dict[str, Any]:
    """Make the OpenAPI document of the application, with examples from the data being served."""
    document = get_openapi(
        title="Peacekeeping Facts",
        version=version,
        summary="Every number, mission and initiative of UN peacekeeping with its source.",
        description=DESCRIPTION.strip(),
        routes=app.routes,
        contact={"name": "The Peacekeeping Facts authors"},
        license_info={"name": "CC BY 4.0 (data)", "identifier": "CC-BY-4.0"},
        servers=[{"url": app.state.public_url or "/", "description": "This service."}],
        tags=[
            {"name": resource.plural, "description": resource.words}
            for resource in RESOURCES.values()
        ]
        + [
            {"name": "search", "description": "One search over every kind of record."},
            {
                "name": "claims",
                "description": "Numbers that somebody claims, held against the sources.",
            },
            {"name": "release", "description": "The state of the data and of the service."},
        ],
    )
    _, definitions = models_json_schema(
        [(Problem, "serialization"), (CompactPage, "serialization")], ref_template=SCHEMA
    )
    document["security"] = []  # Nobody needs a key, and the description says so.
    schemas = document["components"]["schemas"]
    schemas.update(
        {name: schema for name, schema in definitions["$defs"].items() if name not in schemas}
    )
    for unused in ("HTTPValidationError", "ValidationError", "Format"):
        schemas.pop(unused, None)
    for schema in schemas.values():
        _describe_when_asked(schema)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _show_problems(operation, path)
            # Validation answers 400 here, never the 422 that FastAPI adds by itself.
            operation["responses"].pop("422", None)
            parameters = operation.get("parameters", [])
            parameters.sort(key=_is_of_every_list)
            for parameter in parameters:
                _describe_parameter(parameter)
                if parameter["schema"].get("$ref") == SCHEMA.format(model="Format"):
                    _name_formats(parameter["schema"], operation["responses"]["200"]["content"])
    _link(document["paths"])
    _give_record_examples(document["paths"], engine)
    _give_citation_examples(document["paths"], app, engine)
    _give_claim_examples(document["paths"]["/v1/verify"], engine)
    _give_service_examples(document["paths"], engine)
    return document


def _show_problems(operation: dict[str, Any], path: str) -> None:
    """Show each failure as it would be answered at this address."""
    for status, response in operation["responses"].items():
        if int(status) >= HTTPStatus.BAD_REQUEST and MEDIA_TYPE in response.get("content", {}):
            phrase = HTTPStatus(int(status))
            errors = []
            detail = DETAILS.get(phrase, phrase.description)
            if phrase is HTTPStatus.BAD_REQUEST:
                errors = [unknown_parameter("limmit", ["cursor", "limit"])]
                detail = f"limmit: {errors[0].message}"
            elif phrase is HTTPStatus.NOT_FOUND:
                detail = "there is no record 'nowhere'"
            elif phrase is HTTPStatus.NOT_ACCEPTABLE:
                detail = not_offered(operation["responses"]["200"]["content"])
            example = problem(path.replace("{code}", "nowhere"), phrase, detail, errors)
            response["content"][MEDIA_TYPE]["example"] = example.model_dump()


def _is_of_every_list(parameter: dict[str, Any]) -> bool:
    """Tell the parameters that all lists share, which come last, from the others."""
    return parameter["in"] == "query" and parameter["name"] in PageParams.model_fields


def _describe_parameter(parameter: dict[str, Any]) -> None:
    """Describe a parameter as it is sent: never `null`, and several values with commas between them."""
    schema = parameter["schema"]
    examples = schema.pop("examples", None)
    if "anyOf" in schema:
        (inner,) = [option for option in schema.pop("anyOf") if option != {"type": "null"}]
        schema.update(inner)
        schema.pop("examples", None)
    schema.pop("title", None)
    several = schema.get("type") == "array"
    if several:
        parameter["style"], parameter["explode"] = "form", False
        schema["minItems"], schema["maxItems"] = 1, MAX_VALUES
    if examples:
        values = examples[0].split(",") if several else examples[:1]
        typed = [_typed(value, schema["items"] if several else schema) for value in values]
        parameter["example"] = typed if several else typed[0]


def _typed(example: Any, schema: dict[str, Any]) -> Any:
    written = isinstance(example, str) and schema.get("type") in ("boolean", "number")
    return json.loads(example) if written else example


def _name_formats(schema: dict[str, Any], answers: dict[str, Any]) -> None:
    """List the formats that a list comes in: not every one has places for GeoJSON."""
    del schema["$ref"]
    schema["type"] = "string"
    schema["enum"] = [
        name for name, media_type in MEDIA_TYPES_OF_LISTS.items() if media_type in answers
    ]


def _link(paths: dict[str, Any]) -> None:
    """Link an answer to what it leads to: a list to its first record, a record to its related lists."""
    readers = {resource.plural: f"read_{type}" for type, resource in RESOURCES.items()}
    for path, operations in paths.items():
        leads: dict[str, str] = {}
        if reader := readers.get(path.rpartition("/")[2]):
            leads = {reader: "/data/0/code"}
        elif path.endswith("{code}"):
            related = [other for other in paths if other.startswith(f"{path}/")]
            leads = {paths[other]["get"]["operationId"]: "/code" for other in related}
        if leads:
            operations["get"]["responses"]["200"]["links"] = {
                name: {"operationId": name, "parameters": {"code": f"$response.body#{place}"}}
                for name, place in leads.items()
            }


def _describe_when_asked(schema: dict[str, Any]) -> None:
    """Describe a field that is left out unless asked for: not required, and never null."""
    for name, content in schema.get("properties", {}).items():
        if content.pop(WHEN_ASKED, False):
            schema["required"] = [other for other in schema.get("required", []) if other != name]
            (present,) = [option for option in content.pop("anyOf") if option != {"type": "null"}]
            content.update(present)
    if schema.get("required") == []:
        del schema["required"]


def _name_choices(
    operation: dict[str, Any], resource: Resource, children: Iterable[Resource] = ()
) -> None:
    """List what can be sorted by, trimmed to, counted and expanded; drop a parameter without choice."""
    orders = list(resource.sortable)
    choices = {
        "sort": orders + [f"-{name}" for name in orders],
        "fields": list(resource.answered_fields),
        "facet": list(resource.facets),
        "expand": [child.plural for child in children],
    }
    for parameter in list(operation["parameters"]):
        if parameter["name"] in choices:
            allowed = choices[parameter["name"]]
            if not allowed:
                operation["parameters"].remove(parameter)
                continue
            parameter["schema"]["items"]["enum"] = allowed
            parameter["example"] = allowed[-1:] if parameter["name"] == "sort" else allowed[:1]
        elif parameter["name"] == "code" and parameter["in"] == "query":
            parameter["example"] = [resource.example]


def _give_record_examples(paths: dict[str, Any], engine: Engine) -> None:
    """Show a real record at every address of records."""
    with engine.connect() as connection:
        records = {
            type: get(connection, resource, resource.example)
            for type, resource in RESOURCES.items()
        }
    for type, resource in RESOURCES.items():
        address = f"/v1/{resource.plural}"
        operation = paths[f"{address}/{{code}}"]["get"]
        _show(operation, records[type])
        _name_choices(operation, resource, related_to(resource))
        operation["parameters"][0]["example"] = resource.example
        _show_page(paths[address]["get"], records[type], address)
        _name_choices(paths[address]["get"], resource)
        for child in related_to(resource):
            operation = paths[f"{address}/{{code}}/{child.plural}"]["get"]
            operation["parameters"][0]["example"] = resource.example
            _name_choices(operation, child)
            _show_page(
                operation, records[child.type], f"{address}/{resource.example}/{child.plural}"
            )


def _give_citation_examples(paths: dict[str, Any], app: FastAPI, engine: Engine) -> None:
    """Show a real citation in every format."""
    release, site = read_release(engine), app.state.public_url
    for resource in citations.CITED:
        operation = paths[f"/v1/{resource.plural}/{{code}}/citation"]["get"]
        operation["parameters"][0]["example"] = resource.example
        with engine.connect() as connection:
            record = get(connection, resource, resource.example)
        if record is None:
            continue
        for format, media_type in citing.MEDIA_TYPES.items():
            text = citations.answer(release, site, resource, record, format)
            example = json.loads(text) if format is CitationFormat.CSL else text
            operation["responses"]["200"]["content"][media_type]["example"] = example


def _give_claim_examples(operations: dict[str, Any], engine: Engine) -> None:
    with engine.connect() as connection:
        claim = {
            name: _example_of(Claim, name) for name in ("subject", "indicator", "value", "as_of")
        }
        try:
            verdict = verify(connection, Claim.model_validate(claim))
        except UnknownValues:
            return
    answer = {**verdict, "release": read_release(engine).label}
    operations["post"]["requestBody"]["content"][JSON]["example"] = {"claims": [claim]}
    _show(operations["get"], answer)
    _show(operations["post"], {"data": [answer]})


def _example_of(model: type[BaseModel], name: str) -> Any:
    return (model.model_fields[name].examples or [None])[0]


def _give_service_examples(paths: dict[str, Any], engine: Engine) -> None:
    with engine.connect() as connection:
        found = search(connection, SearchParams(q=QUESTION, limit=1), address_of)
        covered = get(connection, COVERAGE, "minusma")
        changed = find(connection, CHANGES, CHANGES.filters(limit=1)).rows
    _name_choices(paths["/v1/changes"]["get"], CHANGES)
    _show_page(paths["/v1/changes"]["get"], changed[0] if changed else None, "/v1/changes?limit=1")
    _name_choices(paths["/v1/coverage"]["get"], COVERAGE)
    _show_page(paths["/v1/coverage"]["get"], covered, "/v1/coverage?code=minusma")
    asked = f"/v1/search?q={QUESTION.replace(' ', '+')}"
    _show_page(paths["/v1/search"]["get"], found.rows[0] if found.rows else None, asked)
    example = paths["/v1/search"]["get"]["responses"]["200"]["content"][JSON]["example"]
    example["meta"] |= found.hints
    example |= found.beside
    release = read_release(engine)
    _show(paths["/v1/release"]["get"], service.answer(release))
    files = list_files(release, {SHOWN_DOWNLOAD.format: SHOWN_DOWNLOAD})
    _show(paths["/v1/release/download"]["get"], files.model_dump(mode="json"))
    for address in ("/healthz", "/readyz"):
        _show(paths[address]["get"], {"status": "ok"})


def _show(operation: dict[str, Any], answer: Any) -> None:
    operation["responses"]["200"]["content"][JSON]["example"] = answer


def _show_page(operation: dict[str, Any], record: Any, address: str) -> None:
    page = Page[Any](
        data=[record] if record else [],
        meta=Meta(total=1, limit=50, next_cursor=None, release="2026.11.1+9f2c1a7e"),
        links=Links(self=address, next=None),
        facets={},
    )
    _show(operation, page.model_dump())
