"""The changes as an Atom feed (RFC 4287)."""

from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import fromstring as parse

import pytest
from fastapi.testclient import TestClient

from api.formats.atom import Feed
from api.vocabulary import Row

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA_TYPE = "application/atom+xml"


def feed_of(client: TestClient, question: str) -> Element:
    """The feed of a query."""
    answer = client.get(f"/v1/changes?format=atom&{question}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == f"{MEDIA_TYPE}; charset=utf-8"
    return read(answer.content)


def read(feed: bytes) -> Element:
    """Parse a feed that was written here."""
    return parse(feed)  # noqa: S314  # written by ourselves


def text(element: Element, name: str) -> str:
    """The text of the one child of this name."""
    (child,) = element.findall(ATOM + name)
    return child.text or ""


def link(element: Element, relation: str) -> str | None:
    """The target of the link with this relation."""
    found = element.find(f"{ATOM}link[@rel='{relation}']")
    return None if found is None else found.get("href")


def test_a_feed_and_its_entries_have_what_the_standard_asks_for(samples: TestClient) -> None:
    feed = feed_of(samples, "limit=500")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == samples.get("/v1/changes?limit=0").json()["meta"]["total"]
    ids = [text(element, "id") for element in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith("urn:uuid:") for id in ids)
    assert {text(element, "updated") for element in (feed, *entries)} == {"2026-01-31T00:00:00Z"}
    assert all(text(element, "title") for element in (feed, *entries))
    (author,) = feed.findall(f"{ATOM}author")
    assert text(author, "name")
    assert {samples.get(str(link(entry, "alternate"))).status_code for entry in entries} == {200}


def test_an_entry_says_what_changed_and_keeps_its_id(samples: TestClient) -> None:
    (entry,) = feed_of(samples, "record=organisation:old-office").findall(f"{ATOM}entry")
    assert text(entry, "title") == (
        "Organisation old-office added in release 2026.1.1 of 31 January 2026."
    )
    assert "name: nothing → Old Office" in text(entry, "content").splitlines()
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == [
        "organisation",
        "added",
    ]
    (again,) = feed_of(samples, "q=old+office&type=organisation").findall(f"{ATOM}entry")
    assert text(again, "id") == text(entry, "id")


def test_a_feed_is_read_page_by_page(samples: TestClient) -> None:
    ids: list[str] = []
    address: str | None = "/v1/changes?limit=10"
    while address:
        answer = samples.get(address, headers={"accept": MEDIA_TYPE})
        feed = read(answer.content)
        assert link(feed, "self")
        ids += [text(entry, "id") for entry in feed.findall(f"{ATOM}entry")]
        address = link(feed, "next")
        assert address is None or "format=atom" in address
    assert len(set(ids)) == len(ids) == samples.get("/v1/changes").json()["meta"]["total"]


def test_a_feed_names_our_public_address(samples_with: Callable[..., TestClient]) -> None:
    client = samples_with(public_url="https://facts.example.org")
    feed = feed_of(client, "limit=1")
    (entry,) = feed.findall(f"{ATOM}entry")
    for address in (link(feed, "self"), link(feed, "next"), link(entry, "alternate")):
        assert urlsplit(str(address)).netloc == "facts.example.org"


def test_a_character_that_xml_cannot_hold_is_left_out() -> None:
    row: Row = {"type": "person", "code": "a", "change": "added", "release": "2026.1.1"}
    row |= {"fields": [], "released_on": None, "href": None}
    feed = Feed("", "2026-01-31", "", {}).write([(row, "One\x0btwo\ufffe <three>")])
    assert text(read(feed).findall(f"{ATOM}entry")[0], "title") == "Onetwo <three>"


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/v1/changes?format=atom&fields=code", 400, "fields: has no meaning with format=atom"),
        ("/v1/missions?format=atom", 400, "format: 'atom' is not allowed; allowed: json, csv"),
    ],
)
def test_what_is_no_feed_is_refused(
    samples: TestClient, address: str, status: int, message: str
) -> None:
    answer = samples.get(address)
    assert (answer.status_code, answer.json()["detail"][: len(message)]) == (status, message)
