"""Metadata for search engines and link previews: a description, and schema.org terms."""

from collections.abc import Iterable
from typing import Any

from api.pages.frame.records import address_of
from api.vocabulary import RecordType, Row
from api.wording import shorten

LONGEST = 200


def describe(record: Row, told: Iterable[str], longest: int = LONGEST) -> str:
    """Describe a record by the opening sentences of its page and its summary; may be empty."""
    own = record.get("summary") or record.get("definition") or record.get("position")
    return shorten(" ".join(filter(None, [*told, own])), longest)


def to_structured(
    type: RecordType, record: Row, countries: dict[str, str], site: str
) -> Row | None:
    """Describe a mission, a person or a country in schema.org terms; None for others."""
    terms = {
        RecordType.MISSION: _mission,
        RecordType.PERSON: _person,
        RecordType.COUNTRY: _country,
    }
    if type not in terms:
        return None
    address = f"{site}{address_of(type, record['code'])}"
    described = {
        "name": record["name"],
        "url": address,
        "description": record["summary"],
        **terms[type](record, countries),
    }
    known = {name: value for name, value in described.items() if value}
    return {"@context": "https://schema.org", "@id": address, **known}


def _mission(mission: Row, countries: dict[str, str]) -> dict[str, Any]:
    lead = mission["lead"]
    return {
        "@type": "Organization",
        "alternateName": [*filter(None, [mission["acronym"]]), *mission["aliases"]],
        "foundingDate": mission["started"],
        "dissolutionDate": mission["ended"],
        "parentOrganization": lead and {"@type": "Organization", "name": lead["name"]},
        "areaServed": [_country_named(code, countries) for code in mission["countries"]],
    }


def _person(person: Row, countries: dict[str, str]) -> dict[str, Any]:
    nationality = person["nationality"]
    titles = dict.fromkeys(role["title"] for role in person["roles"])
    return {
        "@type": "Person",
        "alternateName": person["other_names"],
        "birthDate": person["born"],
        "deathDate": person["died"],
        "nationality": nationality and _country_named(nationality, countries),
        "hasOccupation": [{"@type": "Role", "roleName": title} for title in titles],
    }


def _country(country: Row, _: dict[str, str]) -> dict[str, Any]:
    other = dict.fromkeys([country["official_name"], *country["aliases"]])
    return {
        "@type": "Country",
        "alternateName": [name for name in other if name],
        "identifier": country["iso3"],
    }


def _country_named(code: str, countries: dict[str, str]) -> Row:
    return {"@type": "Country", "name": countries.get(code, code), "identifier": code}
