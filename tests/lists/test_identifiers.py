"""Identifiers by others, such as Wikidata or ISO: shown on a record, and accepted to find it."""

import csv
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.vocabulary import Row

COPIES = Path(os.environ.get("PEACEKEEPING_COPIES", Path(__file__).parents[3] / "shared" / "data"))
IDENTIFIED = ("countries", "missions", "organisations", "sources")


def records(client: TestClient, plural: str) -> list[Row]:
    """Every record of a kind, with its identifiers."""
    lines = client.get(f"/v1/{plural}?format=csv&fields=code,identifiers").text.splitlines()
    return list(csv.DictReader(lines))


def copied(name: str) -> list[Row]:
    """The rows of a copy of a published dataset."""
    return list(csv.DictReader((COPIES / name).read_text(encoding="utf-8").splitlines()))


def found(client: TestClient, plural: str, *identifiers: str) -> list[str]:
    """The codes of the records that have one of these identifiers."""
    asked = "&".join(f"identifier={quote(one)}" for one in identifiers)
    answer = client.get(f"/v1/{plural}?{asked}&fields=code")
    assert answer.status_code == 200, answer.text
    return [record["code"] for record in answer.json()["data"]]


def test_a_record_says_what_others_call_it(facts: TestClient) -> None:
    mali = facts.get("/v1/countries/mli").json()["identifiers"]
    assert mali == [
        {"scheme": "iso2", "value": "ML"},
        {"scheme": "iso3", "value": "MLI"},
        {"scheme": "m49", "value": "466"},
    ]
    minusma = facts.get("/v1/missions/minusma").json()["identifiers"]
    assert minusma == [{"scheme": "un_data_hub", "value": "MINUSMA"}]
    assert facts.get("/v1/sources/s-res-50-1948").json()["identifiers"] == [
        {"scheme": "un_symbol", "value": "S/RES/50 (1948)"},
        {"scheme": "un_library", "value": "111999"},
    ]
    assert facts.get("/v1/organisations/dfs").json()["identifiers"] == []


@pytest.mark.slow
@pytest.mark.parametrize("plural", IDENTIFIED)
def test_every_identifier_finds_its_record(facts: TestClient, plural: str) -> None:
    for record in records(facts, plural):
        schemes, values = (
            record[f"identifiers.{part}"].split("; ") for part in ("scheme", "value")
        )
        for scheme, value in zip(schemes, values, strict=True):
            if scheme:
                assert record["code"] in found(facts, plural, f"{scheme}:{value}".lower())


def test_several_identifiers_find_several_records(facts: TestClient) -> None:
    assert found(facts, "countries", "iso3:MLI", "m49:706", "iso2:CY") == ["cyp", "mli", "som"]
    assert found(facts, "countries", "m49:891") == ["scg", "yug"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("countries?identifier=iso3:XYZ", "identifier: there is no identifier 'iso3:XYZ'"),
        ("missions?identifier=iso3:MLI", "identifier: there is no identifier 'iso3:MLI'"),
        (
            "countries?identifier=MLI",
            "identifier: 'MLI' is not an identifier written scheme:value, such as iso3:MLI",
        ),
        ("countries?identifier=wikidata:Q912", "identifier: 'wikidata:Q912' is not an identifier"),
    ],
)
def test_what_is_no_identifier_is_refused(facts: TestClient, address: str, message: str) -> None:
    answer = facts.get(f"/v1/{address}")
    assert (answer.status_code, answer.json()["detail"][: len(message)]) == (400, message)


@pytest.mark.skipif(not COPIES.is_dir(), reason="point PEACEKEEPING_COPIES at the datasets")
def test_identifiers_are_those_of_their_givers(facts: TestClient) -> None:
    library = {
        row["resolution"]: row["library_record"]
        for row in copied("unsc-resolution-library-ids-1-2722.csv")
    }
    lists = ("un-operations-2024-02-19.csv", "un-fatalities-2025-04-04.csv")
    hub = {row["mission_acronym"] for name in lists for row in copied(name)}
    told = facts.get("/v1/sources?kind=resolution&format=ndjson&fields=un_symbol,identifiers")
    numbered = re.findall(
        r'"S/RES/(\d+) \(\d+\)"\},\{"scheme":"un_library","value":"(\d+)"', told.text
    )
    assert len(numbered) > 200
    assert {number: library[number] for number, _ in numbered} == dict(numbered)
    acronyms = {record["identifiers.value"] for record in records(facts, "missions")}
    assert {one for values in acronyms for one in values.split("; ") if one} <= hub
