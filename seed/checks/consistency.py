"""Rules that span fields, records and files: one small named function each, listed in `registry.py`."""

from collections.abc import Iterator
from pathlib import PurePath

from api.facts.countries import CountryFacts
from api.facts.figures import FigureFacts
from api.facts.folding import slug
from api.facts.initiatives import Element, InitiativeFacts
from api.facts.missions import MissionFacts, MissionStatus
from api.facts.organisations import OrganisationFacts
from api.facts.people import PersonFacts
from api.facts.sources import SourceFacts
from api.vocabulary import Rank, RecordType, first_day, last_day
from seed.files.entries import Entry, Problem
from seed.files.lines import Path as FieldPath
from seed.files.messages import nearest
from seed.library import Library
from seed.names import SHORT_CODES, names_of, short_codes_of
from seed.records import Record
from seed.references import Target, lists_of, pairs_of

ITS_OWN = {"parent", "predecessors", "successors", "related", "replaced_by", "not_comparable_with"}
# The fields in which a chain of records must end; States do follow themselves, as Syria did.
LEADS_ON: dict[RecordType, tuple[str, ...]] = {
    RecordType.ORGANISATION: ("parent", "predecessors"),
    RecordType.INITIATIVE: ("parent",),
    RecordType.MISSION: ("predecessors",),
    RecordType.FIGURE: ("replaced_by",),
}
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
    """No two records of a kind share a code; one whose file is called otherwise is the copy."""
    for entry in library.entries:
        first = library.by_key[entry.key]
        if first is not entry:
            code = entry.record.code
            remedy = "give one of them another `code`"
            if entry.in_series and first.origin.name == entry.origin.name:
                yield entry.problem(
                    ("row",), f"is the same figure as line {first.base[0]}; delete one"
                )
                continue
            if entry.in_series:
                remedy = "delete one of them"
            if not entry.is_named_by_its_file:
                remedy = "give this one another `code` and call its file that, or delete the copy"
            yield entry.problem(("code",), f"{code!r} is already in {first.origin.name}; {remedy}")


def files_are_named_for_their_record(library: Library) -> Iterator[Problem]:
    """A file that holds one record is called `<code>.toml`."""
    for entry in library.entries:
        if not entry.is_named_by_its_file and library.by_key[entry.key] is entry:
            code = entry.record.code
            yield entry.problem(("code",), f"is {code!r}; call the file {code}.toml, or mend it")


def references_exist(library: Library) -> Iterator[Problem]:
    """Every code points to a record; `published_records_stay` reports the deleted ones."""
    told: dict[str, set[Target]] = {}
    misnamed = _misnamed(library)
    for name, shared in library.shared.items():
        told[name] = {target for _, _, target in shared}
        for manifest, path, target in shared:
            if not library.has(*target) and target not in misnamed:
                yield manifest.problem(path, _no_such(library, target))
    for entry, path, target in library.references:
        if library.has(*target) or target in told.get(entry.origin.name, ()):
            continue
        if target not in misnamed:
            yield entry.problem(path, _no_such(library, target, entry))


def _misnamed(library: Library) -> set[Target]:
    """The codes that misnamed files suggest; `files_are_named_for_their_record` reports these."""
    return {
        (entry.type, PurePath(entry.origin.name).stem)
        for entry in library.entries
        if not entry.is_named_by_its_file
    }


def _no_such(library: Library, target: Target, entry: Entry | None = None) -> str:
    """Word the message that a record is missing, without suggesting the referring record itself."""
    type, code = target
    if code != code.strip():
        return f"{code!r} begins or ends with a blank; delete it"
    message = library.no_such(type, code)
    if entry and entry.type is type and message.endswith(f"; did you mean {entry.record.code!r}?"):
        others = [one for one in library.codes[type] if one != entry.record.code]
        return f"there is no {type} {code!r}{nearest(code, others) or '; add it first'}"
    return message


def nothing_refers_to_itself(library: Library) -> Iterator[Problem]:
    """No record is its own parent, predecessor or relation."""
    for entry, path, target in library.references:
        if path[0] in ITS_OWN and target == entry.key:
            yield entry.problem(path, f"{entry.record.code} cannot be its own {path[0]}")


def chains_come_to_an_end(library: Library) -> Iterator[Problem]:
    """Chains of parents, predecessors and replacements have no cycle."""
    for entry in library.entries:
        for field in LEADS_ON.get(entry.type, ()):
            chain = _chain(library, entry, field)
            if len(chain) > 1 and chain[-1] == entry.record.code == min(chain):
                message = f"leads back to itself: {', '.join([entry.record.code, *chain])}"
                yield entry.problem((field,), message)


