"""The pages for people: HTML without scripts over the same lists, records and refusals as the API."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from api.lists.resource import Resource
from api.resources.registry import RESOURCES

BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
EMPTY = {"meta", "link", "input", "br"}  # Elements of HTML that have no end.
OF_EACH = 10
EVERY_KIND = pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)


class Read(HTMLParser):
    """A page as it is read: its elements in order, its links, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [value for _, given in self.elements if (value := given.get(attribute))]

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in their order."""
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch("h[1-6]", tag)]


def text_of(html: str) -> str:
    """What a reader sees of a page, on one line."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def each_page(client: TestClient) -> Iterator[str]:
    """An address of every kind of page."""
    yield from ("/", "/search?q=peace", "/reference", "/questions", "/coverage", "/changes")
    yield from ("/download", "/verify", "/verify?text=Over+4%2C300+peacekeepers+have+died.")
    for resource in RESOURCES.values():
        yield f"/{resource.plural}"
        yield f"/{resource.plural}/{resource.example}"


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


def test_another_name_leads_to_the_page_of_the_record(facts: TestClient) -> None:
    answer = facts.get("/missions/MINUSMA/figures?limit=5")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/missions/minusma/figures?limit=5"


def test_an_unknown_code_is_a_page_with_what_was_probably_meant(facts: TestClient) -> None:
    answer = facts.get("/missions/minusmaa", headers=BROWSER)
    assert answer.status_code == 404
    assert 'Did you mean <a href="/missions/minusma">' in answer.text


def test_an_unknown_code_is_a_problem_document_for_programs(facts: TestClient) -> None:
    answer = facts.get("/missions/minusmaa")
    assert answer.headers["content-type"] == "application/problem+json"
    assert facts.get("/v1/missions/minusmaa", headers=BROWSER).json()["status"] == 404


def test_a_filter_that_is_not_understood_is_a_page_with_the_same_sentence(
    samples: TestClient,
) -> None:
    answer = samples.get("/missions?knd=x", headers=BROWSER)
    assert answer.status_code == 400
    told = samples.get("/v1/missions?knd=x").json()["errors"][0]["message"]
    assert told.replace("'", "&#39;") in answer.text


@pytest.mark.parametrize("mistyped", ["kind__like=x", "knd__gte=1", "=1", "__=1", "x.=1&kind=x"])
@pytest.mark.parametrize("page", ["/missions", "/figures", "/missions/sampo-i/figures"])
def test_a_mistyped_filter_is_refused_whatever_it_looks_like(
    samples: TestClient, page: str, mistyped: str
) -> None:
    answer = samples.get(f"{page}?{mistyped}", headers=BROWSER)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_nothing_of_a_client_becomes_an_element(samples: TestClient) -> None:
    for address in ("/search?q=<script>", "/missions?q=<script>", "/missions?<b>=1", "/<script>"):
        assert "<script" not in samples.get(address, headers=BROWSER).text


def test_a_page_can_be_cited(facts: TestClient) -> None:
    page = facts.get("/people/atul-khare").text
    version = facts.get("/v1/release").json()["version"]
    assert f"Peacekeeping Facts (2026). Atul Khare. Release {version}" in page
    assert "@misc{person-atul-khare," in page


def test_a_page_is_cached_and_conditional(samples: TestClient) -> None:
    answer = samples.get("/missions")
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert samples.get("/missions", headers={"if-none-match": tag}).status_code == 304


def test_pages_allow_no_script_and_nothing_from_elsewhere(facts: TestClient) -> None:
    for address in each_page(facts):
        answer = facts.get(address)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';"), address
        assert not re.search(
            r"<script(?! type=\"application/ld\+json\")|style=|\son\w+=|src=\"http", answer.text
        ), address


def test_every_page_is_well_formed_and_its_headings_are_in_order(facts: TestClient) -> None:
    for address in each_page(facts):
        page = Read(facts.get(address).text)
        assert page.wrong == [], address
        assert page.headings[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(page.headings)), address


def test_no_identifier_is_given_twice_on_a_page(facts: TestClient) -> None:
    for address in each_page(facts):
        identifiers = Read(facts.get(address).text).all("id")
        assert sorted(set(identifiers)) == sorted(identifiers), address


@pytest.mark.slow
def test_no_link_of_a_page_is_dead(facts: TestClient) -> None:
    links = {
        link.partition("#")[0]
        for address in each_page(facts)
        for link in Read(facts.get(address).text).all("href")
        if link.startswith("/")
    }
    dead = [link for link in sorted(links) if facts.get(link).status_code not in (200, 307, 308)]
    assert len(links) > 500
    assert dead == []


@EVERY_KIND
def test_real_records_have_a_page(facts: TestClient, resource: Resource) -> None:
    plural = resource.plural
    records = facts.get(f"/v1/{plural}?limit=500&fields=code").json()["data"]
    for record in records[:: max(1, len(records) // OF_EACH)]:
        answer = facts.get(f"/{plural}/{record['code']}")
        assert answer.status_code == 200, record
        assert Read(answer.text).wrong == [], record


@EVERY_KIND
def test_every_record_of_the_miniature_has_a_page(samples: TestClient, resource: Resource) -> None:
    plural = resource.plural
    for record in samples.get(f"/v1/{plural}?limit=500&fields=code").json()["data"]:
        page = samples.get(f"/{plural}/{record['code']}")
        assert page.status_code == 200, record
        assert not re.search(r">\s*None\b|\bNone\s*<", page.text), record


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


def test_the_reference_shows_every_operation_and_parameter(facts: TestClient) -> None:
    page = facts.get("/reference").text
    described = facts.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            for parameter in operation.get("parameters", []):
                shared = described["components"]["parameters"]
                name = (shared.get(parameter.get("$ref", "").rpartition("/")[2]) or parameter)[
                    "name"
                ]
                assert f"<code>{name}</code>" in page
