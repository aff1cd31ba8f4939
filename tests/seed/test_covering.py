"""Coverage by year: for each year of a mission, what is known, and why the rest is not."""

from seed.build.coverage import coverage
from seed.files.reading import read_data
from seed.library import Library
from tests.conftest import SAMPLES

DAY = "2026-01-31"


def years_of(code: str, measure: str) -> list[tuple[int, int, str]]:
    """The spans of years of one measure of a sample mission."""
    library = Library(read_data(SAMPLES / "data").entries)
    (row,) = [row for row in coverage(library, DAY) if row["code"] == code]
    return [
        (span["first_year"], span["last_year"], span["status"])
        for span in row["years"]
        if span["measure"] == measure
    ]


def test_the_years_of_a_closed_mission_run_from_its_start_to_its_end() -> None:
    assert years_of("sampo-i", "budget") == [(1990, 1994, "not_curated")]


def test_the_years_of_an_open_mission_run_to_the_release() -> None:
    assert years_of("sampo-ii", "deaths") == [
        (1994, 2024, "not_published"),
        (2025, 2026, "not_curated"),
    ]


def test_a_mission_without_dates_and_figures_has_no_years() -> None:
    assert years_of("undated-office", "strength") == []
