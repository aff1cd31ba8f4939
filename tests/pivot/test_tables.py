"""Tables of figures over HTTP: the content of cells, what is left out, and what is refused."""

import csv
import json
import random
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.facts.figures import Dimensions
from api.pivot import reading
from api.pivot import table as tabling
from api.pivot.axes import Axis
from api.pivot.layout import Aggregate

TABLE = "/v1/figures/table"
SERVED = f"{TABLE}?rows=subject&indicator=people_served_since_start"
A4P = "subject=initiative:a4p&indicator=endorsing_member_states"
BUDGET = "subject=organisation:un-peacekeeping&indicator=budget_usd"


def cells_of(client: TestClient, address: str) -> dict[tuple[str, str], Any]:
    """The cells of a table by their row and column."""
    table = client.get(address).json()
    return {
        (row["key"], column): cell for row in table["data"] for column, cell in row["cells"].items()
    }


def rules_of(client: TestClient, address: str) -> list[str]:
    """The names of the rules that refuse a table."""
    refused = client.get(address)
    assert refused.status_code == 400
    return [error["rule"] for error in refused.json()["errors"]]


def test_every_dimension_can_be_an_axis() -> None:
    assert {axis.dimension for axis in Axis} == {"", *Dimensions.model_fields}


def test_a_row_has_a_cell_for_each_year(samples: TestClient) -> None:
    table = samples.get(f"{SERVED}&columns=year").json()
    (row,) = table["data"]
    assert (row["key"], row["name"], row["place"]) == (
        "mission:sampo-i",
        "First Sample Operation",
        None,
    )
    assert {year: cell["value"] for year, cell in row["cells"].items()} == {
        "1992": 1500,
        "1994": 2500,
    }
    assert [column["key"] for column in table["columns"]] == ["1992", "1994"]
    assert table["meta"]["figures"] == 2


def test_parts_are_left_out_of_a_table_of_totals_and_counted(samples: TestClient) -> None:
    left_out = samples.get(f"{SERVED}&columns=year").json()["meta"]["left_out"]
    assert left_out == {"dimensions.component": 1, "dimensions.sex": 1}


def test_a_dimension_that_is_a_filter_or_an_axis_is_let_in_alone(samples: TestClient) -> None:
    by_filter = cells_of(samples, f"{SERVED}&columns=year&dimensions.sex=female")
    by_axis = cells_of(samples, f"{SERVED}&columns=dimensions.component")
    assert [cell["value"] for cell in by_filter.values()] == [120]
    assert {place: cell["value"] for place, cell in by_axis.items()} == {
        ("mission:sampo-i", "police"): 300
    }


def test_nothing_is_left_out_where_every_dimension_is_asked_for(samples: TestClient) -> None:
    every = "".join(f"&dimensions.{name}__isnull=true" for name in Dimensions.model_fields)
    assert samples.get(f"{SERVED}{every}").json()["meta"]["left_out"] == {}


def test_of_several_moments_a_cell_has_the_newest_and_says_how_many_there_are(
    samples: TestClient,
) -> None:
    (cell,) = cells_of(samples, SERVED).values()
    assert (cell["value"], cell["count"], cell["figures"][0]["as_of"]) == (2500, 2, "1994")


def test_aggregates_are_free_and_each_has_its_column(samples: TestClient) -> None:
    address = f"{SERVED}&aggregate=count,min,max,latest"
    cells = cells_of(samples, address)
    assert {column: cell["value"] for (_, column), cell in cells.items()} == {
        **{"count": 2, "min": 1500, "max": 2500, "latest": 2500}
    }
    columns = samples.get(f"{address}&columns=year").json()["columns"]
    assert [column["key"] for column in columns[:2]] == ["1992 count", "1992 min"]


def test_a_cell_keeps_how_exact_its_number_is(samples: TestClient) -> None:
    (cell,) = cells_of(
        samples, f"{TABLE}?rows=subject&indicator=people_serving&subject=mission:sampo-ii"
    ).values()
    assert (cell["value"], cell["lower"], cell["upper"]) == (1000, 1000, None)
    assert cell["figures"][0]["qualifier"] == "over"


