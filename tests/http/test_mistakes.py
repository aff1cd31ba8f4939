"""A request with several mistakes is told all of them at once, and nothing else."""

import pytest
from fastapi.testclient import TestClient

CLAIM = "subject=mission:sampo-ii&indicator=people_serving&value=1"


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("missions?contry=MLI&limit=501", ["contry", "limit"]),
        ("missions?kind=x&fields=nah&sort=nope&facet=zip", ["kind", "fields", "sort", "facet"]),
        (
            "missions?code=nowhere&country=XXX&cursor=abc&kind=x",
            ["code", "country", "cursor", "kind"],
        ),
        ("missions?limit=1&limit=2&started__gte=1994-2&q=!", ["limit", "started__gte", "q"]),
        ("missions?format=atom&code=nowhere&x=1", ["format", "code", "x"]),
        ("missions?view=compact&format=csv&fields=nah", ["format", "fields"]),
        ("missions/sampo-i?expand=x&fields=y&format=z&a=b", ["expand", "fields", "format", "a"]),
        ("missions/sampo-i/figures?unit=x&source=nowhere&y=1", ["unit", "source", "y"]),
        ("missions/sampo-i/citation?format=apa&x=1", ["format", "x"]),
        ("missions/a%00?x=1&fields=code", ["code", "x"]),
        ("figures/chart.svg?indicator=nowhere&unit=x&sort=code", ["indicator", "unit", "sort"]),
        ("search?q=*&type=x&limit=-1&sort=y", ["q", "type", "limit", "sort"]),
        ("coverage?kind=x&sort=y&fields=z", ["kind", "sort", "fields"]),
        ("changes?since=x&type=y&z=1", ["since", "type", "z"]),
        ("release?format=xml&x=1", ["format", "x"]),
        ("release/download?format=xlsx&x=1", ["format", "x"]),
        (f"verify?{CLAIM}&qualifier=x&as_of=y&z=1", ["qualifier", "as_of", "z"]),
        ("verify?x=1&as_of=y&value=1", ["x", "as_of", "subject", "indicator"]),
        ("verify?subjekt=mission:sampo-ii&indicator=people_serving&value=1", ["subjekt"]),
        ("figures/chart.svg?sort=code", ["sort", "indicator"]),
        ("search?limit=501&x=1", ["limit", "x", "q"]),
    ],
)
def test_every_mistake_is_named_and_in_the_order_of_the_request(
    samples: TestClient, address: str, wrong: list[str]
) -> None:
    refused = samples.get(f"/v1/{address}")
    assert refused.status_code == 400
    assert [error["parameter"] for error in refused.json()["errors"]] == wrong


def test_what_is_right_beside_a_mistake_is_not_complained_of(samples: TestClient) -> None:
    following = samples.get("/v1/missions?limit=1&status=ongoing,closed").json()["links"]["next"]
    assert samples.get(following).status_code == 200
    for more in ("&x=1", "&fields=nah"):
        (error,) = samples.get(following + more).json()["errors"]
        assert error["parameter"] in ("x", "fields")
    (error,) = samples.get("/v1/verify?subject=initiative:renewal&indicator=x&lower=a").json()[
        "errors"
    ]
    assert error["parameter"] == "lower"


def test_a_chart_is_not_told_that_too_much_passes_without_what_is_wrong(
    facts: TestClient,
) -> None:
    (error,) = facts.get("/v1/figures/chart.svg?indicator=nowhere").json()["errors"]
    assert error["message"].startswith("there is no indicator 'nowhere'")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("figures?indicator=deaths", "there is no indicator 'deaths'; did you mean 'fatalities'?"),
        ("figures?sex=female", "'sex' here; did you mean 'dimensions.sex'?"),
        ("missions?started=2000", "'started' here; did you mean 'started__gte'?"),
        ("figures?year=2020", "'year' here; did you mean 'time__gte'?"),
        ("missions?year=2020", "'year' here; did you mean 'active_in'?"),
        ("figures?endDate=2020", "'endDate' here; did you mean 'time__lte'?"),
        ("figures?mission=unifil", "'mission' here; did you mean 'subject'?"),
        ("sources?per_page=10", "'per_page' here; did you mean 'limit'?"),
        ("people?order_by=name", "'order_by' here; did you mean 'sort'?"),
        ("figures/table?rows=country", "is not allowed; did you mean 'dimensions.country'?"),
        ("missions?limit=5000", "'5000' is more than 500, the most that can be asked for"),
        ("missions?limit=-1", "'-1' is less than 0, the least that can be asked for"),
        ("search?q=", "q: is empty"),
    ],
)
def test_what_somebody_new_writes_is_told_in_words_with_what_was_meant(
    facts: TestClient, address: str, told: str
) -> None:
    assert told in facts.get(f"/v1/{address}").json()["detail"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/v1/mission", "did you mean /v1/missions?"),
        ("/v1/mission/minusma", "did you mean /v1/missions/minusma?"),
        ("/v1/missions/minusma/figure", "did you mean /v1/missions/minusma/figures?"),
        ("/v1/organizations", "did you mean /v1/organisations?"),
        ("/v1/verfy", "did you mean /v1/verify?"),
        ("/v1/zebras", "/docs lists all addresses"),
        # Below the search there is nothing either.
        ("/v1/serch/mali", "/docs lists all addresses"),
        ("/v1/missions/minusma/zebras", "/docs lists all addresses"),
        ("/v1/mission/<b>", "did you mean /v1/missions/%3Cb%3E?"),
    ],
)
def test_an_address_with_a_misspelt_list_is_told_the_one_meant(
    samples: TestClient, address: str, told: str
) -> None:
    answer = samples.get(address)
    assert answer.status_code == 404
    assert answer.json()["detail"].endswith(told)


