"""The database as the service opens it: read-only, with a time limit, and indexes for queries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.app import create_app
from api.resources.registry import RESOURCES
from api.search.preparing import prepare_search
from api.settings import Settings

# Figures may be a million; the other lists hold a thousand records at most.
GROWING = [
    f"figures?sort={sign}{name}&limit=1"
    for name in ("code", "subject", "indicator", "value", "time", "source")
    for sign in ("", "-")
]


@pytest.mark.parametrize(
    "question", [*(f"{one.plural}?limit=50" for one in RESOURCES.values()), *GROWING]
)
def test_no_table_is_scanned_for_a_usual_list_nor_for_the_next_page_of_a_growing_one(
    facts: TestClient, question: str, count_statements: Callable[[TestClient], Any]
) -> None:
    app: Any = facts.app
    following = facts.get(f"/v1/{question}").json()["links"]["next"]
    app.release_server.current.cache.responses.clear()
    with count_statements(facts) as statements:
        for address in [f"/v1/{question}", following if question in GROWING else "/v1/release"]:
            assert facts.get(address).status_code == 200
    with app.release_server.current.engine.connect() as connection:
        for statement in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
            steps = [step for *_, step in plan]
            scans = [step for step in steps if "SCAN" in step and "INDEX" not in step]
            assert [step for step in scans if step != "SCAN release"] == []  # It has one row.
            assert [step for step in steps if "TEMP" in step] == []


def steps_through_figures(
    facts: TestClient, question: str, count_statements: Callable[[TestClient], Any]
) -> list[str]:
    """Return the steps of SQLite's query plan that touch figures; there are some."""
    app: Any = facts.app
    with count_statements(facts) as statements:
        assert facts.get(f"/v1/{question}").status_code == 200
    with app.release_server.current.engine.connect() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}") for one in statements]
        steps = [step for plan in plans for *_, step in plan if "figure" in step]
    assert steps
    return steps


@pytest.mark.parametrize(
    "question",
    [
        "missions/minusma/figures?time__gte=2020",
        "people/atul-khare/figures?facet=source",
        "sources/un-data-hub-fatalities-2025-04-04/figures?time__gte=1990",
        "figures?subject=mission:unpredep&time__gte=1990&facet=source",
    ],
)
def test_the_figures_about_a_record_are_found_without_looking_at_all_others(
    facts: TestClient, question: str, count_statements: Callable[[TestClient], Any]
) -> None:
    steps = steps_through_figures(facts, question, count_statements)
    assert [step for step in steps if "SCAN" in step or "ANY(" in step] == []


@pytest.mark.parametrize(
    ("question", "passed_over"),
    [
        ("figures?latest=true&subject=mission:unifil&limit=50", "figure_in_order"),
        ("figures?latest=true&indicator=personnel_deployed&limit=50", "figure_of_indicator"),
        ("figures?latest=true&source=un-contributors-2025-07&limit=50", "figure_of_source"),
        ("search?q=UNIFIL uniformed strength October 2026", "figure_by_indicator"),
        ("search?q=highest number of peacekeepers ever", "figure_by_indicator"),
    ],
)
def test_figures_that_a_question_is_not_about_are_not_passed_over_one_by_one(
    facts: TestClient,
    question: str,
    passed_over: str,
    count_statements: Callable[[TestClient], Any],
) -> None:
    app: Any = facts.app
    app.release_server.current.cache.responses.clear()
    steps = steps_through_figures(facts, question, count_statements)
    assert [step for step in steps if f" {passed_over} " in step] == []


def test_search_reads_only_what_its_index_finds(
    facts: TestClient, count_statements: Callable[[TestClient], Any]
) -> None:
    app: Any = facts.app
    with count_statements(facts) as statements:
        facts.get('/v1/search?q="women, peace" secur*')
    with app.release_server.current.engine.connect() as connection:
        own = [one for one in statements if "posting" in one]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}") for one in own]
        steps = [step for plan in plans for *_, step in plan]
    assert [
        step for step in steps if "SCAN" in step and {"name", "posting"} & {*step.split()}
    ] == []
    assert any(step.startswith("SEARCH posting USING PRIMARY KEY (stem=?)") for step in steps)


def test_the_service_cannot_write(facts: TestClient) -> None:
    app: Any = facts.app
    with app.release_server.current.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("DELETE FROM mission"))


def test_a_question_that_takes_too_long_is_cut_off_and_says_so(facts: TestClient) -> None:
    app: Any = facts.app
    settings = Settings(
        database_url=f"sqlite:///{Path(app.service.state.database.file)}", longest_query_s=1e-9
    )
    # What is read beforehand, and the description, is nobody's question, and takes as long as it does.
    app = create_app(settings, prepare_search)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/v1/search?q=the")
        described = client.get("/openapi.json")
    assert described.status_code == 200
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "takes too long" in answer.json()["detail"]
