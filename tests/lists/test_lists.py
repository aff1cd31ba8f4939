"""What all lists have in common: envelope, order, pages, filters, refusals."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.lists.parameters import PageParams
from api.resources.registry import RESOURCES

LISTS = [resource.plural for resource in RESOURCES.values()]


def codes(client: TestClient, address: str) -> list[str]:
    """The codes that a list answers with."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    return [record["code"] for record in response.json()["data"]]


def all_pages(client: TestClient, plural: str, limit: int) -> list[str]:
    """The codes of a whole list, page by page."""
    seen: list[str] = []
    address: str | None = f"/v1/{plural}?fields=code&limit={limit}"
    while address:
        page = client.get(address).json()
        seen += [record["code"] for record in page["data"]]
        address = page["links"]["next"]
    return seen


@pytest.mark.parametrize("plural", LISTS)
def test_every_list_comes_in_the_same_envelope(samples: TestClient, plural: str) -> None:
    page = samples.get(f"/v1/{plural}").json()
    assert list(page) == ["data", "meta", "links", "facets"]
    assert page["meta"]["total"] == len(page["data"]) > 0
    assert page["meta"]["limit"] == 50
    assert page["meta"]["release"].startswith("2026.1.1+")
    assert page["links"] == {"self": f"/v1/{plural}", "next": None}
    assert page["facets"] == {}


