"""The layout of each list's page: its sort order, its facets, and extra columns of numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection

from api.lists.engine import find
from api.lists.resource import Resource
from api.lists.unknown import UnknownValues
from api.pages.frame.records import Phrase, address_of
from api.pages.openings.kinds import BODIES, DEPLOYED, EVERYBODY, OF_ALL_COUNTRIES, TOTAL
from api.resources.figures import FIGURES
from api.resources.statements import STATEMENTS
from api.search.answers.inquiry import list_records
from api.vocabulary import RecordType, Row
from api.wording import number_in_words, value_in_words

OF_MISSIONS = {"subject_type": "mission", "latest": "true"}
OF_COUNTRIES = {"subject": BODIES, "latest": "true"}
BY_NAME = ("name",)
ANY_COUNTRY = {"dimensions.country": "any"}


@dataclass(frozen=True)
class NewestColumn:
    """A column with the newest figure about each row, or of that country."""

    label: str
    filters: Mapping[str, str]
    by_country: bool = False

    def cells(self, connection: Connection, rows: list[Row]) -> list[list[Phrase]]:
        """Write the figure of each row; empty where there is none."""
        try:
            figures = list_records(connection, FIGURES, {**self.filters})
        except UnknownValues:
            figures = []
        held = {self._key(figure): figure for figure in reversed(figures)}
        field = "iso3" if self.by_country else "code"
        return [_cell(held.get(str(row[field]))) for row in rows]

    def _key(self, figure: Row) -> str | None:
        country: str | None = figure["dimensions"]["country"]
        return country if self.by_country else str(figure["subject"]["code"])


@dataclass(frozen=True)
class CountColumn:
    """A column that counts figures, or other records, for each row, by one facet query."""

    label: str
    facet: str
    type: RecordType | None = None  # Where the facet names records of several types.
    counted: Resource = FIGURES

    def cells(self, connection: Connection, rows: list[Row]) -> list[list[Phrase]]:
        """Write the count of each row, with a link to their list."""
        counting = self.counted.filters.model_validate({"limit": 0, "facet": self.facet})
        facets = find(connection, self.counted, counting).facets[self.facet]
        counts = {facet["value"]: facet["count"] for facet in facets}
        values = [f"{self.type}:{row['code']}" if self.type else row["code"] for row in rows]
        return [
            [Phrase(number_in_words(number), f"/{self.counted.plural}?{self.facet}={value}")]
            if (number := counts.get(value))
            else []
            for value in values
        ]


def _cell(figure: Row | None) -> list[Phrase]:
    if figure is None:
        return []
    return [Phrase(value_in_words(figure), address_of(RecordType.FIGURE, figure["code"]))]


@dataclass(frozen=True)
class ListLayout:
    """The layout of a list's page, in addition to the columns of its resource."""

    sort: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    numbers: tuple[NewestColumn | CountColumn, ...] = ()
    words: str = ""  # Where those of the API speak of its own order.


LISTS = MappingProxyType(
    {
        RecordType.MISSION: ListLayout(
            sort=("-started",),
            facets=("kind", "status", "region"),
            numbers=(
                NewestColumn("In uniform", OF_MISSIONS | DEPLOYED | OF_ALL_COUNTRIES),
                NewestColumn(
                    "Deaths", OF_MISSIONS | TOTAL | {"indicator": "fatalities_since_start"}
                ),
            ),
            words="Field operations: UN peacekeeping operations, special political missions, support"
            " offices and operations of partners. The newest stand first.",
        ),
        RecordType.INITIATIVE: ListLayout(
            sort=("-launched",),
            facets=("kind",),
            numbers=(CountColumn("Figures", "subject", RecordType.INITIATIVE),),
        ),
        RecordType.FIGURE: ListLayout(sort=("-time",), facets=("indicator", "subject")),
        RecordType.INDICATOR: ListLayout(
            sort=BY_NAME,
            facets=("kind", "unit"),
            numbers=(CountColumn("Figures", "indicator"),),
        ),
        RecordType.PERSON: ListLayout(
            sort=BY_NAME,
            facets=("nationality",),
            numbers=(CountColumn("Statements", "speaker", RecordType.PERSON, STATEMENTS),),
        ),
        RecordType.ORGANISATION: ListLayout(
            sort=BY_NAME,
            facets=("kind",),
            numbers=(CountColumn("Figures", "subject", RecordType.ORGANISATION),),
        ),
        RecordType.COUNTRY: ListLayout(
            sort=BY_NAME,
            facets=("region",),
            numbers=(
                NewestColumn(
                    "In uniform",
                    OF_COUNTRIES | DEPLOYED | EVERYBODY | ANY_COUNTRY,
                    by_country=True,
                ),
                NewestColumn(
                    "Deaths of its people",
                    OF_COUNTRIES
                    | ANY_COUNTRY
                    | {"indicator": "fatalities_since_start", "dimensions.cause": "none"},
                    by_country=True,
                ),
            ),
        ),
        RecordType.EVENT: ListLayout(
            sort=("-started",),
            facets=("kind", "subject"),
            words="What happened, when and where, milestones of initiatives included. The newest stand first.",
        ),
        RecordType.STATEMENT: ListLayout(
            sort=("-date",),
            facets=("speaker", "topic"),
            words="Positions of delegations and speakers, in our own words. The newest stand first.",
        ),
        RecordType.DISCREPANCY: ListLayout(sort=("severity",), facets=("severity", "kind")),
        RecordType.SOURCE: ListLayout(
            sort=("grade", "-date"),
            facets=("grade", "kind", "language"),
            numbers=(CountColumn("Figures", "source"),),
        ),
    }
)
