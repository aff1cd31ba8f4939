"""Simulated users: addresses of all kinds over the database, with a Zipf distribution."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random
from urllib.parse import quote_plus

from api.resources.registry import RESOURCES
from tests.stress.clients import request

SEED = 19
# What browsers can unpack, and what most programs can.
BROWSER, PROGRAM = "gzip, deflate, br, zstd", "gzip, deflate"
OWNERS = ("missions", "countries", "initiatives", "indicators")
KINDS = (*OWNERS, "figures", "people", "events", "sources")
TABLES = ("rows=subject&columns=year&aggregate=latest", "columns=year&aggregate=latest")
TABULATED = 40  # Of so many indicators, those with most figures, tables are asked for.
FIRST, LAST = 1990, 2025
Codes = dict[str, list[tuple[str, str]]]  # By kind, the codes and, of what has one, the name.


def read_codes(database: Path) -> Codes:
    """Read the codes and names of records, and the indicators with the largest tables."""
    with closing(sqlite3.connect(database)) as connection:
        codes = {kind: connection.execute(_codes_of(kind)).fetchall() for kind in KINDS}
        largest = (
            f"SELECT indicator, '' FROM figure GROUP BY 1 ORDER BY count(*) DESC LIMIT {TABULATED}"
        )
        return codes | {"tables": connection.execute(largest).fetchall()}


def _codes_of(kind: str) -> str:
    table = next(one.row.__tablename__ for one in RESOURCES.values() if one.plural == kind)
    name = "name" if kind in OWNERS else "''"
    return f"SELECT code, {name} FROM {table} ORDER BY code"


class Users:
    """Random users: each call of a method returns one address."""

    def __init__(self, codes: Codes) -> None:
        self.codes = codes
        self.random = Random(SEED)  # noqa: S311  # repeatable, not secret

    def addresses(self, number: int) -> list[str]:
        """Return this many different addresses, of all kinds in the proportions of `SHARES`."""
        return self._different(SHARES, number)

    def light_addresses(self, number: int) -> list[str]:
        """Return this many different addresses of the kinds that take a few milliseconds."""
        return self._different(LIGHT, number)

    def _different(self, kinds: "Shares", number: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < number:
            (ask,) = self.random.choices(list(kinds), list(kinds.values()))
            found[ask(self)] = None
        return list(found)

    def _code(self, kind: str) -> str:
        return self.random.choice(self.codes[kind])[0]

    def _limit(self) -> int:
        return self.random.choice((10, 20, 50, 50, 100, self.random.randint(1, 100)))

    def _year(self) -> int:
        return self.random.randint(FIRST, LAST)

    def _words(self) -> str:
        """What is typed into a search box: a few words of one or two names."""
        kinds = self.random.choice((("missions",), ("countries",), ("missions", "indicators")))
        names = [self.random.choice(self.codes[kind])[1].split() for kind in kinds]
        return quote_plus(" ".join(" ".join(name[: self.random.randint(1, 4)]) for name in names))

    def record(self) -> str:
        kind = self.random.choice(KINDS)
        return f"/v1/{kind}/{self._code(kind)}"

    def list(self) -> str:
        kind = self.random.choice(KINDS)
        return self.random.choice(
            (
                f"/v1/countries/{self._code('countries')}/missions?limit={self._limit()}",
                f"/v1/missions/{self._code('missions')}/events?limit={self._limit()}",
                f"/v1/{kind}?limit={self._limit()}&sort=-code",
                f"/v1/missions?country={self._code('countries')}&limit={self._limit()}",
                f"/v1/events?started__gte={self._year()}&limit={self._limit()}",
            )
        )

    def figures(self) -> str:
        owner = self.random.choice(OWNERS[:3])
        return self.random.choice(
            (
                f"/v1/{owner}/{self._code(owner)}/figures?limit={self._limit()}",
                f"/v1/figures?indicator={self._code('indicators')}&latest=true&limit={self._limit()}",
                f"/v1/figures?indicator={self._code('indicators')}&as_of={self._year()}-06-30",
                f"/v1/figures?time__gte={self._year()}&limit={self._limit()}",
            )
        )

    def table(self) -> str:
        what = f"indicator={self._code('tables')}&time__gte={self._year()}"
        return f"/v1/figures/table?{self.random.choice(TABLES)}&{what}"

    def search(self) -> str:
        return f"/v1/search?q={self._words()}"

    def page(self) -> str:
        kind = self.random.choice(KINDS)
        owner = self.random.choice(OWNERS[:3])
        return self.random.choice(
            (
                f"/{kind}/{self._code(kind)}",
                f"/{owner}/{self._code(owner)}",
                f"/{owner}/{self._code(owner)}/figures",
                f"/search?q={self._words()}",
            )
        )

    def csv(self) -> str:
        owner = self.random.choice(OWNERS[:3])
        since = f"time__gte={self._year()}"
        return f"/v1/{owner}/{self._code(owner)}/figures?format=csv&{since}"


# How often each kind is asked.
Shares = dict[Callable[[Users], str], int]
SHARES: Shares = {
    Users.record: 25,
    Users.list: 15,
    Users.figures: 15,
    Users.table: 5,
    Users.search: 10,
    Users.page: 20,
    Users.csv: 10,
}
LIGHT: Shares = {Users.record: 80, Users.list: 10, Users.figures: 7, Users.search: 3}


def codings_of(address: str) -> str:
    """The `Accept-Encoding` of an address's usual client: a browser for pages, or a program."""
    return PROGRAM if address.startswith("/v1/") else BROWSER


def as_request(address: str) -> bytes:
    """The raw request of the usual client of an address."""
    return request(address, f"Accept-Encoding: {codings_of(address)}")


def as_in_logs(addresses: list[str], number: int) -> Iterator[str]:
    """Yield this many requests: each address once, then by rank (Zipf's law)."""
    random = Random(SEED)  # noqa: S311  # repeatable, not secret
    weights = list(accumulate(1 / rank for rank in range(1, len(addresses) + 1)))
    often = random.choices(addresses, cum_weights=weights, k=number - len(addresses))
    together = [*addresses, *often]
    random.shuffle(together)
    yield from together
