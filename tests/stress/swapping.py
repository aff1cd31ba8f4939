"""New releases under load: served soon, never mixed with the old one, without a lost answer."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread

from tests.releases import put
from tests.running import HOST, PATIENCE_S, Running

LIST = "/v1/missions?fields=code,name&limit=2"
State = tuple[str, str]


@dataclass
class Swaps:
    """The observations of clients while releases are replaced."""

    answers: list[State] = field(default_factory=list)
    lost: int = 0
    slowest_s: float = 0

    def mixed(self, releases: dict[State, Path]) -> int:
        """The number of answers that mix two releases."""
        told = {part for state in releases for part in state}
        return sum(state not in releases and not told.isdisjoint(state) for state in self.answers)


def swap_under_load(
    service: Running, database: Path, releases: dict[State, Path], times: int, clients: int
) -> Swaps:
    """Run clients while releases, by version and first word of names, replace each other."""
    seen, over = Swaps(), Event()
    threads = [Thread(target=_ask_on, args=(service.port, seen, over)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for state, release in islice(cycle(releases.items()), times):
        begun = time.monotonic()
        put(release, database)
        while seen.answers[-1:] != [state] and time.monotonic() - begun < PATIENCE_S:
            time.sleep(0.01)
        seen.slowest_s = max(seen.slowest_s, time.monotonic() - begun)
    over.set()
    for thread in threads:
        thread.join()
    return seen


def _ask_on(port: int, seen: Swaps, over: Event) -> None:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_S)
    while not over.is_set():
        state = None
        with suppress(OSError, HTTPException, ValueError):
            connection.request("GET", LIST)
            state = _state_of(json.loads(connection.getresponse().read()))
        if state:
            seen.answers.append(state)
        else:
            seen.lost += 1
            connection.close()
    connection.close()


def _state_of(page: dict[str, dict[str, str] | list[dict[str, str]]]) -> State:
    """The version of a page, and the first word of its names."""
    words = {record["name"].split()[0] for record in page["data"]}  # type: ignore[index]  # records
    return page["meta"]["release"].partition("+")[0], " ".join(sorted(words))  # type: ignore[call-overload]
