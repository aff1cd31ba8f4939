"""A resolution is found by its number alone if unique, in any spelling of its organ."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection
from sqlmodel import Session, SQLModel, create_engine

from api.lists.resolutions import read_resolutions
from api.tables.index import ResolutionRow

HELD = (
    "S/RES/1000 (1995)",
    "A/RES/1000 (ES-I)",
    "S/RES/2100 (2013)",
    "A/RES/48/258",
    "S/RES/258 (1968)",
)


@pytest.fixture(scope="module")
def held() -> Iterator[Connection]:
    """A database of a few resolutions, two of which share a number."""
    engine = create_engine("sqlite://", execution_options={"result_cache": {}, "statements": {}})
    SQLModel.metadata.create_all(engine, [ResolutionRow.__table__])  # type: ignore[attr-defined]  # SQLModel adds it to tables
    with Session(engine) as session:
        session.add_all(
            ResolutionRow(id=number, record_type="mission", record_code="unef-i", symbol=symbol)
            for number, symbol in enumerate(HELD)
        )
        session.commit()
        yield session.connection()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2100", "S/RES/2100 (2013)"),
        ("RES 2100 (2013)", "S/RES/2100 (2013)"),
        ("S-RES-2100", "S/RES/2100 (2013)"),
        ("UNSC resolution 2100 of 2013", "S/RES/2100 (2013)"),
        ("résolution 2100", "S/RES/2100 (2013)"),
        ("48/258", "A/RES/48/258"),
        ("A/48/258", "A/RES/48/258"),
        ("UNGA resolution 48/258", "A/RES/48/258"),
        ("258", "S/RES/258 (1968)"),
        ("1000 (1995)", "S/RES/1000 (1995)"),
        ("1000 (ES-I)", "A/RES/1000 (ES-I)"),
        ("SCR 1000", "S/RES/1000 (1995)"),
        ("General Assembly resolution 1000", "A/RES/1000 (ES-I)"),
    ],
)
def test_a_number_means_the_one_resolution_that_has_it(
    held: Connection, written: str, meant: str
) -> None:
    assert read_resolutions(held, [written]).value == [meant]


@pytest.mark.parametrize("written", ["1000", "resolution 1000", "RES/1000"])
def test_a_number_of_two_organs_is_refused_with_both(held: Connection, written: str) -> None:
    (unknown,) = read_resolutions(held, [written]).unknown
    assert unknown.several
    assert unknown.allowed == ("S/RES/1000 (1995)", "A/RES/1000 (ES-I)")


def test_another_year_names_no_resolution_of_the_assembly(held: Connection) -> None:
    (unknown,) = read_resolutions(held, ["258 (1993)"]).unknown
    assert unknown.nearest == "S/RES/258 (1968)"
    (unknown,) = read_resolutions(held, ["1000 (1956)"]).unknown
    assert unknown.nearest == "S/RES/1000 (1995)"


def test_a_resolution_of_the_assembly_is_found_by_its_number_alone(facts: TestClient) -> None:
    answer = facts.get("/v1/missions?resolution=48/208&fields=code,authorised_by").json()
    assert answer["data"] == [{"code": "unsma", "authorised_by": ["A/RES/48/208"]}]