def _chain(library: Library, entry: Entry, field: str) -> list[str]:
    """Follow a field from record to record, until a code repeats or none follows."""
    chain: list[str] = []
    record: Record | None = entry.record
    while record:
        value = getattr(record, field)
        code = next(iter(value), None) if isinstance(value, list) else value
        if code is None or code in chain:
            break
        chain.append(code)
        record = library.record(entry.type, code)
    return chain


def lists_name_nothing_twice(library: Library) -> Iterator[Problem]:
    """No list of codes or names has a duplicate."""
    for entry, path, part in library.parts:
        for name in lists_of(type(part)):
            seen: set[str] = set()
            for position, text in enumerate(getattr(part, name) or []):
                if not isinstance(text, str):
                    break
                if text.casefold() in seen:
                    yield entry.problem((*path, name, position), f"{text!r} is named twice")
                seen.add(text.casefold())


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
    """A source read as a text pins it by file name, SHA-256 and number of paragraphs."""
    for entry in library.entries:
        source = entry.record
        if isinstance(source, SourceFacts):
            pins = [source.text_file, source.text_sha256, source.paragraphs]
            if any(pin is not None for pin in pins) and None in pins:
                message = "goes with text_sha256 and paragraphs; give all three or none"
                yield entry.problem(("text_file",), message)


def spans_run_forward(library: Library) -> Iterator[Problem]:
    """Nothing ends before it starts; a start in the future is itself the problem."""
    for entry, path, part in library.parts:
        early: set[str] = set()
        for start, end in pairs_of(type(part), IN_ORDER):
            first, last = getattr(part, start), getattr(part, end)
            if not first or not last or last_day(last) >= first_day(first) or start in early:
                continue
            if first_day(first) > library.latest_day:
                early.add(start)
                message = f"{first} lies in the future, and {end} {last} before it"
                yield entry.problem((*path, start), message)
            else:
                yield entry.problem((*path, end), f"{last} is before {start} {first}")


def figures_have_one_time(library: Library) -> Iterator[Problem]:
    """A figure is of a moment or of a period."""
    for entry, figure in library.figures:
        if not figure.has_one_time:
            yield entry.problem(("as_of",), "give as_of, or both period_start and period_end")


def _lone(value: object, other: str) -> str:
    """Say which of two fields that go together is missing."""
    if value is None:
        return f"is missing; it goes with {other}"
    return f"goes with {other}; give that, or leave this out"


def ranks_have_reasons(library: Library) -> Iterator[Problem]:
    """A figure that is preferred or deprecated says why."""
    for entry in library.entries:
        figure = entry.record
        if isinstance(figure, FigureFacts) and (figure.rank is Rank.NORMAL) != (
            figure.rank_reason is None
        ):
            yield entry.problem(
                ("rank_reason",),
                _lone(figure.rank_reason, "a rank other than normal"),
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
                ("status_as_of",),
                _lone(mission.status_as_of, "a status other than unknown"),
            )


def chains_hold(library: Library) -> Iterator[Problem]:
    """Predecessors and successors name each other; skipped where a code in the list is unknown."""
    for entry in library.entries:
        record = entry.record
        if isinstance(record, MissionFacts | OrganisationFacts | CountryFacts):
            for here, there in (("predecessors", "successors"), ("successors", "predecessors")):
                for position, code in enumerate(getattr(record, here)):
                    other = library.by_key.get((entry.type, code))
                    if other is None or other is entry or _names_nobody(library, other, there):
                        continue
                    if record.code not in getattr(other.record, there):
                        remedy = f"add {record.code!r} to {there} in {other.origin.name}"
                        yield entry.problem(
                            (here, position), f"{code} does not name it back; {remedy}"
                        )


def _names_nobody(library: Library, entry: Entry, field: str) -> bool:
    """Whether a field of codes has one of no record, or the record's own."""
    codes = getattr(entry.record, field)
    return any(code == entry.record.code or not library.has(entry.type, code) for code in codes)


def aliases_lead_to_one_record(library: Library) -> Iterator[Problem]:
    """No name is the code, or a name, of another record of its kind."""
    taken: dict[tuple[RecordType, str], Entry] = {}
    for entry in library.by_key.values():
        if isinstance(entry.record, PersonFacts):
            continue
        told: set[str] = set()
        for path, name in _called(entry.record):
            key = (entry.type, slug(name))
            other = library.by_key.get(key) or taken.setdefault(key, entry)
            if other is not entry and other.record.code not in told:
                told.add(other.record.code)
                message = f"{name!r} already means {other.record.code}, in {other.origin.name}"
                yield entry.problem(path, message)


def _called(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """List the names and short codes that lead to a record, each with its path."""
    for field, name in names_of(record):
        value = getattr(record, field)
        if slug(name) not in ("", record.code):
            yield (field, value.index(name)) if isinstance(value, list) else (field,), name
    for code in short_codes_of(record):
        yield SHORT_CODES, code


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
