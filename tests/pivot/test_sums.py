"""Sums in tables: only of figures that add up, with bounds and gaps; others are refused."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.pivot.rules import Rule
from tests.conftest import SAMPLES
from tests.service import build, served

SUM = "/v1/figures/table?aggregate=sum"
LOSSES = "indicator=losses"
# Indicators of a made-up register, and its rows: subject, period, value, and what else there is to say.
INDICATORS = "".join(
    f'\n[[indicators]]\ncode = "{code}"\nname = "{code.title()}"\ndefinition = "Made up."\n'
    f'unit = "people"\nkind = "{kind}"\n{more}'
    for code, kind, more in (
        ("losses", "flow", "additive = true\n"),
        ("helpers", "flow", ""),
        ("hopes", "target", ""),
    )
)
ONE, TWO, OLD, NEW = (
    "mission:sampo-i",
    "mission:sampo-ii",
    "organisation:old-office",
    "organisation:new-office",
)
REGISTER = [
    (ONE, "1990", 10, ""),
    (ONE, "1990", 7, 'dimensions = { cause = "accident" }'),
    (ONE, "1990", 3, 'dimensions = { cause = "illness" }'),
    (ONE, "1991", 8, ""),
    (ONE, "1991", 5, 'dimensions = { cause = "accident" }'),
    (ONE, "1993", 20, 'qualifier = "over"\nvalue_text = "over 20"'),
    (ONE, "1990", 2, 'dimensions = { component = "police" }'),
    (ONE, "1990", 6, 'dimensions = { component = "uniformed" }'),
    (TWO, "1995", 4, ""),
    (TWO, "1995-03", 1, ""),
    (TWO, "1996", 1, ""),
    (TWO, "1997", 9, 'rank = "deprecated"\nrank_reason = "Made up."'),
    (TWO, "1999", 1, ""),
    (TWO, "1999", 2, ""),
    (ONE, "1991", 2, 'dimensions = { sex = "female" }'),
    (OLD, "1990", 12, ""),
    (NEW, "1990", 13, ""),
]  # fmt: skip


def figure_of(number: int, subject: str, period: str, value: int, more: str, indicator: str) -> str:
    """A figure of the register, as TOML."""
    return (
        f'\n[[figures]]\ncode = "odd-{indicator}-{number}"\nsubject = "{subject}"\nindicator = "{indicator}"\n'
        f'value = {value}\nperiod_start = "{period}"\nperiod_end = "{period}"\nlocator = "row {number}"\n{more}\n'
    )


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The miniature with the made-up register."""
    folder: Path = tmp_path_factory.mktemp("register")
    data = folder / "data"
    copytree(SAMPLES / "data", data)
    with (data / "indicators.toml").open("a") as file:
        file.write(INDICATORS)
    rows = [figure_of(n, *row, "losses") for n, row in enumerate(REGISTER)]
    rows += [figure_of(n, ONE, "1990", 5, "", name) for n, name in enumerate(("helpers", "hopes"))]
    with (data / "figures" / "sample-dataset.toml").open("a") as file:
        file.write("".join(rows))
    with (data / "figures" / "sample-briefing.toml").open("a") as file:
        said = figure_of(99, ONE, "1992", 1, 'evidence = "served in SAMPO II"', "losses")
        file.write(said.replace('locator = "row 99"', "paragraph = 3"))
    with served(f"sqlite:///{build(data, folder)}") as client:
        yield client


def only_cell(client: TestClient, asked: str) -> Any:
    """The one cell of a table."""
    table = client.get(f"{SUM}&{asked}").json()
    (row,) = table["data"]
    (cell,) = row["cells"].values()
    return cell


def test_parts_that_are_the_whole_are_complete(register: TestClient) -> None:
    cell = only_cell(
        register, f"{LOSSES}&columns=year&dimensions.cause__isnull=false&time__lte=1990"
    )
    assert (cell["value"], cell["lower"], cell["upper"], cell["unit"]) == (10, 10, 10, "people")
    assert cell["complete"]
    assert cell["whole"]["code"] == "odd-losses-0"
    assert [figure["value"] for figure in cell["figures"]] == [7, 3]


def test_parts_that_are_less_than_the_whole_are_said_to_be_incomplete(register: TestClient) -> None:
    cell = only_cell(register, f"{LOSSES}&dimensions.cause__isnull=false&time__gte=1991")
    assert (cell["value"], cell["complete"], cell["whole"]["value"]) == (5, False, 8)


def test_years_without_a_gap_are_complete(register: TestClient) -> None:
    source = "source=sample-dataset"
    years = f"{LOSSES}&subject={ONE}&{source}"
    cell = only_cell(register, f"{years}&time__lte=1991")
    assert (cell["value"], cell["complete"], cell["whole"]) == (18, True, None)
    assert (cell["first_day"], cell["last_day"]) == ("1990-01-01", "1991-12-31")
    with_gap = only_cell(register, years)
    assert not with_gap["complete"]
    assert with_gap["first_day"] == "1990-01-01"


def test_bounds_are_added_and_an_open_one_stays_open(register: TestClient) -> None:
    cell = only_cell(register, f"{LOSSES}&subject={ONE}&source=sample-dataset")
    assert (cell["value"], cell["lower"], cell["upper"]) == (38, 38, None)


