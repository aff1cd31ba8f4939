"""Say what a request names that is not there, and what was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.hints import probably_meant


class NotFound(Exception):
    """There is no such record; the message says which, and `meant` is the code that was probably meant."""

    def __init__(self, message: str, meant: str | None = None) -> None:
        super().__init__(message)
        self.meant = meant


@dataclass(frozen=True)
class Unknown:
    """A value of a filter that names nothing in the data, or several things: those that are `allowed`."""

    parameter: str
    written: str
    kind: str
    nearest: str | None
    allowed: tuple[str, ...] = ()
    several: bool = False


class UnknownValues(ValueError):
    """Filters name what does not exist."""

    def __init__(self, values: list[Unknown]) -> None:
        super().__init__(f"{len(values)} unknown values")
        self.values = values


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