@pytest.mark.parametrize(
    "plural",
    [
        pytest.param(plural, marks=[pytest.mark.slow] if plural == "figures" else [])  # Many pages.
        for plural in LISTS
    ],
)
def test_pages_of_one_lead_through_the_whole_list(facts: TestClient, plural: str) -> None:
    large, small = all_pages(facts, plural, 500), all_pages(facts, plural, 83)
    assert small == large
    assert len(set(small)) == len(small) == facts.get(f"/v1/{plural}").json()["meta"]["total"]


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
        ("missions?kind__not=peacekeeping_operation", ["undated-office"]),
        ("missions?status__not=closed,unknown", ["sampo-ii"]),
        ("missions?region__not=africa", ["sampo-ii", "undated-office"]),
        ("missions?name__contains=SAMPLE%20op", ["sampo-i", "sampo-ii"]),
        ("missions?name__contains=%25", []),
        ("missions?person=speaker", []),
        ("missions?initiative=renewal", []),
        ("missions?ended__isnull=true", ["sampo-ii", "undated-office"]),
        ("missions?headquarters__isnull=false", ["sampo-i"]),
        ("initiatives?kind__not=reform", []),
        ("initiatives?name__contains=new", ["renewal"]),
        ("initiatives?launched__isnull=false", ["renewal"]),
        ("events?kind__not=meeting", []),
        ("events?name__contains=briefing", ["briefing"]),
        ("events?started__isnull=true", []),
        ("organisations?kind__not=un_office", []),
        ("organisations?name__contains=old", ["old-office"]),
        ("people?name__contains=speaker", ["speaker"]),
        ("countries?name__contains=ma", ["mli", "som"]),
        ("sources?kind__not=dataset", ["sample-briefing"]),
        (
            "sources?title__contains=sample&publisher__contains=samp",
            ["sample-briefing", "sample-dataset"],
        ),
        ("sources?date__isnull=true", ["sample-dataset"]),
        ("indicators?kind__not=stock,share", ["people_served_since_start"]),
        ("indicators?name__contains=women", ["women_share"]),
        ("discrepancies?kind__not=gap&name__contains=observers", ["observers"]),
        ("statements?position__contains=observers&verbatim=false", ["som-welcome"]),
        ("statements?verbatim=true", []),
        ("missions?active_in=1990-02", []),
        ("missions?active_in=1990", ["sampo-i"]),
        ("missions?active_on=1994-08-01", ["sampo-i", "sampo-ii"]),
        ("missions?active_on=1995-01-01", ["sampo-ii"]),
        ("missions?active_in=2030", ["sampo-ii"]),
        ("missions?q=sample", ["sampo-i", "sampo-ii"]),
        ("missions?q=samp*", ["sampo-i", "sampo-ii"]),
        ('missions?q="second sample"', ["sampo-ii"]),
        ('missions?q="sample second"', []),
        ("countries?q=divoire", ["civ"]),
        ("missions?source_grade=primary", ["sampo-i", "sampo-ii"]),
        ("missions?source_date__gte=2001&source_date__lte=2001-05", ["sampo-i", "sampo-ii"]),
        ("missions?source_date__gte=2002", []),
        ("missions?source=sample-dataset&source_grade=primary", []),
        ("initiatives?source_date__gte=2002", []),
        ("initiatives?source_date__lte=2000", []),
        ("events?source_grade=tertiary", []),
        ("events?source_date__gte=2001&source_date__lte=2001", ["briefing"]),
        ("people?source_grade=primary&source_date__gte=2001", ["speaker"]),
        ("people?source_date__lte=2000", []),
        ("organisations?source_grade=primary", []),
        ("organisations?source_date__gte=2001", []),
        ("organisations?source_date__lte=2001", []),
        ("countries?source_grade=primary&source_date__gte=2001&source_date__lte=2000", []),
        ("statements?source_grade=primary&source_date__gte=2001", ["som-welcome"]),
        ("statements?source_date__lte=2000", []),
        ("discrepancies?source_grade=primary&source_date__gte=2001", ["observers"]),
        ("discrepancies?source_date__lte=2000", []),
        ("initiatives?participant=country:som", ["renewal"]),
        ("initiatives?launched__gte=2001", []),
        ("initiatives?launched__lte=2000-01", ["renewal"]),
        ("initiatives?kind=reform&acronym=REN", ["renewal"]),
        ("initiatives?parent=renewal", []),
        ("initiatives?resolution=S/RES/1%20(1990)", []),
        ("initiatives?source=sample-briefing", ["renewal"]),
        ("events?kind=meeting&source=sample-briefing", ["briefing"]),
        ("events?participant=country:som", []),
        ("events?resolution=S/RES/1%20(1990)", []),
        ("events?started__gte=2001-05-31&started__lte=2001", ["briefing"]),
        ("people?name=The%20speaker%20of%20the%20briefing", ["speaker"]),
        ("people?nationality=MLI", []),
        ("people?source=sample-briefing", ["speaker"]),
        ("organisations?acronym=NO", ["new-office"]),
        ("organisations?parent=new-office", []),
        ("organisations?country=MLI", []),
        ("organisations?source=sample-dataset", ["new-office", "old-office"]),
        ("countries?iso3=mli,SOM", ["mli", "som"]),
        ("countries?source=sample-dataset", ["civ", "mli", "som"]),
        ("statements?subject=mission:sampo-ii&source=sample-briefing", ["som-welcome"]),
        ("discrepancies?kind=within_source&source=sample-briefing", ["observers"]),
        ("sources?kind=speech&date__gte=2001", ["sample-briefing"]),
        ("indicators?kind=cumulative", ["people_served_since_start"]),
        ("events?subject=mission:sampo-ii&country=SOM", ["briefing"]),
        ("people?body=organisation:new-office", ["speaker"]),
        ("people?active_on=2001-05-31&body=organisation:new-office", ["speaker"]),
        ("people?active_on=2001-06-01", []),
        ("people?active_in=2001", ["speaker"]),
        ("people?active_in=2001&function=head_of_mission", []),
        ("people?acting=false", ["speaker"]),
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
        ("subject=mission:sampo-i", [0, 12.5, 120, 300, 1500, 2500]),
        ("indicator=women_share", [12.5]),
        ("qualifier=over,about", [60, 1000]),
        ("dimensions.component=police", [60, 300]),
        ("dimensions.country=SOM", [60]),
        ("latest=true&indicator=people_served_since_start", [120, 300, 2500]),
        ("latest=true&as_of=1993&indicator=people_served_since_start", []),
        ("latest=false&indicator=women_share", [12.5]),
        ("value__gt=1000&value__lt=2500", [1500]),
        ("source_date__gte=2001&source_date__lte=2001", [60, 1000]),
        ("q=police", [60]),
        ("attributed_to=person:speaker", [1000]),
        ("source=sample-dataset", [0, 12.5, 120, 300, 1500, 2500]),
        ("time__gte=2001", [60, 1000]),
        ("as_of=1991&indicator=people_served_since_start", []),
        ("as_of=1993&indicator=people_served_since_start", [1500]),
        ("as_of=1994-06-30&indicator=people_served_since_start", [1500]),
        ("as_of=1994-12-31&indicator=people_served_since_start", [120, 300, 2500]),
        ("as_of=1993&indicator=women_share", []),
        ("known_at=2026-01-30", []),
        ("indicator=women_share&known_at=2026-01-31", [12.5]),
        ("as_of=1994&indicator=women_share", [12.5]),
        ("time__lte=1990", [12.5]),
        ("dimensions.sex=female", [120]),
        ("indicator_kind=share", [12.5]),
        ("source_grade=primary", [60, 1000]),
        ("mission_country=SOM", [60, 1000]),
        ("value__gte=1000&value__lte=1500", [1000, 1500]),
        ("value__lte=0", [0]),
        ("rank__not=normal", []),
        ("dimensions.cause=illness", []),
        ("rank=preferred,deprecated", []),
        ("time__gte=1994-12-31&time__lte=1994-12-31", [0, 12.5, 120, 300, 2500]),
    ],
)
def test_figures_are_filtered_by_what_they_are_about(
    samples: TestClient, question: str, values: list[float]
) -> None:
    figures = samples.get(f"/v1/figures?{question}").json()["data"]
    assert sorted(figure["value"] for figure in figures) == values


