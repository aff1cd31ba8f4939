"""Any code, acronym, name or alias in any spelling is accepted; an ambiguous one is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.lists.parameters import MAX_VALUES
from api.resources.registry import RESOURCES

Record = dict[str, Any]
AT_ONCE = 60  # Names in one request, which an address has room for.
NAMES = ("code", "acronym", "name", "name_fr", "official_name", "iso2", "iso3", "m49")
SEVERAL = ("aliases", "other_names")
# What two records share in truth: the phases of an operation, and the number of Yugoslavia.
SHARED = {"UNEF", "FUNU", "United Nations Emergency Force", "891"} | {
    "Mission de vérification des Nations Unies en Angola"
}


def records(client: TestClient, plural: str) -> Iterator[Record]:
    address = f"/v1/{plural}?limit=500"
    while address:
        page = client.get(address).json()
        yield from page["data"]
        address = page["links"]["next"]


def names_of(record: Record) -> Iterator[str]:
    held = [record.get(field) for field in NAMES]
    held += [name for field in SEVERAL for name in record.get(field, [])]
    held += (record.get("names") or {}).values()
    yield from (name for name in held if name and name not in SHARED)


def as_others_write(name: str) -> set[str]:
    capitals = {name, name.upper(), name.lower()}
    return capitals | {name.replace("'", "’"), name.replace("-", "–"), f" {name} "}


def codes(client: TestClient, address: str, **filters: Any) -> list[str]:
    response = client.get(address, params={**filters, "fields": "code", "limit": 500})
    assert response.status_code == 200, response.json()["detail"]
    return [record["code"] for record in response.json()["data"]]


def errors(client: TestClient, address: str) -> list[Record]:
    response = client.get(address)
    assert response.status_code == 400, response.text
    found: list[Record] = response.json()["errors"]
    return found


@pytest.mark.parametrize(
    "plural", ["countries", "missions", "initiatives", "organisations", "people", "indicators"]
)
def test_every_name_in_the_data_is_understood_in_any_spelling(
    facts: TestClient, plural: str
) -> None:
    every = list(records(facts, plural))
    written = [
        (record["code"], spelling)
        for record in every
        for name in names_of(record)
        for spelling in as_others_write(name)
    ]
    assert len(written) > 5 * len(every)
    for start in range(0, len(written), AT_ONCE):
        expected, asked = zip(*written[start : start + AT_ONCE], strict=True)
        assert {*codes(facts, f"/v1/{plural}", code=asked)} == {*expected}


def test_every_resolution_is_understood_with_and_without_its_year_and_its_letters(
    facts: TestClient,
) -> None:
    symbols = {
        symbol for mission in records(facts, "missions") for symbol in mission["authorised_by"]
    }
    assert len(symbols) > 100
    for symbol in symbols:
        short, _, year = symbol.partition(" ")
        number = short[6:] if symbol.startswith("S") else f"{short[6:]} {year}"
        authorised = codes(facts, "/v1/missions", resolution=symbol)
        assert authorised
        for form in (short, number, f" {short.lower()}"):
            assert codes(facts, "/v1/missions", resolution=form) == authorised, form


@pytest.mark.parametrize(
    "filters",
    [
        {"country": "Mali"},
        {"country": "ML"},
        {"country": "466"},
        {"code": "MINUSMA,serval,African-led International Support Mission in Mali"},
    ],
)
def test_a_name_stands_wherever_a_code_may(facts: TestClient, filters: Any) -> None:
    assert codes(facts, "/v1/missions", **filters) == ["afisma", "serval", "minusma"]


def test_an_acronym_is_understood_in_any_case_and_by_its_name_in_full(facts: TestClient) -> None:
    written = "afisma,United Nations Multidimensional Integrated Stabilization Mission in Mali"
    assert codes(facts, "/v1/missions", acronym=written) == ["afisma", "minusma"]


def test_a_name_alone_stands_for_a_record_written_with_its_type(facts: TestClient) -> None:
    written = facts.get("/v1/figures?subject=mission:minusma&limit=0").json()
    for name in ("MINUSMA", "mission:MINUSMA", "mission:Minusma", "minusma"):
        named = facts.get(f"/v1/figures?subject={name}&limit=0").json()
        assert named["meta"]["total"] == written["meta"]["total"] > 0


def test_a_name_with_a_comma_is_asked_for_as_a_whole_or_beside_others(facts: TestClient) -> None:
    inverted = "Congo, Democratic Republic of the"
    assert codes(facts, "/v1/countries", name=inverted) == ["cod"]
    assert codes(facts, "/v1/countries", name=f"Japan,{inverted},Mali") == ["cod", "jpn", "mli"]
    assert codes(facts, "/v1/countries", name=["Japan", inverted]) == ["cod", "jpn"]
    assert codes(facts, "/v1/countries", name="Taiwan, Province of China") == ["twn"]
    assert codes(facts, "/v1/countries", name="China,Taiwan") == ["chn", "twn"]


@pytest.mark.parametrize(
    ("address", "parameter", "candidates"),
    [
        ("/v1/missions?code=unef", "code", ["unef-i", "unef-ii"]),
        ("/v1/missions?acronym=UNEF", "acronym", ["UNEF I", "UNEF II"]),
        ("/v1/figures?subject=UNEF", "subject", ["mission:unef-i", "mission:unef-ii"]),
        ("/v1/missions?country=891", "country", ["SCG", "YUG"]),
    ],
)
def test_a_name_of_several_is_refused_with_all_of_them(
    facts: TestClient, address: str, parameter: str, candidates: list[str]
) -> None:
    (error,) = errors(facts, address)
    assert (error["parameter"], error["allowed"]) == (parameter, candidates)
    assert "may mean more than one" in error["message"]
    assert error["did_you_mean"] is None


def test_the_address_of_a_name_of_several_names_all_of_them(facts: TestClient) -> None:
    for address in ("/v1/missions/unef", "/v1/missions/unef/figures", "/missions/UNEF"):
        response = facts.get(address, headers={"Accept": "*/*"})
        assert response.status_code == 404
        assert "unef-i, unef-ii" in response.text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tunesia", "TUN"),
        ("Vanuatuu", "VUT"),
        ("Herzegovina", "BIH"),
        ("USSR states", None),
        ("Atlantis", None),
        ("Narnia", None),
        ("Ruritania", None),
        ("XX", None),
        ("Malt", None),
    ],
)
def test_a_hint_comes_from_a_name_that_is_held_or_not_at_all(
    facts: TestClient, written: str, meant: str | None
) -> None:
    (error,) = errors(facts, f"/v1/missions?country={written}")
    assert error["did_you_mean"] == meant


def test_what_is_looked_for_in_a_name_is_folded_as_search_folds_it(facts: TestClient) -> None:
    spellings = ("Côte d'Ivoire", "Côte d’Ivoire", "COTE D'IVOIRE", "cote")
    found = {tuple(codes(facts, "/v1/missions", name__contains=name)) for name in spellings}
    assert found == {("ecomici", "minuci", "unoci")}


def test_a_resolution_of_another_year_is_refused_with_the_one_that_is_held(
    facts: TestClient,
) -> None:
    (error,) = errors(facts, "/v1/missions?resolution=S/RES/2100 (2012)")
    assert error["did_you_mean"] == "S/RES/2100 (2013)"
    (error,) = errors(facts, "/v1/missions?resolution=9999")
    assert error["did_you_mean"] is None


@pytest.mark.parametrize("plural", [resource.plural for resource in RESOURCES.values()])
def test_two_hundred_records_are_one_request_on_every_list(facts: TestClient, plural: str) -> None:
    page = facts.get(f"/v1/{plural}?limit=500").json()["data"]
    wanted = sorted(page, key=lambda record: str(record["code"]))[:MAX_VALUES]
    asked: dict[str, Any] = {"code": ",".join(record["code"] for record in wanted), "limit": 500}
    answer = facts.get(f"/v1/{plural}", params=asked)
    assert answer.status_code == 200, answer.json()["detail"]
    assert answer.json()["data"] == [record for record in page if record in wanted]


def test_of_the_codes_of_a_request_every_unknown_one_is_named(facts: TestClient) -> None:
    found = errors(facts, "/v1/indicators?code=fatalities,nosuch,Deaths of nobody")
    assert [(error["parameter"], error["message"]) for error in found] == [
        ("code", "there is no indicator 'nosuch'"),
        ("code", "there is no indicator 'Deaths of nobody'"),
    ]
