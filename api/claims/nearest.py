"""The statements nearest to a claim that does not hold: what it has probably mixed up."""

from dataclasses import dataclass

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, or_, select
from sqlmodel import col

from api.claims.verdicts import Held, of_that_time, stands
from api.resources.figures import FIGURES
from api.resources.moved import AboutOrMoved
from api.tables.indicators import IndicatorRow
from api.vocabulary import Diagnosis, Row

MOST_STATEMENTS = 5000
FACTORS = (1_000, 1_000_000)
TELLING = 21  # Smaller numbers of something else are alike by chance.


@dataclass(frozen=True)
class About:
    """What a claim is about."""

    subject: str
    indicator: str
    unit: str
    dimensions: dict[str, str | None]

    def of_subject(self) -> ColumnElement[bool]:
        """The figures about the same subject."""
        return AboutOrMoved("subject").where(FIGURES, [self.subject])

    def of_indicator(self) -> ColumnElement[bool]:
        """The figures of the same indicator."""
        return FIGURES.column("indicator") == self.indicator


@dataclass(frozen=True)
class Nearest:
    """A statement that is not on the question of a claim, and what sets it apart."""

    diagnosis: Diagnosis
    statement: Row


def statements_on(connection: Connection, about: About) -> list[Row]:
    """The statements on the very question, in the order of their time."""
    # Compared with null, a column is asked whether it is null.
    narrowed = [FIGURES.column(name) == value for name, value in about.dimensions.items()]
    return _ask(connection, about.of_subject(), about.of_indicator(), *narrowed)


def same_number(
    connection: Connection, about: About, held: Held, statements: list[Row]
) -> Nearest | None:
    """A statement that prints the number of the claim, but a thousand times as much, or about something else."""
    answering = of_that_time(statements, held.as_of)
    for factor in FACTORS:
        for one in answering:
            if held.value and held.value in (one["value"] * factor, one["value"] / factor):
                return Nearest(Diagnosis.SCALE, one)
    same = FIGURES.column("value") == held.value
    of_subject = {one["code"] for one in _ask(connection, same, about.of_subject())}
    found = [
        Nearest(apart, one)
        for one in _ask(connection, same, or_(about.of_subject(), about.of_indicator()))
        if stands(one)
        and one not in answering
        and (apart := _set_apart(about, one, one["code"] in of_subject))
    ]
    order = list(Diagnosis)
    return min(reversed(found), key=lambda one: order.index(one.diagnosis), default=None)


def of_another_time(held: Held, statements: list[Row]) -> Nearest | None:
    """A statement on the very question, but of another time: the same number, or else the newest."""
    standing = [one for one in statements if stands(one)]
    same = [one for one in standing if one["value"] == held.value]
    found = (same or standing)[-1:]
    return Nearest(Diagnosis.OTHER_TIME, found[0]) if found else None


def alike(connection: Connection, about: About) -> Nearest | None:
    """The newest statement about the same subject that measures something alike."""
    if found := _standing(connection, about.of_subject(), about.of_indicator()):
        return Nearest(Diagnosis.OTHER_DIMENSION, found[-1])
    others = FIGURES.column("indicator").in_(_not_comparable(connection, about.indicator))
    found = _standing(connection, about.of_subject(), others)
    return Nearest(Diagnosis.OTHER_INDICATOR, found[-1]) if found else None


def _set_apart(about: About, other: Row, about_same: bool) -> Diagnosis | None:
    """What a statement is about that the claim is not; nothing when they are too unlike to be mixed up."""
    narrowed_so = other["dimensions"] == about.dimensions
    if about_same and other["indicator"] == about.indicator:
        return Diagnosis.OTHER_TIME if narrowed_so else Diagnosis.OTHER_DIMENSION
    if not narrowed_so or abs(other["value"]) < TELLING:
        return None
    if not about_same:
        return Diagnosis.OTHER_SUBJECT
    return Diagnosis.OTHER_INDICATOR if other["unit"] == about.unit else None


def _not_comparable(connection: Connection, indicator: str) -> set[str]:
    """The indicators that one must not be compared with, as either of the two says."""
    table = select(col(IndicatorRow.code), col(IndicatorRow.not_comparable_with))
    named = {code: set(others) for code, others in connection.execute(table)}
    return named[indicator] | {code for code, others in named.items() if indicator in others}


def _standing(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    return [one for one in _ask(connection, *conditions) if stands(one)]


def _ask(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    """The newest figures that pass, in the order of their time."""
    order = FIGURES.column("time_last").desc(), FIGURES.column("code").desc()
    question = FIGURES.select().where(*conditions).order_by(*order).limit(MOST_STATEMENTS)
    return [from_json(FIGURES.text(row)) for row in reversed(connection.execute(question).all())]
