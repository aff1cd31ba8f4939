"""Make the view of a record for its page: each value in words, with its citations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.facts.people import HeldUntilBasis
from api.pages.frame.labels import LANGUAGES, label_of_code, label_of_field
from api.pages.frame.locators import in_prose
from api.resources.registry import RESOURCES
from api.vocabulary import CitationBasis, RecordType, Row, last_day
from api.wording import (
    bounds_in_words,
    day_in_words,
    dimensions_in_words,
    number_in_words,
    time_in_words,
    value_in_words,
)

# Shown at the head of the page, in a place of their own, or beside the field they belong to.
ELSEWHERE = {"code", "name", "title", "acronym", "summary", "note", "citations", "citation"}
BESIDE = {"status_as_of", "date_basis", "launched_basis", "time_basis", "longitude"}
FOR_PROGRAMS = {"text_file", "text_sha256"}
# What we say of a record ourselves, or how it is filed, unless a source is named for it.
OUR_OWN = {
    *("kind", "region", "subject", "indicator", "narrowed_to", "kind_of_number", "severity"),
    *("records", "rank", "rank_reason", "recorded_on", "withdrawn_on", "withdrawn_reason"),
    "replaced_by",
}
DATES = {
    *("started", "ended", "launched", "date", "born", "died", "as_of", "recorded_on"),
    *("withdrawn_on", "adopted", "until", "mandate_until", "code_withdrawn"),
}
WHEN = {"started", "ended", "as_of", "time_basis", "held_until", "held_until_basis"}
LEADS = ("title", "description", "label", "who", "initiative", "resolution", "action")
FILED = {"functions"}  # How a part is found; what it is stands in its title.
PLAIN = {"note", "role", "action", "relation"}  # They read as they stand.
NEWEST_FIRST = {"mandates", "roles"}


@dataclass(frozen=True)
class Phrase:
    """A value in words, with a link if it is a record or an external page."""

    text: str
    href: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Fact:
    """One field of a record: its label, its values, and its citations."""

    label: str
    values: list[Phrase]
    citations: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One role, contribution, participation, area or relation of a record."""

    lead: list[Phrase]
    time: str
    facts: list[Fact]
    citations: list[Row]


@dataclass(frozen=True)
class RecordView:
    """A record in words: its facts, its lists of parts, and its empty fields."""

    type: RecordType
    name: str
    facts: list[Fact]
    parts: dict[str, list[Part]]
    open: list[str]


def address_of(type: str, code: str) -> str:
    """Return the address of the page of a record."""
    return f"/{RESOURCES[RecordType(type)].plural}/{code}"


def name_of_count(figure: Row, countries: Mapping[str, str]) -> str:
    """Name a figure without its subject: indicator and dimensions."""
    scope = dimensions_in_words(figure["dimensions"], countries)
    return f"{figure['indicator_name']} ({scope})" if scope else str(figure["indicator_name"])


def name_of(type: RecordType, record: Row, countries: Mapping[str, str]) -> str:
    """Return the heading of a record's page."""
    if type is RecordType.FIGURE:
        return f"{name_of_count(record, countries)}: {record['subject']['name']}"
    if type is RecordType.STATEMENT:
        return f"{record['speaker']['name']}, {day_in_words(record['date'])}"
    return str(record.get("name") or record["title"])


def make_view(
    type: RecordType,
    record: Row,
    linked: Mapping[tuple[str, str], Row],
    countries: Mapping[str, str],
) -> RecordView:
    """Make the view of a record; `linked` are the records that its codes refer to."""
    writer = _Writer(linked)
    name = name_of(type, record, countries)
    record = _in_plain_fields(type, record, countries)
    parts = {name: value for name, value in record.items() if _is_parts(value)}
    hidden = ELSEWHERE | FOR_PROGRAMS | BESIDE
    if type is RecordType.MISSION:
        hidden -= {"date_basis"}  # Its own words, where other records have one of a closed list.
    if not record.get("mandate_expired"):
        hidden |= {"mandate_expired"}  # A warning, which is nothing to say of all other missions.
    plain = {
        name: value for name, value in record.items() if name not in parts and name not in hidden
    }
    return RecordView(
        type=type,
        name=name,
        facts=[
            Fact(label_of_field(name), writer.phrases(name, value, record), backing(record, name))
            for name, value in plain.items()
            if value not in (None, [])
        ],
        parts={
            label_of_field(name): [writer.make_part(name, part) for part in _in_order(name, value)]
            for name, value in parts.items()
        },
        open=[label_of_field(name) for name, value in plain.items() if value in (None, [])],
    )


def _in_order(name: str, parts: list[Row]) -> list[Row]:
    """Sort mandates and roles, the latest first; leave other parts in their order."""
    if name not in NEWEST_FIRST:
        return parts
    return sorted(parts, key=_last_known, reverse=True)


def _last_known(part: Row) -> str:
    """Return the last known day of a part."""
    days = [part.get(name) for name in ("held_until", "adopted", "ended", "as_of", "started")]
    return max((last_day(day) for day in days if day), default="")


def backing(record: Row, name: str) -> list[Row]:
    """Return the citations of a field: its own, else those of the whole record, else all."""
    citations: list[Row] = record.get("citations") or []
    own = [citation for citation in citations if name in citation["supports"]]
    if own or name in OUR_OWN:
        return own
    return [citation for citation in citations if not citation["supports"]] or citations


