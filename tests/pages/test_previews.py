"""The metadata of pages for search engines and link previews."""

import re
from collections.abc import Callable

from fastapi.testclient import TestClient
from pydantic_core import from_json


def told(page: str) -> dict[str, str]:
    """The meta tags of a page, by name."""
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))


def test_a_page_is_described_by_what_it_opens_with(facts: TestClient) -> None:
    page = facts.get("/countries/mli").text
    assert told(page)["description"].startswith("311 people, from any country, died in MINUSMA")
    assert '<link rel="canonical" href="/countries/mli">' in page
    assert facts.get(told(page)["og:image"]).headers["content-type"] == "image/png"


def test_the_pages_of_a_list_are_one_for_search_engines(facts: TestClient) -> None:
    page = facts.get("/missions?status=ongoing&limit=5").text
    assert '<link rel="canonical" href="/missions?status=ongoing">' in page


def test_a_mission_is_described_in_terms_of_schema_org(facts: TestClient) -> None:
    page = facts.get("/missions/minusma").text
    described = from_json(page.partition('ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "Organization"
    assert described["foundingDate"] == "2013-04-25"
    assert described["areaServed"] == [{"@type": "Country", "name": "Mali", "identifier": "MLI"}]


def test_all_pages_but_those_of_figures_are_in_the_sitemap(facts: TestClient) -> None:
    answer = facts.get("/sitemap.xml")
    places = re.findall("<loc>http://testserver([^<]+)</loc>", answer.text)
    assert {"/", "/missions/minusma", "/countries/mli", "/figures"} <= set(places)
    assert not [place for place in places if place.startswith("/figures/")]


def test_a_public_host_is_named_in_previews_and_to_robots(
    samples_with: Callable[..., TestClient],
) -> None:
    client = samples_with(public_url="https://facts.example")
    page = client.get("/missions").text
    assert told(page)["og:image"] == "https://facts.example/assets/preview.png"
    assert "Sitemap: https://facts.example/sitemap.xml" in client.get("/robots.txt").text
