"""Questions with thresholds, with times given by events, and with words on who is asking."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("Has Ireland really lost more than 90 people on UN duty?", "fatalities_since_start"),
        ("Did more than 100 peacekeepers die in 2022?", "fatalities"),
        ("Did the UN have over a hundred thousand peacekeepers in 2015?", "personnel_deployed"),
        ("Has the peacekeeping budget fallen below 6 billion dollars?", "budget_usd"),
        (
            "Est-ce que plus de 4000 Casques bleus sont morts depuis 1948 ?",
            "fatalities_since_start",
        ),
        ("Do more than 120 countries contribute troops?", "contributing_countries"),
        ("Is it true that one in ten peacekeepers is a woman?", "women_share"),
        ("one UN police officer in five is a woman", "women_share"),
        ("Is it true that seven peacekeepers died in UNIFIL in 2024?", "fatalities"),
        ("Is UNFICYP still above 800 people?", "personnel_deployed"),
        ("Does the force in Cyprus have more than 800 people?", "personnel_deployed"),
    ],
)
def test_whether_a_number_is_passed_is_answered_with_the_number(
    facts: TestClient, question: str, indicator: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["indicator"] == indicator


def test_whether_more_civilians_died_is_not_answered_with_peacekeepers(facts: TestClient) -> None:
    assert answer_to(facts, "Have more than 50 civilians died in UNMISS?") is None


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("How many peacekeepers died in 2010, the year of the Haiti earthquake?", "2010"),
        ("The year of the Haiti earthquake: how many MINUSTAH people died in 2010?", "2010"),
        ("UNAMIR strength at the end of 1993, a few months before the genocide", "1993-12"),
        ("Combien de Casques bleus sont morts en 2010, l'année du séisme ?", "2010"),
    ],
)
def test_what_else_happened_at_a_time_narrows_nothing(
    facts: TestClient, question: str, time: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["time"] == time


@pytest.mark.parametrize(
    "question",
    [
        "My editor wants to know how many peacekeepers died in 2023.",
        "Our readers are asking how many peacekeepers were killed in 2023",
        "Mon professeur veut savoir combien de Casques bleus sont morts en 2023.",
    ],
)
def test_who_wants_to_know_is_no_part_of_the_question(facts: TestClient, question: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert (answer["understood"]["indicator"], answer["understood"]["time"]) == (
        "fatalities",
        "2023",
    )


@pytest.mark.parametrize("year", ["final", "last", "first"])
def test_a_year_of_a_mission_is_not_answered_with_another(facts: TestClient, year: str) -> None:
    assert answer_to(facts, f"What did UNAMID cost in its {year} year?") is None


@pytest.mark.parametrize(
    "question",
    [
        "Have over 20 countries sent more than 1000 troops?",
        "How many peacekeepers died in 2021, after falling ill?",
        "How many peacekeepers died in 2010, just after the earthquake?",
    ],
)
def test_two_bounds_or_a_part_of_a_year_are_not_answered(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None