@pytest.mark.parametrize("dimension", ["purpose=engineering", "location=headquarters"])
def test_figures_are_narrowed_to_a_purpose_or_a_place(facts: TestClient, dimension: str) -> None:
    name, _, value = dimension.partition("=")
    figures = facts.get(f"/v1/figures?dimensions.{dimension}").json()["data"]
    assert {figure["dimensions"][name] for figure in figures} == {value}


def test_a_source_must_pass_all_that_is_asked_of_it(facts: TestClient) -> None:
    # The Elsie Initiative cites secondary sources of other years, and of 2023 a primary one alone.
    question = (
        "/v1/initiatives?fields=code&source_date__gte=2023&source_date__lte=2023&source_grade="
    )
    assert "elsie-initiative" in codes(facts, f"{question}primary&q=elsie")
    assert "elsie-initiative" not in codes(facts, f"{question}secondary&q=elsie")


def test_a_figure_reads_on_its_own(samples: TestClient) -> None:
    (figure,) = samples.get("/v1/figures?qualifier=about").json()["data"]
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
        ("missions?country=MLX", "country", None),
        ("missions?country=Malu", "country", "MLI"),
        ("missions?country=%C3%9FA", "country", None),
        ("missions?acronym=sanpo%20ii", "acronym", "SAMPO II"),
        ("missions?resolution=S/RES/1%20(1991)", "resolution", "S/RES/1 (1990)"),
        (
            "missions?country=" + ",".join(["MLI"] + [f"A{n:02}" for n in range(200)]),
            "country",
            None,
        ),
        ("missions?limit=1&limit=2", "limit", None),
        ("missions?active_on=1993-01-01&active_on=1994-01-01", "active_on", None),
        ("missions/sampo-i?lmit=1", "lmit", None),
        ("missions/SAMPO-I?foo=1", "foo", None),
        ("release?x=1", "x", None),
        ("coverage?knd=x", "knd", "kind"),
        ("statements?topic=observer", "topic", "observers"),
        ("missions?limit=501", "limit", None),
        ("missions?limit=-1", "limit", None),
        ("missions?limit=ten", "limit", None),
        ("missions?ended__isnull=perhaps", "ended__isnull", None),
        ("figures?value__gte=many", "value__gte", None),
        ("figures?mission_country=SOX", "mission_country", None),
        ("missions?initiative=renewa", "initiative", "renewal"),
        ("missions?started__gte=1990-13", "started__gte", None),
        ("missions?resolution=2", "resolution", None),
        ("missions?active_on=1993", "active_on", None),
        ("missions?active_in=1993&sort=zzz", "sort", None),
        ("missions/sampo-i?expand=figure", "expand", "figures"),
        ("missions/sampo-i?fields=nam", "fields", "name"),
        ("indicators/women_share?expand=zzz", "expand", None),
        ("figures?dimensions.sx=male", "dimensions.sx", "dimensions.sex"),
        ("figures?dimensions.purpose=enginering", "dimensions.purpose", None),
        ("figures?dimensions.location=nowhere", "dimensions.location", None),
        ("search?q=x&time__gte=never", "time__gte", None),
        ("missions?kind=", "kind", None),
        ("figures?subject=mission:sampo-3", "subject", None),
        ("figures?subject=sampo-iii", "subject", None),
        ("figures?indicator=people", "indicator", None),
        ("statements?speaker=country:somali", "speaker", "country:som"),
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


def test_every_unknown_value_is_named_at_once(samples: TestClient) -> None:
    response = samples.get("/v1/missions?country=Malu,SOX&source=dataset")
    assert [(error["parameter"], error["did_you_mean"]) for error in response.json()["errors"]] == [
        ("country", "MLI"),
        ("country", None),
        ("source", "sample-dataset"),
    ]


def test_a_long_refusal_is_cut_short(samples: TestClient) -> None:
    response = samples.get("/v1/missions?" + "&".join(f"x{n}{'y' * 100}=1" for n in range(60)))
    assert len(response.json()["errors"]) == 20
    assert len(response.content) < 64_000


