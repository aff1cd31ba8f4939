"""The JSON-LD of a release, for dataset search engines, expanded by a processor offline."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyld import jsonld  # type: ignore[import-untyped]

from api.app import create_app
from api.settings import Settings

SCHEMA = "https://schema.org/"
SITE = "https://facts.example.org"


def refuse(address: str, _: object) -> None:
    raise AssertionError(f"{address} was to be fetched")


def expanded(document: dict[str, Any]) -> dict[str, Any]:
    """The one node that the document describes, with every term expanded."""
    options = {"documentLoader": refuse, "base": "https://base.example/v1/release"}
    (dataset,) = jsonld.expand(document, options)
    return {name.removeprefix(SCHEMA): content for name, content in dataset.items()}


@pytest.fixture(scope="module")
def dataset(samples: TestClient) -> dict[str, Any]:
    """The JSON-LD of the miniature, from a service with a public address."""
    service: Any = samples.app
    settings: Settings = service.release_server.settings
    with TestClient(create_app(settings.model_copy(update={"public_url": SITE}))) as client:
        return expanded(client.get("/v1/release?format=jsonld").json())


def test_it_is_a_dataset_of_schema_org_with_its_licence(dataset: dict[str, Any]) -> None:
    assert dataset["@type"] == ["https://schema.org/Dataset"]
    assert dataset["license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert dataset["creator"][0]["@type"] == ["https://schema.org/Organization"]


def test_every_term_is_one_of_schema_org(dataset: dict[str, Any]) -> None:
    assert set(dataset) == {
        *("@id", "@type", "name", "description", "url", "identifier", "version", "datePublished"),
        *("license", "creator", "keywords", "temporalCoverage", "isAccessibleForFree"),
        "distribution",
    }
    assert 50 <= len(dataset["description"][0]["@value"]) <= 5000


def test_it_covers_the_time_from_the_first_beginning_to_the_newest_source(
    dataset: dict[str, Any], samples: TestClient
) -> None:
    assert dataset["temporalCoverage"] == [{"@value": "1990-03/2001-05"}]
    assert dataset["datePublished"] == [{"@value": samples.get("/v1/release").json()["date"]}]


def test_its_distributions_are_the_downloads(dataset: dict[str, Any], samples: TestClient) -> None:
    files = samples.get("/v1/release/download").json()["files"]
    for distribution, file in zip(dataset["distribution"], files, strict=True):
        assert distribution["@type"] == [f"{SCHEMA}DataDownload"]
        assert distribution[f"{SCHEMA}contentUrl"] == [{"@id": f"{SITE}{file['href']}"}]
        assert distribution[f"{SCHEMA}sha256"] == [{"@value": file["sha256"]}]
        assert distribution[f"{SCHEMA}contentSize"] == [{"@value": f"{file['bytes']} B"}]


def test_without_a_public_address_it_refers_to_where_it_was_read(samples: TestClient) -> None:
    found = expanded(samples.get("/v1/release?format=jsonld").json())
    assert found["@id"] == "https://base.example/v1/release"
    assert found["url"] == [{"@id": "https://base.example/"}]


def test_it_is_asked_for_by_format_or_accept_and_is_not_the_default(samples: TestClient) -> None:
    by_header = samples.get("/v1/release", headers={"Accept": "application/ld+json"})
    assert by_header.headers["content-type"] == "application/ld+json"
    assert by_header.json() == samples.get("/v1/release?format=jsonld").json()
    assert samples.get("/v1/release").headers["content-type"] == "application/json"
