"""Find the resolution that is meant, by its symbol or a shorter way to write it: `2100`, `S/RES/2100`, `UNSCR 2100 (2013)`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.resource import Read
from api.lists.statements import once
from api.lists.written import read_all
from api.tables.index import ResolutionRow

SYMBOL = re.compile(r"([SA])/RES/([^ (]+)(?: \((.+)\))?")
# What stands before the number. A number alone is one of the Security Council, as people say it.
COUNCIL = r"s[/ ]?res[/ .]?|(?:un)?scr|(?:(?:un )?security council )?res(?:olution|\.)?|"
ASSEMBLY = r"a[/ ]?res[/ .]?|(?:un )?(?:general assembly|ga) res(?:olution|\.)?"
WRITTEN = re.compile(
    rf"(?:(?P<assembly>{ASSEMBLY})|{COUNCIL})\s*(?:no\.? ?)?(?P<number>\d+(?:/\d+)?[a-z]*)\s*(?:\(?(?P<time>[-\w]+)\)?)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"(\d{4})?")
Numbered = dict[tuple[str, str], list[str]]


def read_resolutions(connection: Connection, texts: Sequence[str]) -> Read:
    """Read resolutions as their symbols; the hint to an unknown one is the one of its number."""
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
    symbols = select(col(ResolutionRow.symbol)).distinct().order_by(ResolutionRow.symbol)
    return {symbol.lower(): symbol for symbol in connection.execute(symbols).scalars()}


def _by_number(symbols: Iterable[str]) -> Numbered:
    numbered: Numbered = defaultdict(list)
    for symbol in symbols:
        if parts := SYMBOL.fullmatch(symbol):
            numbered[parts[1], parts[2].lower()].append(symbol)
    return dict(numbered)


def _of_number(written: str, numbered: Numbered) -> tuple[str, list[str]]:
    """Return the year or session that is written, and the resolutions of the number."""
    parts = WRITTEN.fullmatch(written.strip())
    if not parts:
        return "", []
    number, time = parts["number"].lower(), (parts["time"] or "").lower()
    # Only the Assembly has sessions, before the number or behind it.
    organ = "A" if parts["assembly"] or "/" in number or not YEAR.fullmatch(time) else "S"
    return time, numbered.get((organ, number), [])


def _time_of(symbol: str) -> str:
    parts = SYMBOL.fullmatch(symbol)
    return (parts[3] or "").lower() if parts else ""
