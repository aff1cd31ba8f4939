"""What every list does alike: envelope, order, pages, filters, refusals."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.routers.subjects import SUBJECTS

LISTS = [subject.listing.plural for subject in SUBJECTS.values()]


def codes(client: TestClient, address: str) -> list[str]:
    """The codes that a list answers with."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    return [record["code"] for record in response.json()["data"]]


@pytest.mark.parametrize("plural", LISTS)
def test_every_list_comes_in_the_same_envelope(samples: TestClient, plural: str) -> None:
    page = samples.get(f"/v1/{plural}").json()
    assert list(page) == ["data", "meta", "links", "facets"]
    assert page["meta"]["total"] == len(page["data"]) > 0
    assert page["meta"]["limit"] == 50
    assert page["meta"]["release"].startswith("2026.1.1+")
    assert page["links"] == {"self": f"/v1/{plural}", "next": None}
    assert page["facets"] == {}


@pytest.mark.parametrize("plural", LISTS)
def test_pages_of_one_lead_through_the_whole_list(facts: TestClient, plural: str) -> None:
    whole = codes(facts, f"/v1/{plural}?limit=500")
    step, address = max(len(whole) // 7, 1), f"/v1/{plural}"
    seen: list[str] = []
    next_address: str | None = f"{address}?limit={step}"
    while next_address:
        page = facts.get(next_address).json()
        seen += [record["code"] for record in page["data"]]
        next_address = page["links"]["next"]
    assert seen == whole
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("plural", LISTS)
def test_a_limit_of_zero_answers_the_total_alone(samples: TestClient, plural: str) -> None:
    page = samples.get(f"/v1/{plural}?limit=0").json()
    assert page["data"] == []
    assert page["meta"]["total"] == samples.get(f"/v1/{plural}").json()["meta"]["total"]
    assert page["links"]["next"] is None


@pytest.mark.parametrize("plural", LISTS)
def test_every_record_of_a_list_is_answered_alike_at_its_own_address(
    samples: TestClient, plural: str
) -> None:
    for record in samples.get(f"/v1/{plural}").json()["data"]:
        assert samples.get(f"/v1/{plural}/{record['code']}").json() == record


def test_unknown_dates_come_last_and_oldest_first(samples: TestClient) -> None:
    assert codes(samples, "/v1/missions") == ["sampo-i", "sampo-ii", "undated-office"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("missions?kind=special_political_mission", ["undated-office"]),
        ("missions?status=ongoing,closed", ["sampo-i", "sampo-ii"]),
        ("missions?status=ongoing&status=closed", ["sampo-i", "sampo-ii"]),
        ("missions?country=MLI", ["sampo-i", "sampo-ii"]),
        ("missions?country=som", ["sampo-ii"]),
        ("missions?country=SOM,CIV", ["sampo-ii", "undated-office"]),
        ("missions?acronym=SAMPO%20I", ["sampo-i"]),
        ("missions?region=africa", ["sampo-i"]),
        ("missions?resolution=S/RES/1%20(1990)", ["sampo-i"]),
        ("missions?source=sample-dataset", ["undated-office"]),
        ("missions?started__lte=1990", ["sampo-i"]),
        ("missions?started__lte=1990-03", ["sampo-i"]),
        ("missions?started__lte=1990-02", []),
        ("missions?started__gte=1990-03-31", ["sampo-i", "sampo-ii"]),
        ("missions?started__gte=1990-04", ["sampo-ii"]),
        ("missions?ended__gte=1994-12-31", ["sampo-i"]),
        ("missions?ended__lte=1993", []),
        ("missions?country=MLI&status=ongoing", ["sampo-ii"]),
        ("initiatives?participant=country:som", ["renewal"]),
        ("initiatives?launched__gte=2001", []),
        ("events?subject=mission:sampo-ii&country=SOM", ["briefing"]),
        ("people?body=organisation:new-office", ["speaker"]),
        ("statements?speaker=country:mli", ["som-welcome"]),
        ("statements?topic=observers&event=briefing", ["som-welcome"]),
        ("statements?resolution=S/RES/1%20(1990)", ["som-welcome"]),
        ("statements?date__gte=2001-05-31&date__lte=2001-05-01", ["som-welcome"]),
        ("discrepancies?record=event:briefing&severity=low", ["observers"]),
        ("sources?grade=primary", ["sample-briefing"]),
        ("sources?date__lte=2001", ["sample-briefing"]),
        ("indicators?unit=percent", ["women_share"]),
        ("organisations?kind=un_office", ["new-office", "old-office"]),
        ("countries?name=Mali", ["mli"]),
    ],
)
def test_a_filter_answers_exactly_these(
    samples: TestClient, question: str, answer: list[str]
) -> None:
    assert codes(samples, f"/v1/{question}") == answer


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("subject=mission:sampo-i", [0, 12.5]),
        ("indicator=women_share", [12.5]),
        ("qualifier=over,about", [60, 1000]),
        ("component=police", [60]),
        ("country=SOM", [60]),
        ("attributed_to=person:speaker", [1000]),
        ("source=sample-dataset", [0, 12.5]),
        ("time__gte=2001", [60, 1000]),
        ("time__lte=1990", [12.5]),
        ("time__gte=1994-12-31&time__lte=1994-12-31", [0, 12.5]),
    ],
)
def test_figures_are_filtered_by_what_they_are_about(
    samples: TestClient, question: str, values: list[float]
) -> None:
    figures = samples.get(f"/v1/figures?{question}").json()["data"]
    assert sorted(figure["value"] for figure in figures) == values


