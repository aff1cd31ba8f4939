"""`q` on lists and search: names first, accents and punctuation ignored, no syntax."""

import pytest
from fastapi.testclient import TestClient

BLANK = ("%00", "+")  # A plus is a blank in an address.


def hits(client: TestClient, question: str) -> list[str]:
    """What search finds, best first, as type:code."""
    response = client.get(f"/v1/search?q={question}")
    assert response.status_code == 200, response.text
    return [f"{hit['type']}:{hit['code']}" for hit in response.json()["data"]]


@pytest.mark.parametrize(
    "question", ["Côte d’Ivoire", "cote d'ivoire", "COTE D IVOIRE", "cote divoire"]
)
def test_accents_case_and_punctuation_do_not_count(samples: TestClient, question: str) -> None:
    # The mission that works there is found by the name of its country too.
    assert hits(samples, question) == ["country:civ", "mission:undated-office"]


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
        **dict.fromkeys(["detail", "value", "unit", "qualifier", "source"]),
        **dict.fromkeys(["as_of", "period_start", "period_end"]),
        "snippet": "Known for its diacritics.",
        "matches": ["diacritics"],
        "score": hit["score"],
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
    assert all("telemedicine" in hit["name"].lower() + hit["code"] for hit in found)


def test_what_bears_the_name_leads(facts: TestClient) -> None:
    kinds = [hit.partition(":")[0] for hit in hits(facts, "elsie")]
    assert kinds[:2] == ["initiative", "initiative"]
    assert hits(facts, "cyprus")[0] == "country:cyp"


def test_only_the_kinds_asked_for_are_found(samples: TestClient) -> None:
    assert "mission:sampo-ii" in hits(samples, "sample")
    assert hits(samples, "sample&type=initiative,event") == ["event:briefing", "initiative:renewal"]


def test_a_star_stands_for_the_rest_of_a_word(samples: TestClient) -> None:
    assert hits(samples, "ivor*") == ["country:civ"]
    assert hits(samples, "ivor&match=all") == []


def test_a_phrase_in_quotes_stands_together(samples: TestClient) -> None:
    assert "mission:sampo-ii" in hits(samples, '"second sample operation"')
    assert hits(samples, "“second sample oper”*") == hits(samples, '"second sample operation"')
    assert hits(samples, '"sample second"') == []


def test_a_strict_search_that_finds_nothing_says_what_was_probably_meant(facts: TestClient) -> None:
    meta = facts.get("/v1/search?match=all&q=minsuma peacekeping").json()["meta"]
    assert (meta["total"], meta["did_you_mean"]) == (0, "minusma peacekeeping")
    assert facts.get("/v1/search?match=all&q=minusma").json()["meta"]["did_you_mean"] is None
    assert facts.get("/v1/search?match=all&q=xqzzt").json()["meta"]["did_you_mean"] is None


@pytest.mark.parametrize(
    ("time", "found"),
    [
        ("time__lte=1990-02", []),
        ("time__gte=1990-05&time__lte=1990-05", ["mission:sampo-i"]),
        ("time__gte=2030", ["mission:sampo-ii"]),
    ],
)
def test_a_mission_is_found_by_the_time_it_ran(
    samples: TestClient, time: str, found: list[str]
) -> None:
    assert hits(samples, f"operation&type=mission&{time}") == found


@pytest.mark.parametrize(
    "question",
    [
        "NEAR(",
        "a AND",
        "x:y",
        "OR",
        "日本",
        '"an open phrase',
        "the",
    ],
)
def test_odd_input_is_only_words(samples: TestClient, question: str) -> None:
    assert samples.get(f"/v1/search?q={question}").status_code == 200


@pytest.mark.parametrize(
    "question",
    ["*", '"', '""', "%00", "*" * 200, "^", "-", "{}", "%E2%80%AE", "'", "+", ".", '"*"'],
)
@pytest.mark.parametrize("address", ["/v1/search", "/v1/missions", "/v1/missions/sampo-i/figures"])
def test_what_holds_no_word_is_refused(samples: TestClient, address: str, question: str) -> None:
    refused = samples.get(f"{address}?q={question}")
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    words = "is not text with a word in it" if question in BLANK else "holds no word to look for"
    assert (error["parameter"], words in error["message"]) == ("q", True)


def test_a_word_with_a_nul_is_no_word(samples: TestClient) -> None:
    assert samples.get("/v1/search?q=sample%00").status_code == 400


def test_pages_of_hits_lead_through_all_of_them(facts: TestClient) -> None:
    total = facts.get("/v1/search?q=peacekeeping&limit=0").json()["meta"]["total"]
    seen: list[str] = []
    address: str | None = "/v1/search?q=peacekeeping&limit=37"
    while address:
        page = facts.get(address).json()
        seen += [f"{hit['type']}:{hit['code']}" for hit in page["data"]]
        address = page["links"]["next"]
    assert len(seen) == len(set(seen)) == total > 100
