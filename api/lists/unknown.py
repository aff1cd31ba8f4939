"""Errors of requests that name what does not exist, with what was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.hints import probably_meant


class NotFound(Exception):
    """There is no such record; `meant` is the code that was probably meant."""

    def __init__(self, message: str, meant: str | None = None) -> None:
        super().__init__(message)
        self.meant = meant


@dataclass(frozen=True)
class Unknown:
    """A value of a parameter that is unknown or, with `several`, ambiguous; `allowed` lists what it may be."""

    parameter: str
    written: str
    kind: str
    nearest: str | None
    allowed: tuple[str, ...] = ()
    several: bool = False


class UnknownValues(ValueError):
    """Parameters have values that are unknown or ambiguous."""

    def __init__(self, values: list[Unknown]) -> None:
        super().__init__(f"{len(values)} unknown values")
        self.values = values


def check_names(names: list[str] | None, allowed: Iterable[str], parameter: str, kind: str) -> None:
    """Raise `UnknownValues` with all names that are not allowed, such as fields in `sort`."""
    if unknown := unknown_names(names or [], tuple(allowed), parameter, kind):
        raise UnknownValues(unknown)


def unknown_names(
    names: Iterable[str], allowed: tuple[str, ...], parameter: str, kind: str
) -> list[Unknown]:
    """List the names that are not allowed, each with the one that was probably meant."""
    return [
        Unknown(parameter, name, kind, probably_meant(name, allowed), allowed)
        for name in names
        if name not in allowed
    ]
