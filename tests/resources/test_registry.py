"""The registry: every kind of record has all that pages, tools, downloads and curators need."""

import pytest
from fastapi.testclient import TestClient

from api.agents.tools import TOOLS
from api.lists.resource import Resource
from api.resources.registry import RESOURCES
from api.tables.kinds import KINDS
from api.vocabulary import RecordType
from seed.files.places import DATA
from seed.records import class_of

KIND = pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda resource: resource.plural)


@pytest.mark.parametrize("type", RecordType)
def test_every_kind_of_the_vocabulary_is_a_resource_a_table_and_a_file(type: RecordType) -> None:
    assert type in RESOURCES
    assert type in KINDS
    assert class_of(type)


@KIND
def test_every_kind_has_words_and_an_example_that_exists(
    facts: TestClient, resource: Resource
) -> None:
    assert resource.words.endswith(".")
    assert facts.get(f"/v1/{resource.plural}/{resource.example}").status_code == 200


@KIND
def test_every_kind_is_told_in_one_sentence_with_its_source(
    facts: TestClient, resource: Resource
) -> None:
    record = facts.get(f"/v1/{resource.plural}/{resource.example}").json()
    compact = resource.compact(record)
    assert compact["text"]
    assert compact["href"] == f"/v1/{resource.plural}/{resource.example}"
    assert resource.type is RecordType.INDICATOR or compact["source"]


@KIND
def test_every_kind_has_columns_of_its_own_fields(resource: Resource) -> None:
    assert resource.columns
    assert {column.field for column in resource.columns} <= set(resource.answer.model_fields)


@KIND
def test_every_kind_has_a_template_for_curators(resource: Resource) -> None:
    template = DATA / resource.plural / "_template.toml"
    assert template.is_file(), f"bless tests/seed/test_templates.py to make {template}"


@KIND
def test_every_kind_is_found_and_read_by_the_tools(resource: Resource) -> None:
    assert resource.plural in TOOLS["search"].description
    choices = TOOLS["read_record"].model.model_json_schema()["$defs"]["RecordType"]["enum"]
    assert resource.type in choices


@KIND
def test_every_kind_can_be_cited_on_its_page(facts: TestClient, resource: Resource) -> None:
    page = facts.get(f"/{resource.plural}/{resource.example}", headers={"accept": "text/html"})
    assert f"{resource.type}-{resource.example}" in page.text
