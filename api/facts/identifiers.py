"""Identifiers that others gave to a record (ISO codes, UN symbols …), to join datasets: derived from its fields."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from api.constraints import Text
from api.facts.base import Closed, Derived, Facts
from api.vocabulary import IdentifierScheme

# The field that holds the identifier of each scheme, in whichever kinds of records have it.
HELD_IN = {
    IdentifierScheme.ISO2: "iso2",
    IdentifierScheme.ISO3: "iso3",
    IdentifierScheme.M49: "m49",
    IdentifierScheme.UN_DATA_HUB: "hub_acronyms",
    IdentifierScheme.UN_LIBRARY: "library_record",
    IdentifierScheme.UN_SYMBOL: "un_symbol",
}
LIBRARY_ADDRESS = re.compile(r"https://digitallibrary\.un\.org/record/(\d+)")


class Identifier(Closed):
    """Identifier of the record in another system."""

    scheme: IdentifierScheme = Field(
        description="`iso2`, `iso3`: ISO 3166-1; `m49`: UN M49; `un_data_hub`: acronym in the UN's data hub;"
        " `un_library`: record in the UN Digital Library; `un_symbol`: symbol of a UN document."
    )
    value: Text = Field(description="The identifier as its issuer writes it.")


class Identified(Facts):
    """A record that others have given identifiers."""

    identifiers: Annotated[list[Identifier], Derived()] = Field(
        default_factory=list,
        description="Identifiers in other systems; empty when none is proven.",
    )


def identifiers_of(record: Identified) -> Iterator[Identifier]:
    """Yield the identifiers in the fields of a record; that of the UN library is the record number in its address."""
    for scheme, field in HELD_IN.items():
        held = getattr(record, field, None) or []
        for value in held if isinstance(held, list) else [held]:
            yield Identifier(scheme=scheme, value=value)
    if at_library := LIBRARY_ADDRESS.fullmatch(getattr(record, "url", None) or ""):
        yield Identifier(scheme=IdentifierScheme.UN_LIBRARY, value=at_library[1])


def written(identifier: Identifier) -> str:
    """Write an identifier as `scheme:value` in lower case, to compare it."""
    return f"{identifier.scheme}:{identifier.value}".casefold()
