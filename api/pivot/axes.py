"""The axes of a table of figures: what rows and columns can be, the keys of a figure on each, and their names."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.lookups import get_country_names, get_names
from api.lists.statements import once
from api.tables.index import LinkRow
from api.vocabulary import RecordType, Row
from api.wording import dimension_in_words, time_in_words

Keys = Callable[[Row], Sequence[str]]
Hosts = Mapping[str, Sequence[str]]
ONLY = "value"  # The key of the column of a table that has one alone.


class Axis(StrEnum):
    """What the rows or columns of a table of figures stand for."""

    SUBJECT = "subject"
    MISSION_COUNTRY = "mission_country"
    INDICATOR = "indicator"
    YEAR = "year"
    TIME = "time"
    SOURCE = "source"
    COMPONENT = "dimensions.component"
    SEX = "dimensions.sex"
    COUNTRY = "dimensions.country"
    CAUSE = "dimensions.cause"
    PURPOSE = "dimensions.purpose"
    LOCATION = "dimensions.location"

    @property
    def dimension(self) -> str:
        """Return the name of the dimension; empty where the axis is none."""
        return self.partition(".")[2]


def keys_on(axis: Axis | None, hosts: Hosts) -> Keys:
    """Make the function that returns the keys of a figure on an axis; without an axis, all share the key `ONLY`.

    Only `mission_country` has several: `hosts` maps missions to the countries in which they ran.
    """
    if axis is None:
        return lambda _: (ONLY,)
    if axis.dimension:
        return lambda figure: (figure[axis.dimension],)
    return {
        Axis.SUBJECT: lambda figure: (subject_of(figure),),
        Axis.MISSION_COUNTRY: lambda figure: _countries(figure, hosts),
        Axis.INDICATOR: lambda figure: (figure["indicator"],),
        Axis.YEAR: lambda figure: (year_of(figure),),
        Axis.TIME: lambda figure: (time_of(figure),),
        Axis.SOURCE: lambda figure: (figure["source"],),
    }[axis]


def names_on(connection: Connection, axis: Axis | None, figures: Sequence[Row]) -> dict[str, str]:
    """Map the keys of an axis to names; a key that is not there is its own name."""
    match axis:
        case Axis.SUBJECT:
            return {subject_of(figure): figure["subject_name"] for figure in figures}
        case Axis.TIME:
            return {time_of(figure): time_in_words(figure) for figure in figures}
        case Axis.MISSION_COUNTRY | Axis.COUNTRY:
            return get_country_names(connection)
        case Axis.INDICATOR | Axis.SOURCE:
            return get_names(connection, RecordType(axis))
        case None | Axis.YEAR:
            return {}
    values = {figure[axis.dimension] for figure in figures}
    return {value: dimension_in_words(axis.dimension, value) for value in values}


def read_hosts(connection: Connection) -> dict[str, list[str]]:
    """Map the codes of missions to the countries in which they ran, once for each open database."""
    return once(connection, ("countries of missions",), lambda: _read_hosts(connection))


def _read_hosts(connection: Connection) -> dict[str, list[str]]:
    statement = select(col(LinkRow.record_code), col(LinkRow.target_code)).where(
        col(LinkRow.record_type) == RecordType.MISSION, col(LinkRow.field) == "countries"
    )
    hosts: dict[str, list[str]] = {}
    for mission, country in connection.execute(statement.distinct()):
        hosts.setdefault(mission, []).append(country.upper())
    return hosts


def subject_of(figure: Row) -> str:
    """Write the subject as filters do: `mission:minusma`."""
    return f"{figure['subject_type']}:{figure['subject_code']}"


def year_of(figure: Row) -> str:
    """Return the year of a figure, `2018`, or the years in which its period begins and ends, `2018/2019`."""
    first, last = figure["time_first"][:4], figure["time_last"][:4]
    return first if first == last else f"{first}/{last}"


def time_of(figure: Row) -> str:
    """Return the moment of a figure as stated, or its period as ISO 8601 writes it: `2018-07-01/2019-06-30`."""
    if figure["as_of"]:
        return str(figure["as_of"])
    start, end = figure["period_start"], figure["period_end"]
    return str(start) if start == end else f"{start}/{end}"


def _countries(figure: Row, hosts: Hosts) -> Sequence[str]:
    is_mission = figure["subject_type"] == RecordType.MISSION
    return hosts.get(figure["subject_code"], ()) if is_mission else ()
