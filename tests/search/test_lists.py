"""Answers that are lists, rankings, people or facts of records, if every word is understood."""

from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from api.tables.meanings import Meaning
from seed.files.places import DATA
from seed.words import read_lexicon
from tests.search.test_answers import answer_to


def codes(client: TestClient, question: str) -> list[str]:
    """The codes of the answer's records, in order; empty without an answer."""
    answer = answer_to(client, question)
    return [record["code"] for record in answer["records"]] if answer else []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("largest troop contributors in 2015", ["bgd", "eth", "ind"]),
        ("top 3 police contributors", ["rwa", "sen", "egy"]),
        ("PCC top 10", ["rwa", "sen", "egy"]),
        ("which country sends the most women peacekeepers", ["rwa", "npl", "bgd"]),
        ("who contributes most to UNIFIL", ["idn", "ita", "ind"]),
        ("top contributers to MINUSMA in 2022", ["bgd", "tcd", "sen"]),
        ("which nations have lost the most peacekeepers", ["ind", "pak", "bgd"]),
        ("largest payers for UN peacekeeping in 2020", ["usa", "chn", "jpn"]),
        ("les dix premiers pays contributeurs de Casques bleus", ["npl", "rwa", "bgd"]),
        ("deadliest mission in 2017", ["minusma", "monusco", "minusca"]),
        ("rank missions by deaths from malicious acts", ["minusma", "onuc", "unosom-ii"]),
        ("most expensive mission in 2025/26", ["unmiss", "minusca", "monusco"]),
        ("which mission has the most Indian troops", ["unmiss", "monusco", "unifil"]),
        ("the biggest peace operation the UN has at the moment", ["minusca", "unmiss", "monusco"]),
        ("deadliest UN operation of all, counting every cause", ["unifil", "minusma", "unamid"]),
        ("mission la plus meurtrière, toutes causes confondues", ["unifil", "minusma", "unamid"]),
        ("what country has suffered the most peacekeeper deaths", ["ind", "pak", "bgd"]),
        ("who pays most and what share", ["usa", "chn", "jpn"]),
        ("qui paie la plus grosse part du maintien de la paix", ["usa", "chn", "jpn"]),
        ("which country pays most for peacekeeping nowadays", ["usa", "chn", "jpn"]),
    ],
)
def test_a_ranking_is_of_the_time_and_the_people_asked_for(
    facts: TestClient, question: str, first: list[str]
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["kind"] == "ranking"
    assert [record["code"] for record in answer["records"]][: len(first)] == first


@pytest.mark.parametrize(
    ("question", "component"),
    [
        ("which mission has the most troops", "troops"),
        ("which mission has the most military personnel", "uniformed"),
        ("which mission has the most police", "individual_police,formed_police_units"),
        ("largest missions", "uniformed"),
        ("largest troop contributors", "uniformed"),
    ],
)
def test_a_ranking_counts_the_part_of_the_personnel_that_is_asked_for(
    facts: TestClient, question: str, component: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["dimensions"]["component"] == component


@pytest.mark.parametrize(
    ("question", "number"),
    [("top five troop contributors", 5), ("the three oldest missions", 3)],
)
def test_the_number_asked_for_decides_how_many_answer(
    facts: TestClient, question: str, number: int
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["total"] == len(answer["records"]) == number


def test_who_gives_least_are_all_that_give_as_little(facts: TestClient) -> None:
    answer = answer_to(facts, "which country contributes the fewest women peacekeepers")
    assert answer is not None
    assert answer["total"] == 9
    assert "(1 person)" in answer["text"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what rank is Nepal among troop contributors", "Nepal is number 1 of 117"),
        ("rank of Bangladesh as troop contributor in 2015", "number 1 of 123 countries (8,496"),
        ("deadliest year for UN peacekeeping", "251 people died in UN peacekeeping in 1993"),
        (
            "the three deadliest years for UNIFIL",
            "1986: 24 people; 1981: 23 people; 1979: 18 people",
        ),
        (
            "deadliest year for MINUSMA",
            "42 people died in MINUSMA in 2017",
        ),
        ("how long did UNTAC last", "ran 1 year and 6 months"),
        ("which resolution set up UNTAC", "S/RES/745 (1992)"),
        ("which resolution ended MINUSMA", "S/RES/2690 (2023)"),
        ("where is UNFICYP headquartered", "Nicosia"),
        ("in which country is MINUSCA", "works in Central African Republic"),
        (
            "when does the mandate of UNMISS end",
            "The newest mandate of UNMISS that is held ran until",
        ),
        ("is UNMIL still running", "to 30 March 2018"),
        ("when did the Gang Suppression Force start", "30 September 2025"),
        ("when did the UN mission in Mali end", "31 December 2023"),
        ("where was the 2025 ministerial", "Berlin, 13 May 2025"),
        ("when was the coup in Mali", "18 August 2020"),
        ("what is A4P+ part of", "is part of Action for Peacekeeping (A4P)"),
        ("definition of authorised strength", "Authorised strength (stock, people)"),
        ("how long did Hilde Johnson lead UNMISS", "from July 2011, to 7 July 2014"),
        ("how do UNIFIL and UNDOF differ", "(UNDOF) (from 31 May 1974"),
        ("UNTSO vs UNIFIL", "UN military observers in the Middle East"),
        ("what is A4P+ and since when", "(A4P+) (launched on 29 March 2021): Strategy"),
    ],
)
def test_the_answer_says_it_in_words(facts: TestClient, question: str, said: str) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert said in answer["text"]


@pytest.mark.parametrize(
    ("question", "total", "query"),
    [
        (
            "how many peacekeeping operations have there been in Africa",
            31,
            "/v1/missions?kind=peacekeeping_operation&region=africa",
        ),
        (
            "which peacekeeping missions are in Africa",
            5,
            "/v1/missions?kind=peacekeeping_operation&region=africa&status=ongoing",
        ),
        (
            "how many peacekeeping operations were launched in the 1990s",
            35,
            "/v1/missions?kind=peacekeeping_operation&started__gte=1990&started__lte=1999",
        ),
        (
            "list all missions that ended in 2020",
            2,
            "/v1/missions?kind=peacekeeping_operation,special_political_mission,support_office"
            "&ended__gte=2020&ended__lte=2020",
        ),
        (
            "special political missions that closed after 2020",
            5,
            "/v1/missions?kind=special_political_mission&ended__gte=2021-01-01",
        ),
        (
            "missions whose mandate expires in 2027",
            5,
            "/v1/missions?mandate_until__gte=2027&mandate_until__lte=2027&sort=mandate_until",
        ),
        (
            "which initiatives were launched in 2018",
            5,
            "/v1/initiatives?launched__gte=2018&launched__lte=2018",
        ),
        ("indicators about women", 3, "/v1/indicators?name__contains=women"),
        ("what is part of A4P", 4, "/v1/initiatives?parent=a4p"),
    ],
)
def test_a_list_is_proven_by_its_address(
    facts: TestClient, question: str, total: int, query: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert (answer["total"], answer["query"]) == (total, query)
    assert facts.get(query).json()["meta"]["total"] == total


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("first UN mission in Africa", ["onuc"]),
        ("last mission to close", ["minusma"]),
        ("shortest UN mission", ["unasog"]),
        ("mission la plus longue", ["untso"]),
        ("what replaced MONUC", ["monusco"]),
        ("what did MONUSCO replace", ["monuc"]),
        ("what was MONUC replaced by", ["monusco"]),
        ("which operations preceded UNTAET in East Timor", ["unamet", "interfet"]),
        ("which mission did resolution 1528 create", ["unoci"]),
        ("African Union missions in Somalia", ["amisom", "atmis", "aussom"]),
        ("which mission is in Mali", ["minusma"]),
        ("missions in Central America", ["onuca", "onusal", "minugua"]),
        ("closed peacekeeping missions in the Horn of Africa", ["unosom-i", "unosom-ii", "unmee"]),
        ("which African countries host UN missions", ["caf", "cod", "ssd", "sdn", "esh"]),
        ("which mission did Hilde Johnson head", ["unmiss"]),
        ("what happened on 11 February 2008", ["dili-attacks-2008-02-11"]),
    ],
)
def test_missions_and_events_are_found_by_what_is_told_of_them(
    facts: TestClient, question: str, expected: list[str]
) -> None:
    assert codes(facts, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who leads UNIFIL", ["diodato-abagnara"]),
        ("who commands UNDOF", ["anita-asmah"]),
        ("quién dirige MINUSCA", ["valentine-rugwabiza"]),
        ("SRSG Haiti 2013", ["mariano-fernandez-amunategui", "sandra-honore"]),
        ("commandant de la force de la MONUSCO en 2014", ["carlos-alberto-dos-santos-cruz"]),
        ("who was the first head of MONUSCO", ["roger-a-meece"]),
        ("who took over MONUSCO after Leila Zerrougui", ["bintou-keita"]),
        ("USG peacekeeping operations before Lacroix", ["herve-ladsous"]),
        ("who succeeded Martin Kobler", ["maman-s-sidikou"]),
        ("who led the UN mission in Cambodia", ["yasushi-akashi"]),
        ("who was head of DPKO in 2005", ["jean-marie-guehenno"]),
        ("who is the top UN official in Haiti", ["carlos-ruiz-massieu"]),
        ("who is Martin Kobler", ["martin-kobler"]),
    ],
)
def test_people_are_found_by_their_posts(
    facts: TestClient, question: str, expected: list[str]
) -> None:
    assert codes(facts, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "MINUSMA vs UNIFIL deaths",
        "which is bigger, MONUSCO or UNMISS",
        "more troops from India or Nepal",
        "who pays more for UN peacekeeping, China or Japan",
    ],
)
def test_two_are_set_side_by_side_by_one_indicator_at_one_time(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["kind"] == "list"
    figures = [facts.get(record["href"]).json() for record in answer["records"]]
    assert len(figures) == 2
    assert len({figure["indicator"] for figure in figures}) == 1
    assert figures[0]["as_of"] == figures[1]["as_of"]
    assert figures[0]["period_end"] == figures[1]["period_end"]


def test_a_fact_of_a_mission_is_told_with_the_source_that_backs_it(facts: TestClient) -> None:
    answer = answer_to(facts, "when did MINUSMA end")
    assert answer is not None
    assert answer["source"] == "/v1/sources/un-press-sgsm21858"
    source = facts.get(answer["source"]).json()
    assert f"Source: “{source['title']}”." in answer["text"]


def test_what_answers_leads_the_hits(facts: TestClient) -> None:
    page = facts.get("/v1/search", params={"q": "what replaced MONUC"}).json()
    assert page["data"][0]["code"] == page["answer"]["records"][0]["code"] == "monusco"


def test_those_who_endorsed_are_listed_only_where_about_all_are_named(facts: TestClient) -> None:
    listed = answer_to(facts, "countries that endorsed the Kigali Principles")
    counted = answer_to(facts, "which countries endorsed the A4P declaration")
    assert listed is not None
    assert listed["total"] == 38
    assert counted is None or counted["kind"] == "figure"


def test_disagreements_of_sources_are_listed(facts: TestClient) -> None:
    answer = answer_to(facts, "where do sources disagree about MINUSMA")
    assert answer is not None
    assert answer["query"] == "/v1/discrepancies?record=mission:minusma"
    assert {record["type"] for record in answer["records"]} == {"discrepancy"}


@pytest.mark.parametrize(
    "question",
    [
        "which missions are not in Africa",
        "TPP budget",
        "UN missions in the Sahel",
        "which Caribbean country sends the most peacekeepers",
        "missions without police",
        "missions with more than 10,000 cooks",
        "which country has never sent peacekeepers",
        "largest contributors excluding Bangladesh",
        "largest contributors per capita",
        "which country has the most soldiers",
        "which country hosts the most peacekeepers",
        "who has more soldiers, Russia or China",
        "India vs Pakistan",
        "UNIFIL and UNDOF",
        "safest mission",
        "year with the fewest deaths of peacekeepers",
        "largest mission ever",
        "largest mission in 1950",
        "deadliest year",
        "contributors to UNIFIL in 2005 by country",
        "first woman to lead a peacekeeping mission",
        "who should lead MONUSCO",
        "who launched Elsie",
        "who will lead UNIFIL",
        "which missions will close in 2026",
        "top contributors to WHO",
        "smallest country contributing troops",
        "who is deputy force commander of UNIFIL",
        "all SRSGs in Haiti",
        "which countries have police in UNMISS",
        "who leads Mali",
        "who led NATO in 2015",
        "who led UNIFIL before 1985",
        "who is the president of Liberia",
        "when did the genocide in Rwanda start",
        "how long did the war in Liberia last",
        "missions that started in 1999 and ended in 2005",
        "what is the capital of Mali",
        "which resolution created Israel",
        "top contributors in 2030",
    ],
)
def test_a_word_without_its_place_leaves_a_list_unanswered(
    facts: TestClient, question: str
) -> None:
    assert answer_to(facts, question) is None


def test_each_meaning_has_its_words() -> None:
    words: dict[str, Any] = read_lexicon(DATA)
    assert set(words["listing"]) == set(get_args(Meaning))


def test_of_too_few_countries_for_a_ranking_the_largest_is_among_the_first_hits(
    facts: TestClient,
) -> None:
    page = facts.get("/v1/search", params={"q": "who owes most peacekeeping dues"}).json()
    assert page["answer"] is None
    assert any("United States" in (hit["detail"] or "") for hit in page["data"][:3])
