"""A figure's role: whether it is a total, of which figure it is a part, and its rivals."""

from fastapi.testclient import TestClient

from api.vocabulary import Row

DEATHS = "subject=mission:minusma&indicator=fatalities_since_start"
QUESTION = ("subject", "indicator", "as_of", "period_start", "period_end")


def figures(client: TestClient, question: str) -> list[Row]:
    """The figures of a query."""
    answer = client.get(f"/v1/figures?{question}")
    assert answer.status_code == 200, answer.text
    found: list[Row] = answer.json()["data"]
    return found


def figure(client: TestClient, code: str) -> Row:
    """A figure by its code."""
    found: Row = client.get(f"/v1/figures/{code}").json()
    return found


def dimensions(figure: Row) -> dict[str, str]:
    """The dimensions of a figure that are given."""
    return {name: value for name, value in figure["dimensions"].items() if value}


def test_the_deaths_by_cause_are_parts_of_all_deaths(facts: TestClient) -> None:
    totals = [one for one in figures(facts, f"{DEATHS}&limit=500") if one["role"] == "total"]
    parts = figures(facts, f"{DEATHS}&dimensions.cause__isnull=false")
    assert {one["role"] for one in parts} == {"part"}
    (total,) = {one["part_of"] for one in parts}
    assert total in {one["code"] for one in totals}
    assert sum(one["value"] for one in parts) == figure(facts, total)["value"]


def test_troops_are_a_part_of_those_in_uniform(facts: TestClient) -> None:
    troops = figures(facts, "indicator=personnel_deployed&dimensions.component=troops&sort=-time")
    of = {one["part_of"] for one in troops if dimensions(one) == {"component": "troops"}} - {None}
    assert of
    assert all(dimensions(figure(facts, code)) == {"component": "uniformed"} for code in of)


def test_women_of_a_country_are_a_part_of_the_people_of_that_country(facts: TestClient) -> None:
    women = figures(facts, "dimensions.sex=female&dimensions.country=RWA&sort=-time&limit=20")
    for part in women:
        narrowed = dimensions(part)
        del narrowed["sex"]
        assert dimensions(figure(facts, part["part_of"])) == narrowed


def test_a_part_is_never_more_than_its_whole(facts: TestClient) -> None:
    women = figures(facts, "dimensions.sex=female&sort=-value&limit=40")
    parts = [one for one in women if one["part_of"]]
    assert parts
    for part in parts:
        whole = figure(facts, part["part_of"])
        assert part["value"] <= whole["value"]
        assert [part[name] for name in QUESTION] == [whole[name] for name in QUESTION]
        assert part["citation"]["source"] == whole["citation"]["source"]


def test_the_share_of_a_part_is_no_part_of_a_share(facts: TestClient) -> None:
    shares = figures(facts, "indicator=women_share")
    assert {one["role"] for one in shares} == {"total", "part"}
    assert {one["part_of"] for one in shares} == {None}


def test_rivals_name_each_other(facts: TestClient) -> None:
    question = "indicator=personnel_deployed&subject=mission:unifil&time__gte=2016&time__lte=2016"
    rivals = [one for one in figures(facts, question) if one["rival_of"]]
    assert rivals
    for one in rivals:
        other = figure(facts, one["rival_of"])
        assert other["code"] != one["code"]
        assert other["rival_of"]
        assert [one[name] for name in QUESTION] == [other[name] for name in QUESTION]
        assert dimensions(one) == dimensions(other)


def test_what_is_deprecated_rivals_nothing(facts: TestClient) -> None:
    assert {one["rival_of"] for one in figures(facts, "rank=deprecated&limit=100")} == {None}


def test_roles_come_as_columns_too(facts: TestClient) -> None:
    text = facts.get(f"/v1/figures?{DEATHS}&fields=role,part_of,rival_of&format=csv").text
    header, *rows = text.splitlines()
    assert header == "role,part_of,rival_of"
    assert "total,," in rows