@pytest.mark.parametrize(
    ("address", "position"),
    [
        ("/v1/missions?limit=1", ["1990-03-01", None]),
        ("/v1/missions?limit=1", ["1990-03-01"]),
        ("/v1/missions?limit=1", [1990, "sampo-i"]),
        ("/v1/missions?limit=1", ["\ud800", "sampo-i"]),
        ("/v1/search?q=sample&limit=1", ["abc"]),
        ("/v1/search?q=sample&limit=1", ["1.5"]),
        ("/v1/search?q=sample&limit=1", ["9" * 26]),
        ("/v1/search?q=sample&limit=1", ["٣"]),
        ("/v1/search?q=sample&limit=1", [None]),
    ],
)
def test_a_cursor_forged_with_the_right_seal_is_refused(
    samples: TestClient, address: str, position: list[Any]
) -> None:
    genuine = samples.get(address).json()["links"]["next"].rpartition("cursor=")[2]
    seal = json.loads(base64.urlsafe_b64decode(genuine + "=" * (-len(genuine) % 4)))[0]
    forged = base64.urlsafe_b64encode(json.dumps([seal, *position]).encode()).decode().rstrip("=")
    for limit in ("", "0"):
        question = address.replace("limit=1", f"limit={limit}") if limit else address
        response = samples.get(f"{question}&cursor={forged}")
        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == "cursor"


def test_every_question_is_asked_in_these_tests() -> None:
    """The filters of fields are made by the engine and tested in `test_fields.py`; the others are written by hand.

    Tests of their own have `&breakdown=none` (`tests/resources/test_dimensions.py`), and `&max_age=2y`,
    `missions?as_of=2015`, `people?as_of=2015` and `initiatives?as_of=2015` (`tests/resources/test_age.py`), and
    `missions?chain=minustah` and `events?as_of=2016` (`tests/lists/test_facets.py`).
    """
    asked = Path(__file__).read_text(encoding="utf-8")
    for resource in RESOURCES.values():
        own = set(resource.base_params.model_fields) - set(PageParams.model_fields)
        for name in own:
            if resource.plural == "figures":
                assert re.search(rf"[\"&]{name}=", asked), name
            else:
                assert re.search(rf"{resource.plural}\?[^\"]*\b{name}=", asked), name


@pytest.mark.parametrize("cursor", ["x", "é", "", "W10", "bnVsbA", "WyJ4Il0", "0" * 2000, "%00"])
def test_a_forged_cursor_is_refused(samples: TestClient, cursor: str) -> None:
    response = samples.get(f"/v1/missions?cursor={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_is_refused_by_another_query(samples: TestClient) -> None:
    next_page = samples.get("/v1/missions?limit=1").json()["links"]["next"]
    assert samples.get(f"{next_page}&country=MLI").status_code == 400
    assert samples.get(next_page.replace("limit=1", "limit=2")).status_code == 200


def test_a_record_brings_the_related_lists_it_is_asked_for(samples: TestClient) -> None:
    record = samples.get("/v1/missions/sampo-ii?fields=code&expand=statements,figures").json()
    assert list(record) == ["code", "expanded"]
    for plural, page in record["expanded"].items():
        assert page == samples.get(f"/v1/missions/sampo-ii/{plural}?limit=20").json()
    assert list(record["expanded"]) == ["figures", "statements"]


def test_a_long_related_list_is_cut_with_a_way_on(facts: TestClient) -> None:
    page = facts.get("/v1/missions/minusma?expand=figures").json()["expanded"]["figures"]
    assert len(page["data"]) == 20 < page["meta"]["total"]
    following = facts.get(page["links"]["next"]).json()["data"]
    assert following[0] not in page["data"]


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
    assert codes(samples, "/v1/countries/som/figures") == codes(
        samples, "/v1/figures?qualifier=about"
    )
    assert len(codes(samples, "/v1/indicators/women_share/figures")) == 1
    assert len(codes(samples, "/v1/missions/sampo-ii/figures?qualifier=about")) == 1


def test_a_cursor_of_one_related_list_is_refused_by_another(facts: TestClient) -> None:
    page = facts.get("/v1/initiatives/a4p/statements?limit=1").json()
    elsewhere = page["links"]["next"].replace("/a4p/", "/tpp/")
    assert facts.get(elsewhere).status_code == 400


@pytest.mark.parametrize("plural", LISTS)
def test_a_list_costs_one_statement_however_long_once_its_total_and_its_records_are_known(
    facts: TestClient, plural: str, count_statements: Any
) -> None:
    app: Any = facts.app
    facts.get(f"/v1/{plural}?limit=0")
    for limit in (1, 100):
        costs = []
        for _ in range(2):
            app.release_server.current.cache.responses.clear()
            with count_statements(facts) as statements:
                facts.get(f"/v1/{plural}?limit={limit}")
            costs.append(len(statements))
        # Figures are read in full when they are shown for the first time, all of a page at once.
        assert costs[0] <= 1 + (plural == "figures")
        assert costs[1] == 1
