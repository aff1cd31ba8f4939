"""The OpenAPI description agrees with the service on which values are valid.

Schemathesis tries random values; these are the ones that people and generators try first.
"""

from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from tests.contract.references import blessed_description, parameters_of, resolved

Document = dict[str, Any]
CLAIM = {"subject": "unifil", "indicator": "fatalities"}
NO_DATES = ["0000", "0000-01-01", "2018-00", "2018-13", "2018-04-31", "2018-02-30", "2018-01-32"]
BLANK = ["", " ", "\t", "\n ", "\x85", "\ufeff", "\0", "\0\0"]


@pytest.fixture(scope="module")
def document() -> Document:
    """The description of the API."""
    return blessed_description()


def allowed(document: Document, schema: dict[str, Any], value: object) -> bool:
    """Whether the description lets a value through."""
    whole = {**resolved(document, schema), "components": document["components"]}
    return jsonschema_rs.is_valid(whole, value)


def schema_of(document: Document, path: str, name: str) -> dict[str, Any]:
    """What the description says of a query parameter."""
    parameters = parameters_of(document, document["paths"][path]["get"])
    schema: dict[str, Any] = next(one["schema"] for one in parameters if one["name"] == name)
    return schema


@pytest.mark.parametrize(
    ("address", "name", "values"),
    [
        ("/v1/figures?", "time__gte", NO_DATES),
        ("/v1/missions?", "started__lte", NO_DATES),
        ("/v1/verify?subject=unifil&indicator=fatalities&value=3&", "as_of", NO_DATES),
        ("/v1/changes?", "since", NO_DATES),
        ("/v1/search?", "q", BLANK),
        ("/v1/suggest?", "q", BLANK),
        ("/v1/missions?", "q", BLANK),
        ("/v1/verify?indicator=fatalities&value=3&", "subject", BLANK),
        ("/v1/verify?subject=unifil&value=3&", "indicator", BLANK),
        ("/v1/verify?subject=unifil&indicator=fatalities&value=3&", "dimensions.country", BLANK),
    ],
)
def test_no_parameter_is_refused_for_a_form_that_is_allowed(
    facts: TestClient, document: Document, address: str, name: str, values: list[str]
) -> None:
    schema = schema_of(document, address.partition("?")[0], name)
    statuses = [facts.get(f"{address}{name}={quote(value)}").status_code for value in values]
    assert set(statuses) == {400}
    assert [value for value in values if allowed(document, schema, value)] == []


@pytest.mark.parametrize(
    "body",
    [
        *({"text": text} for text in ("", " ", "\n\t", "\x85", "\ufeff", 5, None)),
        *({"text": "3", "as_of": day} for day in ("8523", "1066", "1944-12-31", *NO_DATES)),
        {"claims": []},
        {"claims": [5]},
        {"claims": [CLAIM, []]},
        {"claims": [{**CLAIM, "value": 3}] * 51},
        {"text": "3", "txt": "3"},
    ],
)
def test_no_body_is_refused_for_a_form_that_is_allowed(
    facts: TestClient, document: Document, body: dict[str, Any]
) -> None:
    schema = {"$ref": "#/components/schemas/ClaimsOrText"}
    is_of_two = body == {"text": None}  # One of the two is required, which only words say.
    assert facts.post("/v1/verify", json=body).status_code == 400
    assert allowed(document, schema, body) is is_of_two


@pytest.mark.parametrize(
    "claim",
    [
        {**CLAIM, "upper": True},
        {**CLAIM, "value": "4,300"},
        {**CLAIM, "value": 3, "as_of": "0000"},
        {**CLAIM, "subject": "", "value": 3},
        {},
    ],
)
def test_an_object_that_is_no_claim_is_allowed_and_told_its_errors(
    facts: TestClient, document: Document, claim: dict[str, Any]
) -> None:
    answer = facts.post("/v1/verify", json={"claims": [claim]})
    assert (answer.status_code, list(answer.json()["data"][0])) == (200, ["errors"])
    assert allowed(document, {"$ref": "#/components/schemas/ClaimsOrText"}, {"claims": [claim]})
    assert not allowed(document, {"$ref": "#/components/schemas/Claim"}, claim)