def test_rivals_stand_together_with_the_preferred_one_first(facts: TestClient) -> None:
    cells = cells_of(facts, f"{TABLE}?rows=subject&columns=year&{BUDGET}")
    rivals = [cell["figures"] for cell in cells.values() if len(cell["figures"]) > 1]
    assert len(rivals) >= 5
    for figures in rivals:
        ranks = [figure["rank"] for figure in figures]
        assert sorted(ranks, key=["preferred", "normal"].index) == ranks


def test_a_whole_year_is_not_mixed_with_a_part_of_it(facts: TestClient) -> None:
    asked = (
        "indicator=fatalities&subject=organisation:un-peacekeeping&dimensions.cause=malicious_act"
    )
    cells = cells_of(facts, f"{TABLE}?rows=subject&columns=year&{asked}")
    cell = cells["organisation:un-peacekeeping", "2020"]
    assert cell["count"] > len(cell["figures"])
    assert {(one["period_start"], one["period_end"]) for one in cell["figures"]} == {
        ("2020", "2020")
    }


def test_a_mission_of_two_countries_stands_in_both(samples: TestClient) -> None:
    asked = "indicator=people_serving&subject=mission:sampo-ii"
    hosts = samples.get("/v1/missions/sampo-ii").json()["countries"]
    rows = samples.get(f"{TABLE}?rows=mission_country&{asked}").json()["data"]
    assert [row["key"] for row in rows] == sorted(hosts)
    one = samples.get(
        f"{TABLE}?rows=mission_country&mission_country={hosts[0].lower()}&{asked}"
    ).json()
    assert [row["key"] for row in one["data"]] == [hosts[0]]


def test_names_are_understood_and_none_asks_for_totals(facts: TestClient) -> None:
    asked = "columns=year&indicator=fatalities"
    by_code = cells_of(facts, f"{TABLE}?{asked}&subject=mission:minusma")
    assert cells_of(facts, f"{TABLE}?{asked}&subject=MINUSMA&breakdown=none") == by_code
    rows = facts.get(f"{TABLE}?rows=mission_country&mission_country=Mali&{asked}&aggregate=latest")
    assert [row["key"] for row in rows.json()["data"]] == ["MLI"]


def test_a_period_in_two_years_is_a_column_of_its_own(facts: TestClient) -> None:
    columns = facts.get(f"{TABLE}?rows=subject&columns=year&{BUDGET}").json()["columns"]
    assert "2019/2020" in [column["key"] for column in columns]


def test_deprecated_figures_stay_out_unless_asked_for(facts: TestClient) -> None:
    numbers = [
        facts.get(f"{TABLE}?rows=time&{A4P}{more}").json()["meta"]["figures"]
        for more in ("", "&rank=normal,preferred,deprecated")
    ]
    assert numbers[1] == numbers[0] + 1


def test_equal_values_share_a_place_and_the_last_one_is_not_cut(facts: TestClient) -> None:
    ranked = "rows=dimensions.country&indicator=personnel_deployed&dimensions.component=uniformed"
    asked = f"{ranked}&subject=organisation:un-peace-operations&as_of=2025-07-31"
    rows = facts.get(f"{TABLE}?{asked}&top=60").json()["data"]
    values = [row["cells"]["value"]["value"] for row in rows]
    assert [row["place"] for row in rows] == [1 + values.index(value) for value in values]
    assert len(rows) > len({*values})
    for place in {row["place"] for row in rows if row["place"] < 60}:
        top = facts.get(f"{TABLE}?{asked}&top={place}").json()["data"]
        assert [row["place"] for row in top][-1] == place
        assert len(top) == sum(row["place"] <= place for row in rows)


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ("rows=year&columns=year", ["same_axis"]),
        ("rows=source&columns=time&aggregate=count&indicator_kind=stock,flow", ["too_many_cells"]),
        ("rows=year&indicator=fatalities&subject_type=mission", ["several_subjects"]),
        (f"rows=subject&{BUDGET}", ["several_periods"]),
        ("rows=year&subject=mission:minusma", ["several_indicators", "several_periods"]),
        (
            "rows=year&indicator=fatalities&subject=organisation:un-peacekeeping&dimensions.cause=accident,illness",
            ["several_parts"],
        ),
        (
            "rows=subject&indicator=personnel_deployed&subject=mission:minusma",
            ["dimension_not_asked_for"],
        ),
        ("rows=subject&subject=mission:minusma&aggregate=min", ["several_units"]),
        ("rows=indicator&subject=mission:minusma&top=3&aggregate=latest", ["several_units"]),
    ],
)
def test_what_makes_no_table_is_refused_by_name(
    facts: TestClient, asked: str, rules: list[str]
) -> None:
    assert rules_of(facts, f"{TABLE}?{asked}") == rules


