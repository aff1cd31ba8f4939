"""Rules that span fields, records and files: one small named function each, listed in `CHECKS`.

A check yields problems; it runs over every record that could be read, so one run shows them all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from api.tables.figures import FigureFacts
from api.tables.index import slug
from api.tables.indicators import IndicatorFacts
from api.tables.initiatives import Element, InitiativeFacts
from api.tables.missions import MissionFacts
from api.tables.organisations import OrganisationFacts
from api.tables.people import PersonFacts
from api.tables.sources import SourceFacts
from api.vocabulary import MissionStatus, Rank, RecordType, Unit, first_day, last_day
from seed.reading import Entry, Problem, nearest
from seed.walking import citations, parts, references

# The fields that hold names under which a record is looked for.
NAMES = {"acronym", "name", "aliases", "other_names", "iso3"}


class Library:
    """All records that were read, findable by type and code."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    @cached_property
    def by_key(self) -> dict[tuple[RecordType, str], Entry]:
        """The first record of each type and code."""
        found: dict[tuple[RecordType, str], Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.key, entry)
        return found

    @cached_property
    def codes(self) -> dict[RecordType, list[str]]:
        """The codes of each type."""
        found: dict[RecordType, list[str]] = defaultdict(list)
        for type, code in self.by_key:
            found[type].append(code)
        return found

    def source(self, code: str) -> SourceFacts | None:
        """A source by its code."""
        entry = self.by_key.get((RecordType.SOURCE, code))
        return entry.record if entry and isinstance(entry.record, SourceFacts) else None


def other_slugs(entry: Entry) -> Iterator[str]:
    """Slugs, other than its code, under which a record is looked for."""
    names = entry.record.model_dump(include=NAMES)
    for value in names.values():
        for name in value if isinstance(value, list) else [value]:
            if name and slug(name) not in ("", entry.record.code):
                yield slug(name)


def codes_are_unique(library: Library) -> Iterator[Problem]:
    """No two records of a kind share a code."""
    for entry in library.entries:
        first = library.by_key[entry.key]
        if first is not entry:
            code = entry.record.code
            remedy = "give one of them another `code`"
            yield entry.problem(("code",), f"{code!r} is already in {first.origin.name}; {remedy}")


def files_are_named_for_their_record(library: Library) -> Iterator[Problem]:
    """A file that holds one record is called `<code>.toml`."""
    for entry in library.entries:
        file = entry.origin.name.rpartition("/")[2]
        if not entry.base and file != f"{entry.record.code}.toml":
            yield entry.problem(
                ("code",), f"is {entry.record.code!r}; call the file that, or mend it"
            )


def references_exist(library: Library) -> Iterator[Problem]:
    """Every code points to a record."""
    for entry in library.entries:
        for path, (type, code) in references(entry.record):
            if (type, code) not in library.by_key:
                hint = nearest(code, library.codes[type])
                yield entry.problem(path, f"there is no {type} {code!r}{hint}")


def spans_run_forward(library: Library) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for entry in library.entries:
        for path, part in parts(entry.record):
            for start, end in (("started", "ended"), ("period_start", "period_end")):
                first, last = getattr(part, start, None), getattr(part, end, None)
                if first and last and last_day(last) < first_day(first):
                    yield entry.problem((*path, end), f"{last} is before {start} {first}")


def citations_have_a_place(library: Library) -> Iterator[Problem]:
    """A citation names a paragraph that exists, with its words, or a row of a dataset."""
    for entry in library.entries:
        places = (
            [((), entry.record)]
            if isinstance(entry.record, FigureFacts)
            else list(citations(entry.record))
        )
        for path, place in places:
            source = library.source(place.source.code)
            if source is None:
                continue
            if place.paragraph is None and place.locator is None:
                yield entry.problem(path, "needs a paragraph, or a locator for a row or page")
            if place.paragraph and source.paragraphs is None:
                yield entry.problem((*path, "paragraph"), f"{source.code} has none; use locator")
            elif place.paragraph and place.paragraph > (source.paragraphs or 0):
                last = f"the last one of {source.code} is {source.paragraphs}"
                yield entry.problem(
                    (*path, "paragraph"), f"{place.paragraph} does not exist; {last}"
                )
            if place.paragraph and not place.evidence:
                yield entry.problem((*path, "evidence"), "is missing: the words of that paragraph")


def supported_fields_exist(library: Library) -> Iterator[Problem]:
    """`supports` names fields of the record."""
    for entry in library.entries:
        known = list(type(entry.record).model_fields)
        for path, citation in citations(entry.record):
            for position, name in enumerate(citation.supports):
                if name not in known:
                    where = (*path, "supports", position)
                    yield entry.problem(where, f"{name!r} is not a field{nearest(name, known)}")