def _in_plain_fields(type: RecordType, record: Row, countries: Mapping[str, str]) -> Row:
    """Replace the fields of a figure by ones that read well alone."""
    if type is not RecordType.FIGURE:
        return record
    indicator = {"type": "indicator", "code": record["indicator"], "name": record["indicator_name"]}
    narrowed = dimensions_in_words(record["dimensions"], countries)
    unchanged = (
        "value_text",
        "attributed_to",
        "rank",
        "rank_reason",
        "recorded_on",
        "withdrawn_on",
    )
    return {
        **{name: record[name] for name in ("code", "note")},
        "value": value_in_words(record),
        "subject": record["subject"],
        "indicator": indicator,
        "narrowed_to": narrowed or None,
        "time": time_in_words(record),
        "time_basis": record["time_basis"],
        "allows": None if record["lower"] == record["upper"] else bounds_in_words(record),
        "kind_of_number": label_of_code(record["kind"]),
        **{name: record[name] for name in (*unchanged, "withdrawn_reason", "replaced_by")},
        "citations": [record["citation"]],
    }


def _is_parts(value: Any) -> bool:
    return (
        bool(value)
        and isinstance(value, list)
        and isinstance(value[0], dict)
        and ("citation" in value[0] or "wordings" in value[0] or "initiative" in value[0])
    )


class _Writer:
    """Puts the values of one record into words, with links to referenced records."""

    def __init__(self, linked: Mapping[tuple[str, str], Row]) -> None:
        self.linked = linked

    def phrases(self, name: str, value: Any, record: Row) -> list[Phrase]:
        """Put the values of a field of a record, or of a part of it, into words."""
        values = value if isinstance(value, list) else [value]
        if name == "latitude":
            return [Phrase(_coordinates(value, record["longitude"]))]
        if name == "names":
            return [Phrase(text, lang=language) for language, text in value.items()]
        phrases = [self._phrase(name, item) for item in values]
        if aside := _aside(name, record):
            phrases[-1] = Phrase(f"{phrases[-1].text} ({aside})", phrases[-1].href)
        return phrases

    def _phrase(self, name: str, value: Any) -> Phrase:
        if isinstance(value, dict) and "scheme" in value:
            return Phrase(f"{label_of_code(value['scheme'])}: {value['value']}")
        if isinstance(value, dict) and "code" not in value:
            return Phrase("; ".join(value.values()))
        if isinstance(value, dict):
            return Phrase(in_prose(value["name"]), address_of(value["type"], value["code"]))
        if target := self.linked.get((name, str(value).lower())):
            return Phrase(in_prose(target["name"]), address_of(target["type"], target["code"]))
        return _plain_phrase(name.rpartition(".")[2], value)

    def make_part(self, field: str, part: Row) -> Part:
        """Make the view of a part: its leading value, its time, and its other fields."""
        leading = next((name for name in LEADS if part.get(name)), "code")
        hidden = {leading, *WHEN, *FILED, "code", "citation", "wordings"}
        facts = [
            Fact(
                "" if name in PLAIN else label_of_field(name),
                self.phrases(f"{field}.{name}", value, part),
            )
            for name, value in part.items()
            if name not in hidden and value not in (None, False, [], CitationBasis.STATED)
        ]
        lead = self.phrases(f"{field}.{leading}", part[leading], {})
        citations = [part["citation"]] if "citation" in part else part.get("wordings", [])
        return Part(lead, time_of(part), facts, citations)


def time_of(part: Row) -> str:
    """Write the time of a part; of a role without a known end, until when it is shown."""
    basis, until = part.get("held_until_basis"), part.get("held_until")
    if not part.get("started") or not until or basis == HeldUntilBasis.STATED:
        return time_in_words(part)
    start = f"from {day_in_words(part['started'])}"
    if basis == HeldUntilBasis.NEXT_HOLDER:
        return f"{start} to {day_in_words(until)}, when the successor began"
    return f"{start}, last shown {day_in_words(until)}, end not known"


def _coordinates(latitude: float, longitude: float) -> str:
    """Write a point on the globe: `12.65° north, 8° west`."""
    north, east = "north" if latitude >= 0 else "south", "east" if longitude >= 0 else "west"
    return f"{number_in_words(abs(latitude))}° {north}, {number_in_words(abs(longitude))}° {east}"


def _plain_phrase(name: str, value: Any) -> Phrase:
    if isinstance(value, bool):
        return Phrase("yes" if value else "no")
    if name in DATES:
        return Phrase(day_in_words(value))
    if name == "url":
        return Phrase(value, value)
    if name == "language":
        return Phrase(LANGUAGES.get(value, value))
    if isinstance(value, int | float):
        return Phrase(number_in_words(value))
    text = value if " " in value else label_of_code(value)
    return Phrase(text, lang="fr" if name == "name_fr" else None)


def _aside(name: str, record: Row) -> str:
    """Return what to add to a value in brackets, such as the basis of a date."""
    if name == "status" and record.get("status_as_of"):
        return f"as of {day_in_words(record['status_as_of'])}"
    basis = {"started": "time_basis", "time": "time_basis", "launched": "launched_basis"}.get(name)
    if name == "date":
        basis = "time_basis" if "time_basis" in record else "date_basis"
    value = record.get(basis or "")
    return label_of_code(value) if value and value != "stated" else ""
