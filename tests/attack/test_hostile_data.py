"""Data full of attacks: no page runs a script, no cell is a formula, and no text ends its element, line or header."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import fromstring as parse

import pytest
from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES
from tests.agents.asking import answer
from tests.attack.poisoning import POISON, poison
from tests.conftest import SAMPLES
from tests.pages.read import Read
from tests.service import build, served

BEGINS_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.]+$)")
TABLE = "figures/table?rows=subject&columns=year&indicator=people_serving"
OWN_SCRIPTS = {"/docs"}  # It shows the description alone.
DRAWN = ["figures/chart.svg?indicator=people_served_since_start", "missions/timeline.svg"]
LINE_OF_RIS = re.compile("[A-Z][A-Z0-9]  - ")
DATASET = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The miniature, each of whose texts begins with an attack."""
    folder = tmp_path_factory.mktemp("poisoned")
    data = Path(shutil.copytree(SAMPLES / "data", folder / "seed" / "data"))
    assert len(poison(data)) > 30
    with served(f"sqlite:///{build(data, folder)}") as client:
        yield client


@pytest.fixture(scope="module")
def pages(poisoned: TestClient) -> dict[str, str]:
    """Every page that a crawler reaches from the first, by its address."""
    found, waiting = (
        dict[str, str](),
        ["/", "/search?q=sample", "/verify?text=SAMPO+II+had+40+people."],
    )
    while waiting:
        address = waiting.pop()
        shown = poisoned.get(address, follow_redirects=True)
        assert shown.status_code == 200, address
        found[address] = shown.text if shown.headers["content-type"].startswith("text/html") else ""
        links = {link.partition("#")[0] for link in Read(found[address]).all("href")}
        waiting += [
            one
            for one in links
            if one.startswith("/") and not one.startswith(("/v1", "/assets")) and one not in found
        ]
    return found


def elements_of(document: str) -> list[Element]:
    """The elements of a document of XML."""
    return list(parse(document).iter())  # noqa: S314  # our own answer


def test_no_page_has_an_element_that_the_data_brought(pages: dict[str, str]) -> None:
    shown = 0
    for address, html in pages.items():
        if address in OWN_SCRIPTS:
            continue
        page = Read(DATASET.sub("", html))
        assert page.wrong == [], address
        for element, given in page.elements:
            assert element != "script", address
            assert not any(name.startswith("on") for name in given), address
        assert not [link for link in page.all("href") + page.all("src") if "script:" in link]
        shown += "&lt;script&gt;" in html
    assert shown > 40


def test_what_pages_describe_to_programs_is_one_document(pages: dict[str, str]) -> None:
    described = [text for html in pages.values() for text in DATASET.findall(html)]
    assert any(
        POISON in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
        for text in described
    )


def test_no_cell_is_a_formula(poisoned: TestClient) -> None:
    lists = [*(resource.plural for resource in RESOURCES.values()), "coverage", "changes", TABLE]
    guarded = 0
    for asked in lists:
        address = f"/v1/{asked}{'&' if '?' in asked else '?'}format=csv"
        cells = [
            cell for row in csv.reader(io.StringIO(poisoned.get(address).text)) for cell in row
        ]
        assert [cell for cell in cells if BEGINS_FORMULA.match(cell)] == [], address
        guarded += sum(cell.startswith(f"'{POISON}") for cell in cells)
    assert guarded > 30


def test_each_record_is_a_line_and_each_entry_an_element(poisoned: TestClient) -> None:
    lines = poisoned.get("/v1/missions?format=ndjson").text.split("\n")[:-1]
    assert all(json.loads(line)["name"].startswith(POISON) for line in lines)
    for document in ("/v1/changes?format=atom", "/sitemap.xml"):
        tags = {one.tag for one in elements_of(poisoned.get(document).text)}
        assert "script" not in tags


@pytest.mark.parametrize("picture", DRAWN)
def test_a_chart_draws_texts_as_texts(poisoned: TestClient, picture: str) -> None:
    drawn = poisoned.get(f"/v1/{picture}")
    assert drawn.status_code == 200
    elements = elements_of(drawn.text)
    assert {one.tag.rpartition("}")[2] for one in elements}.isdisjoint({"script", "img", "a"})
    assert not [one for one in elements for name in one.attrib if name.startswith("on")]
    assert any(POISON[:20] in (one.text or "") for one in elements)


def test_a_citation_is_one_whatever_it_cites(poisoned: TestClient) -> None:
    address = "/v1/missions/sampo-i/citation?format="
    ris = poisoned.get(f"{address}ris").text
    assert [line for line in ris.splitlines() if line and not LINE_OF_RIS.match(line)] == []
    bibtex = poisoned.get(f"{address}bibtex").text
    assert bibtex.count("{") == bibtex.count("}")


def test_no_answer_has_a_header_that_the_data_brought(poisoned: TestClient) -> None:
    for resource in RESOURCES.values():
        for shape in ("", "?format=csv", "?view=compact"):
            headers = poisoned.get(f"/v1/{resource.plural}{shape}").headers
            assert "alert" not in str(headers.raw)


def test_agents_are_given_texts_as_texts(poisoned: TestClient) -> None:
    given = answer(poisoned, "read_record", {"type": "mission", "code": "sampo-i"})
    assert POISON in json.dumps(given, ensure_ascii=False).replace('\\"', '"')
