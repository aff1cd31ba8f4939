"""No injection: input never becomes SQL, full-text syntax, a template or part of a format."""

import base64
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES
from tests.attack.corpus import CORE, CORPUS, NOWHERE
from tests.contract.references import blessed_description, kinds_of, parameters_of
from tests.service import counted

LISTS = [*(resource.plural for resource in RESOURCES.values()), "search", "coverage"]
CLOSED = {"enum", "pattern", "$ref", "format"}
# Below a record, the filters of its related lists are those of the lists themselves.
SHARED = {"q", "sort", "fields", "facet", "expand", "format", "cursor", "name__contains"}
Description = dict[str, dict[str, Any]]
LITERAL = re.compile(r"'(?:[^']|'')*'")


@pytest.fixture(scope="module")
def described() -> Description:
    """Every address that the service describes, with its operation."""
    document = blessed_description()
    return {
        path: {"parameters": parameters_of(document, methods["get"])}
        for path, methods in document["paths"].items()
    }


def open_parameters(operation: dict[str, Any]) -> dict[str, bool]:
    """The parameters of an operation by name, and whether any text at all is taken there."""
    schemas = {
        one["name"]: one["schema"].get("items", one["schema"])
        for one in operation.get("parameters", [])
        if one["in"] == "query"
    }
    return {
        name: schema.get("type") == "string" and not CLOSED & set(schema)
        for name, schema in schemas.items()
    }


def escaped(statements: list[str]) -> list[str]:
    """The SQL statements in which the attacker's text stands outside a bound value."""
    return [one for one in statements if NOWHERE in LITERAL.sub("?", one)]


def forget(client: TestClient) -> None:
    """Empty the response cache."""
    app: Any = client.app
    app.release_server.current.cache.responses.clear()


def broken_by(client: TestClient, address: str, attacks: list[bytes]) -> list[tuple[str, int]]:
    """The attacks that found something, or were answered with anything but a refusal or no hits."""
    found = []
    for attack in attacks:
        asked = f"{address}{quote(attack)}"
        answer = client.get(asked)
        nothing = answer.status_code == 200 and answer.json()["meta"]["total"] == 0
        if not (nothing or answer.status_code == 400) or f"{NOWHERE}49" in answer.text:
            found.append((asked, answer.status_code))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("plural", LISTS)
def test_no_parameter_of_a_list_becomes_sql(
    samples: TestClient, described: Description, plural: str
) -> None:
    control = f"/v1/{plural}?q=sample"
    before = samples.get(control).content
    found = []
    with counted(samples) as statements:
        for name, open_to_text in open_parameters(described[f"/v1/{plural}"]).items():
            also = {"q": "match=all&"}.get(name, "q=x&") if plural == "search" else ""
            address = f"/v1/{plural}?{also}{quote(name)}="
            found += broken_by(samples, address, CORPUS if open_to_text else CORE)
    forget(samples)
    assert found == []
    assert escaped(statements) == []
    assert samples.get(control).content == before


@pytest.mark.parametrize("plural", LISTS[:-2])
def test_no_parameter_below_a_record_becomes_sql(
    samples: TestClient, described: Description, plural: str
) -> None:
    code = samples.get(f"/v1/{plural}?limit=1").json()["data"][0]["code"]
    found = []
    with counted(samples) as statements:
        for path, operation in described.items():
            if path.startswith(f"/v1/{plural}/{{code}}") or plural in kinds_of(operation):
                for name in set(open_parameters(operation)) & SHARED:
                    record = path.replace("{collection}", plural).replace("{code}", code)
                    address = f"{record}?{name}="
                    found += broken_by(samples, address, CORE[:1])
    assert found == []
    assert escaped(statements) == []


@pytest.mark.parametrize("plural", LISTS[:-2])
def test_no_code_in_an_address_becomes_sql(samples: TestClient, plural: str) -> None:
    with counted(samples) as statements:
        for attack in CORPUS[::3]:
            address = f"http://testserver/v1/{plural}/{quote(attack, safe='')}"
            assert samples.get(address).status_code in (308, 400, 404), address
    assert escaped(statements) == []


@pytest.mark.parametrize(
    "question", ["missions?limit=1", "figures?sort=value&limit=1", "search?q=sample&limit=1"]
)
def test_no_position_of_a_forged_cursor_becomes_sql(samples: TestClient, question: str) -> None:
    cursor = samples.get(f"/v1/{question}").json()["meta"]["next_cursor"]
    made_for, *position = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    statuses = set()
    with counted(samples) as statements:
        for attack in [*(text.decode("latin-1") for text in CORPUS), 10**30, 1e999, True, [], {}]:
            for place in range(len(position)):
                forged = [made_for, *position[:place], attack, *position[place + 1 :]]
                written = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode().rstrip("=")
                statuses.add(samples.get(f"/v1/{question}&cursor={written}").status_code)
    assert statuses <= {200, 400}
    assert escaped(statements) == []


def test_what_is_written_into_sql_would_be_seen(samples: TestClient) -> None:
    app: Any = samples.app
    with counted(samples) as statements, app.release_server.current.engine.connect() as connection:
        for attack in ("'zzqx'", "'a' OR zzqx IS NULL"):
            statements.append(f"SELECT {attack}")
        connection.exec_driver_sql("SELECT ?", ("it''s zzqx' OR",))
    assert escaped(statements) == ["SELECT 'a' OR zzqx IS NULL"]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "9" * 400])
def test_a_number_without_end_is_refused(samples: TestClient, number: str) -> None:
    (error,) = samples.get(f"/v1/figures?value__gte={number}").json()["errors"]
    assert (error["parameter"], "finite" in error["message"]) == ("value__gte", True)
