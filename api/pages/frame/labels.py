"""Labels for the names of fields and filters, and for the codes of closed lists."""

from api.vocabulary import Unit
from api.wording import GRADES, plain, unit_in_words

# Names of fields that do not explain themselves, or read better otherwise.
LABELS = {
    "name_fr": "French name",
    "aliases": "Also known as",
    "other_names": "Other spellings",
    "q": "Words",
    "iso3": "ISO 3166-1 code",
    "iso2": "ISO code of two letters",
    "m49": "UN M49 number",
    "names": "In other languages",
    "hub_acronyms": "Acronyms in the UN data hub",
    "read_in": "Whose copy was read",
    "un_symbol": "UN document symbol",
    "url": "Public address",
    "authorised_by": "Authorised by",
    "date_basis": "What the dates stand for",
    "launched_basis": "Where the date comes from",
    "time_basis": "Where the date comes from",
    "value_text": "As printed",
    "subject_type": "About",
    "breakdown": "Parts",
    "as_of": "As of",
    "mission_country": "Country of the mission",
    "active_on": "Ran on the day",
    "active_in": "Ran in",
    "indicator_kind": "Kind of indicator",
    "source_grade": "Grade of the source",
    "source_date": "Date of the source",
    "known_at": "As we knew it on",
    "latest": "Only the newest",
    "records": "Concerns",
    "not_comparable_with": "Not to be compared with",
    "outside_knowledge": "Known beyond the sources",
    "paragraphs": "Paragraphs",
    "to": "For",
    "lead_entity": "Run by",
    "rank_reason": "Why this rank",
    "latitude": "Coordinates",
    "lead": "Led by",
    "mandate_expired": "Mandate run out by now",
    "mandate_chain": "All decisions on the mandate",
    "body": "At",
    "predecessor": "After",
    "roles": "Offices, as each source tells them",
    "mandates": "Decisions on the mandate",
    "related": "Tied to",
    "areas": "Areas of work",
    "verbatim": "In the speaker's own words",
}
COMPARISONS = {
    "gte": "at or after",
    "gt": "after",
    "lte": "at or before",
    "lt": "before",
    "not": "is not",
    "contains": "contains",
    "isnull": "is not known",
}
MEASURED = {"gte": "at least", "gt": "more than", "lte": "at most", "lt": "less than"}
CODES: dict[str, str] = {
    "un_data_hub": "UN data hub",
    "un_library": "UN Digital Library",
    "iso2": "ISO 3166-1 alpha-2",
    "iso3": "ISO 3166-1 alpha-3",
    "m49": "UN M49",
    **{unit.value: unit_in_words(unit) for unit in Unit},
    **{grade.value: words for grade, words in GRADES.items()},
    "asia_and_the_pacific": "Asia and the Pacific",
    "middle_east": "Middle East",
    "africa": "Africa",
    "americas": "Americas",
    "europe": "Europe",
    "asia": "Asia",
    "oceania": "Oceania",
    "antarctic": "the Antarctic",
    "document_date": "the date of the document",
    "stated": "stated by the source",
    "inferred": "concluded, as a note explains",
    "un_organ": "UN organ",
    "un_department": "UN department",
    "un_office": "UN office",
    "un_entity": "UN entity",
    "ngo": "non-governmental organisation",
    "stock": "a number at a moment",
    "flow": "a number during a period",
    "cumulative": "counted since a start, never to be summed",
    "target": "a number aimed at",
    "share": "part of a whole",
    "none": "none, a total",
    "any": "whichever, a part",
}
LANGUAGES = {"en": "English", "fr": "French", "ja": "Japanese", "es": "Spanish"}


def label_of_code(code: str) -> str:
    """Return the label of a code of a closed list."""
    return CODES.get(code) or plain(code)


def label_of_field(name: str) -> str:
    """Return the label of a field or filter: `started__gte` is `Started at or after`."""
    field, _, comparison = name.rpartition("__") if "__" in name else (name, "", "")
    words = plain(field.rpartition(".")[2])
    label = LABELS.get(field) or f"{words[0].upper()}{words[1:]}"
    measured = MEASURED.get(comparison) if field == "value" else None
    return f"{label} {measured or COMPARISONS[comparison]}" if comparison else label
