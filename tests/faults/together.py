"""Concurrent builds of one database: one builds, the others name it and wait."""

import os
import shutil
import signal

from seed.build.lock import alone
from tests.faults.place import Place
from tests.running import until


def loaders(place: Place, times: int) -> str:
    """A loader waits for another one; that is killed, and leaves no lock behind."""
    place.built()
    for _ in range(times):
        version = place.edit()
        other = place.begin(lambda: _hold(place))
        _wait_for(place, other, "has it")
        loader = place.begin(place.load)
        _wait_for(place, loader, f"process {other} on ")
        _wait_for(place, loader, "waiting for it")
        os.kill(other, signal.SIGKILL)
        place.end(other)
        assert place.end(loader).code == 0
        assert place.whole() == version
    place.built()
    return "the second names the first and waits; killed, the first leaves no lock"


def starts(place: Place, times: int) -> str:
    """Two services start at once without a database; one builds it, both serve it."""
    for _ in range(times):
        version = place.edit()
        both = [place.begin(place.prepare), place.begin(place.prepare)]
        ended = [place.end(start) for start in both]
        assert [one.code for one in ended] == [0, 0], ended
        assert sum(one.printed.count("Building the database") for one in ended) == 1, ended
        assert place.served() == place.whole() == version
        shutil.rmtree(place.database.parent)
    return "one builds, both serve"


def _hold(place: Place) -> None:
    with alone(place.database, print):
        print("has it", flush=True)
        signal.pause()


def _wait_for(place: Place, child: int, words: str) -> None:
    assert until(lambda: words in place.told(child)), place.told(child)
