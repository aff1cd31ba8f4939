"""Refuse names that a list does not have, such as fields and facets, with those that were probably meant."""

from collections.abc import Iterable

from api.lists.resource import Unknown, UnknownValues
from api.vocabulary import probably_meant


def check_names(names: list[str] | None, allowed: Iterable[str], parameter: str, kind: str) -> None:
    """Refuse names that are not allowed."""
    if unknown := unknown_names(names or [], tuple(allowed), parameter, kind):
        raise UnknownValues(unknown)


def unknown_names(
    names: Iterable[str], allowed: tuple[str, ...], parameter: str, kind: str
) -> list[Unknown]:
    """Say of each name that is not allowed what was probably meant."""
    return [
        Unknown(parameter, name, kind, probably_meant(name, allowed), allowed)
        for name in names
        if name not in allowed
    ]
