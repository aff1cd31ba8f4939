"""The time of a question: today, ever, this or the next budget year, several years in a row."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to
from tests.search.test_proofs import names, proof_of


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("how many peacekeepers are there in total", "personnel_deployed"),
        ("how many blue helmets does the UN have altogether", "personnel_deployed"),
        ("in total, how many soldiers serve under the UN flag", "personnel_deployed"),
        ("combien de casques bleus sont déployés en tout", "personnel_deployed"),
        ("how many women are there in UN peacekeeping in total", "personnel_deployed"),
        ("how many peacekeepers have served in total", "personnel_deployed_since_start"),
        ("how many people does the new anti-gang force have so far", "personnel_deployed"),
        ("how many states have endorsed the Kigali Principles by now", "endorsing_member_states"),
        ("how many peacekeepers have died so far", "fatalities_since_start"),
        ("in all the years since 1948, how many peacekeepers died", "fatalities_since_start"),
        ("peacekeeping budget 2026-27", "budget_usd"),
        ("how many peacekeepers have there ever been in total", "personnel_deployed_since_start"),
        ("how many peacekeepers have died in total", "fatalities_since_start"),
        ("deaths in MONUSCO over the years", "fatalities_since_start"),
        ("how has the number of troops in UNIFIL changed over the years", "personnel_deployed"),
        ("how many peacekeepers have served over the years", "personnel_deployed_since_start"),
        ("UN peacekeeping troop numbers over the years", "personnel_deployed"),
        ("overall death toll of UN peacekeeping", "fatalities_since_start"),
        ("how many peacekeepers have died over the decades", "fatalities_since_start"),
        ("peacekeeper deaths from day one until today", "fatalities_since_start"),
        ("casques bleus morts depuis l’origine", "fatalities_since_start"),
        ("morts de la FINUL de 1948 à nos jours", "fatalities_since_start"),
        ("strength of UNMISS as things stand", "personnel_deployed"),
        ("combien de casques bleus sont déployés à ce stade", "personnel_deployed"),
    ],
)
def test_in_total_is_all_of_today_unless_the_past_is_asked_for(
    facts: TestClient, question: str, indicator: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["indicator"] == indicator


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("peacekeeping budget this fiscal year", "2026-07-01/2027-06-30"),
        ("budget de la MONUSCO pour l'exercice en cours", "2026-07-01/2027-06-30"),
        ("peacekeeping budget last financial year", "2025-07-01/2026-06-30"),
        ("budget de la MONUSCO pour le prochain exercice", "2027-07-01/2028-06-30"),
        ("what will MONUSCO cost next year", "2027"),
        ("UN peacekeepers at the end of last year", "2025-12"),
        ("effectifs de la FINUL à la fin de l'année dernière", "2025-12"),
        ("peacekeepers deployed at the end of last month", "2026-11"),
        ("UN peacekeepers in March last year", "2025-03"),
        ("as of March how many troops are in MINUSCA", "2026-03"),
        ("effectifs de la MINUSS au 31 mars", "2026-03-31"),
        ("combien de casques bleus cet été", "2026-06/2026-08"),
        ("so far in 2026 how many peacekeepers died", "2026"),
        ("how many peacekeepers have died this century", "2000/2026"),
        ("how many peacekeepers were there in the spring of 2025", "2025-03/2025-05"),
        ("effectif de la MINUSCA au 31/07/2025", "2025-07-31"),
        ("peacekeepers deployed on 12/31/2015", "2015-12-31"),
        ("peacekeeping budget for the fiscal year July 2024 to June 2025", "2024-07/2025-06"),
        ("MINUSMA spending in its last full financial year", "2022-07-01/2023-06-30"),
        ("UNMISS spending in the last full fiscal year", "2025-07-01/2026-06-30"),
    ],
)
def test_a_time_is_counted_from_the_day_of_the_release(
    facts: TestClient, question: str, time: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["time"] == time


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("what is next year's peacekeeping budget", ["from July 2026 to June 2027"]),
        ("UNMISS personnel on 1 August 2025", ["31 July 2025", "28 February 2026"]),
        ("how many Indian peacekeepers were there in June 2025", ["31 Dec", "31 July 2025"]),
    ],
)
def test_a_time_without_a_figure_is_told_with_the_nearest_that_are_held(
    facts: TestClient, question: str, held: list[str]
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["kind"] == "gap"
    assert len(answer["records"]) == len(held)
    assert all(day in record["name"] for day, record in zip(held, answer["records"], strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "how many peacekeepers will die next year",
        "how many peacekeepers will there be next year",
        "MINUSMA budget 2030",
    ],
)
def test_what_is_to_come_and_not_approved_is_not_told(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("peacekeeper deaths 2018, 2019, 2020", "2018: 96 people; 2019: 88 people; 2020: 121"),
        ("UN peacekeeping fatalities 2018-2020", "2018: 96 people; 2019: 88 people; 2020: 121"),
        ("morts de casques bleus en 2018, 2019 et 2020", "2018: 96 people; 2019: 88 people"),
        ("how many peacekeepers died in 2016, 2018 and 2021", "2018: 96 people; 2021: 125 people"),
        ("uniformed personnel 2015 2016 2017", "31 December 2016: 100,376 people; 31 December"),
        ("UN peacekeepers at the end of 2018, 2019 and 2020", "31 December 2019: 83,331 people"),
        ("peacekeeping budgets 2019/20 to 2022/23", "US$ 6.51 billion; July 2020 to June 2021"),
        ("UN uniformed personnel: 2001-12-31, 2011-12-31", "31 December 2001: 47,131 people; 31"),
        ("UNIFIL deaths 2018, 2020", "2018: 1 person; 2020: 5 people"),
        ("deaths in UNMISS in the last two years on record", "2023: 12 people; 2024: 12 people"),
        (
            "abus sexuels à la MONUSCO, les deux dernières années disponibles",
            "2023: 66 cases; 2024",
        ),
        ("budgets de la FINUL 2023/24 et 2024/25", "No figure is held of July 2023 to June 2024"),
    ],
)
def test_several_years_are_told_by_one_source_and_the_missing_ones_are_named(
    facts: TestClient, question: str, told: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert told in answer["text"]
    rows = proof_of(facts, answer)
    assert all(any(names(row, record) for row in rows) for record in answer["records"])


def test_two_years_in_a_row_with_a_sign_are_a_budget_year(facts: TestClient) -> None:
    answer = answer_to(facts, "UNIFIL budget 2024-2025")
    assert answer is not None
    assert answer["understood"]["time"] == "2024-07-01/2025-06-30"


@pytest.mark.parametrize(
    "question",
    ["peacekeepers deployed on 05/06/2015", "countries with more than 2000 people in uniform"],
)
def test_what_may_be_two_days_or_is_a_count_is_no_time(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None


def test_a_count_that_could_be_a_year_bounds_what_is_listed(facts: TestClient) -> None:
    answer = answer_to(facts, "missions with more than 1990 soldiers")
    assert answer is not None
    assert answer["understood"]["time"] is None


def test_a_day_in_numbers_has_the_day_first(facts: TestClient) -> None:
    answer = answer_to(facts, "effectif en uniforme des opérations de paix au 31/12/2018")
    assert answer is not None
    assert answer["as_of"] == "2018-12-31"
