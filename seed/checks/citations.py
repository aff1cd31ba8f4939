"""Rules about citations: each has a place and words, and each field has a citation.

What is accepted without stands in `accepted.toml`.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath

import tomli
from pydantic import BaseModel

from api.facts.base import Citation, Cited, derived_fields, part_of
from api.facts.missions import MissionFacts, Region
from api.facts.sources import SourceKind
from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem
from seed.files.lines import Path
from seed.files.messages import nearest
from seed.library import Library

COUNT = "its record gives no text_file, text_sha256 and paragraphs: give them"
ACCEPTED = FilePath(__file__).with_name("accepted.toml")

# A page or a short document that is cited as a whole: its address is place enough.
WHOLE_PAGES = {
    SourceKind.WEB_PAGE,
    SourceKind.NEWS,
    SourceKind.PRESS_RELEASE,
    SourceKind.RESOLUTION,
}

# Fields that no source can support, since they are ours: the key, how we sort a record, and the
# names by which readers look for it, of which those that a source prints are cited all the same.
OURS = {"code", "note", "citations", "kind", "aliases"}
OURS_BY_TYPE: dict[RecordType, set[str]] = {
    # The region is derived from the countries; the basis goes with the dates that are cited.
    RecordType.MISSION: {"region", "date_basis"},
    # The basis goes with the date; which initiatives belong together is our reading.
    RecordType.INITIATIVE: {"launched_basis", "related"},
    # The title is in our words; the country follows from the place; subjects are our links.
    RecordType.EVENT: {"name", "time_basis", "country", "subjects"},
    # What the sources print is described and cited; what follows from it is our judgement.
    RecordType.DISCREPANCY: {
        "name",
        "severity",
        "resolution",
        "records",
        "outside_knowledge",
    },
}


def citations_have_a_place(library: Library) -> Iterator[Problem]:
    """A citation names a paragraph that exists, with its words, or a row of a dataset."""
    for entry, path, place in library.places:
        source = library.source(place.source.code)
        if source is None:
            continue
        if not (place.paragraph or place.locator or source.kind in WHOLE_PAGES):
            yield entry.problem(path, "needs a paragraph, or a locator for a row or page")
        if place.paragraph and source.paragraphs and place.paragraph > source.paragraphs:
            last = f"the last one of {source.code} is {source.paragraphs}"
            yield entry.problem((*path, "paragraph"), f"{place.paragraph} does not exist; {last}")
        if place.paragraph and not place.evidence:
            yield entry.problem((*path, "evidence"), "is missing: the words of that paragraph")


def cited_paragraphs_are_counted(library: Library) -> Iterator[Problem]:
    """A source that is cited by paragraph gives the number of its paragraphs."""
    cited: dict[str, list[tuple[Entry, Path]]] = {}
    for entry, path, place in library.places:
        source = library.source(place.source.code)
        if place.paragraph and source and not (source.paragraphs or source.text_file):
            cited.setdefault(source.code, []).append((entry, (*path, "paragraph")))
    for code, where in cited.items():
        entry, path = where[0]
        more = f" here and in {len(where) - 1} more places" if len(where) > 1 else " here"
        message = f"{code} is cited by paragraph{more}, but {COUNT}; or use locator instead"
        yield entry.problem(path, message)


def citations_have_words(library: Library) -> Iterator[Problem]:
    """A citation gives the words or the place in its source, or is one of those accepted without."""
    told: Counter[tuple[str, str]] = Counter()
    for entry, path, place in library.places:
        if place.evidence or place.locator or place.paragraph:
            continue
        key, source = _key(entry), place.source.code
        told[key, source] += 1
        if told[key, source] > Counter(_accepted("without_words").get(key, ()))[source]:
            message = f"{source}: give the words as evidence, or the row or page as locator"
            yield entry.problem(path, message)


def supported_fields_exist(library: Library) -> Iterator[Problem]:
    """`supports` names fields of the record."""
    for entry, path, citation in library.places:
        known = type(entry.record).model_fields
        for position, name in enumerate(citation.supports):
            if name not in known:
                where = (*path, "supports", position)
                yield entry.problem(where, f"{name!r} is not a field{nearest(name, list(known))}")


def fields_have_support(library: Library) -> Iterator[Problem]:
    """Each field that is given is supported by a citation of the record, or by one inside the field."""
    for entry in library.entries:
        record = entry.record
        if not isinstance(record, Cited):
            continue
        lists = [citation.supports for citation in record.citations]
        supported = {name for names in lists for name in names}
        # A citation without `supports` backs the whole record; a misspelt name may be that of any field.
        if [] in lists or not supported <= type(record).model_fields.keys():
            continue
        concluded = _accepted("concluded").get(_key(entry), ()) if record.note else ()
        bare = [
            name
            for name in _fields_to_support(type(record), entry.type)
            if getattr(record, name) and name not in supported and name not in concluded
        ]
        if bare:
            others = f", nor {', '.join(bare[1:])}" if bare[1:] else ""
            message = f"no citation supports it{others}; name it in `supports` where it was read"
            yield entry.problem((bare[0],), message)


def regions_go_with_countries(library: Library) -> Iterator[Problem]:
    """The region of a mission is derived from its countries: who shares a country shares the region."""
    regions: dict[str, tuple[Region, str]] = {}
    for entry in library.entries:
        mission = entry.record
        if not isinstance(mission, MissionFacts) or mission.region is None:
            continue
        for country in mission.countries:
            region, first = regions.setdefault(country, (mission.region, mission.code))
            if region is not mission.region:
                message = f"{mission.region} is not that of {first}, which is {region}: both name {country}"
                yield entry.problem(("region",), message)


@cache
def _fields_to_support(described: type[Cited], type: RecordType) -> list[str]:
    """List the fields of a kind of record that need a citation of the record."""
    ours = OURS | OURS_BY_TYPE.get(type, set()) | derived_fields(described)
    return [
        name
        for name, field in described.model_fields.items()
        if name not in ours and not _holds_citations(part_of(field.annotation))
    ]


@cache
def _holds_citations(part: type[BaseModel] | None) -> bool:
    """Whether the parts in a field have citations of their own."""
    if part is None or issubclass(part, Citation):
        return part is not None
    return any(_holds_citations(part_of(field.annotation)) for field in part.model_fields.values())


@cache
def _accepted(section: str) -> dict[str, list[str]]:
    """Read a table of `accepted.toml`: accepted exceptions, by `type:code` of the record."""
    tables: dict[str, dict[str, list[str]]] = tomli.loads(ACCEPTED.read_text("utf-8"))
    return tables[section]


def _key(entry: Entry) -> str:
    return f"{entry.type}:{entry.record.code}"
