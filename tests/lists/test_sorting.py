"""Sorting, `fields` and counts on every list; cursors stay valid while records come and go."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as searching
from hypothesis import strategies as st

from api.app import create_app
from api.resources.registry import RESOURCES
from api.settings import Settings

ORDERS = [
    pytest.param(
        resource.plural,
        f"{sign}{name}",
        id=f"{resource.plural}-{sign}{name}",
        marks=[pytest.mark.slow] if resource.plural == "figures" else [],  # A thousand pages.
    )
    for resource in RESOURCES.values()
    for name in resource.sortable
    for sign in ("", "-")
]


def codes(client: TestClient, address: str) -> list[str]:
    """The codes of a whole list, page by page."""
    seen: list[str] = []
    following: str | None = address
    while following:
        page = client.get(following)
        assert page.status_code == 200, page.text
        seen += [record["code"] for record in page.json()["data"]]
        following = page.json()["links"]["next"]
    return seen


@pytest.mark.parametrize(("plural", "order"), ORDERS)
def test_pages_in_any_order_hold_every_record_once(
    facts: TestClient, plural: str, order: str
) -> None:
    seen = codes(facts, f"/v1/{plural}?sort={order}&fields=code&limit=379")
    total = facts.get(f"/v1/{plural}?limit=0").json()["meta"]["total"]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("started", ["sampo-i", "sampo-ii", "undated-office"]),
        ("-started", ["sampo-ii", "sampo-i", "undated-office"]),
        ("-acronym", ["sampo-ii", "sampo-i", "undated-office"]),
        ("-kind,-code", ["undated-office", "sampo-ii", "sampo-i"]),
        ("-code", ["undated-office", "sampo-ii", "sampo-i"]),
    ],
)
def test_what_is_not_known_comes_last_either_way(
    samples: TestClient, order: str, answer: list[str]
) -> None:
    assert codes(samples, f"/v1/missions?sort={order}") == answer
    assert codes(samples, f"/v1/missions?sort={order}&limit=1") == answer


def test_a_field_named_twice_sorts_once(samples: TestClient) -> None:
    answer = ["sampo-ii", "sampo-i", "undated-office"]
    assert codes(samples, "/v1/missions?sort=-started,started&limit=1") == answer


def test_numbers_are_sorted_as_numbers(samples: TestClient) -> None:
    page = samples.get("/v1/figures?sort=-value&fields=value").json()
    values = [figure["value"] for figure in page["data"]]
    assert values == sorted(values, reverse=True)
    assert values[0] == 2500


def test_only_the_fields_asked_for_are_answered(samples: TestClient) -> None:
    page = samples.get("/v1/missions?fields=name,code").json()
    assert page["data"][0] == {"code": "sampo-i", "name": "First Sample Operation"}
    text = samples.get("/v1/missions?fields=name,code&format=csv").text
    assert text.splitlines()[0] == "code,name"


def test_facets_count_within_the_filter_with_the_unknown(samples: TestClient) -> None:
    facets = samples.get("/v1/missions?facet=region,status&country=MLI&limit=0").json()["facets"]
    assert facets == {
        "region": [{"value": "africa", "count": 1}, {"value": None, "count": 1}],
        "status": [{"value": "closed", "count": 1}, {"value": "ongoing", "count": 1}],
    }


@pytest.mark.parametrize(
    "question",
    [
        "",
        "indicator=fatalities",
        "mission_country=MLI",
        "source_grade=primary",
        "subject=mission:minusma&rank__not=deprecated",
        "as_of=2010",
        "value__gte=1000",
        "q=police",
    ],
)
def test_totals_and_facets_of_figures_count_what_the_pages_hold(
    facts: TestClient, question: str
) -> None:
    facet = "indicator,source,dimensions.cause"
    page = facts.get(f"/v1/figures?{question}&limit=0&facet={facet}").json()
    figures: list[dict[str, Any]] = []
    following: str | None = f"/v1/figures?{question}&limit=500"
    while following:
        content = facts.get(following).json()
        figures += content["data"]
        following = content["links"]["next"]
    assert page["meta"]["total"] == len(figures)
    counted = {
        "indicator": Counter(figure["indicator"] for figure in figures),
        "source": Counter(figure["citation"]["source"]["code"] for figure in figures),
        "dimensions.cause": Counter(figure["dimensions"]["cause"] for figure in figures),
    }
    for name, values in page["facets"].items():
        assert {one["value"]: one["count"] for one in values} == counted[name]


@pytest.mark.parametrize(
    ("question", "parameter", "meant"),
    [
        ("sort=startd", "sort", "started"),
        ("sort=-startd", "sort", "started"),
        ("fields=nam", "fields", "name"),
        ("facet=statu", "facet", "status"),
    ],
)
def test_a_name_that_is_none_is_refused_with_the_nearest(
    samples: TestClient, question: str, parameter: str, meant: str
) -> None:
    response = samples.get(f"/v1/missions?{question}")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["did_you_mean"]) == (parameter, meant)


def test_search_has_an_order_of_its_own(samples: TestClient) -> None:
    assert samples.get("/v1/search?q=sample&sort=code").status_code == 400


@pytest.fixture(scope="module")
def changing(
    built_facts: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TestClient, Path]:
    """A service over the real data whose database changes between pages."""
    database = tmp_path_factory.mktemp("changing") / "facts.sqlite"
    shutil.copyfile(built_facts, database)
    with closing(sqlite3.connect(database)) as connection, connection:
        for resource in RESOURCES.values():
            table = resource.row.__tablename__
            connection.execute(f"CREATE TABLE all_{table} AS SELECT * FROM {table}")
    settings = Settings(database_url=f"sqlite:///{database}", kept_mb=0)
    # Not entered, it does not watch for a newer release, which each change would look like.
    return TestClient(create_app(settings)), database


def keep_only(database: Path, table: str, places: set[int]) -> set[str]:
    """Keep only these records of a table (`all_…` has all of them); return their codes."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")  # It need not outlive a power cut.
        connection.execute(f"DELETE FROM {table}")
        spread = f"id * 7919 % (SELECT count(*) FROM all_{table})"  # Neighbours are much alike.
        chosen = f"SELECT * FROM all_{table} WHERE {spread} IN ({','.join(map(str, places))})"
        connection.execute(f"INSERT INTO {table} {chosen}")
        return {code for (code,) in connection.execute(f"SELECT code FROM {table}")}


PLACES = st.sets(st.integers(min_value=0, max_value=12), min_size=1)


@pytest.mark.slow
@pytest.mark.parametrize(("plural", "order"), ORDERS)
@searching(max_examples=4)
@given(before=PLACES, after=PLACES, limit=st.integers(min_value=1, max_value=4))
def test_pages_neither_repeat_nor_lose_what_stays_while_others_come_and_go(
    changing: tuple[TestClient, Path],
    plural: str,
    order: str,
    before: set[int],
    after: set[int],
    limit: int,
) -> None:
    client, database = changing
    (table,) = {str(one.row.__tablename__) for one in RESOURCES.values() if one.plural == plural}
    app: Any = client.app
    there = keep_only(database, table, before)
    app.release_server.current.engine.dispose()  # Connections take a database for unchanging.
    first = client.get(f"/v1/{plural}?sort={order}&limit={limit}&fields=code").json()
    stayed = there & keep_only(database, table, after)
    app.release_server.current.engine.dispose()
    seen = [record["code"] for record in first["data"]]
    if first["links"]["next"]:
        seen += codes(client, first["links"]["next"])
    assert len(seen) == len(set(seen))
    assert stayed <= set(seen)
