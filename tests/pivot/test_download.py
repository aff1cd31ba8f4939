"""Common questions of researchers: one request each, equal to SQL on the download."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

Asked = dict[str, str]
DEATHS = {
    **{"rows": "subject", "columns": "year"},
    **{"indicator": "fatalities", "subject_type": "mission"},
}
TROOPS = {
    **{"rows": "dimensions.country", "columns": "year", "indicator": "personnel_deployed"},
    **{"subject": "organisation:un-peace-operations", "dimensions.component": "uniformed"},
}
BUDGETS = {**DEATHS, "indicator": "budget_usd"}
WHOLE = "rank <> 'deprecated' AND withdrawn_on IS NULL AND sex IS NULL AND purpose IS NULL"
IN_SQL = {
    "deaths": f"""
        SELECT subject_code, substr(time_first, 1, 4), value FROM figure
        WHERE indicator = 'fatalities' AND subject_type = 'mission'
        AND cause IS NULL AND component IS NULL AND {WHOLE}""",
    "troops": f"""
        SELECT country, year, max(value) FROM (
            SELECT *, substr(time_last, 1, 4) AS year,
                rank() OVER (PARTITION BY country, substr(time_last, 1, 4)
                             ORDER BY time_last DESC, rank = 'preferred' DESC) AS place
            FROM figure WHERE indicator = 'personnel_deployed'
            AND subject_code = 'un-peace-operations' AND component = 'uniformed'
            AND country IS NOT NULL AND location IS NULL AND {WHOLE})
        WHERE place = 1 GROUP BY country, year HAVING min(value) = max(value)""",
    "budgets": f"""
        SELECT subject_code, substr(period_start, 1, 4) || CASE
            WHEN substr(period_start, 1, 4) = substr(period_end, 1, 4) THEN ''
            ELSE '/' || substr(period_end, 1, 4) END, value
        FROM figure WHERE indicator = 'budget_usd' AND subject_type = 'mission' AND {WHOLE}""",
}


@pytest.fixture(scope="module")
def download(facts: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The downloaded database, opened."""
    file: Path = tmp_path_factory.mktemp("download") / "facts.sqlite"
    file.write_bytes(facts.get("/v1/release/download?format=sqlite").content)
    with closing(sqlite3.connect(file)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("asked", "question", "least"),
    [(DEATHS, "deaths", 540), (TROOPS, "troops", 1900), (BUDGETS, "budgets", 70)],
    ids=IN_SQL,
)
def test_a_table_is_what_sql_finds_in_the_download(
    facts: TestClient, download: sqlite3.Connection, asked: Asked, question: str, least: int
) -> None:
    table = facts.get("/v1/figures/table", params=asked).json()
    cells = {
        (row["key"].rpartition(":")[2], column): cell["value"]
        for row in table["data"]
        for column, cell in row["cells"].items()
    }
    found = {(row, column): value for row, column, value in download.execute(IN_SQL[question])}
    assert len(found) >= least
    assert {place: cells[place] for place in found} == found
    assert len(cells) - len(found) <= len(cells) / 100  # Where sources of one day disagree.


def test_the_largest_contributors_of_a_day_have_places_and_dates(
    facts: TestClient, download: sqlite3.Connection
) -> None:
    ranking = {**TROOPS, "as_of": "2025-07-31", "top": "10"}
    del ranking["columns"]
    rows = facts.get("/v1/figures/table", params=ranking).json()["data"]
    statement = f"""
        SELECT rank() OVER (ORDER BY value DESC), country, value, as_of FROM figure
        WHERE indicator = 'personnel_deployed' AND subject_code = 'un-peace-operations'
        AND component = 'uniformed' AND country IS NOT NULL AND as_of = '2025-07-31' AND {WHOLE}
        ORDER BY value DESC, country LIMIT 10"""
    assert [
        (row["place"], row["key"], stated["value"], stated["as_of"])
        for row in rows
        for stated in row["cells"]["value"]["figures"]
    ] == download.execute(statement).fetchall()
