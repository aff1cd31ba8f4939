"""Resolve resolutions by symbol or in a shorter form: `2100`, `S/RES/2100`, `UNSCR 2100 (2013)`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection
from sqlmodel import col

from api.lists.filter_values import read_all
from api.lists.names import distinct
from api.lists.resource import Read
from api.lists.statements import once
from api.tables.index import ResolutionRow

SYMBOL = re.compile(r"([SA])/RES/([^ (]+)(?: \((.+)\))?")
# What may stand before the number, and tells the organ.
WORD = r"r[eé]s(?:olution)?\.?"
COUNCIL = rf"s[/ -]?res[/ .-]?|(?:un ?)?(?:scr|(?:sc|security council)(?: {WORD})?)"
ASSEMBLY = rf"a[/ -](?:res[/ .-]?)?|ares[/ ]?|(?:un ?)?(?:ga|general assembly)(?: {WORD})?"
WRITTEN = re.compile(
    rf"(?:(?P<assembly>{ASSEMBLY})|(?P<council>{COUNCIL})|(?:un )?{WORD}/?)?"
    r"\s*(?:no\.? ?)?(?P<number>\d+(?:/\d+)?[a-z]*)\s*(?:(?:of )?\(?(?P<time>[-\w]+)\)?)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"(\d{4})?")
Numbered = dict[tuple[str, str], list[str]]


def read_resolutions(connection: Connection, texts: Sequence[str]) -> Read:
    """Resolve resolutions to their symbols; for an unknown one, suggest the only one of its number."""
    symbols = once(connection, ("symbols of resolutions",), lambda: _read_symbols(connection))
    numbered = once(connection, ("numbers of resolutions",), lambda: _by_number(symbols.values()))

    def find(written: str) -> list[str]:
        time, found = _of_number(written, numbered)
        return [symbol for symbol in found if not time or _time_of(symbol) == time]

    def nearest(written: str) -> str | None:
        _, found = _of_number(written, numbered)
        return found[0] if len(found) == 1 else None

    return read_all(texts, symbols, find, "resolution", nearest)


def _read_symbols(connection: Connection) -> dict[str, str]:
    return {symbol.lower(): symbol for symbol in distinct(connection, col(ResolutionRow.symbol))}


def _by_number(symbols: Iterable[str]) -> Numbered:
    numbered: Numbered = defaultdict(list)
    for symbol in symbols:
        if parts := SYMBOL.fullmatch(symbol):
            numbered[parts[1], parts[2].lower()].append(symbol)
    return dict(numbered)


def _of_number(written: str, numbered: Numbered) -> tuple[str, list[str]]:
    """Return the year or session in the text, and the symbols of the resolutions with its number."""
    parts = WRITTEN.fullmatch(written.strip())
    if not parts:
        return "", []
    number, time = parts["number"].lower(), (parts["time"] or "").lower()
    # Only the Assembly has sessions, before the number or behind it; a number alone may be of either.
    is_assembly = parts["assembly"] or "/" in number or not YEAR.fullmatch(time)
    organs = "A" if is_assembly else "S" if parts["council"] or time else "SA"
    return time, [symbol for organ in organs for symbol in numbered.get((organ, number), [])]


def _time_of(symbol: str) -> str:
    parts = SYMBOL.fullmatch(symbol)
    return (parts[3] or "").lower() if parts else ""
