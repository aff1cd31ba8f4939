"""Behind a path prefix, every address in an answer works; clients cannot set the prefix."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.contract.references import blessed_description
from tests.service import served

Start = Callable[..., TestClient]
PAGES = [
    "/",
    "/missions",
    "/missions/sampo-i",
    "/search?q=mission",
    "/reference",
    "/docs",
    "/nowhere",
]


@pytest.fixture(scope="module")
def below(built_samples: Path) -> Iterator[TestClient]:
    """The miniature served under a path prefix, with every option switched on."""
    url = f"sqlite:///{built_samples}"
    with served(url, root_path="/facts", metrics=True, mcp=True) as client:
        yield client


def values(content: Any) -> Iterator[str]:
    """Every string value, not key, in a JSON document."""
    if isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from values(part)
    elif isinstance(content, str):
        yield content


def leads_somewhere(client: TestClient, address: str) -> bool:
    """Whether an address of ours, under the prefix, is answered without a redirect."""
    answer = client.get(address.partition("#")[0], follow_redirects=False)
    return address.startswith("/facts") and answer.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_is_found_below_the_prefix(below: TestClient, page: str) -> None:
    html = below.get(f"/facts{page}", headers={"Accept": "text/html"}).text
    addresses = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', html.replace("&amp;", "&")))
    assert addresses
    assert [one for one in sorted(addresses) if not leads_somewhere(below, one)] == []


@pytest.mark.parametrize(
    "address",
    ["/v1/missions?limit=2", "/v1/search?q=mission", "/v1/changes"],
)
def test_what_a_document_links_is_found_below_the_prefix(below: TestClient, address: str) -> None:
    answer = below.get(f"/facts{address}")
    addresses = {one for one in values(answer.json()) if one.startswith("/")}
    assert addresses
    assert [one for one in sorted(addresses) if not leads_somewhere(below, one)] == []
    assert all(
        one.startswith("/facts/") for one in re.findall("<(/[^>]*)>", answer.headers["link"])
    )
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_description_names_the_prefix_once_and_nothing_that_is_there_only_when_asked_for(
    below: TestClient,
) -> None:
    described = below.get("/facts/openapi.json").json()
    assert described["servers"][0]["url"] == "/facts"
    assert described["paths"].keys() == blessed_description()["paths"].keys()


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_a_whole_list_is_the_same_but_for_the_prefix(
    below: TestClient, samples: TestClient, format: str
) -> None:
    address = f"/v1/missions?format={format}"
    answer, plain = below.get(f"/facts{address}").text, samples.get(address).text
    assert answer.replace("/facts/v1/", "/v1/") == plain
    assert answer.count("/facts/v1/") == plain.count("/v1/")


def test_recipes_begin_with_the_host_and_the_prefix(below: TestClient) -> None:
    assert "curl -s 'http://testserver/facts/v1/missions?" in below.get("/facts/recipes").text


def test_redirects_and_refusals_stay_below_the_prefix(below: TestClient) -> None:
    moved = below.get("/facts/v1/missions/", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/facts/v1/missions")
    assert below.get("/facts/v1/missions/nowhere").json()["instance"] == (
        "/facts/v1/missions/nowhere"
    )


def test_a_proxy_may_take_the_prefix_off_itself(below: TestClient) -> None:
    assert below.get("/v1/missions").text == below.get("/facts/v1/missions").text


def test_only_a_trusted_proxy_says_what_the_prefix_is(samples_with: Start) -> None:
    networks: dict[str, Any] = {"trusted_proxies": ["10.0.0.0/8"]}
    said = {"X-Forwarded-Prefix": "/facts/"}
    trusted = samples_with(client="10.1.2.3", **networks)
    stranger = samples_with(client="192.0.2.1", **networks)
    hostile = {"X-Forwarded-Prefix": '"><script>'}
    link = [
        client.get("/v1/missions", headers=headers).json()["links"]["self"]
        for client, headers in ((trusted, said), (stranger, said), (trusted, hostile))
    ]
    assert link == ["/facts/v1/missions", "/v1/missions", "/v1/missions"]
    recipes = [trusted.get("/recipes", headers=headers).text for headers in (said, {})]
    assert ["http://testserver/facts/v1/" in page for page in recipes] == [True, False]


def test_citations_carry_the_whole_public_address(samples_with: Start) -> None:
    client = samples_with(public_url="https://example.org", root_path="/facts")
    cited = client.get("/facts/v1/missions/sampo-i/citation?format=csl").text
    assert "https://example.org/facts/" in json.dumps(json.loads(cited))


def test_what_has_not_changed_is_not_sent_again(below: TestClient) -> None:
    tag = below.get("/facts/v1/missions").headers["etag"]
    again = below.get("/facts/v1/missions", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert below.head("/facts/v1/missions").status_code == 200
