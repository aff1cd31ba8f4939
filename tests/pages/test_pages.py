"""The pages for people: HTML without scripts over the same lists and records as the API."""

import re
from datetime import date

from fastapi.testclient import TestClient

from tests.pages.read import text_of


def test_the_first_page_tells_what_this_is_and_as_of_when(facts: TestClient) -> None:
    page = text_of(facts.get("/").text)
    assert "What do you want to know?" in page
    assert "Facts on UN peacekeeping, each with its source" in page
    assert "6,212 people UN peace operations had 6,212 women in uniform as of 31 July 2025." in page
    day = date.fromisoformat(facts.get("/v1/release").json()["date"])
    assert f"as of {day.day} {day:%B %Y}" in page


def test_the_first_page_leaves_out_questions_that_the_data_do_not_ask(samples: TestClient) -> None:
    answer = samples.get("/")
    assert answer.status_code == 200
    assert "Asked most" not in answer.text


def test_a_mission_is_told_in_words(facts: TestClient) -> None:
    page = text_of(facts.get("/missions/minusma").text)
    assert "Started 25 April 2013" in page
    assert "Status closed (as of 2025)" in page
    assert "Coordinates 12.65° north, 8° west" in page


def test_a_french_name_is_marked_as_french(facts: TestClient) -> None:
    page = facts.get("/missions/minusma").text
    assert '<span lang="fr">Mission multidimensionnelle intégrée des Nations Unies' in page


def test_a_value_opens_to_its_source(facts: TestClient) -> None:
    page = facts.get("/figures?subject=initiative:a4p&time__gte=2022").text
    assert re.search(r"<summary><b>155 member states</b>", page)
    assert "<q>the support of 155 Member States and four international organizations</q>" in page
    assert 'href="/figures/a4p-endorsing-member-states-2022-05-19-499ead10"' in page


def test_a_qualifier_is_part_of_the_number(facts: TestClient) -> None:
    page = text_of(facts.get("/missions/minusma/figures?indicator=cargo_units_repatriated").text)
    assert "over 7,600 cargo units" in page


def test_a_figure_names_what_it_is_narrowed_to(facts: TestClient) -> None:
    listed = facts.get("/v1/figures?dimensions.country=JPN&limit=1&fields=code").json()["data"]
    heading = re.search("<h1>(.*?)</h1>", facts.get(f"/figures/{listed[0]['code']}").text)
    assert heading
    assert "(Japan" in heading[1]


def test_a_date_is_no_more_precise_than_known(facts: TestClient) -> None:
    page = text_of(facts.get("/missions?acronym=UNSCO").text)
    assert "from June 1994" in page


def test_a_list_offers_the_same_question_to_programs(samples: TestClient) -> None:
    page = samples.get("/missions?status=ongoing").text
    whole = {"csv": "", "ndjson": "", "json": "&limit=500", "geojson": "&limit=500"}
    for format, limit in whole.items():
        address = f"/v1/missions?status=ongoing&sort=-started{limit}&format={format}"
        assert f'href="{address.replace("&", "&amp;")}"' in page
        assert samples.get(address).status_code == 200


def test_what_a_form_leaves_empty_is_taken_out_of_the_address(samples: TestClient) -> None:
    answer = samples.get("/missions?kind=&status=ongoing&q=")
    assert answer.headers["location"] == "/missions?status=ongoing"


def test_what_is_asked_stays_in_the_form(samples: TestClient) -> None:
    page = samples.get("/missions?status=ongoing&started__gte=1990").text
    assert '<option value="ongoing" selected>' in page
    assert 'name="started__gte" value="1990"' in page


def test_several_values_of_an_address_stay_chosen(samples: TestClient) -> None:
    page = samples.get("/missions?status=ongoing,closed").text
    assert '<option value="ongoing,closed" selected>ongoing, closed</option>' in page


def test_a_page_leads_to_the_next(facts: TestClient) -> None:
    page = facts.get("/missions?limit=100").text
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following
    answer = facts.get(following[1].replace("&amp;", "&"))
    assert "150 found, continued" in answer.text


def test_data_in_a_format_is_found_at_the_address_of_the_api(samples: TestClient) -> None:
    answer = samples.get("/missions?status=ongoing&format=csv")
    assert answer.headers["location"] == "/v1/missions?status=ongoing&format=csv"


def test_a_page_can_be_cited(facts: TestClient) -> None:
    page = facts.get("/people/atul-khare").text
    version = facts.get("/v1/release").json()["version"]
    assert f"Peacekeeping Facts (2026). Atul Khare. Release {version}" in page
    assert "@misc{person-atul-khare," in page


def test_a_list_that_makes_a_series_is_drawn(facts: TestClient) -> None:
    asked = "subject=initiative:a4p&indicator=endorsing_member_states"
    page = facts.get(f"/figures?{asked}").text
    drawn = facts.get(f"/v1/figures/chart.svg?{asked}").text
    assert "<svg" in page
    assert re.findall("<title>.*?</title>", drawn)[0] in page.partition("<svg")[2]


def test_a_list_that_makes_no_series_is_not_drawn(facts: TestClient) -> None:
    page = facts.get("/figures")
    assert page.status_code == 200
    assert "<svg" not in page.text


def test_a_picture_on_a_record_has_a_table_behind_it(facts: TestClient) -> None:
    page = facts.get("/organisations/un-peacekeeping").text
    title = "Fatalities: UN peacekeeping, 1948 to 2025"
    assert f"<title>{title}</title>" in page
    assert f"<caption>{title}</caption>" in page


def test_missions_are_drawn_over_time_as_they_are_chosen(samples: TestClient) -> None:
    page = samples.get("/missions?status=ongoing").text
    assert 'href="/v1/missions/timeline.svg?status=ongoing"' in page
