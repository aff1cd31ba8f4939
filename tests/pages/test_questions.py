"""Question pages, declared in data: answer, charts, tables, quotes of sources, and gaps."""

import re
import shutil
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES
from seed.files.places import DATA, question_files
from tests.conftest import SAMPLES
from tests.pages.read import Read, text_of
from tests.service import build, served

PAGES = [file.stem for file in question_files(DATA)]
EVERY_PAGE = pytest.mark.parametrize("code", PAGES)
RECORD = re.compile(rf"/({'|'.join(kind.plural for kind in RESOURCES.values())})/([^/?#]+)")
MOST_CODES = 200  # In one question.
MOST_BYTES = 60_000
EIGHTH = """
code = "who-serves"
place = 8
title = "Who serves in Sampo?"
search = "how many people serve in sampo-i"
about = "Those who serve on the day."
words = "/v1/figures?subject=mission:sampo-i"
not_known = ["Who comes next."]

[[charts]]
title = "On the day"
query = "/v1/figures/table?rows=time&indicator=people_serving&subject=mission:sampo-i"

[[tables]]
title = "As it is stated"
query = "/v1/figures?subject=mission:sampo-i&indicator=people_serving"
"""


def pages_of_records(client: TestClient, links: set[str]) -> set[str]:
    """The links to pages of records that are held: that each record has a page is proven elsewhere."""
    linked: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if found := RECORD.fullmatch(link):
            linked[found[1]].append(found[2])
    return {
        f"/{plural}/{record['code']}"
        for plural, codes in linked.items()
        for record in client.get(
            f"/v1/{plural}?fields=code&limit=500&code={','.join(codes[:MOST_CODES])}"
        ).json()["data"]
    }


@EVERY_PAGE
def test_a_question_is_answered_whole(facts: TestClient, code: str) -> None:
    answer = facts.get(f"/questions/{code}")
    asked = tomllib.loads((DATA / "questions" / f"{code}.toml").read_text(encoding="utf-8"))
    page = text_of(answer.text)
    assert answer.status_code == 200
    assert "cannot be shown" not in page
    assert "The search has no single answer" not in page
    for part in ("In the words of the sources", "How old is this?", *asked["not_known"]):
        assert part in page
    assert answer.text.count("<svg") == len(asked["charts"])
    assert len(answer.content) < MOST_BYTES


@EVERY_PAGE
def test_a_question_page_is_whole_and_leads_only_to_what_is_there(
    facts: TestClient, code: str
) -> None:
    page = Read(facts.get(f"/questions/{code}").text)
    assert page.wrong == []
    links = {link for link in page.all("href") if link.startswith("/")}
    others = links - pages_of_records(facts, links)
    assert {link for link in others if facts.get(link).status_code not in (200, 308)} == set()


def test_the_table_of_a_question_is_that_of_the_api(facts: TestClient) -> None:
    page = facts.get("/questions/who-sends-people").text
    csv = re.search(r'href="(/v1/figures/table[^"]+format=csv)"', page)
    assert csv
    _, first, *_ = facts.get(csv[1].replace("&amp;", "&")).text.splitlines()
    _, country, name, *numbers, _ = first.split(",")
    row = re.search(rf'<a href="/countries/{country.lower()}">{name}</a></th>(.*)</tr>', page)
    assert row
    assert text_of(row[1]).replace(",", "").split() == numbers


def test_columns_of_several_units_name_the_unit_of_each(facts: TestClient) -> None:
    page = text_of(facts.get("/questions/what-it-costs").text)
    assert "Share of assessed revenue, per cent" in page
    assert "Revenue from assessed contributions, million US dollars" in page
    assert "United States 26.9493 1,696.8" in page


def test_a_question_that_is_answered_with_a_list_opens_with_all_of_it(facts: TestClient) -> None:
    page = facts.get("/questions/which-missions-run").text
    lead = re.search(r'<p class="lead">(.*?)</p>', page)
    assert lead
    assert lead[1].startswith("11 peacekeeping operations: UNTSO; UNMOGIP; ")
    assert lead[1].endswith("; UNMISS; MINUSCA.")


def test_a_number_of_a_part_of_a_year_says_so(facts: TestClient) -> None:
    page = text_of(facts.get("/questions/who-has-died").text)
    assert "2025: 1 January 2025 to 18 February 2025:" in page


def test_a_curator_adds_the_eighth_question_with_one_file(tmp_path: Path) -> None:
    data = shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data")
    (data / "questions").mkdir()
    (data / "questions" / "who-serves.toml").write_text(EIGHTH, encoding="utf-8")
    with served(f"sqlite:///{build(data, tmp_path)}") as client:
        page = text_of(client.get("/questions/who-serves").text)
        assert 'href="/questions/who-serves"' in client.get("/").text
    assert "Who serves in Sampo?" in page
    assert "cannot be shown" not in page


def test_what_the_api_refuses_is_told_in_its_place(tmp_path: Path) -> None:
    data = shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data")
    (data / "questions").mkdir()
    page = EIGHTH.replace("rows=time", "rows=thyme")
    (data / "questions" / "who-serves.toml").write_text(page, encoding="utf-8")
    with served(f"sqlite:///{build(data, tmp_path)}") as client:
        answer = client.get("/questions/who-serves")
    assert answer.status_code == 200
    assert "On the day cannot be shown" in text_of(answer.text)


def test_a_question_that_is_not_there_is_said_so(samples: TestClient) -> None:
    answer = samples.get("/questions/nobody-asks", headers={"accept": "text/html"})
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("deaths in Mali", "who-has-died"),
        ("largest troop contributing countries", "who-sends-people"),
        ("cost of peacekeeping", "what-it-costs"),
        ("women peacekeepers", "how-many-women"),
        ("what became of A4P", "what-became-of-a4p"),
        ("how large is UNMISS", "how-large-is-each"),
    ],
)
def test_the_search_names_the_question_that_answers(
    facts: TestClient, typed: str, question: str
) -> None:
    page = facts.get("/search", params={"q": typed}).text
    assert f'<a href="/questions/{question}">' in page


def test_the_two_names_of_the_whole_are_explained_where_both_are_used(facts: TestClient) -> None:
    page = text_of(facts.get("/questions/who-has-died").text)
    assert "In people, of UN peace operations." in page
    assert "UN peacekeeping : All peacekeeping operations of the UN together, since 1948." in page
    assert "Names for the whole" not in facts.get("/missions/unmil").text


def test_a_year_without_a_row_of_a_complete_register_is_zero(facts: TestClient) -> None:
    page = facts.get("/questions/who-has-died").text
    row = re.search(r'<th scope="row">2018</th>(.*)</tr>', page.partition("by cause and year")[2])
    assert row
    assert text_of(row[1]).split() == ["22", "46", "27", "0", "1", "0"]
