"""What is said of each subject on the documentation page, and which lists are related to which."""

from dataclasses import dataclass

from pydantic import BaseModel

from api.lists.envelope import Page
from api.lists.resource import Listing
from api.resources import answers as records
from api.resources.countries import COUNTRIES
from api.resources.discrepancies import DISCREPANCIES
from api.resources.events import EVENTS
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS
from api.resources.organisations import ORGANISATIONS
from api.resources.people import PEOPLE
from api.resources.sources import SOURCES
from api.resources.statements import STATEMENTS
from api.vocabulary import RecordType


@dataclass(frozen=True)
class Subject:
    """One kind of record: its list, its answers, and the words for the documentation page."""

    listing: Listing
    record: type[BaseModel]
    page: type[Page]  # type: ignore[type-arg]  # pages of any record
    words: str
    example: str


SUBJECTS = {
    subject.listing.record_type: subject
    for subject in (
        Subject(
            MISSIONS,
            records.Mission,
            records.MissionPage,
            "Field operations: UN peacekeeping operations, special political missions, support offices"
            " and operations of partners, oldest first.",
            "minusma",
        ),
        Subject(
            INITIATIVES,
            records.Initiative,
            records.InitiativePage,
            "Reforms, programmes, strategies, frameworks and declarations such as Action for"
            " Peacekeeping (A4P) and the Triangular Partnership Programme (TPP).",
            "a4p",
        ),
        Subject(
            FIGURES,
            records.Figure,
            records.FigurePage,
            "Numbers, each as one source states it once, with the printed words, how exact they are,"
            " and the bounds they allow. Two sources are two figures. Cumulative values are never"
            " to be summed.",
            "a4p-endorsing-member-states-2022-05-19-499ead10",
        ),
        Subject(
            INDICATORS,
            records.Indicator,
            records.IndicatorPage,
            "What figures count: definition, unit, how values behave in time, and what they must not"
            " be compared with.",
            "endorsing_member_states",
        ),
        Subject(
            PEOPLE,
            records.Person,
            records.PersonPage,
            "People the sources name, with every role and its dates as given.",
            "atul-khare",
        ),
        Subject(
            ORGANISATIONS,
            records.Organisation,
            records.OrganisationPage,
            "Departments, governments, forces and groups, and what succeeded what.",
            "dos",
        ),
        Subject(
            COUNTRIES,
            records.Country,
            records.CountryPage,
            "Countries, and what each gave, trained, promised or championed.",
            "jpn",
        ),
        Subject(
            EVENTS,
            records.Event,
            records.EventPage,
            "What happened, when and where, oldest first; milestones of initiatives included.",
            "berlin-ministerial-2025",
        ),
        Subject(
            STATEMENTS,
            records.Statement,
            records.StatementPage,
            "Positions of delegations and speakers, in our own words, oldest first.",
            "zaf-2020-09-14-performance-indicators",
        ),
        Subject(
            DISCREPANCIES,
            records.Discrepancy,
            records.DiscrepancyPage,
            "Where sources disagree, leave a gap or probably err, and what was chosen.",
            "d01-symposium-year",
        ),
        Subject(
            SOURCES,
            records.Source,
            records.SourcePage,
            "The documents and datasets that every value comes from, with their grade.",
            "security-council-briefing-2020-09-14",
        ),
    )
}

# The lists a reader looks for beside a record, by the kind of record.
RELATED: dict[RecordType, tuple[RecordType, ...]] = {
    RecordType.MISSION: (
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.PERSON,
        RecordType.DISCREPANCY,
    ),
    RecordType.INITIATIVE: (
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.DISCREPANCY,
    ),
    RecordType.COUNTRY: (
        RecordType.MISSION,
        RecordType.INITIATIVE,
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
    ),
    RecordType.PERSON: (RecordType.STATEMENT, RecordType.FIGURE, RecordType.EVENT),
    RecordType.ORGANISATION: (RecordType.FIGURE, RecordType.PERSON, RecordType.EVENT),
    RecordType.EVENT: (RecordType.STATEMENT, RecordType.DISCREPANCY),
    RecordType.INDICATOR: (RecordType.FIGURE,),
    RecordType.SOURCE: (
        RecordType.FIGURE,
        RecordType.MISSION,
        RecordType.INITIATIVE,
        RecordType.PERSON,
        RecordType.ORGANISATION,
        RecordType.COUNTRY,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.DISCREPANCY,
    ),
}