def test_a_figure_reads_on_its_own(samples: TestClient) -> None:
    (figure,) = samples.get("/v1/figures?component=police").json()["data"]
    assert figure["subject"] == {
        "type": "mission",
        "code": "sampo-ii",
        "name": "Second Sample Operation",
    }
    assert (figure["indicator_name"], figure["unit"]) == ("People serving", "people")
    assert (figure["lower"], figure["value"], figure["upper"]) == (55, 60, 65)
    assert figure["citation"]["source"]["title"] == "Briefing on the sample operations"
    assert figure["citation"]["evidence"] == "about 60 were police"


def test_a_figure_of_zero_is_a_value(samples: TestClient) -> None:
    figure = samples.get("/v1/figures/sampo-i-nobody-left").json()
    assert (figure["value"], figure["lower"], figure["upper"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("question", "parameter", "meant"),
    [
        ("missions?contry=MLI", "contry", "country"),
        ("missions?kind=peacekeping_operation", "kind", "peacekeeping_operation"),
        ("missions?country=MLX", "country", "MLI"),
        ("missions?country=Mali", "country", None),
        ("missions?limit=501", "limit", None),
        ("missions?limit=-1", "limit", None),
        ("missions?limit=ten", "limit", None),
        ("missions?started__gte=1990-13", "started__gte", None),
        ("missions?resolution=1", "resolution", None),
        ("missions?kind=", "kind", None),
        ("figures?subject=mission:sampo-3", "subject", "mission:sampo-i"),
        ("figures?subject=sampo-ii", "subject", None),
        ("figures?indicator=people", "indicator", "people_serving"),
        ("statements?speaker=country:soo", "speaker", "country:som"),
        ("search?q=x&types=mission", "types", "type"),
        ("search", "q", None),
        ("search?q=", "q", None),
        ("missions/sampo-i/figures?lmit=1", "lmit", "limit"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_nearest_word(
    samples: TestClient, question: str, parameter: str, meant: str | None
) -> None:
    response = samples.get(f"/v1/{question}")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["did_you_mean"]) == (parameter, meant)


@pytest.mark.parametrize("cursor", ["x", "é", "", "W10", "bnVsbA", "WyJ4Il0", "0" * 2000, "%00"])
def test_a_forged_cursor_is_refused(samples: TestClient, cursor: str) -> None:
    response = samples.get(f"/v1/missions?cursor={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_is_refused_by_another_query(samples: TestClient) -> None:
    next_page = samples.get("/v1/missions?limit=1").json()["links"]["next"]
    assert samples.get(f"{next_page}&country=MLI").status_code == 400
    assert samples.get(next_page.replace("limit=1", "limit=2")).status_code == 200


def test_related_lists_are_the_same_list_narrowed(samples: TestClient) -> None:
    assert codes(samples, "/v1/missions/sampo-ii/statements") == ["som-welcome"]
    assert codes(samples, "/v1/missions/sampo-ii/discrepancies") == ["observers"]
    assert codes(samples, "/v1/countries/som/missions") == ["sampo-ii"]
    assert codes(samples, "/v1/countries/som/initiatives") == ["renewal"]
    assert codes(samples, "/v1/people/speaker/figures") == codes(
        samples, "/v1/figures?qualifier=over"
    )
    assert codes(samples, "/v1/events/briefing/statements") == ["som-welcome"]
    assert codes(samples, "/v1/sources/sample-dataset/missions") == ["undated-office"]
    assert len(codes(samples, "/v1/sources/sample-briefing/figures")) == 2
    assert len(codes(samples, "/v1/missions/sampo-ii/figures?qualifier=about")) == 1


def test_a_cursor_of_one_related_list_is_refused_by_another(facts: TestClient) -> None:
    page = facts.get("/v1/initiatives/a4p/statements?limit=1").json()
    elsewhere = page["links"]["next"].replace("/a4p/", "/tpp/")
    assert facts.get(elsewhere).status_code == 400


@pytest.mark.parametrize("plural", LISTS)
def test_a_list_costs_two_statements_however_long(
    facts: TestClient, plural: str, count_statements: Any
) -> None:
    for limit in (1, 100):
        with count_statements(facts) as statements:
            facts.get(f"/v1/{plural}?limit={limit}")
        assert len(statements) == 2