def test_missions_add_up_but_nobody_knows_whether_these_are_all(register: TestClient) -> None:
    asked = f"{LOSSES}&rows=source&subject_type=mission&source=sample-dataset&time__gte=1996&time__lte=1998"
    assert only_cell(register, asked)["complete"] is True
    asked = f"{LOSSES}&rows=indicator&subject={ONE},{TWO}&source=sample-dataset&time__lte=1991"
    assert (cell := only_cell(register, asked))["value"] == 18
    assert cell["complete"] is False


def test_a_part_of_a_year_is_not_the_year(facts: TestClient) -> None:
    deaths = "indicator=fatalities&subject=mission:unifil"
    rows = facts.get(f"{SUM}&columns=year&{deaths}").json()["data"]
    complete = {year: cell["complete"] for year, cell in rows[0]["cells"].items()}
    assert complete["2024"] is True
    assert complete["2025"] is False


def test_csv_says_which_sums_are_not_shown_to_be_complete(register: TestClient) -> None:
    lines = register.get(f"{SUM}&{LOSSES}&subject={ONE}&source=sample-dataset&format=csv").text
    assert lines.splitlines() == [
        "subject,name,value,first_day,last_day,notes",
        f"{ONE},First Sample Operation,38,1990-01-01,1993-12-31,"
        "not exact: value; not shown to be complete: value",
    ]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ("indicator=people_serving&subject=mission:sampo-i", ["sum_of_stock"]),
        ("indicator=people_served_since_start", ["sum_of_cumulative"]),
        ("indicator=women_share", ["sum_of_share"]),
        ("indicator=hopes", ["sum_of_target"]),
        ("indicator=helpers", ["not_additive"]),
        (f"rows=year&indicator=losses,helpers&subject={ONE}&time__lte=1990", ["not_additive", "several_indicators"]),
        (f"{LOSSES}&subject={ONE}", ["several_sources"]),
        (f"{LOSSES}&rows=year&time__lte=1990", ["total_and_parts"]),
        (f"{LOSSES}&subject={ONE}&time__lte=1991&dimensions.cause__not=illness", ["total_and_parts"]),
        (f"{LOSSES}&subject={ONE}&dimensions.component=police,uniformed", ["overlapping_parts"]),
        (f"{LOSSES}&rows=year&subject_type=organisation", ["overlapping_subjects"]),
        (f"{LOSSES}&subject={TWO}&time__lte=1996", ["overlapping_periods"]),
        (f"{LOSSES}&subject={TWO}&time__gte=1996", ["rival_statements"]),
        (f"{LOSSES}&rows=mission_country&time__gte=1996&time__lte=1998", ["mission_in_several_countries"]),
        (f"{LOSSES}&subject={TWO}&rank=normal,deprecated&time__gte=1996&time__lte=1998", ["deprecated_figures"]),
        (f"{LOSSES}&subject={ONE}&as_of=1992-06&source=sample-dataset", ["newest_alone"]),
        (f"{LOSSES}&latest=true&time__gte=1996&time__lte=1998", ["newest_alone"]),
        (f"{LOSSES}&subject={ONE}&source=sample-dataset&value__gte=9", ["parts_left_out"]),
        (f"{LOSSES}&subject={ONE}&source=sample-dataset&qualifier=exact", ["parts_left_out"]),
    ],
)  # fmt: skip
def test_a_sum_that_may_be_wrong_is_refused_by_name(
    register: TestClient, asked: str, rules: list[str]
) -> None:
    refused = register.get(f"{SUM}&{asked}")
    assert refused.status_code == 400
    assert [error["rule"] for error in refused.json()["errors"]] == rules


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("columns=year&subject_type=mission&indicator=personnel_deployed&dimensions.component=uniformed", "sum_of_stock"),
        ("rows=year&subject_type=mission&indicator=fatalities_since_start", "sum_of_cumulative"),
        ("rows=dimensions.country&indicator=assessed_revenue_share&columns=source", "sum_of_share"),
        ("columns=year&indicator=budget_proposed_usd", "sum_of_target"),
        ("indicator=missions_active_in_period", "not_additive"),
        ("indicator=fallen_honoured", "not_additive"),
        ("rows=year&indicator=fatalities", "total_and_parts"),
        ("indicator=budget_usd&subject=organisation:un-peacekeeping", "several_sources"),
        ("rows=year&indicator=budget_usd&dimensions.purpose__isnull=false", "overlapping_parts"),
        ("rows=year&indicator=fatalities&dimensions.component__isnull=false", "overlapping_parts"),
        ("rows=year&indicator=allegations&subject_type=organisation", "overlapping_subjects"),
        ("rows=mission_country&indicator=fatalities", "mission_in_several_countries"),
        ("subject=mission:minusca&indicator=fatalities,expenditure_usd", "several_indicators"),
        ("rows=subject&indicator=fatalities&latest=true", "newest_alone"),
        ("rows=subject&indicator=fatalities&subject_type=mission&value__gt=5", "parts_left_out"),
    ],
)  # fmt: skip
def test_real_sums_that_may_be_wrong_are_refused_too(
    facts: TestClient, asked: str, rule: str
) -> None:
    refused = facts.get(f"{SUM}&{asked}")
    assert refused.status_code == 400
    assert rule in [error["rule"] for error in refused.json()["errors"]]


def test_every_rule_is_told_in_words(register: TestClient) -> None:
    errors = register.get(f"{SUM}&indicator=helpers").json()["errors"]
    assert errors[0]["message"].endswith("ask aggregate=latest, min or max")
    assert all(rule.value.isidentifier() for rule in Rule)
