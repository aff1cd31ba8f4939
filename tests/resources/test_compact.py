"""Compact lists: a sentence for each record, with address and source, for a prompt."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.resources.changes import CHANGES
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS
from api.resources.registry import RESOURCES, related_to

LISTS = [f"/v1/{resource.plural}" for resource in RESOURCES.values()]
OTHERS = ["/v1/changes?type=mission", "/v1/coverage", "/v1/search?q=peacekeeping"]
RELATED_LISTS = [
    f"/v1/{resource.plural}/{resource.example}/{child.plural}"
    for resource in RESOURCES.values()
    for child in related_to(resource)
]
MOST_BYTES = 8192
ALL_FIGURES = "/v1/figures"
EVERY_PAGE = [
    *(address for address in (*LISTS, *OTHERS, *RELATED_LISTS) if address != ALL_FIGURES),
    f"{ALL_FIGURES}?subject=mission:minusma",
    pytest.param(ALL_FIGURES, marks=pytest.mark.slow),  # A thousand pages.
]


def with_parameters(address: str, parameters: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{parameters}"


def compact(client: TestClient, address: str) -> dict[str, Any]:
    """A list in the compact form."""
    answer = client.get(with_parameters(address, "view=compact"))
    assert answer.status_code == 200
    content: dict[str, Any] = answer.json()
    return content


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_twenty_records_of_any_list_fit_into_eight_kilobytes(
    facts: TestClient, address: str
) -> None:
    page: str | None = with_parameters(address, "view=compact&limit=20")
    while page:
        answer = facts.get(page)
        assert len(answer.content) <= MOST_BYTES, page
        page = answer.json()["links"]["next"]


@pytest.mark.parametrize("address", [*LISTS, *OTHERS])
def test_every_address_and_every_source_is_there(facts: TestClient, address: str) -> None:
    entries = facts.get(with_parameters(address, "view=compact&limit=5")).json()["data"]
    for one in entries:
        assert set(one) == {"text", "href", "source"}
        named = [one["href"], *([one["source"]] if one["source"] else [])]
        assert {facts.get(address).status_code for address in named} == {200}


@pytest.mark.parametrize("address", LISTS)
def test_the_rows_their_order_and_what_stands_around_them_are_those_of_the_list(
    facts: TestClient, address: str
) -> None:
    whole = facts.get(f"{address}?limit=30").json()
    told = facts.get(f"{address}?limit=30&view=compact").json()
    assert [one["href"] for one in told["data"]] == [
        f"{address}/{record['code']}" for record in whole["data"]
    ]
    assert (told["meta"], told["facets"]) == (whole["meta"], whole["facets"])


def test_the_next_page_is_as_compact(samples: TestClient) -> None:
    following = compact(samples, "/v1/missions?limit=1")["links"]["next"]
    assert "view=compact" in following
    (second,) = samples.get(following).json()["data"]
    assert second["href"] == "/v1/missions/sampo-ii"


def test_a_cursor_goes_on_in_the_other_view(samples: TestClient) -> None:
    cursor = compact(samples, "/v1/missions?limit=1")["meta"]["next_cursor"]
    (second,) = samples.get(f"/v1/missions?limit=1&cursor={cursor}").json()["data"]
    assert second["code"] == "sampo-ii"


def test_a_figure_says_how_much_of_what_when_and_who_says_so(facts: TestClient) -> None:
    asked = "subject=organisation:un-peace-operations&indicator=fatalities_since_start&time__gte=2025-05"
    (one,) = compact(facts, f"/v1/figures?{asked}&limit=1")["data"]
    assert one["text"].startswith(
        "Over 4,400 people (Fatalities since the start, UN peace operations; cumulative), as of 27 May 2025, says "
    )
    assert re.fullmatch("/v1/sources/[a-z0-9-]+", one["source"])


def test_a_mission_says_how_far_it_is_proven_to_run(facts: TestClient) -> None:
    running, closed = compact(facts, "/v1/missions?acronym=MINUSMA,UNTSO")["data"]
    assert closed["text"] == (
        "United Nations Multidimensional Integrated Stabilization Mission in Mali (MINUSMA): peacekeeping"
        " operation in MLI, from 25 April 2013 to 31 December 2023."
    )
    assert running["text"].endswith("from 29 May 1948, ongoing as of 2026.")


def test_what_is_deprecated_says_so_first(facts: TestClient) -> None:
    entries = compact(facts, "/v1/figures?rank=deprecated")["data"]
    assert entries != []
    assert {one["text"].startswith(("Deprecated (", "Withdrawn (")) for one in entries} == {True}


def test_what_is_withdrawn_says_so_first(facts: TestClient) -> None:
    figure = facts.get("/v1/figures?limit=1").json()["data"][0]
    taken = {**figure, "withdrawn_on": "2026-12", "withdrawn_reason": "Misread."}
    assert FIGURES.compact(taken)["text"].startswith("Withdrawn (December 2026: Misread.): ")


def test_a_source_names_its_publisher_only_when_it_is_known(facts: TestClient) -> None:
    named = "/v1/sources?title__contains=Statement+by+Ambassador+Ishikane"
    unnamed = "/v1/sources?title__contains=USG+Khare+thanks+Japan"
    assert compact(facts, named)["data"][0]["text"] == (
        "“Statement by Ambassador Ishikane, 6 December 2019”: web page by Permanent Mission of Japan to the"
        " United Nations, 6 December 2019 (primary)."
    )
    assert ": speech, 22 January 2016 (primary)." in compact(facts, unnamed)["data"][0]["text"]


def test_a_record_that_is_gone_has_no_address(facts: TestClient) -> None:
    change = facts.get("/v1/changes?limit=1").json()["data"][0]
    gone = {**change, "change": "withdrawn", "href": None, "reason": "It never was."}
    told = CHANGES.compact(gone)
    assert (told["href"], told["source"]) == (None, None)
    assert "withdrawn in release 2026.11.1 of 21 November 2026: It never was." in told["text"]


def test_a_long_text_is_cut_with_an_ellipsis_between_words(facts: TestClient) -> None:
    (one,) = compact(facts, "/v1/initiatives?acronym=A4P")["data"]
    whole = facts.get("/v1/initiatives/a4p").json()["summary"]
    beginning = one["text"].partition(": ")[2]
    assert beginning.endswith(" …")
    assert whole.startswith(f"{beginning.removesuffix(' …')} ")


@pytest.mark.parametrize(
    ("started", "status", "run"),
    [
        ("1991-04", "unknown", "from April 1991, end not proven."),
        (None, "closed", "start not proven, closed as of 2005."),
    ],
)
def test_what_is_not_proven_of_a_mission_is_said(
    facts: TestClient, started: str | None, status: str, run: str
) -> None:
    mission = facts.get("/v1/missions/minusma").json()
    changed = {"started": started, "ended": None, "status": status, "status_as_of": "2005"}
    assert MISSIONS.compact({**mission, **changed})["text"].endswith(run)


@pytest.mark.parametrize("format", ["csv", "ndjson", "geojson"])
def test_it_comes_as_json_alone(samples: TestClient, format: str) -> None:
    refused = samples.get(f"/v1/missions?view=compact&format={format}")
    assert refused.status_code == 400
    assert refused.json()["detail"] == "format: view=compact comes as JSON alone; allowed: json"


def test_an_accept_header_that_wants_no_json_is_told_what_there_is(samples: TestClient) -> None:
    address = "/v1/missions?view=compact"
    refused = samples.get(address, headers={"Accept": "text/csv"})
    assert refused.status_code == 406
    assert refused.json()["detail"] == "this comes as application/json"
    assert samples.get(f"{address}&format=json", headers={"Accept": "text/csv"}).status_code == 200


def test_it_has_no_fields_to_choose(samples: TestClient) -> None:
    refused = samples.get("/v1/missions?view=compact&fields=code")
    assert refused.status_code == 400
    assert refused.json()["detail"].startswith("fields: has no meaning with view=compact")


def test_another_view_is_refused_with_the_one_there_is(samples: TestClient) -> None:
    (error,) = samples.get("/v1/missions?view=compat").json()["errors"]
    assert (error["parameter"], error["did_you_mean"]) == ("view", "compact")


def test_it_says_what_it_is(samples: TestClient) -> None:
    answer = samples.get("/v1/missions?view=compact")
    assert answer.headers["content-type"] == "application/json; view=compact"
    assert 'rel="alternate"' not in answer.headers["link"]
