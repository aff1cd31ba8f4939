"""Charts over HTTP: drawn from real queries, cached, embedded, and refused like any answer."""

import xml.etree.ElementTree as ET
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from tests.conftest import SAMPLES
from tests.service import build, served

A4P = {"subject": "initiative:a4p", "indicator": "endorsing_member_states"}
UN = "organisation:un-peacekeeping"
CAUSES = "malicious_act,accident,illness,self_inflicted,to_be_determined,unknown"
DRAWN: list[dict[str, Any]] = [
    A4P,
    {"subject": UN, "indicator": "fatalities", "dimensions.cause": CAUSES},
    {"subject": UN, "indicator": "budget_usd"},
    {"indicator": "women_share,women_share_target", "dimensions.component": "troops"},
    {"subject": UN, "indicator": "ongoing_missions"},
    {"subject": "mission:unifil", "indicator": "fatalities"},
    {"indicator": "peacekeeping_assessment_share", "dimensions.country": "JPN,USA,CHN"},
    {"subject": "organisation:united-nations", "indicator": "killed_in_deliberate_attacks"},
]


@pytest.mark.parametrize("query", DRAWN, ids=urlencode)
def test_real_queries_are_drawn_small_and_always_alike(
    facts: TestClient, query: dict[str, Any]
) -> None:
    address = f"/v1/figures/chart.svg?{urlencode(query)}"
    answer = facts.get(address)
    ET.fromstring(answer.text)  # noqa: S314  # drawn by ourselves
    assert answer.headers["content-type"] == "image/svg+xml"
    assert len(answer.content) < 60_000
    assert facts.get(f"{address}&").content == answer.content


