"""One list in several formats: the same rows in the same order, and cells that no spreadsheet runs."""

import csv
import io
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.formats.tabular import to_csv
from api.resources.missions import Mission
from api.resources.registry import RESOURCES

LISTS = [resource.plural for resource in RESOURCES.values()]


def csv_rows(client: TestClient, address: str) -> list[dict[str, str]]:
    """The rows of a list as a spreadsheet reads them."""
    response = client.get(address, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.parametrize("plural", LISTS)
def test_every_format_holds_the_same_rows_in_the_same_order(facts: TestClient, plural: str) -> None:
    address = f"/v1/{plural}?limit=40"
    page = facts.get(address).json()
    codes = [record["code"] for record in page["data"]]
    assert [row["code"] for row in csv_rows(facts, address)] == codes
    lines = facts.get(f"{address}&format=ndjson").text.splitlines()
    assert [json.loads(line) for line in lines] == page["data"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("application/x-ndjson, */*;q=0.1", "application/x-ndjson"),
        ("application/json;q=0, */*;q=0.1", "text/csv; charset=utf-8"),
        ("application/geo+json", "application/geo+json"),
        ("application/json;q=nan, text/csv", "text/csv; charset=utf-8"),  # No weight: refused.
        ("application/json;q=1e999, text/csv;q=0.1", "text/csv; charset=utf-8"),
    ],
)
def test_the_accept_header_chooses(samples: TestClient, accept: str, media_type: str) -> None:
    response = samples.get("/v1/missions", headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert "Accept" in response.headers["vary"]


def test_what_is_not_offered_is_406_with_what_is(samples: TestClient) -> None:
    response = samples.get("/v1/people", headers={"Accept": "application/geo+json"})
    assert response.status_code == 406
    assert "text/csv" in response.json()["detail"]


def test_a_format_that_a_list_does_not_have_is_refused(samples: TestClient) -> None:
    assert samples.get("/v1/people?format=geojson").status_code == 400
    (error,) = samples.get("/v1/people?format=cvs").json()["errors"]
    assert error["did_you_mean"] == "csv"


def test_an_empty_csv_has_its_header(samples: TestClient) -> None:
    text = samples.get("/v1/missions?region=europe&format=csv").text
    assert text.startswith("code,acronym,name,")
    assert text.count("\r\n") == 1


def test_citations_have_their_columns(samples: TestClient) -> None:
    (row,) = csv_rows(samples, "/v1/figures?qualifier=about")
    assert row["subject.code"] == "sampo-ii"
    assert row["citation.source.code"] == "sample-briefing"
    assert (row["citation.paragraph"], row["citation.evidence"]) == ("3", "about 60 were police")
    (mission,) = csv_rows(samples, "/v1/missions?acronym=SAMPO%20II")
    assert mission["countries"] == "MLI; SOM"
    assert mission["citations.source.code"] == "sample-briefing"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_made_harmless_and_a_number_is_not(text: str) -> None:
    row: dict[str, Any] = {"code": "x", "name": text, "latitude": -8.5}
    (record,) = csv.DictReader(io.StringIO(to_csv([row], Mission).decode(), newline=""))
    assert record["name"] == f"'{text}"
    assert record["latitude"] == "-8.5"


def test_missions_are_features_at_their_headquarters(samples: TestClient) -> None:
    collection = samples.get("/v1/missions?format=geojson").json()
    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [-8.0, 12.65]},
        None,
        None,
    ]
    assert collection["meta"]["total"] == 3


def test_events_with_a_known_place_are_features_too(facts: TestClient) -> None:
    collection = facts.get("/v1/events?format=geojson&country=SSD&q=initialling").json()
    (feature,) = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [31.6, 4.85]}
    assert feature["properties"]["place"] == "Juba"


def test_a_feature_may_be_trimmed(samples: TestClient) -> None:
    address = "/v1/missions?format=geojson&limit=1&fields="
    (whole,) = samples.get(f"{address}name,latitude,longitude").json()["features"]
    assert whole["geometry"]["coordinates"] == [-8.0, 12.65]
    (bare,) = samples.get(f"{address}name").json()["features"]
    assert (bare["geometry"], bare["properties"]) == (None, {"name": "First Sample Operation"})


def test_a_file_has_a_name_and_the_next_page_a_link(samples: TestClient) -> None:
    response = samples.get("/v1/missions/sampo-i/figures?format=csv&limit=1")
    release = samples.get("/v1/release").json()["release"]
    assert response.headers["content-disposition"] == (
        f'attachment; filename="missions-sampo-i-figures-{release}.csv"'
    )
    following = re.findall(r'<([^>]*)>; rel="next"', response.headers["link"])[0]
    assert "format=csv" in following
    assert samples.get(following).text.count("\r\n") == 2


def test_a_cursor_of_one_format_goes_on_in_another(samples: TestClient) -> None:
    following = samples.get("/v1/missions?limit=1").json()["links"]["next"]
    assert [row["code"] for row in csv_rows(samples, following)] == ["sampo-ii"]


def test_each_format_has_a_tag_of_its_own(samples: TestClient) -> None:
    tags = {
        samples.get("/v1/missions", headers={"Accept": accept}).headers["etag"]
        for accept in ("application/json", "text/csv", "application/x-ndjson")
    }
    assert len(tags) == 3