def test_more_figures_than_fit_are_refused(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_FIGURES", 1)
    assert rules_of(samples, f"{SERVED}&time__gte=1991") == ["too_many_figures"]


def test_more_cells_than_fit_are_refused(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabling, "MOST_CELLS", 3)
    address = f"{SERVED}&columns=year&aggregate=count,max"
    assert rules_of(samples, address) == ["too_many_cells"]


def test_a_refusal_says_what_to_ask_instead(facts: TestClient) -> None:
    asked = "rows=year&indicator=fatalities&subject_type=mission"
    (error,) = facts.get(f"{TABLE}?{asked}").json()["errors"]
    assert error["parameter"] == "subject"
    assert "use subject as rows or columns, or name one with subject=" in error["message"]


def test_other_mistakes_are_named_as_everywhere(samples: TestClient) -> None:
    errors = samples.get(f"{TABLE}?rows=yeer&contry=MLI&indicator=nowhere").json()["errors"]
    assert [error["parameter"] for error in errors] == ["rows", "contry", "indicator"]
    assert errors[0]["did_you_mean"] == "year"


def test_wide_csv_has_one_number_in_a_cell_and_notes_on_it(facts: TestClient) -> None:
    answer = facts.get(f"{TABLE}?rows=subject&columns=year&{BUDGET}&format=csv")
    (line,) = csv.DictReader(StringIO(answer.text))
    assert line["subject"] == "organisation:un-peacekeeping"
    assert float(line["2019/2020"]) > 6_000_000_000
    assert "3 figures: 2015/2016" in line["notes"]
    assert answer.headers["x-release"] == facts.get("/v1/release").json()["release"]
    assert answer.headers["content-location"].startswith(TABLE)


def test_csv_of_one_column_says_whence_and_of_when_each_number_is(facts: TestClient) -> None:
    answer = facts.get(f"{TABLE}?rows=subject&{A4P}&top=1&format=csv")
    assert answer.text.splitlines()[0] == (
        "place,subject,name,value,qualifier,as_of,period_start,period_end,source,code,notes"
    )


def test_an_empty_table_has_its_header(samples: TestClient) -> None:
    answer = samples.get(f"{SERVED}&time__gte=2030&aggregate=max&format=csv")
    assert answer.text.splitlines()[0].startswith("subject,name,value,qualifier")
    assert len(answer.text.splitlines()) == 1


def test_ndjson_has_the_rows(samples: TestClient) -> None:
    rows = samples.get(f"{SERVED}&columns=year").json()["data"]
    lines = samples.get(f"{SERVED}&columns=year", headers={"Accept": "application/x-ndjson"})
    assert [json.loads(line) for line in lines.text.splitlines()] == rows


AXES = [axis for axis in Axis if axis is not Axis.MISSION_COUNTRY]
FILTERS = [
    "indicator=fatalities",
    "subject_type=mission&indicator=personnel_deployed&time__gte=2020",
    "source=un-contributors-2025-07&time__lte=2019",
    BUDGET,
    "indicator_kind=share",
]


@pytest.mark.parametrize("seed", range(20))
def test_each_figure_falls_into_one_cell(facts: TestClient, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secrets
    rows, columns = chance.sample(AXES, 2)
    asked = (
        f"rows={rows}&columns={columns}&{chance.choice(FILTERS)}&aggregate=count,{Aggregate.LATEST}"
    )
    answer = facts.get(f"{TABLE}?{asked}").json()
    if "errors" in answer:
        assert {error["rule"] for error in answer["errors"]} <= {
            "dimension_not_asked_for",
            "too_many_figures",
        }
        return
    counts = [
        (cell["value"], row["cells"][column.replace("count", "latest")]["count"])
        for row in answer["data"]
        for column, cell in row["cells"].items()
        if column.endswith("count")
    ]
    assert sum(number for number, _ in counts) == answer["meta"]["figures"]
    assert all(number == again for number, again in counts)
