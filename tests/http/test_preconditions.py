"""Conditional requests: `If-None-Match`, `If-Modified-Since` and others (RFC 9110, section 13)."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

LIST = "/v1/missions?limit=1"
FILE = "/v1/release/download?format=csv"
ANSWERS = [
    LIST,
    FILE,
    "/v1/missions/sampo-i",
    "/v1/missions?format=csv",
    "/docs",
    "/assets/docs.js",
]
LONG_AGO = "Fri, 01 Jan 1999 00:00:00 GMT"
PART = {"Range": "bytes=0-9"}


def moved(client: TestClient, address: str, seconds: int) -> str:
    """The `Last-Modified` of an answer, shifted by some seconds."""
    date = parsedate_to_datetime(client.get(address).headers["last-modified"])
    return format_datetime(date + timedelta(seconds=seconds), usegmt=True)


def test_the_date_of_an_answer_is_when_it_began_to_be_served(samples: TestClient) -> None:
    date = parsedate_to_datetime(samples.get(LIST).headers["last-modified"])
    assert datetime.now(UTC) - timedelta(hours=1) < date <= datetime.now(UTC)


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize(("seconds", "status"), [(0, 304), (86400, 304), (-1, 200)])
def test_a_date_alone_validates_too(
    samples: TestClient, address: str, seconds: int, status: int
) -> None:
    since = moved(samples, address, seconds)
    again = samples.get(address, headers={"If-Modified-Since": since})
    assert (again.status_code, bool(again.content)) == (status, status == 200)


def test_what_is_no_date_is_ignored(samples: TestClient) -> None:
    for name in ("If-Modified-Since", "If-Unmodified-Since"):
        assert samples.get(LIST, headers={name: "nonsense"}).status_code == 200


def test_the_code_is_older_than_what_it_answers(samples: TestClient) -> None:
    # New code is a new process, which begins to serve later: the date moves with it.
    date = parsedate_to_datetime(samples.get(LIST).headers["last-modified"])
    newest = max(file.stat().st_mtime for file in Path("api").glob("**/*.py"))
    assert date.timestamp() > newest - 1


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_only_the_state_that_is_meant_is_answered(
    samples: TestClient, address: str, method: str
) -> None:
    tag = samples.get(address).headers["etag"]
    for meant in (tag, f'"other", {tag}', "*"):
        answer = samples.request(method, address, headers={"If-Match": meant})
        assert (answer.status_code, answer.headers["etag"]) == (200, tag)
    for meant in ('"other"', f"W/{tag}", "nonsense", ""):
        refused = samples.request(method, address, headers={"If-Match": meant})
        assert (refused.status_code, refused.headers["etag"]) == (412, tag)
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["cache-control"] == "no-store"
        assert bool(refused.content) is (method == "GET")


@pytest.mark.parametrize("address", ANSWERS)
def test_what_has_changed_since_is_not_answered(samples: TestClient, address: str) -> None:
    since = moved(samples, address, 0)
    for date, status in [(since, 200), (LONG_AGO, 412)]:
        answer = samples.get(address, headers={"If-Unmodified-Since": date})
        assert answer.status_code == status
    both = {"If-Match": "*", "If-Unmodified-Since": LONG_AGO}
    assert samples.get(address, headers=both).status_code == 200  # The tag alone counts.


def test_a_part_is_of_the_file_that_is_meant(samples: TestClient) -> None:
    whole = samples.get(FILE)
    right = samples.get(FILE, headers={**PART, "If-Match": whole.headers["etag"]})
    assert (right.status_code, right.content) == (206, whole.content[:10])
    for header in ({"If-Match": '"x"'}, {"If-Unmodified-Since": LONG_AGO}):
        refused = samples.get(FILE, headers={**PART, **header})
        assert (refused.status_code, refused.json()["status"]) == (412, 412)
    again = samples.get(FILE, headers={**PART, "If-Range": whole.headers["last-modified"]})
    assert again.status_code == 206


def test_the_state_that_is_meant_comes_before_the_one_that_is_known(samples: TestClient) -> None:
    tag = samples.get(LIST).headers["etag"]
    for meant, status in [('"other"', 412), (tag, 304)]:
        headers = {"If-Match": meant, "If-None-Match": tag}
        assert samples.get(LIST, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("address", "status"), [("/v1/missions/nowhere", 404), ("/v1/missions/", 308), ("/v1/x", 404)]
)
def test_what_is_no_answer_has_no_state(samples: TestClient, address: str, status: int) -> None:
    for header in ({"If-Match": '"x"'}, {"If-None-Match": "*"}):
        assert samples.get(address, headers=header).status_code == status


def test_an_answer_without_a_tag_is_none_that_was_meant(samples: TestClient) -> None:
    assert samples.get("/healthz", headers={"If-Match": '"x"'}).status_code == 412
    assert samples.get("/healthz", headers={"If-Match": "*"}).status_code == 200
    assert samples.options(LIST, headers={"If-Match": '"x"'}).status_code == 204