def test_filters_that_follow_from_others_are_allowed_but_not_told(samples: TestClient) -> None:
    (error,) = samples.get("/v1/figures?year=2020").json()["errors"]
    assert "time__gte" in error["message"]
    assert "subject__not" not in error["message"]
    assert "subject__not" in error["allowed"]


def test_a_page_names_them_too(samples: TestClient) -> None:
    page = samples.get("/missions?kind=x&contry=y", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert "<code>kind</code>:" in page.text
    assert "<code>contry</code>:" in page.text


@pytest.mark.parametrize(
    ("address", "formats"),
    [
        ("missions?format=atom", ["json", "csv", "ndjson", "geojson"]),
        ("missions/sampo-i?format=atom", ["json", "csv", "ndjson", "geojson"]),
        ("events?format=xml", ["json", "csv", "ndjson", "geojson"]),
        ("figures?format=atom", ["json", "csv", "ndjson"]),
        ("figures?format=geojson", ["json", "csv", "ndjson"]),
        ("people?format=geojson", ["json", "csv", "ndjson"]),
        ("sources/sample-dataset?format=geojson", ["json", "csv", "ndjson"]),
        ("missions/sampo-i/figures?format=geojson", ["json", "csv", "ndjson"]),
        ("search?q=sample&format=geojson", ["json", "csv", "ndjson"]),
        ("changes?format=xml", ["json", "csv", "ndjson", "atom"]),
        ("coverage?format=geojson", ["json", "csv", "ndjson"]),
        ("missions?view=compact&format=csv", ["json"]),
        ("missions/sampo-i?expand=figures&format=csv", ["json"]),
        ("release?format=csv", ["json", "jsonld"]),
    ],
)
def test_only_formats_that_are_offered_are_named(
    samples: TestClient, address: str, formats: list[str]
) -> None:
    refused = samples.get(f"/v1/{address}")
    (error,) = refused.json()["errors"]
    assert (error["parameter"], error["allowed"]) == ("format", formats)
    assert (
        error["message"].endswith(f"allowed: {', '.join(formats)}")
        or "did you mean" in error["message"]
    )
    assert all(
        samples.get(f"/v1/{address.partition('format=')[0]}format={format}").status_code == 200
        for format in formats
    )


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('{"claims":[{"subject":"a","value":1,"value":2}]}', ["claims.0.value"]),
        ('{"claims":[{}],"claims":[{}]}', ["claims"]),
        ('{"claims":[{"a":{"b":1,"b":2,"b":3}}],"x":1,"x":2}', ["x", "claims.0.a.b", "x"]),
        ('{"claims":[]}', ["claims"]),
        ('{"claims":[], "other":1}', ["claims", "other"]),
        ("{", ["body"]),
        ("[" * 5000, ["body"]),
        ("[" * 60000, ["body"]),
        (b'{"claims":["\xff"]}', ["body"]),
        (b"\x1f\x8b\x08", ["body"]),
    ],
)
def test_a_body_is_read_to_the_letter(
    samples: TestClient, body: str | bytes, wrong: list[str]
) -> None:
    refused = samples.post("/v1/verify", content=body)
    assert refused.status_code == 400
    assert [error["parameter"] for error in refused.json()["errors"]] == wrong


def test_a_key_given_twice_is_told_so(samples: TestClient) -> None:
    body = '{"claims":[{"subject":"initiative:renewal","indicator":"x","value":1,"value":155}]}'
    assert (
        samples.post("/v1/verify", content=body).json()["detail"]
        == "claims.0.value: is given twice"
    )
    refused = samples.post("/v1/verify?x=1", content=body).json()["errors"]
    assert [error["parameter"] for error in refused] == ["x", "claims.0.value"]


@pytest.mark.parametrize("value", ["false", "true", '"155"', "null", "[1]", "NaN", "1e999"])
def test_a_claim_is_a_number_and_nothing_like_it(samples: TestClient, value: str) -> None:
    claim = f'{{"subject":"mission:sampo-ii","indicator":"people_serving","value":{value}}}'
    answer = samples.post("/v1/verify", content=f'{{"claims":[{claim}]}}').json()
    (error,) = answer["data"][0]["errors"]
    assert error["parameter"] == "claims.0.value"
