"""The openings of record pages: boxes, sentences and timelines from the lists of the API."""

import re

from fastapi.testclient import TestClient

from tests.pages.read import text_of


def main_of(client: TestClient, address: str) -> str:
    """The visible text of a page's main content, on one line."""
    return text_of(client.get(address).text.partition("<main")[2])


def test_a_mission_opens_with_what_people_ask_of_it(facts: TestClient) -> None:
    page = main_of(facts, "/missions/minusma").partition("Over time")[0]
    for told in (
        "Status closed; ran from 25 April 2013 to 31 December 2023",
        "Most in uniform 14,837 people",
        "until 30 June 2023, by S/RES/2690 (2023)",
        "Deaths 311 people",
        "malicious act: 174 people",
        "El-Ghassim Wane",
        "Largest contributors Bangladesh : 1,603 people",
    ):
        assert told in page


def test_what_no_source_gives_of_a_mission_is_said(facts: TestClient) -> None:
    page = main_of(facts, "/missions/onuc")
    assert "No source held gives: mandate, most in uniform, most authorised, most money" in page


def test_a_mandate_without_an_end_is_open_whatever_was_decided_later(facts: TestClient) -> None:
    page = main_of(facts, "/missions/untso")
    assert "Mandate open-ended, by S/RES/50 (1948)" in page
    assert "No source held gives: authorised. What was looked for" in page


def test_who_died_in_a_country_is_not_who_it_sent(facts: TestClient) -> None:
    page = main_of(facts, "/countries/mli")
    there, _, sent = page.partition("From Mali")
    assert "311 people, from any country, died in MINUSMA, as of 4 April 2025." in there
    assert "Deaths in missions there, of people from anywhere MINUSMA : 311 people" in there
    assert "Deaths of its people, in missions anywhere 22 people" in sent


def test_a_country_with_figures_is_told_in_sentences(facts: TestClient) -> None:
    page = main_of(facts, "/countries/bgd")
    assert "Bangladesh had 5,685 people in uniform in UN missions as of 31 July 2025." in page
    assert "The most on record is 10,427 people, as of 31 December 2009." in page
    compact = facts.get("/v1/countries/bgd?view=compact").json()
    assert "no source" not in str(compact)


def test_an_initiative_leads_to_what_followed_it(facts: TestClient) -> None:
    page = facts.get("/initiatives/a4p").text
    opening = page.partition("What became of it")[0]
    assert 'href="/initiatives/a4p-plus"' in opening
    story = text_of(page.partition("What became of it")[2])
    assert story.index("28 March 2018") < story.index("Secretary-General introduces A4P+")


def test_a_person_held_each_office_once(facts: TestClient) -> None:
    opening = main_of(facts, "/people/atul-khare").partition("as each source tells them")[0]
    assert opening.count("Department of Operational Support :") == 1
    assert "Under-Secretary-General for Operational Support" in opening


def test_an_event_of_one_day_does_not_go_on(facts: TestClient) -> None:
    days = re.findall(r"<td[^>]*>(from \d+ \w+ \d+)<", facts.get("/events?kind=summit,launch").text)
    assert days == []


def test_the_numbers_of_a_record_are_grouped_with_rivals_behind(facts: TestClient) -> None:
    page = facts.get("/missions/minusma").text
    numbers = text_of(page.partition('id="figures"')[2])
    assert numbers.index("Fatalities since the start") < numbers.index("Personnel deployed")
    assert numbers.index("31 October 2024") < numbers.index("30 September 2024")


def test_a_strength_of_which_no_kind_is_named_says_so_beside_those_in_uniform(
    facts: TestClient,
) -> None:
    figures = text_of(facts.get("/missions/unifil").text.partition('id="figures"')[2])
    first = figures.partition("about 8,100 people")[2].partition("7,574 people")[0]
    assert "all personnel, or not specified" in first


def test_each_place_in_a_source_is_one_numbered_note(facts: TestClient) -> None:
    page = facts.get("/missions/minusma").text
    notes = re.findall(r'<li id="note-(\d+)">', page)
    referred = set(re.findall(r'href="#note-(\d+)"', page))
    assert notes == [str(number + 1) for number in range(len(notes))]
    assert referred <= set(notes)
    assert "United Nations Peace and Security Data Hub" in page


def test_a_country_without_missions_says_so(facts: TestClient) -> None:
    assert "In Bangladesh No mission in it is held." in main_of(facts, "/countries/bgd")


def test_where_a_number_was_read_is_said_in_words(facts: TestClient) -> None:
    mission = text_of(facts.get("/missions/minusma").text)
    assert "number of rows of MINUSMA, by type of incident" in mission
    assert "incident_date" not in mission
    country = text_of(facts.get("/countries/bgd").text)
    assert "total of Bangladesh, 31 July 2025" in country
