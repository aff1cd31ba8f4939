"""Content negotiation for a record: the formats of its list, by `Accept` or `format=`."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES

MISSION = "/v1/missions/sampo-i"
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
}


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_accept_and_format_mean_the_same(samples: TestClient, format: str) -> None:
    by_header = samples.get(MISSION, headers={"Accept": MEDIA_TYPES[format]})
    by_name = samples.get(f"{MISSION}?format={format}")
    assert (by_header.status_code, by_header.content) == (200, by_name.content)
    assert by_header.headers["content-type"].startswith(MEDIA_TYPES[format])
    assert by_header.headers["etag"] != by_name.headers["etag"]
    assert "Accept" in by_header.headers["vary"]


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_a_record_is_the_row_of_its_list(facts: TestClient, resource) -> None:  # type: ignore[no-untyped-def]  # any kind
    listed, one = (
        f"/v1/{resource.plural}?code={resource.example}",
        f"/v1/{resource.plural}/{resource.example}?",
    )
    for format in ("csv", "ndjson"):
        assert (
            facts.get(f"{listed}&format={format}").content
            == facts.get(f"{one}format={format}").content
        )


def test_a_feature_is_that_of_its_list(samples: TestClient) -> None:
    feature = samples.get(f"{MISSION}?format=geojson").json()
    listed = samples.get("/v1/missions?code=sampo-i&format=geojson").json()["features"]
    assert [feature] == listed


def test_fields_trim_every_format(samples: TestClient) -> None:
    text = samples.get(f"{MISSION}?format=csv&fields=code,kind").text
    assert next(csv.reader(io.StringIO(text))) == ["code", "kind"]
    line = samples.get(f"{MISSION}?format=ndjson&fields=code").text
    assert json.loads(line) == {"code": "sampo-i"}


def test_a_file_of_a_record_says_what_it_is(samples: TestClient) -> None:
    headers = samples.get(f"{MISSION}?format=csv").headers
    release = samples.get("/v1/release").json()["release"]
    assert headers["x-release"] == release
    assert (
        headers["content-disposition"] == f'attachment; filename="missions-sampo-i-{release}.csv"'
    )


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/v1/missions",
            MISSION,
            f"{MISSION}/figures",
            f"{MISSION}/citation",
            "/v1/search?q=sample",
        ),
        *(
            "/v1/release",
            "/v1/release/download",
            "/v1/coverage",
            "/v1/changes",
            f"{MISSION}?expand=figures",
        ),
        "/v1/verify?subject=mission:sampo-ii&indicator=people_serving&value=1",
        "/v1/missions/timeline.svg",
    ],
)
def test_what_nobody_offers_is_refused_everywhere(samples: TestClient, address: str) -> None:
    for accept in ("application/xml", "application/ld+xml, text/nonsense;q=0.5", "*/*;q=0"):
        refused = samples.get(address, headers={"Accept": accept})
        assert (refused.status_code, refused.json()["title"]) == (406, "Not Acceptable")
        assert refused.json()["detail"].startswith("this comes as ")
    assert samples.get(address, headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200


def test_related_lists_come_along_in_json_alone(samples: TestClient) -> None:
    refused = samples.get(f"{MISSION}?expand=figures", headers={"Accept": "text/csv"})
    assert refused.json()["detail"] == "this comes as application/json"
    refused = samples.get(f"{MISSION}?expand=figures&format=csv")
    assert refused.json()["detail"] == "format: expand comes as JSON alone; allowed: json"


def test_another_name_leads_to_the_record_whatever_is_accepted(samples: TestClient) -> None:
    led = samples.get("/v1/missions/SAMPO-I?format=csv", headers={"Accept": "application/xml"})
    assert led.status_code == 308
