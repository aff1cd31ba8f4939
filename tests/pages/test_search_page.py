"""The search page: hits, the record of a lone name, and "did you mean"."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.pages.read import text_of


def test_search_leads_to_pages_and_marks_what_it_found(facts: TestClient) -> None:
    page = facts.get("/search?q=golden+hour").text
    assert '<a href="/initiatives/golden-hour">Golden Hour</a>' in page
    assert "<mark>hour</mark>" in page
    assert "<title>Search: golden hour – Peacekeeping Facts</title>" in page


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [
        (
            "minusma",
            "/missions/minusma",
            "Peacekeeping operation, from 25 April 2013 to 31 December",
        ),
        ("Ghana", "/countries/gha", "people in uniform in UN missions"),
        ("MLI", "/countries/mli", "Mali"),
        ("A4P+", "/initiatives/a4p-plus", "A4P+: Action for Peacekeeping Plus"),
        ("fatalities", "/indicators/fatalities", "Indicator People who died"),
        ("Lacroix", "/people/jean-pierre-lacroix", "Jean-Pierre Lacroix"),
        ("Jean-Pierre Lacroix", "/people/jean-pierre-lacroix", "Department of Peace Operations"),
    ],
)
def test_a_name_alone_is_told_what_it_is_with_its_page(
    facts: TestClient, name: str, page: str, words: str
) -> None:
    card = re.search(
        r'<section class="named".*?</section>', facts.get("/search", params={"q": name}).text, re.S
    )
    assert card
    assert f'<a href="{page}">' in card[0]
    assert words in text_of(card[0])


@pytest.mark.parametrize("words", ["Ghana women", "it", "in"])
def test_what_is_no_name_alone_is_told_of_no_record(facts: TestClient, words: str) -> None:
    assert 'class="named"' not in facts.get("/search", params={"q": words}).text


def test_search_says_what_was_probably_meant(facts: TestClient) -> None:
    page = facts.get("/search?q=peacekeping").text
    assert "“peacekeping” is read as “peacekeeping”" in page
    page = facts.get("/search?q=peacekeping&match=all").text
    assert '<a href="/search?q=peacekeeping&amp;match=all">peacekeeping</a>' in page


def test_search_without_words_asks_for_them(samples: TestClient) -> None:
    answer = samples.get("/search")
    assert answer.status_code == 200
    assert "found" not in text_of(answer.text)
