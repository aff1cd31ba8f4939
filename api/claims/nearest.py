"""Find the statement nearest to a claim that does not hold: what the claim has probably mixed up."""

from dataclasses import dataclass

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, or_, select
from sqlmodel import col

from api.claims.verdicts import ClaimedValue, is_standing, statements_for
from api.resources.figures import FIGURES
from api.resources.moved import AboutOrMoved
from api.tables.indicators import IndicatorRow
from api.vocabulary import Diagnosis, Row

MOST_STATEMENTS = 5000
FACTORS = (1_000, 1_000_000)
TELLING = 21  # Smaller numbers of something else are alike by chance.


@dataclass(frozen=True)
class Question:
    """What a claim is about: a subject, an indicator with its unit, and dimensions."""

    subject: str
    indicator: str
    unit: str
    dimensions: dict[str, str | None]

    def of_subject(self) -> ColumnElement[bool]:
        """Select the figures about the same subject."""
        return AboutOrMoved("subject").where(FIGURES, [self.subject])

    def of_indicator(self) -> ColumnElement[bool]:
        """Select the figures of the same indicator."""
        return FIGURES.column("indicator") == self.indicator


@dataclass(frozen=True)
class Nearest:
    """A statement on another question or of another time than a claim, and what sets it apart."""

    diagnosis: Diagnosis
    statement: Row


def find_statements(connection: Connection, question: Question) -> list[Row]:
    """Find the statements on a question, in the order of their time."""
    # SQLAlchemy compares with None by IS NULL: a claim without a dimension is not narrowed.
    narrowed = [FIGURES.column(name) == value for name, value in question.dimensions.items()]
    return _select(connection, question.of_subject(), question.of_indicator(), *narrowed)


def find_same_number(
    connection: Connection, question: Question, claim: ClaimedValue, statements: list[Row]
) -> Nearest | None:
    """Find a statement with the number of the claim, but a thousand times as much, or about something else."""
    answering = statements_for(statements, claim.as_of)
    if scaled := _find_scaled(claim.value, answering):
        return scaled
    same = FIGURES.column("value") == claim.value
    of_subject = {row["code"] for row in _select(connection, same, question.of_subject())}
    alike = _select(connection, same, or_(question.of_subject(), question.of_indicator()))
    candidates = [
        Nearest(diagnosis, row)
        for row in alike
        if is_standing(row)
        and row not in answering
        and (diagnosis := _diagnose(question, row, row["code"] in of_subject))
    ]
    order = list(Diagnosis)
    by_diagnosis = reversed(
        candidates
    )  # Of several with one diagnosis the newest, which stands last.
    return min(by_diagnosis, key=lambda nearest: order.index(nearest.diagnosis), default=None)


def find_of_another_time(claim: ClaimedValue, statements: list[Row]) -> Nearest | None:
    """Find a statement on the same question but of another time: the same number, or else the newest."""
    standing = [row for row in statements if is_standing(row)]
    same = [row for row in standing if row["value"] == claim.value]
    nearest = (same or standing)[-1:]
    return Nearest(Diagnosis.OTHER_TIME, nearest[0]) if nearest else None


def find_similar(connection: Connection, question: Question) -> Nearest | None:
    """Find the newest statement about the same subject that measures something similar."""
    of_subject = question.of_subject()
    if rows := _select_standing(connection, of_subject, question.of_indicator()):
        return Nearest(Diagnosis.OTHER_DIMENSION, rows[-1])
    others = FIGURES.column("indicator").in_(_not_comparable(connection, question.indicator))
    rows = _select_standing(connection, of_subject, others)
    return Nearest(Diagnosis.OTHER_INDICATOR, rows[-1]) if rows else None


def _find_scaled(value: float, statements: list[Row]) -> Nearest | None:
    for factor in FACTORS:
        for row in statements:
            if value and value in (row["value"] * factor, row["value"] / factor):
                return Nearest(Diagnosis.SCALE, row)
    return None


def _diagnose(question: Question, other: Row, is_of_subject: bool) -> Diagnosis | None:
    """Tell what sets a statement apart from a claim; None when they are too unlike to be mixed up."""
    same_dimensions = other["dimensions"] == question.dimensions
    if is_of_subject and other["indicator"] == question.indicator:
        return Diagnosis.OTHER_TIME if same_dimensions else Diagnosis.OTHER_DIMENSION
    if not same_dimensions or abs(other["value"]) < TELLING:
        return None
    if not is_of_subject:
        return Diagnosis.OTHER_SUBJECT
    return Diagnosis.OTHER_INDICATOR if other["unit"] == question.unit else None


def _not_comparable(connection: Connection, indicator: str) -> set[str]:
    """Find the indicators that one must not be compared with, as either of the two says."""
    table = select(col(IndicatorRow.code), col(IndicatorRow.not_comparable_with))
    exclusions = {code: set(others) for code, others in connection.execute(table)}
    return exclusions[indicator] | {
        code for code, others in exclusions.items() if indicator in others
    }


def _select_standing(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    return [row for row in _select(connection, *conditions) if is_standing(row)]


def _select(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    """Select the newest figures that pass, in the order of their time."""
    order = FIGURES.column("time_last").desc(), FIGURES.column("code").desc()
    query = FIGURES.select().where(*conditions).order_by(*order).limit(MOST_STATEMENTS)
    return [from_json(FIGURES.text(row)) for row in reversed(connection.execute(query).all())]