def figures_have_one_time(library: Library) -> Iterator[Problem]:
    """A figure is of a moment or of a period."""
    for entry in library.entries:
        figure = entry.record
        if isinstance(figure, FigureFacts):
            period = figure.period_start is not None and figure.period_end is not None
            half = (figure.period_start is None) != (figure.period_end is None)
            if half or period == (figure.as_of is not None):
                yield entry.problem(("as_of",), "give as_of, or both period_start and period_end")


def figures_fit_their_unit(library: Library) -> Iterator[Problem]:
    """Shares lie between 0 and 100; people and things are whole and not negative."""
    for entry in library.entries:
        figure = entry.record
        if not isinstance(figure, FigureFacts):
            continue
        indicator = library.by_key.get((RecordType.INDICATOR, figure.indicator))
        unit = (
            indicator.record.unit
            if indicator and isinstance(indicator.record, IndicatorFacts)
            else None
        )
        if unit is Unit.PERCENT and not 0 <= figure.value <= 100:
            yield entry.problem(("value",), f"{figure.value} is not a percentage from 0 to 100")
        elif unit not in (None, Unit.PERCENT, Unit.USD, Unit.YEARS) and (
            figure.value < 0 or figure.value != int(figure.value)
        ):
            yield entry.problem(("value",), f"{figure.value} is not a whole number of {unit}")


def ranks_have_reasons(library: Library) -> Iterator[Problem]:
    """A figure that is preferred or deprecated says why."""
    for entry in library.entries:
        figure = entry.record
        if isinstance(figure, FigureFacts) and (figure.rank is Rank.NORMAL) != (
            figure.rank_reason is None
        ):
            yield entry.problem(
                ("rank_reason",), "goes with a rank other than normal, and only with it"
            )


def statuses_agree_with_dates(library: Library) -> Iterator[Problem]:
    """A running mission has no end; a known status says as of when."""
    for entry in library.entries:
        mission = entry.record
        if not isinstance(mission, MissionFacts):
            continue
        if mission.status is MissionStatus.ONGOING and mission.ended:
            yield entry.problem(("ended",), "is given, but the status is ongoing")
        if (mission.status is MissionStatus.UNKNOWN) != (mission.status_as_of is None):
            yield entry.problem(
                ("status_as_of",), "goes with a status other than unknown, and only with it"
            )


def chains_hold(library: Library) -> Iterator[Problem]:
    """Every predecessor names its successor, and back."""
    for entry in library.entries:
        record = entry.record
        if isinstance(record, MissionFacts | OrganisationFacts):
            for here, there in (("predecessors", "successors"), ("successors", "predecessors")):
                for position, code in enumerate(getattr(record, here)):
                    other = library.by_key.get((entry.type, code))
                    if other and record.code not in getattr(other.record, there):
                        remedy = f"add {record.code!r} to {there} in {other.origin.name}"
                        yield entry.problem(
                            (here, position), f"{code} does not name it back; {remedy}"
                        )


def aliases_lead_to_one_record(library: Library) -> Iterator[Problem]:
    """No alias is the code, or an alias, of another record of its kind."""
    taken: dict[tuple[RecordType, str], Entry] = {}
    for entry in library.entries:
        if isinstance(entry.record, PersonFacts):
            continue
        for name in set(other_slugs(entry)):
            other = library.by_key.get((entry.type, name)) or taken.setdefault(
                (entry.type, name), entry
            )
            if other is not entry:
                yield entry.problem(("aliases",), f"{name!r} already means {other.record.code!r}")


def elements_are_unique(library: Library) -> Iterator[Problem]:
    """Each objective and area of an initiative has its own short name."""
    for entry in library.entries:
        if isinstance(entry.record, InitiativeFacts):
            for field in ("objectives", "areas"):
                elements: list[Element] = getattr(entry.record, field)
                codes = [element.code for element in elements]
                for position, code in enumerate(codes):
                    if code in codes[:position]:
                        yield entry.problem((field, position, "code"), f"{code!r} is used twice")


CHECKS: list[Callable[[Library], Iterator[Problem]]] = [
    codes_are_unique,
    files_are_named_for_their_record,
    references_exist,
    spans_run_forward,
    citations_have_a_place,
    supported_fields_exist,
    figures_have_one_time,
    figures_fit_their_unit,
    ranks_have_reasons,
    statuses_agree_with_dates,
    chains_hold,
    aliases_lead_to_one_record,
    elements_are_unique,
]


def check(entries: list[Entry]) -> list[Problem]:
    """Every problem that any check finds."""
    library = Library(entries)
    return [problem for rule in CHECKS for problem in rule(library)]
