"""Put the OpenAPI document together."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from sqlalchemy import Engine

from api.database.address import read_release
from api.http.problems import Problem
from api.lists.envelope import CompactPage
from api.openapi.components import (
    operations_of,
    share_failures,
    share_lists,
    share_pages,
    share_parameters,
)
from api.openapi.examples import give_examples
from api.openapi.parameters import describe_parameters, name_choices
from api.openapi.related import gather_related, link_to_related
from api.openapi.schemas import REFERENCE, name_strings, refine_schemas, shorten_nullable
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES, related_to

DESCRIPTION = """
Sourced facts on United Nations peacekeeping: missions, initiatives such as Action for Peacekeeping,
figures, and the people, organisations, countries, events and statements around them. Every value says
who said it, when, where and in which words, and how exact the words are.

**Every list is alike.** A part of a record has one name, its path: `dimensions.cause` in filters, `fields`, `facet`,
tables and columns of CSV. What holds several is filtered in the singular: `country` for `countries`. A comma means any of. `__gte` and `__lte` bound dates
and numbers, `__gt` and `__lt` numbers, `__not` leaves values out, `__contains` looks for words in a text, and
`__isnull` asks whether a value is known. Dates may be a year, a month or a day: `started__gte=2018` is in 2018 or
later. `q` asks for words, "phrases" and beginnings* in any text of the records, `source…` for what the records cite. `limit` is at most 500, and `0` answers the total alone;
`links.next` leads to the next page.

**Nothing is ignored.** A parameter or value that is not understood is refused with 400, with the
nearest word that would be. Every failure is a problem document (RFC 9457).

**Sorting, trimming, counting.** `sort=-started,code` orders a list, `fields=code,mandates.until` keeps only these fields or parts,
`facet=kind,status` counts their values among all records that pass. `expand=figures,people` at the address of
a record brings the first page of its related lists along.

**Formats.** Every list and every record comes as JSON, CSV and NDJSON, missions and events also as GeoJSON: by the
`Accept` header or with `format=`. CSV and NDJSON without `limit` are whole, however long the list is; the headers say
of which release (`X-Release`) and of how many records (`X-Total-Count`). In CSV, several values in one cell are joined by semicolons, and a text that a spreadsheet
would take for a formula gets an apostrophe in front.

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
        tags=_tags(),
    )
    document["security"] = []  # Nobody needs a key, and the description says so.
    _complete_schemas(document["components"]["schemas"])
    for operation in operations_of(document):
        describe_parameters(operation)
    _name_all_choices(document["paths"])
    gather_related(document["paths"])
    share_failures(document)
    _link(document["paths"])
    share_pages(document)
    release = read_release(engine)
    with engine.connect() as connection:
        give_examples(document, app, connection, release)
    name_strings(document)
    shorten_nullable(document["components"]["schemas"])
    share_lists(document)
    share_parameters(document)
    return document


def _tags() -> list[dict[str, str]]:
    others = {
        "search": "One search over every kind of record.",
        "claims": "Numbers that somebody claims, held against the sources.",
        "release": "The state of the data and of the service.",
    }
    words = {resource.plural: resource.words for resource in RESOURCES.values()} | others
    return [{"name": name, "description": description} for name, description in words.items()]


def _complete_schemas(schemas: dict[str, Any]) -> None:
    """Add the shapes that no route names, and drop those that none answers."""
    models = [(Problem, "serialization"), (CompactPage, "serialization")]
    _, definitions = models_json_schema(models, ref_template=REFERENCE)  # type: ignore[arg-type]  # a list of two models
    for name, schema in definitions["$defs"].items():
        schemas.setdefault(name, schema)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    refine_schemas(schemas)


def _name_all_choices(paths: dict[str, Any]) -> None:
    """Name in each operation what can be chosen there, and whose codes."""
    for resource in (*RESOURCES.values(), CHANGES, COVERAGE):
        name_choices(paths[f"/v1/{resource.plural}"]["get"], resource)
    for resource in RESOURCES.values():
        record = f"/v1/{resource.plural}/{{code}}"
        name_choices(paths[record]["get"], resource, related_to(resource))
        for child in related_to(resource):
            name_choices(paths[f"{record}/{child.plural}"]["get"], child)
        for path in paths:
            if path.startswith(record):
                paths[path]["get"]["parameters"][0]["example"] = resource.example


def _link(paths: dict[str, Any]) -> None:
    """Link an answer to what it leads to: a list to its first record, a record to its related lists."""
    for resource in RESOURCES.values():
        first = {
            "operationId": f"read_{resource.type}",
            "parameters": {"code": "$response.body#/data/0/code"},
        }
        for path in paths:
            if path.endswith(f"/{resource.plural}"):
                paths[path]["get"]["responses"]["200"]["links"] = {resource.type: first}
        if related := related_to(resource):
            answer = paths[f"/v1/{resource.plural}/{{code}}"]["get"]["responses"]["200"]
            answer["links"] = {child.plural: link_to_related(resource, child) for child in related}
