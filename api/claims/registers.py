"""Read registers of deaths, which have a row for each year but those without a death."""

from sqlalchemy import Connection

from api.claims.missions import ran_in
from api.claims.ranks import is_standing
from api.claims.statements import FigureQuestion, find_statements, select_figures
from api.claims.times import YEAR, YEAR_END, ClaimedTime, span_of
from api.lists.statements import once
from api.resources.figures import FIGURES
from api.vocabulary import Row, Unit

# The indicator of which a register has a row for every year that is not none.
COUNTED = "fatalities"
NARROWED_YEARLY = {"cause"}
FEWEST_ROWS = 3


def rows_of_register(connection: Connection, question: FigureQuestion) -> list[Row]:
    """Read the yearly rows of the register with a subject's deaths; none without a register."""
    if not {*question.narrowed} <= NARROWED_YEARLY:
        return []
    yearly = FigureQuestion(question.subject, COUNTED, question.unit, question.dimensions)
    rows = [row for row in find_statements(connection, yearly) if is_standing(row)]
    sources = [row["citation"]["source"]["code"] for row in rows]
    register = max(sources, key=sources.count, default=None)
    rows = [row for row in rows if row["citation"]["source"]["code"] == register]
    return rows if len(rows) >= FEWEST_ROWS else []


def last_complete_year(connection: Connection, rows: list[Row]) -> str:
    """Return the last year that the register covers to its end, for any subject."""
    source, indicator = rows[0]["citation"]["source"]["code"], rows[0]["indicator"]
    last = once(
        connection,
        ("last day of a register", source, indicator),
        lambda: _read_last_day(connection, source, indicator),
    )
    return last[:YEAR] if last.endswith(YEAR_END) else str(int(last[:YEAR]) - 1)


def is_none_in(
    connection: Connection, question: FigureQuestion, rows: list[Row], time: ClaimedTime
) -> bool:
    """Tell whether a year without a row means 0: it is covered, and the mission ran."""
    if not rows or any(time.touches(span_of(row)) for row in rows):
        return False
    has_begun = span_of(rows[0])[0] <= time.start
    is_complete = time.end[:YEAR] <= last_complete_year(connection, rows)
    return has_begun and is_complete and ran_in(connection, question.subject, time)


def years_of_none(connection: Connection, subject: str, dimensions: Row, today: str) -> list[str]:
    """List the years for which a subject's register has no row, meaning 0."""
    question = FigureQuestion(subject, COUNTED, Unit.PEOPLE, dimensions)
    rows = rows_of_register(connection, question)
    if not rows:
        return []
    years = range(int(span_of(rows[0])[0][:YEAR]), int(last_complete_year(connection, rows)) + 1)
    return [
        str(year)
        for year in years
        if is_none_in(connection, question, rows, ClaimedTime.read(str(year), today))
    ]


def _read_last_day(connection: Connection, source: str, indicator: str) -> str:
    of_source = FIGURES.column("source") == source, FIGURES.column("indicator") == indicator
    [newest] = select_figures(connection, *of_source, most=1)
    return span_of(newest)[1]
