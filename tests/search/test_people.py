"""Answers on holders of a post: at the time of an event, until a successor, in several missions."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Who led UN peacekeeping when UNMISS started?", "alain-le-roy"),
        ("Who was Secretary-General when A4P was launched?", "antonio-guterres"),
        ("When MINUSMA was created, who was in charge of UN peacekeeping?", "herve-ladsous"),
        ("Who led MINUSMA during the coup in Mali?", "mahamat-saleh-annadif"),
        ("Who ran MINUSCA when its mandate was renewed in 2024?", "valentine-rugwabiza"),
        ("Qui dirigeait le maintien de la paix lors du génocide au Rwanda ?", "kofi-annan"),
        ("Who was head of peacekeeping in 2018?", "jean-pierre-lacroix"),
        ("Who headed DPKO in the mid-2000s?", "jean-marie-guehenno"),
    ],
)
def test_who_held_a_post_when_something_happened(
    facts: TestClient, question: str, person: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert [one["code"] for one in answer["records"]] == [person]


@pytest.mark.parametrize(
    "question",
    [
        "Who led UN peacekeeping when Srebrenica fell?",  # In the time of UNPROFOR there were several.
        "Who commanded UNAMIR during the genocide?",
        "Who led MINUSTAH at the time of the earthquake in Haiti?",
        "Who led UN peacekeeping during the Cold War?",
        "Who was Secretary-General when the Brahimi report came out?",  # Since when is not held.
    ],
)
def test_of_what_is_not_held_with_its_days_nobody_is_named(
    facts: TestClient, question: str
) -> None:
    assert answer_to(facts, question) is None


def test_of_whom_nobody_is_known_to_hold_a_post_now_the_last_is_told_as_such(
    facts: TestClient,
) -> None:
    answer = answer_to(facts, "MINUSCA force commander")
    assert answer is not None
    assert answer["text"].startswith("The last known: Humphrey Nyone: Force Commander")
    assert answer_to(facts, "who is the head of MINUSMA now") is None


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("previous head of MINUSCA", "mankeur-ndiaye"),
        ("predecessor of the current SRSG of MONUSCO", "bintou-keita"),
        ("qui était le précédent commandant de la FINUL", "aroldo-lazaro-saenz"),
    ],
)
def test_the_previous_holder_is_the_one_before_who_holds_the_post_now(
    facts: TestClient, question: str, person: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert [one["code"] for one in answer["records"]] == [person]
    assert answer_to(facts, "who led UNMISS before") is None


def test_who_is_acting_is_told_only_where_somebody_is(facts: TestClient) -> None:
    acting = answer_to(facts, "acting head of UNISFA")
    assert acting is not None
    assert "Acting" in acting["text"]
    assert answer_to(facts, "acting head of MINUSCA") is None


@pytest.mark.parametrize(
    "question",
    [
        "Name the heads of all UN missions",
        "Who leads each mission?",
        "Liste des chefs de mission actuels",
    ],
)
def test_the_heads_of_all_missions_are_told_mission_by_mission(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert "UNFICYP: Khassim Diagne" in answer["text"]
    listed = facts.get(answer["query"] + "&limit=100").json()["data"]
    assert "james-swan" in {one["code"] for one in listed}
    assert {one["code"] for one in answer["records"]} <= {one["code"] for one in listed}


def test_the_heads_of_missions_in_a_region_are_those_of_its_missions(facts: TestClient) -> None:
    answer = answer_to(facts, "heads of UN missions in the Middle East")
    assert answer is not None
    assert {one["code"] for one in answer["records"]} >= {"anita-asmah", "diodato-abagnara"}
    assert "MONUSCO" not in answer["text"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What nationality is the head of MONUSCO?", "United States. James Swan"),
        ("Where is the commander of UNIFIL from?", "Italy. Diodato Abagnara"),
        ("De quel pays vient le chef de la MINUSCA ?", "Rwanda. Valentine Rugwabiza"),
        ("Is Bintou Keita still head of MONUSCO?", "Bintou Keita: Special Representative"),
        ("Since when has Valentine Rugwabiza led MINUSCA?", "Valentine Rugwabiza: Special"),
        ("Has a Rwandan ever led MINUSCA?", "Valentine Rugwabiza"),
        ("Who was UNIFIL commander in March 2026?", "Diodato Abagnara"),
        ("Who took charge of MONUSCO after Bintou Keita?", "James Swan"),
        ("Who has commanded UNIFIL since 2012?", "7 known: Alberto Asarta Cuevas"),
        ("Has James Swan ever worked in Somalia?", "James Swan: Special Representative"),
        ("From when to when did Alan Doss lead MONUC?", "Alan Doss: Special Representative"),
        ("Qui dirigeait la MINUSCA avant Mme Rugwabiza ?", "Mankeur Ndiaye"),
        ("Abagnara commands UNIFIL now; who had the job before him?", "Aroldo Lázaro Sáenz"),
        ("James Swan runs MONUSCO now; who did it before?", "Bintou Keita"),
        ("What jobs has Martin Kobler held at the UN?", "Martin Kobler: Special"),
    ],
)
def test_where_somebody_is_from_and_since_when(facts: TestClient, question: str, told: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["text"].removeprefix("1 known: ").startswith(told)


def test_the_last_three_who_held_a_post_are_three(facts: TestClient) -> None:
    answer = answer_to(facts, "name the three most recent heads of MONUSCO")
    assert answer is not None
    assert {one["code"] for one in answer["records"]} == {
        *("leila-zerrougui", "bintou-keita", "james-swan")
    }


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Who runs the UN mission in Juba?", "anita-kiki-gbeho"),  # A capital tells the country.
        ("Name of the UNTSO head of mission and chief of staff", "patrick-gauchat"),
        ("Head of mission and force commander of UNDOF", "anita-asmah"),  # Both are one person.
        ("Head of mission and force commander of UNMISS", None),  # There they are two.
        ("Special Representative in Timor-Leste from 2007 to 2009", "atul-khare"),
        ("Who led UNMIL until its closure?", "farid-zarif"),
        ("Who is the chief of the UN Verification Mission in Colombia?", "miroslav-jenca"),
        ("Who replaced Colin Stewart as head of the mission in Cyprus?", "khassim-diagne"),
    ],
)
def test_a_post_is_found_by_the_words_people_have_for_it(
    facts: TestClient, question: str, person: str | None
) -> None:
    answer = answer_to(facts, question)
    assert (answer and answer["records"][0]["code"]) == person


@pytest.mark.parametrize(
    "question",
    [
        "Who commands UNIFIL and how many troops does he have?",
        "Who commands UNIFIL, how many soldiers are under his command?",
        "Qui commande la FINUL et combien de soldats a-t-il ?",
    ],
)
def test_a_commander_and_the_troops_are_both_told(facts: TestClient, question: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["records"][0]["code"] == "diodato-abagnara"
    assert "UNIFIL had 7,574 people among military contingents" in answer["text"]


@pytest.mark.parametrize(
    "question",
    [
        "How many troops does the commander of UNIFIL have?",
        "How many people does the head of UNMISS lead?",
        "Who commands UNIFIL with how many troops?",
    ],
)
def test_whom_somebody_leads_are_not_counted_as_holders(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None


def test_who_held_a_post_may_be_counted(facts: TestClient) -> None:
    for question in ("How many people have led UNMISS?", "How many SRSGs has UNMISS had?"):
        answer = answer_to(facts, question)
        assert answer is not None
        assert answer["text"].startswith("6 known: ")
