"""`match=best`: any word counts, the best hit first; and what became of each word."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


def search(client: TestClient, question: str, **asked: Any) -> dict[str, Any]:
    """The response of a search."""
    response = client.get("/v1/search", params={"q": question, "limit": 10, **asked})
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


def hits(page: dict[str, Any]) -> list[str]:
    return [f"{hit['type']}:{hit['code']}" for hit in page["data"]]


def test_a_word_that_stands_nowhere_does_not_hide_what_the_others_find(facts: TestClient) -> None:
    page = search(facts, "MINUSMA xqzztv")
    assert hits(page)[0] == "mission:minusma"
    assert page["meta"]["match"] == "some"
    assert page["meta"]["all_words"] == 0
    words = {one["word"]: one["state"] for one in page["meta"]["words"]}
    assert words == {"minusma": "matched", "xqzztv": "unknown"}


def test_words_count_in_any_form(facts: TestClient) -> None:
    first, second = search(facts, "endorse declaration"), search(facts, "endorsed declarations")
    assert hits(first) == hits(second)


def test_typing_errors_are_corrected_and_told(facts: TestClient) -> None:
    page = search(facts, "unmiss fatalties")
    assert {"word": "fatalties", "state": "corrected", "read_as": ["fatalities"]} in page["meta"][
        "words"
    ]
    assert page["data"][0]["code"].startswith("unmiss-fatalities")


def test_words_are_found_joined_and_apart(facts: TestClient) -> None:
    assert "initiative:tpp" in hits(search(facts, "triangularpartnership programme"))[:3]
    assert search(facts, "peace keeping")["meta"]["total"] > 100


def test_numbers_are_found_as_people_write_them(facts: TestClient) -> None:
    found = {code for question in ("4,222", "4222") for code in hits(search(facts, question))[:1]}
    assert len(found) == 1


def test_documents_are_found_by_their_symbols(facts: TestClient) -> None:
    for question in ("S/RES/2100", "s/res/2100 (2013)"):
        page = search(facts, question, match="all")
        assert hits(page) == ["mission:minusma"]
    assert page["meta"]["words"][0] == {"word": "s/res/2100", "state": "matched", "read_as": []}
    assert hits(search(facts, "SC/15955"))[0] == "source:un-press-sc15955"


@pytest.mark.parametrize("question", ["UNAVEM II", "UNAVEM 2", "unavem2"])
def test_numbered_missions_are_found_by_either_number(facts: TestClient, question: str) -> None:
    assert hits(search(facts, question))[0] == "mission:unavem-ii"


def test_countries_lead_to_the_missions_that_worked_there(facts: TestClient) -> None:
    for question in ("mission in Mali", "Malian mission", "mission au Mali"):
        assert "mission:minusma" in hits(search(facts, question))


def test_a_strict_search_wants_every_word_in_some_form(facts: TestClient) -> None:
    best = search(facts, "the endorsed declaration", limit=0)["meta"]["total"]
    strict = search(facts, "the endorsed declaration", match="all", limit=0)["meta"]["total"]
    assert 0 < strict < best


def test_phrases_and_beginnings_must_occur_in_both(facts: TestClient) -> None:
    for match in ("best", "all"):
        assert search(facts, '"golden hour"', match=match)["meta"]["total"] == 2
        assert search(facts, '"golden minute"', match=match)["meta"]["total"] == 0
        begun = search(facts, "telemedic*", match=match)["meta"]["total"]
        assert begun == search(facts, "telemedic* ", match=match)["meta"]["total"] > 0


def test_kinds_and_times_hold_whatever_matches(facts: TestClient) -> None:
    page = search(facts, "how many peacekeepers died in Mali", type="mission,country")
    assert {hit["type"] for hit in page["data"]} <= {"mission", "country"}
    early = search(facts, "mission africa", type="mission", time__lte="1965")
    assert "mission:onuc" in hits(early)
    assert "mission:minusma" not in hits(early)


def test_each_hit_says_what_a_reader_needs(facts: TestClient) -> None:
    figure = search(facts, "UNIFIL deaths in 2024")["data"][0]
    assert (figure["value"], figure["unit"], figure["qualifier"]) == (5, "people", "exact")
    assert (figure["period_start"], figure["period_end"]) == ("2024", "2024")
    assert facts.get(f"/v1/sources/{figure['source']}").status_code == 200
    women = search(facts, "Ghana women peacekeepers")["data"][0]
    assert women["detail"].startswith("432 people: uniformed, women, Ghana, as of 31 July 2025 (")
    mission = search(facts, "MINUSMA")["data"][0]
    assert mission["detail"] == "from 25 April 2013 to 31 December 2023"
    person = search(facts, "who led MONUSCO in 2015")["data"][0]
    assert "Head of Mission" in person["detail"]


def test_a_series_is_shown_by_its_total_of_the_right_time(facts: TestClient) -> None:
    question = {"q": "UNMISS uniformed personnel deployed 2017 total", "type": "figure"}
    found = facts.get("/v1/search", params=question).json()["data"]
    series = [facts.get(hit["href"]).json() for hit in found if hit["code"].startswith("unmiss")]
    told = next(one for one in series if one["indicator"] == "personnel_deployed")
    assert (told["as_of"], told["dimensions"]["component"]) == ("2017-12-31", "uniformed")
    assert told["dimensions"]["country"] is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("coup in Mali", "event:mali-coup-2020"),
        ("discrepancy UNTAG start date", "discrepancy:dates-untag"),
        ("what does women_share measure", "indicator:women_share"),
        ("force commander of UNDOF", "person:anita-asmah"),
        ("first female force commander", "person:anita-asmah"),
        ("UNIFIL force", "mission:unifil"),
        ("statement of France on training", "statement:fra-2020-09-14-french-speaking-troops"),
        ("cost since 1948: 69 or 124 billion", "discrepancy:rival-cost-since-1948"),
        ("drone attack on UNISFA", "event:kadugli-attack-2025-12-13"),
        ("how does Moscow feel about A4P", "statement:rus-2020-09-14-a4p-promotion"),
        ("what is a special political mission", "organisation:special-political-missions"),
        ("who commands the force on the Golan these days, a woman?", "person:anita-asmah"),
    ],
)
def test_the_kind_of_record_that_is_asked_for_comes_first(
    facts: TestClient, question: str, first: str
) -> None:
    assert hits(search(facts, question))[0] == first


def test_a_named_mission_is_found_though_nothing_is_known_of_the_rest(facts: TestClient) -> None:
    assert hits(search(facts, "how many submarines does MONUSCO have"))[0] == "mission:monusco"


@pytest.mark.parametrize(
    ("question", "mission"),
    [
        ("litres of diesel per generator at UNISFA", "mission:unisfa"),
        ("how many wells did peacekeepers dig in Mali", "mission:minusma"),
        ("wages of interpreters whom peacekeepers hired in Liberia", "mission:unmil"),
    ],
)
def test_words_of_daily_life_do_not_hide_the_mission(
    facts: TestClient, question: str, mission: str
) -> None:
    assert mission in hits(search(facts, question))


def test_pages_never_overlap(facts: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/v1/search?q=how+many+peacekeepers+died+in+Mali+security&limit=90"
    total = 0
    while address:
        page = facts.get(address).json()
        total = page["meta"]["total"]
        seen += hits(page)
        address = page["links"]["next"]
    assert len(seen) == total > 300


@pytest.mark.parametrize("question", ["peacekeepers who died", "the peacekeepers died"])
def test_a_list_is_filtered_by_all_words_but_those_that_tell_nothing(
    facts: TestClient, question: str
) -> None:
    filtered = facts.get("/v1/events", params={"q": question}).json()["meta"]["total"]
    assert filtered == facts.get("/v1/events?q=peacekeeper+died").json()["meta"]["total"] > 0


@pytest.mark.parametrize(
    ("question", "indicator", "country"),
    [
        ("why are fewer Ghanaian soldiers deployed", "personnel_deployed", "GHA"),
        ("did Italy trim down its blue helmets lately", "personnel_deployed", "ITA"),
    ],
)
def test_the_newest_figure_of_what_is_named_is_among_the_first_where_nothing_answers(
    facts: TestClient, question: str, indicator: str, country: str
) -> None:
    page = search(facts, question)
    assert page["answer"] is None
    codes = [hit["code"] for hit in page["data"][:3] if hit["type"] == "figure"]
    figures = [facts.get(f"/v1/figures/{code}").json() for code in codes]
    assert (indicator, country) in {
        (one["indicator"], one["dimensions"]["country"]) for one in figures
    }


@pytest.mark.parametrize(
    ("question", "missions"),
    [
        ("did UNMIL outlive UNOCI", ["mission:unmil", "mission:unoci"]),
        ("is UNDOF nicer to work for than UNTSO", ["mission:undof", "mission:untso"]),
    ],
)
def test_all_that_is_named_is_among_the_first_where_nothing_answers(
    facts: TestClient, question: str, missions: list[str]
) -> None:
    page = search(facts, question)
    assert page["answer"] is None
    assert {*missions} <= {*hits(page)[:4]}


def test_the_source_of_the_figure_that_answers_comes_right_behind_it(facts: TestClient) -> None:
    page = search(facts, "sources for deaths in MINUSMA")
    source = page["answer"]["source"].removeprefix("/v1/sources/")
    assert hits(page)[1] == f"source:{source}"


def test_a_name_alone_finds_what_it_names_and_is_not_answered(facts: TestClient) -> None:
    page = search(facts, "gang suppression force")
    assert page["answer"] is None  # Its strength is not asked for.
    assert hits(page)[0] == "mission:gsf"
