"""One record: found by its code, redirected from its other names, refused with the nearest."""

from collections import defaultdict

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/v1/missions/sanpo", "/v1/missions/sampo-i"),
        ("/v1/missions/SANPO", "/v1/missions/sampo-i"),
        ("/v1/missions/SAMPO-II", "/v1/missions/sampo-ii"),
        ("/v1/initiatives/REN", "/v1/initiatives/renewal"),
        ("/v1/countries/MLI", "/v1/countries/mli"),
        ("/v1/countries/ivory-coast", "/v1/countries/civ"),
        ("/v1/countries/C%C3%B4te%20d'Ivoire", "/v1/countries/civ"),
        ("/v1/missions/FIRST SAMPLE OPERATION", "/v1/missions/sampo-i"),
        ("/v1/indicators/WOMEN_SHARE", "/v1/indicators/women_share"),
        ("/v1/figures/SAMPO-I-NOBODY-LEFT", "/v1/figures/sampo-i-nobody-left"),
        ("/v1/missions/sanpo/figures?limit=1", "/v1/missions/sampo-i/figures?limit=1"),
    ],
)
def test_another_name_is_redirected_to_the_code(
    samples: TestClient, asked: str, address: str
) -> None:
    response = samples.get(asked)
    assert response.status_code == 308
    assert response.headers["location"] == address


def test_a_row_of_a_series_is_redirected_like_any_record(facts: TestClient) -> None:
    question = "/v1/figures?source=un-data-hub-fatalities-2025-04-04&limit=1&fields=code"
    (figure,) = facts.get(question).json()["data"]
    response = facts.get(f"/v1/figures/{figure['code'].upper()}")
    assert response.headers["location"] == f"/v1/figures/{figure['code']}"


def test_an_unknown_code_is_refused_with_the_nearest(samples: TestClient) -> None:
    response = samples.get("/v1/missions/undated-ofice")
    assert response.status_code == 404
    assert "did you mean 'undated-office'?" in response.json()["detail"]


def test_a_related_list_of_an_unknown_record_is_refused(samples: TestClient) -> None:
    assert samples.get("/v1/missions/nowhere/figures").status_code == 404


def test_a_record_carries_its_citations_in_full(samples: TestClient) -> None:
    (citation,) = samples.get("/v1/missions/sampo-i").json()["citations"]
    assert citation == {
        "source": {
            "code": "sample-briefing",
            "title": "Briefing on the sample operations",
            "publisher": "Samples",
            "date": "2001-05",
            "url": None,
            "grade": "primary",
            "licence": None,
        },
        "paragraph": 2,
        "locator": None,
        "evidence": "opened in March 1990 and closed in 1994",
        "speaker": None,
        "basis": "stated",
        "supports": [
            "started",
            "ended",
            "acronym",
            "name",
            "status",
            "status_as_of",
            "countries",
            "headquarters",
            "latitude",
            "longitude",
            "authorised_by",
            "successors",
            "summary",
        ],
        "note": None,
    }


def test_a_part_of_a_record_names_what_it_refers_to(samples: TestClient) -> None:
    (participant,) = samples.get("/v1/initiatives/renewal").json()["participants"]
    assert participant["who"] == {"type": "country", "code": "som", "name": "Somalia"}
    assert participant["citation"]["source"]["title"] == "Briefing on the sample operations"


def test_both_spellings_of_a_misprinted_mission_lead_to_one_record(facts: TestClient) -> None:
    assert facts.get("/v1/missions/UMISET").headers["location"] == "/v1/missions/unmiset"
    assert facts.get("/v1/people/haruyuki-takada").headers["location"] == (
        "/v1/people/haruyuki-takata"
    )


def test_a_plus_in_a_name_leads_to_its_own_record(facts: TestClient) -> None:
    assert facts.get("/v1/initiatives/A4P+").headers["location"] == "/v1/initiatives/a4p-plus"


def test_a_phrase_that_only_implies_a_mission_is_marked_so(facts: TestClient) -> None:
    citations = facts.get("/v1/missions/unoci").json()["citations"]
    assert {"implied"} == {
        citation["basis"] for citation in citations if citation["paragraph"] is not None
    }


def test_the_documents_slips_make_no_mission(facts: TestClient) -> None:
    assert facts.get("/v1/missions?country=MRT").json()["meta"]["total"] == 0


def test_the_eight_areas_stand_in_order_with_the_wording_of_each_document(
    facts: TestClient,
) -> None:
    areas = facts.get("/v1/initiatives/a4p").json()["areas"]
    assert len(areas) == 8
    positions: dict[str, list[int]] = defaultdict(list)
    for area in areas:
        for wording in area["wordings"]:
            positions[wording["source"]["code"]].append(wording["position"])
    assert positions["tokyo-seminar-2019-10-16"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert positions["kwansei-lecture-2022-05-19"] == [1, 2, 3, 4, 5, 7, 6, 8]


@pytest.mark.parametrize(
    ("day", "values"),
    [("2018-09-10", []), ("2020-09-13", [152]), ("2021-06-30", [154]), ("2022-05-19", [155])],
)
def test_endorsements_as_of_a_day_are_the_newest_until_then(
    facts: TestClient, day: str, values: list[int]
) -> None:
    question = "/v1/figures?subject=initiative:a4p&indicator=endorsing_member_states"
    figures = facts.get(f"{question}&as_of={day}").json()["data"]
    assert [figure["value"] for figure in figures] == values


def test_endorsements_are_a_series_in_which_a_rounded_claim_is_set_apart(
    facts: TestClient,
) -> None:
    sources = "security-council-briefing-2020-09-14,kwansei-lecture-2022-05-19"
    question = (
        "/v1/figures?subject=initiative:a4p-declaration&indicator=endorsing_member_states"
        f"&source={sources}"
    )
    figures = facts.get(f"{question}&rank=normal,preferred").json()["data"]
    assert [(figure["as_of"], figure["value"]) for figure in figures] == [
        ("2020-09-14", 154),
        ("2022-05-19", 155),
    ]
    (rounded,) = facts.get(f"{question}&rank=deprecated").json()["data"]
    assert (rounded["qualifier"], rounded["value"], rounded["rank_reason"] is None) == (
        "over",
        150,
        False,
    )


def test_whoever_asks_the_old_subject_of_a_moved_count_is_led_to_the_new_one(
    facts: TestClient,
) -> None:
    question = "/v1/figures?subject=initiative:a4p&indicator=endorsing_member_states"
    (newest,) = facts.get(f"{question}&latest=true").json()["data"]
    assert (newest["subject"]["code"], newest["value"]) == ("a4p-declaration", 155)
    moved = facts.get(f"{question}&known_at=2026-11-21").json()["data"]
    assert {figure["subject"]["code"] for figure in moved} == {"a4p"}


def test_missions_are_found_by_the_people_and_initiatives_that_name_them(
    facts: TestClient,
) -> None:
    def found(question: str) -> list[str]:
        page = facts.get(f"/v1/missions?{question}&sort=code&fields=code").json()
        return [mission["code"] for mission in page["data"]]

    assert found("person=atul-khare") == ["unmiset", "unmit"]
    assert found("initiative=hospital-upgrades") == ["minusca", "minusma", "monusco", "unmiss"]
