"""Search finds by names first, forgives accents and punctuation, and takes nothing as syntax."""

import pytest
from fastapi.testclient import TestClient


def hits(client: TestClient, question: str) -> list[str]:
    """What search finds, as type:code."""
    response = client.get(f"/v1/search?q={question}")
    assert response.status_code == 200, response.text
    return [f"{hit['type']}:{hit['code']}" for hit in response.json()["data"]]


@pytest.mark.parametrize("question", ["Côte d’Ivoire", "cote d'ivoire", "COTE D IVOIRE", "ivory"])
def test_accents_case_and_punctuation_do_not_count(samples: TestClient, question: str) -> None:
    assert hits(samples, question) == ["country:civ"]


def test_an_acronym_finds_its_record_first(facts: TestClient) -> None:
    assert hits(facts, "MINUSMA")[0] == "mission:minusma"
    assert hits(facts, "TPP")[0] == "initiative:tpp"
    assert hits(facts, "action for peacekeeping")[0] == "initiative:a4p"


def test_a_hyphen_of_any_kind_is_found(facts: TestClient) -> None:
    assert "organisation:special-committee-on-peacekeeping-operations" in hits(facts, "C-34")


def test_a_hit_says_what_where_and_which_words(samples: TestClient) -> None:
    (hit,) = samples.get("/v1/search?q=diacritics").json()["data"]
    assert hit == {
        "type": "country",
        "code": "civ",
        "name": "Côte d’Ivoire",
        "href": "/v1/countries/civ",
        "snippet": "Known for its diacritics.",
        "matches": ["diacritics"],
    }
    assert samples.get(hit["href"]).status_code == 200


def test_a_code_and_a_resolution_are_found_and_shown(facts: TestClient) -> None:
    (first, *_) = facts.get("/v1/search?q=endorsing_member_states").json()["data"]
    assert (first["type"], first["code"]) == ("indicator", "endorsing_member_states")
    assert "endorsing" in [word.lower() for word in first["matches"]]
    assert "event:resolution-2538-2020" in hits(facts, "S/RES/2538 (2020)")


def test_names_count_more_than_other_words(facts: TestClient) -> None:
    found = facts.get("/v1/search?q=telemedicine&limit=5").json()["data"]
    assert found[0]["code"] == "telemedicine"
    assert all("elemedicine" in hit["name"] for hit in found[:3])


def test_only_the_kinds_asked_for_are_found(samples: TestClient) -> None:
    assert "mission:sampo-ii" in hits(samples, "sample")
    assert hits(samples, "sample&type=initiative,event") == ["event:briefing", "initiative:renewal"]


def test_the_beginning_of_the_last_word_is_enough(samples: TestClient) -> None:
    assert hits(samples, "ivor") == ["country:civ"]


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "NEAR(",
        "*" * 200,
        "%00",
        "a AND",
        "x:y",
        "^",
        "-",
        "OR",
        "{}",
        "%E2%80%AE",
        "'",
        "日本",
    ],
)
def test_odd_input_is_only_words(samples: TestClient, question: str) -> None:
    assert samples.get(f"/v1/search?q={question}").status_code == 200


def test_pages_of_hits_lead_through_all_of_them(facts: TestClient) -> None:
    total = facts.get("/v1/search?q=peacekeeping&limit=0").json()["meta"]["total"]
    seen: list[str] = []
    address: str | None = "/v1/search?q=peacekeeping&limit=37"
    while address:
        page = facts.get(address).json()
        seen += [f"{hit['type']}:{hit['code']}" for hit in page["data"]]
        address = page["links"]["next"]
    assert len(seen) == len(set(seen)) == total > 100