def test_the_endorsements_of_a4p_are_drawn_without_the_deprecated_figure(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/chart.svg", params=A4P)
    assert answer.text.count('class="point') == 8
    assert answer.text.count('class="point open"') == 2
    deprecated = facts.get("/v1/figures/chart.svg", params={**A4P, "rank": "normal,deprecated"})
    assert deprecated.text.count('class="point') == 9


def test_a_line_from_one_source_to_another_is_broken(facts: TestClient) -> None:
    drawn = facts.get("/v1/figures/chart.svg", params=A4P).text
    assert 'class="guide"' in drawn
    assert 'class="line"' not in drawn
    assert "A broken line" in drawn


def test_all_operations_since_1948_are_on_the_timeline(facts: TestClient) -> None:
    answer = facts.get("/v1/missions/timeline.svg?kind=peacekeeping_operation")
    assert "<title>71 peacekeeping operations over time, 1948 to 2026</title>" in answer.text
    assert answer.text.count('class="mission open"') == 11
    assert len(facts.get("/v1/missions/timeline.svg").content) < 60_000


def test_countries_are_called_by_name(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/chart.svg", params=DRAWN[6])
    assert ">Japan</text>" in answer.text
    assert ">JPN</text>" not in answer.text


def test_a_chart_loads_nothing_and_its_policy_allows_only_its_own_style(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/chart.svg", params=A4P)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "href" not in answer.text
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_program_that_knows_no_pictures_reads_the_same_chart_as_xml(facts: TestClient) -> None:
    picture = facts.get("/v1/figures/chart.svg", params=A4P)
    xml = facts.get("/v1/figures/chart.svg", params=A4P, headers={"Accept": "text/xml"})
    assert xml.headers["content-type"] == "text/xml; charset=utf-8"
    assert xml.content == picture.content


def test_a_chart_is_kept_like_every_answer(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/chart.svg", params=A4P)
    known = {"If-None-Match": answer.headers["etag"]}
    assert facts.get("/v1/figures/chart.svg", params=A4P, headers=known).status_code == 304
    assert facts.head("/v1/figures/chart.svg", params=A4P).status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/v1/figures/chart.svg", "indicator"),
        (f"/v1/figures/chart.svg?subject={UN}&value__gte=100000", "indicator"),
        ("/v1/figures/chart.svg?limit=5", "limit"),
        ("/v1/figures/chart.svg?indicator=fatalites", "indicator"),
        ("/v1/missions/timeline.svg?sort=code", "sort"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_a_problem_document(
    facts: TestClient, address: str, parameter: str
) -> None:
    answer = facts.get(address)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == parameter


WITHDRAWN = """
[[figures]]
subject = "mission:sampo-i"
indicator = "people_serving"
value = 40
as_of = "1993-12-31"
locator = "row 9"

[[figures]]
subject = "mission:sampo-i"
indicator = "people_serving"
value = 999
as_of = "1992-12-31"
locator = "row 10"
withdrawn_on = "2026-01-31"
withdrawn_reason = "Made up."
"""


def test_a_withdrawn_figure_is_drawn_only_as_what_was_known(tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(SAMPLES / "data", data)
    with (data / "figures" / "sample-dataset.toml").open("a") as file:
        file.write(WITHDRAWN)
    address = "/v1/figures/chart.svg?subject=mission:sampo-i&indicator=people_serving"
    with served(f"sqlite:///{build(data, tmp_path)}") as client:
        assert "1993" in (drawn := client.get(address).text)
        assert "999" not in drawn


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/v1/figures/chart.svg?indicator=fatalities&value__gte=1e12",
            "No figure passes these filters",
        ),
        ("/v1/missions/timeline.svg?started__gte=2199", "No mission with a known start passes"),
    ],
)
def test_a_chart_of_nothing_says_so_in_a_picture(
    facts: TestClient, address: str, words: str
) -> None:
    answer = facts.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert f"<title>{words}" in answer.text
    assert facts.get("/v1/release").json()["release"] in answer.text
    page = facts.get(
        address.removeprefix("/v1").partition("/chart")[0].partition("/timeline")[0]
        + "?"
        + address.partition("?")[2]
    )
    assert words not in page.text


RANKED = {
    "rows": "dimensions.cause",
    "indicator": "fatalities_since_start",
    "subject": "mission:minusma",
    "format": "svg",
}


def test_a_table_of_one_column_is_drawn_as_bars_with_their_values(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/table", params=RANKED)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.count('class="bar"') == 5
    assert 'class="amount">174</text>' in answer.text


def test_a_table_with_years_as_columns_is_a_small_chart_for_each_row(facts: TestClient) -> None:
    asked = {"rows": "subject", "columns": "year", "indicator": "fatalities", "format": "svg"}
    subjects = "mission:minusma,mission:unifil,mission:onuc"
    drawn = facts.get("/v1/figures/table", params={**asked, "subject": subjects}).text
    assert drawn.count('class="small"') == 3
    assert drawn.index(">ONUC<") < drawn.index(">MINUSMA<")  # 141 died in its worst year.
    assert ">141 in 1961<" in drawn


def test_a_table_of_several_columns_is_drawn_as_no_bars(facts: TestClient) -> None:
    answer = facts.get("/v1/figures/table", params={**RANKED, "columns": "source"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "columns"


def test_a_picture_is_light_or_dark_and_as_wide_as_it_is_asked_for(facts: TestClient) -> None:
    asked = {**A4P, "theme": "light", "width": "1520"}
    answer = facts.get("/v1/figures/chart.svg", params=asked)
    assert "prefers-color-scheme" not in answer.text
    assert 'width="1520"' in answer.text
    assert 'viewBox="0 0 760 ' in answer.text


def test_a_refused_chart_is_a_picture_that_says_why_where_an_image_waits(
    facts: TestClient,
) -> None:
    asked = {**RANKED, "columns": "source"}
    image = {"accept": "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8"}
    answer = facts.get("/v1/figures/table", params=asked, headers=image)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "image/svg+xml")
    assert "Bars show one column" in answer.text


def test_the_timeline_begins_with_what_runs(facts: TestClient) -> None:
    drawn = facts.get("/v1/missions/timeline.svg?kind=peacekeeping_operation").text
    assert drawn.rindex('class="mission open"') < drawn.index('class="mission"')
