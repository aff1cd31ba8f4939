"""The pages of lists: their order, a telling column of numbers, and facets to narrow by."""

import re

from fastapi.testclient import TestClient

from tests.pages.read import text_of


def rows_of(client: TestClient, address: str) -> list[str]:
    """The visible text of each row of a page's list."""
    body = client.get(address).text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [text_of(row) for row in body.split("</tr>")[:-1]]


def test_countries_stand_by_name_with_the_people_they_send(facts: TestClient) -> None:
    rows = rows_of(facts, "/countries?limit=25")
    assert rows[0].startswith("Afghanistan")
    bangladesh = next(row for row in rows if row.startswith("Bangladesh"))
    assert bangladesh.endswith("5,685 people 168 people")


def test_the_next_page_goes_on_in_the_same_order(facts: TestClient) -> None:
    page = facts.get("/countries?limit=25").text
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following
    first = rows_of(facts, following[1].replace("&amp;", "&"))[0]
    assert first > rows_of(facts, "/countries?limit=25")[-1]


def test_a_letter_leads_to_the_first_name_that_begins_with_it(facts: TestClient) -> None:
    page = facts.get("/countries").text
    letters = dict(re.findall(r'<a href="([^"]+)">(\w)</a>', page.partition("By first letter")[2]))
    first = {letter: rows_of(facts, address)[0] for address, letter in letters.items()}
    assert first["A"].startswith("Afghanistan")
    assert first["M"].startswith("Macao")
    assert all(name.startswith(letter) for letter, name in first.items())
    assert "By first letter" not in facts.get("/countries?region=africa").text


def test_a_page_says_how_much_of_a_list_it_shows_and_leads_to_the_whole(facts: TestClient) -> None:
    page = facts.get("/countries").text
    assert "258 found 50 of them on this page." in text_of(page)
    assert '<a href="/countries?limit=500">All on one page</a>' in page
    assert len(rows_of(facts, "/countries?limit=500")) == 258


def test_sources_stand_by_grade(facts: TestClient) -> None:
    assert "tertiary source" not in " ".join(rows_of(facts, "/sources"))


def test_the_figures_open_with_those_people_ask_for(facts: TestClient) -> None:
    page = text_of(facts.get("/figures").text)
    opening = page.partition("What people ask for first")[2]
    assert opening.index("Fatalities since the start") < opening.index("Personnel deployed")
    assert "figures, the newest first" in opening


def test_a_list_is_narrowed_in_one_click(facts: TestClient) -> None:
    page = facts.get("/missions").text
    assert re.search(r'<a href="/missions\?status=ongoing">ongoing</a> \d+', page)


def test_what_is_chosen_is_said_in_words_and_taken_back_in_one_click(facts: TestClient) -> None:
    page = facts.get("/figures?subject=mission:minusma&indicator=fatalities_since_start").text
    chosen = text_of(page.partition('aria-label="Chosen"')[2].partition("</ul>")[0])
    assert "Subject: United Nations Multidimensional Integrated Stabilization" in chosen
    assert "Indicator: Fatalities since the start" in chosen
    assert 'href="/figures?subject=mission%3Aminusma"' in page


def test_a_list_leads_to_the_questions_that_are_about_it(facts: TestClient) -> None:
    assert 'href="/questions/how-large-is-each"' in facts.get("/missions").text
    assert 'href="/questions/who-sends-people"' in facts.get("/countries").text
    assert "At one glance" not in facts.get("/missions?status=ongoing").text
