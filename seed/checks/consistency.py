"""Rules that span fields, records and files: one small named function each, listed in `CHECKS`.

A check yields problems; it runs over every record that could be read, so one run shows them all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from api.tables.countries import CountryFacts
from api.tables.figures import FigureFacts
from api.tables.index import slug
from api.tables.initiatives import Element, InitiativeFacts
from api.tables.missions import MissionFacts, MissionStatus
from api.tables.organisations import OrganisationFacts
from api.tables.people import PersonFacts
from api.tables.sources import SourceFacts
from api.vocabulary import Rank, RecordType, first_day, last_day
from seed.build.mandates import (
    decided_ends_are_kept,
    mandates_have_run_out,
    mandates_stand_in_order,
)
from seed.checks.citations import (
    citations_have_a_place,
    citations_have_words,
    fields_have_support,
    regions_go_with_countries,
    supported_fields_exist,
)
from seed.checks.corrections import (
    new_figures_are_recorded_later,
    published_figures_keep_their_statement,
    published_records_stay,
    replacements_answer_the_same_question,
    withdrawals_have_reasons,
)
from seed.checks.plausibility import (
    cumulative_series_never_fall,
    figures_fit_their_unit,
    figures_lie_within_the_life_of_their_mission,
    headquarters_lie_near_a_host,
    neighbours_far_apart,
    only_flows_add_up,
    operations_are_all_there,
    parts_do_not_exceed_the_whole,
    published_operations_resolve,
    round_numbers_are_about,
    successors_do_not_come_first,
)
from seed.checks.successions import (
    functions_fit_their_body,
    predecessors_held_the_post,
    two_at_once,
)
from seed.checks.words import check_words
from seed.files.entries import Entry, Problem, Reading
from seed.files.messages import nearest
from seed.library import Library, other_slugs
from seed.names import names_of
from seed.references import lists_of, pairs_of, parts, references
from seed.releases.log import ReleaseLog

ITS_OWN = {"parent", "predecessors", "successors", "related", "replaced_by", "not_comparable_with"}
LONGEST_CODE = 160
# Pairs of dates of which the second cannot lie before the first.
IN_ORDER = (
    ("started", "ended"),
    ("started", "as_of"),
    ("as_of", "ended"),
    ("started", "status_as_of"),
    ("period_start", "period_end"),
    ("adopted", "until"),
    ("born", "died"),
    ("recorded_on", "withdrawn_on"),
)


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
            if (type, code) not in library.by_key and (type, code) not in library.unreadable:
                hint = nearest(code, library.codes[type])
                yield entry.problem(path, f"there is no {type} {code!r}{hint}")


def nothing_refers_to_itself(library: Library) -> Iterator[Problem]:
    """No record is its own parent, predecessor or relation."""
    for entry in library.entries:
        for path, target in references(entry.record):
            if target == entry.key and path[0] in ITS_OWN:
                yield entry.problem(path, f"{entry.record.code} cannot be its own {path[0]}")


def lists_name_nothing_twice(library: Library) -> Iterator[Problem]:
    """No list of codes or names says the same twice."""
    for entry in library.entries:
        for path, part in parts(entry.record):
            for name in lists_of(type(part)):
                texts = getattr(part, name, None) or []
                seen: set[str] = set()
                for position, text in enumerate(texts):
                    if isinstance(text, str) and text.casefold() in seen:
                        yield entry.problem((*path, name, position), f"{text!r} is named twice")
                    seen.add(str(text).casefold())


def names_can_be_looked_for(library: Library) -> Iterator[Problem]:
    """Every name has a letter or a digit, and every code fits into an address."""
    for entry in library.entries:
        if len(entry.record.code) > LONGEST_CODE:
            remedy = "give the record a shorter one in `code`"
            yield entry.problem(("code",), f"has {len(entry.record.code)} characters; {remedy}")
        for field, name in names_of(entry.record):
            if not slug(name):
                yield entry.problem((field,), f"{name!r} has no letter or digit")


def texts_are_pinned(library: Library) -> Iterator[Problem]:
    """A source read as a text says which text: its name, its sum and its number of paragraphs."""
    for entry in library.entries:
        source = entry.record
        if isinstance(source, SourceFacts):
            pins = [source.text_file, source.text_sha256, source.paragraphs]
            if any(pin is not None for pin in pins) and None in pins:
                message = "goes with text_sha256 and paragraphs; give all three or none"
                yield entry.problem(("text_file",), message)


def spans_run_forward(library: Library) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for entry in library.entries:
        for path, part in parts(entry.record):
            for start, end in pairs_of(type(part), IN_ORDER):
                first, last = getattr(part, start), getattr(part, end)
                if first and last and last_day(last) < first_day(first):
                    yield entry.problem((*path, end), f"{last} is before {start} {first}")


def figures_have_one_time(library: Library) -> Iterator[Problem]:
    """A figure is of a moment or of a period."""
    for entry, figure in library.figures:
        if not figure.has_one_time:
            yield entry.problem(("as_of",), "give as_of, or both period_start and period_end")


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
        if isinstance(record, MissionFacts | OrganisationFacts | CountryFacts):
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
    nothing_refers_to_itself,
    lists_name_nothing_twice,
    names_can_be_looked_for,
    texts_are_pinned,
    spans_run_forward,
    citations_have_a_place,
    citations_have_words,
    supported_fields_exist,
    fields_have_support,
    regions_go_with_countries,
    figures_have_one_time,
    ranks_have_reasons,
    statuses_agree_with_dates,
    chains_hold,
    aliases_lead_to_one_record,
    elements_are_unique,
    functions_fit_their_body,
    predecessors_held_the_post,
    figures_fit_their_unit,
    only_flows_add_up,
    cumulative_series_never_fall,
    parts_do_not_exceed_the_whole,
    figures_lie_within_the_life_of_their_mission,
    successors_do_not_come_first,
    headquarters_lie_near_a_host,
    operations_are_all_there,
    published_operations_resolve,
    mandates_stand_in_order,
    decided_ends_are_kept,
    withdrawals_have_reasons,
    replacements_answer_the_same_question,
    published_records_stay,
    new_figures_are_recorded_later,
    published_figures_keep_their_statement,
]
HINTS: list[Callable[[Library], Iterator[Problem]]] = [
    neighbours_far_apart,
    mandates_have_run_out,
    two_at_once,
    round_numbers_are_about,
]


def check(
    entries: list[Entry],
    unreadable: Iterable[tuple[RecordType, str]] = (),
    releases: Sequence[ReleaseLog] = (),
    day: str | None = None,
) -> list[Problem]:
    """Run all checks; `unreadable` are records that exist although they could not be read."""
    library = Library(entries, unreadable, releases, day)
    return [problem for rule in CHECKS for problem in rule(library)]


def problems_of(reading: Reading, releases: Sequence[ReleaseLog]) -> list[Problem]:
    """List all that is wrong with what was read, words of the search included, beside the logs of releases."""
    return [
        *reading.problems,
        *check(reading.entries, reading.unreadable, releases, reading.day),
        *check_words(reading.words, reading.words_text, reading.entries),
    ]


def hints(entries: list[Entry], day: str | None = None) -> list[Problem]:
    """Run the checks whose findings may be right but deserve a second look."""
    library = Library(entries, day=day)
    return [hint for rule in HINTS for hint in rule(library)]
