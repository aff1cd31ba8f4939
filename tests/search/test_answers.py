"""Search answers a question only if every word is understood and the data hold the answer."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


def answer_to(client: TestClient, question: str) -> dict[str, Any] | None:
    """The answer above the hits."""
    response = client.get("/v1/search", params={"q": question, "limit": 3})
    assert response.status_code == 200, response.text
    found: dict[str, Any] | None = response.json()["answer"]
    return found


@pytest.mark.parametrize(
    ("question", "subject", "indicator", "dimensions", "time"),
    [
        (
            "how many peacekeepers died in Mali",
            ["mission:minusma"],
            "fatalities_since_start",
            {},
            None,
        ),
        (
            "MINUSCA fatalities by malicious act",
            ["mission:minusca"],
            "fatalities_since_start",
            {"cause": "malicious_act"},
            None,
        ),
        ("UNIFIL deaths in 2024", ["mission:unifil"], "fatalities", {}, "2024"),
        (
            "Indian peacekeepers killed",
            ["organisation:un-peace-operations"],
            "fatalities_since_start",
            {"country": "IND"},
            None,
        ),
        (
            "MINUSCA budget 2025/26",
            ["mission:minusca"],
            "budget_usd",
            {},
            "2025-07-01/2026-06-30",
        ),
    ],
)
def test_a_figure_answers_and_says_how_the_question_was_understood(
    facts: TestClient,
    question: str,
    subject: list[str],
    indicator: str,
    dimensions: dict[str, str],
    time: str | None,
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"] == {
        "subject": subject,
        "indicator": indicator,
        "time": time,
        "dimensions": dimensions,
    }
    assert answer["value"] is not None
    assert "(“" in answer["text"]  # Its source.


@pytest.mark.parametrize(
    "question",
    [
        "how many peacekeepers died in Mali",
        "UNMISS approved budget 2026/27",
        "MINUSMA uniformed personnel December 2022",
        "how many women serve in UN peacekeeping",
        "UNIFIL deaths in 2024",
    ],
)
def test_the_list_that_proves_an_answer_holds_it(facts: TestClient, question: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    listed = facts.get(answer["query"] + "&limit=500").json()["data"]
    assert answer["records"][0]["code"] in [figure["code"] for figure in listed]
    found = facts.get("/v1/search", params={"q": question}).json()["data"][0]
    assert found["code"] == answer["records"][0]["code"]


def test_a_figure_of_another_country_is_not_taken(facts: TestClient) -> None:
    in_mali = answer_to(facts, "deaths in Mali")
    of_india = answer_to(facts, "how many soldiers has India lost in UN missions")
    assert in_mali is not None
    assert of_india is not None
    assert in_mali["understood"]["subject"] == ["mission:minusma"]
    assert of_india["understood"]["dimensions"] == {"country": "IND"}


def test_operations_that_worked_elsewhere_too_are_named_as_not_counted(facts: TestClient) -> None:
    in_sudan = answer_to(facts, "peacekeepers killed in Sudan")
    assert in_sudan is not None
    assert in_sudan["understood"]["subject"] == ["mission:unamid"]
    assert in_sudan["text"].endswith(
        "Not counted: UNISFA, UNMIS, which worked in other countries, too."
    )


def test_who_led_a_mission_is_answered_with_the_people_who_did(facts: TestClient) -> None:
    answer = answer_to(facts, "who led MONUSCO in 2015")
    assert answer is not None
    assert {record["code"] for record in answer["records"]} == {"martin-kobler", "maman-s-sidikou"}
    assert answer["query"] == (
        "/v1/people?body=mission:monusco&function=head_of_mission&active_in=2015"
    )
    assert facts.get(answer["query"]).json()["meta"]["total"] == 2


def test_missions_of_a_region_and_a_year_are_a_list(facts: TestClient) -> None:
    answer = answer_to(facts, "missions in Africa in 2020")
    assert answer is not None
    assert (answer["kind"], answer["query"]) == (
        "list",
        "/v1/missions?region=africa&kind=peacekeeping_operation&active_in=2020",
    )
    assert answer["total"] == facts.get(answer["query"]).json()["meta"]["total"]


def test_missions_that_closed_in_a_year_are_those_that_ended_in_it(facts: TestClient) -> None:
    answer = answer_to(facts, "UN missions that closed in 2017")
    assert answer is not None
    assert [record["code"] for record in answer["records"]] == ["unoci", "minustah", "unmc"]
    assert facts.get(answer["query"]).json()["meta"]["total"] == 3


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("deadliest mission", "unifil"),
        ("top troop contributing countries", "npl"),
        ("who sends the most peacekeepers", "npl"),
        ("longest running UN mission", "untso"),
    ],
)
def test_superlatives_are_answered_by_a_ranking(
    facts: TestClient, question: str, first: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["records"][0]["code"] == first
    assert facts.get(answer["query"]).status_code == 200


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("when did MINUSMA end", "31 December 2023"),
        ("when does the mandate of UNIFIL expire", "31 December 2026"),
        ("when was Action for Peacekeeping launched", "28 March 2018"),
        ("What replaced the Department of Field Support, and on what date?", "1 January 2019"),
        ("CPAS meaning and start date", "(launched in August 2018)"),
        ("Who is behind the Elsie Initiative?", "Canada"),
        ("three-letter country code of South Sudan", "SSD"),
    ],
)
def test_dates_are_answered_from_the_record(facts: TestClient, question: str, said: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert said in answer["text"]


@pytest.mark.parametrize(
    "question",
    [
        "how many people live in Japan",
        "how many people live in Mali",
        "population of South Sudan",
        "how many soldiers does Russia have",
        "how many soldiers died in Ukraine",
        "deaths in Gaza 2024",
        "budget of NATO",
        "who is president of France",
        "largest army in the world",
        "how many peacekeepers were kidnapped in Mali",
        "women killed in MINUSCA",
        "MINUSMA deaths in 2010",
        "who led MONUSCO in 1985",
        "how many civilians died in South Sudan",
        "how much has the UN spent on UNMISS",
        "total cost of UNMISS",
        "MINUSMA budget",  # What its closing cost is no answer.
        "MONUSCO budget 2023/24",  # That of the next year is held.
        "what share of peacekeepers falls on Bangladesh",  # It is no share of the costs.
        "which country has the largest share of peacekeepers",
    ],
)
def test_what_is_not_held_or_not_of_this_subject_is_not_answered(
    facts: TestClient, question: str
) -> None:
    assert answer_to(facts, question) is None


@pytest.mark.parametrize(
    "word",
    [
        "MINUSMA",
        "fatalities",
        "Mali",
        "police",
        "budget_usd",
        "died",
        "2020",
        "how many",
        "srebrenica un force",
        "golan force",
    ],
)
def test_a_bare_word_gets_hits_and_no_answer(facts: TestClient, word: str) -> None:
    assert answer_to(facts, word) is None


def test_an_old_value_says_its_age(facts: TestClient) -> None:
    answer = answer_to(facts, "deaths in Mali")
    assert answer is not None
    assert "No newer number is held; this one is 19 months old." in answer["text"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "how many Irish peacekeepers died",
            "91 people from Ireland have died in UN peace operations",
        ),
        ("how many women serve in uniform", "UN peace operations had 6,212 women in uniform as of"),
        ("how many died of illness in UNIFIL", "88 people have died of illness in UNIFIL since"),
        (
            "budget of MINUSCA",
            "The budget of MINUSCA, as first approved, was US$ 1,018,006,100 from July",
        ),
        (
            "what part of peacekeeping costs falls on China nowadays",
            "The share of China in the assessments for UN peacekeeping was nearly 24 per cent",
        ),
        (
            "quelle part des coûts du maintien de la paix incombe au Japon",
            "The share of Japan in what was assessed for UN peacekeeping was 8.033 per cent in 2024",
        ),
    ],
)
def test_a_number_is_told_as_a_sentence(facts: TestClient, question: str, told: str) -> None:
    answer = answer_to(facts, question)
    assert answer
    assert answer["text"].startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "I teach the lower sixth: how many peacekeepers died in Mali?",
        "My late husband served in Mali. How many peacekeepers died?",
        "Pour mon cours : combien de Casques bleus sont morts au Mali ?",
        "On air in ten minutes: how many peacekeepers died in Mali?",
        "How many peacekeepers died in Mali? It is for a radio programme.",
        "how many peacekeepers died in Mali, and who says so",
        "Combien de Casques bleus sont morts au Mali ? Citez vos sources.",
    ],
)
def test_what_an_asker_tells_of_themself_or_of_the_answer_is_not_asked(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["subject"] == ["mission:minusma"]
    assert answer["understood"]["indicator"] == "fatalities_since_start"


def test_a_time_told_before_a_question_may_be_meant_for_it(facts: TestClient) -> None:
    assert (
        answer_to(
            facts, "My late husband served there in 2014. How many peacekeepers died in Mali?"
        )
        is None
    )


@pytest.mark.parametrize(
    "question",
    [
        "Essay on women: how many serve in UNMISS?",
        "Malaria: how many peacekeepers died in Mali?",
        "In the Cold War: how many peacekeepers died?",
        "Background, not Mali: how many peacekeepers died?",
    ],
)
def test_a_clause_that_may_narrow_the_question_is_asked(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None


def test_without_an_answer_what_is_likely_meant_comes_first(facts: TestClient) -> None:
    question = "which missions in Africa in 2020 had zebras"
    page = facts.get("/v1/search", params={"q": question, "limit": 10}).json()
    running = {"minusma", "minusca", "monusco", "unmiss", "unamid", "minurso", "unisfa", "unsos"}
    assert page["answer"] is None
    assert [hit["code"] for hit in page["data"][:3] if hit["code"] in running]


def test_missions_that_the_un_runs_are_missions_and_who_runs_them_is_a_person(
    facts: TestClient,
) -> None:
    missions = answer_to(facts, "all peacekeeping missions the UN runs today")
    leader = answer_to(facts, "who runs UN peacekeeping")
    assert missions
    assert leader
    assert {one["type"] for one in missions["records"]} == {"mission"}
    assert {one["type"] for one in leader["records"]} == {"person"}


def test_heads_of_all_missions_are_not_those_of_the_department(facts: TestClient) -> None:
    answer = answer_to(facts, "heads of peacekeeping missions")
    assert answer is None or "Under-Secretary-General" not in answer["text"]


def test_what_is_deployed_in_a_region_today_ran_there_and_need_not_have_begun(
    facts: TestClient,
) -> None:
    answer = answer_to(facts, "UN peacekeeping operations deployed in Africa at present")
    assert answer is not None
    assert {"monusco", "unmiss"} <= {one["code"] for one in answer["records"]}
