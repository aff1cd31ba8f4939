"""Every error has the same shape (problem document), and none shows an exception."""

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError

from api.app import create_app
from api.settings import Settings

KEYS = ["type", "title", "status", "detail", "instance", "errors"]


def assert_problem(response: Any, status: int, title: str) -> None:
    """The response is a problem document."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert list(problem) == KEYS
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", title, status)


@pytest.fixture
def broken(built_samples: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A service whose database is spoilt while it runs."""
    database = tmp_path / "facts.sqlite"
    shutil.copyfile(built_samples, database)
    app: Any = create_app(Settings(database_url=f"sqlite:///{database}"))
    app.release_server.current.engine.dispose()
    database.write_bytes(b"spoilt" * 1000)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/v1/missions?contry=MLI", 400, "Bad Request"),
        ("/v1/missions?cursor=x", 400, "Bad Request"),
        ("/v1/missions/nowhere", 404, "Not Found"),
        ("/v1/nothing", 404, "Not Found"),
        ("/assets/nothing.js", 404, "Not Found"),
    ],
)
def test_a_request_that_cannot_be_answered_is_told_why(
    samples: TestClient, address: str, status: int, title: str
) -> None:
    response = samples.get(address)
    assert_problem(response, status, title)
    assert response.json()["instance"] == address.partition("?")[0]


def test_another_method_is_refused_with_the_allowed_one(samples: TestClient) -> None:
    response = samples.post("/v1/missions")
    assert_problem(response, 405, "Method Not Allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_instance_is_percent_encoded(samples: TestClient) -> None:
    response = samples.get("/v1/missions/c%C3%B4te%20d")
    assert response.json()["instance"] == "/v1/missions/c%C3%B4te%20d"


def test_a_database_that_cannot_be_read_is_503(broken: TestClient) -> None:
    assert_problem(broken.get("/v1/missions"), 503, "Service Unavailable")
    assert_problem(broken.get("/readyz"), 503, "Service Unavailable")
    assert broken.get("/healthz").status_code == 200


def test_our_mistake_is_500_without_its_text(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("api.routes.search.search", fail)
    response = samples.get("/v1/search?q=x")
    assert_problem(response, 500, "Internal Server Error")
    assert "secret" not in response.text


def test_the_service_cannot_write(samples: TestClient) -> None:
    app: Any = samples.app
    connection = app.release_server.current.engine.connect()
    with connection, pytest.raises(DBAPIError, match=r"readonly database|read-only transaction"):
        connection.exec_driver_sql("DELETE FROM mission")


def test_more_than_two_hundred_values_are_refused_even_if_alike(samples: TestClient) -> None:
    refused = samples.get("/v1/missions?kind=" + ",".join(["support_office"] * 201))
    assert_problem(refused, 400, "Bad Request")
    assert "at most 200 fit" in refused.json()["detail"]


def test_of_thousands_of_unknown_parameters_no_more_than_are_shown_are_weighed(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = []
    monkeypatch.setattr("api.http.problems.nearest_name", lambda word, _: weighed.append(word))
    refused = samples.get("/v1/missions?" + "&".join(f"x{number}" for number in range(1000)))
    assert len(refused.json()["errors"]) == len(weighed) == 20


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/v1/missions/minusma%00", "code"),
        ("/v1/missions/minusma%00/figures", "code"),
        ("/v1/missions/minusma%00/citation", "code"),
        ("/v1/missions?name__contains=a%00", "name__contains"),
        ("/v1/missions?acronym=a%00", "acronym"),
        ("/v1/figures?value__lte=nan", "value__lte"),
        ("/v1/figures?value__gt=1e400", "value__gt"),
    ],
)
def test_what_no_database_holds_is_refused(
    samples: TestClient, address: str, parameter: str
) -> None:
    refused = samples.get(address)
    assert_problem(refused, 400, "Bad Request")
    assert [error["parameter"] for error in refused.json()["errors"]] == [parameter]


@pytest.mark.parametrize("value", ["true", "NaN", "1e999", "9" * 30, '"a\\u0000"'])
@pytest.mark.parametrize("order", ["value", "code"])
def test_a_forged_cursor_is_refused_whatever_it_holds(
    samples: TestClient, order: str, value: str
) -> None:
    asked = f"/v1/figures?sort={order}&limit=1"
    made = samples.get(asked).json()["meta"]["next_cursor"]
    first, *places = json.loads(base64.urlsafe_b64decode(made + "=="))
    code = json.dumps(places[-1]) if len(places) > 1 else value
    forged = f"[{json.dumps(first)},{value}{f',{code}' if len(places) > 1 else ''}]"
    cursor = base64.urlsafe_b64encode(forged.encode()).decode().rstrip("=")
    assert_problem(samples.get(f"{asked}&cursor={cursor}"), 400, "Bad Request")
