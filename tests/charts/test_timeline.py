"""The timeline of missions: ongoing ones, proven days, and what is left out."""

from typing import Any

from api.charts.chart import Chart
from api.charts.scales import nice_ticks, year_ticks
from api.charts.timeline import timeline_of_missions
from tests.charts.pictures import RELEASE, marks, words


def mission(code: str, started: str | None, ended: str | None, **others: Any) -> dict[str, Any]:
    """A mission as the list answers it."""
    status = "closed" if ended else "ongoing"
    source = {"code": "gazette", "title": "The Gazette", "publisher": "Gazette"}
    return {
        "code": code,
        "acronym": code.upper(),
        "name": f"Operation {code}",
        "kind": "peacekeeping_operation",
        "started": started,
        "ended": ended,
        "status": status,
        "status_as_of": "2020-01-01",
        "citations": [{"source": source}],
        **others,
    }


def timeline(*missions: dict[str, Any]) -> Chart:
    """The timeline of these missions."""
    return timeline_of_missions(list(missions), "2026-01-31", RELEASE)


def test_a_mission_that_runs_on_has_an_arrow_from_where_it_is_last_proven() -> None:
    chart = timeline(mission("one", "1990-01-01", "1995-12-31"), mission("two", "1992-03", None))
    assert len(marks(chart, "mission")) == 2
    assert len(marks(chart, "mission", "open")) == len(marks(chart, "arrow")) == 1
    assert chart.title == "2 peacekeeping operations over time, 1990 to 2026"


def test_a_mission_without_a_known_start_is_named_instead_of_guessed() -> None:
    chart = timeline(mission("one", "1990", None), mission("two", None, None))
    assert "Without a known start, so not shown: TWO." in words(chart)
    assert chart.table.rows[1].cells[3] == "not known"


def test_ticks_are_round() -> None:
    assert nice_ticks(0, 251) == [0, 50, 100, 150, 200, 250, 300]
    assert nice_ticks(0, 3, smallest=1) == [0, 1, 2, 3]
    assert year_ticks(1948, 2025) == [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]
