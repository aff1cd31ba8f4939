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
from api.openapi.order import order_paths, order_tags
from api.openapi.parameters import describe_parameters, name_choices
from api.openapi.related import gather_related, link_to_related
from api.openapi.schemas import REFERENCE, name_strings, refine_schemas, shorten_nullable
from api.openapi.trying import give_addresses_to_try
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES, related_to

DESCRIPTION = (
    "Sourced facts on United Nations peacekeeping: every value says who said it, when, where and in which words. Reading"
    " needs no key; the data are free to use under CC BY 4.0. Conventions of all lists, and an example to run for each"
    " endpoint: [/reference](/reference). Worked examples in curl, Python, R and a spreadsheet: [/recipes](/recipes). This"
    " description as a file: [/openapi.json](/openapi.json). The same as pages: [/](/)."
)


def describe(app: FastAPI, version: str, engine: Engine) -> dict[str, Any]:
    """Make the OpenAPI document of the application, with examples from the data being served."""
    document = get_openapi(
        title="Peacekeeping Facts",
        version=version,
        summary="Every number, mission and initiative of UN peacekeeping with its source.",
        description=DESCRIPTION,
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
        give_addresses_to_try(document, connection)
    name_strings(document)
    shorten_nullable(document["components"]["schemas"])
    document["paths"] = order_paths(document["paths"])
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
    tags = [{"name": name, "description": description} for name, description in words.items()]
    return order_tags(tags)


def _complete_schemas(schemas: dict[str, Any]) -> None:
    """Add the schemas that no route names, and drop those of FastAPI that none answers."""
    models = [(Problem, "serialization"), (CompactPage, "serialization")]
    _, definitions = models_json_schema(models, ref_template=REFERENCE)  # type: ignore[arg-type]  # a list of two models
    for name, schema in definitions["$defs"].items():
        schemas.setdefault(name, schema)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    refine_schemas(schemas)


def _name_all_choices(paths: dict[str, Any]) -> None:
    """List the allowed values of `sort`, `fields`, `facet` and `expand` in each operation, with examples of codes."""
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
    """Add OpenAPI links: from a list to its first record, from a record to its related lists."""
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
