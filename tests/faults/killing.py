"""Loaders killed with SIGKILL: at random moments, and before each file system step."""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from functools import partial
from typing import Any

from tests.faults.place import Place

# What Python tells of before it is done; a write within a file is not among it, a random moment may be.
STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}


def at_random_moments(place: Place, times: int) -> str:
    """Kill loaders at random; the old or the new release is whole, without clearing up."""
    before = place.built()
    started = time.monotonic()
    before = place.built()
    longest = time.monotonic() - started
    moments = random.Random(2026)  # noqa: S311  # not for secrets
    outcomes: Counter[str] = Counter()
    for _ in range(times):
        after = place.edit()
        loader = place.begin(place.load)
        time.sleep(moments.uniform(0, longest))
        os.kill(loader, signal.SIGKILL)
        place.end(loader)
        before = _judge(place, before, after, outcomes)
    place.built()
    return _told(outcomes, place)


def before_each_step(place: Place, times: int) -> str:
    """Kill a loader of a new release before its last file system step, then ever earlier."""
    before = place.built()
    return _before_each_step(place, before, place.edit(), times)


def before_each_step_of_the_same(place: Place, times: int) -> str:
    """The same for a release that exists already: its downloads are replaced in place."""
    before = place.built()
    return _before_each_step(place, before, before, times)


def _before_each_step(place: Place, before: str, after: str, times: int) -> str:
    old = shutil.copytree(place.database.parent, place.folder / "old")
    steps = int(place.run(lambda: _load_until(place, 0)).printed.split()[-1])
    outcomes: Counter[str] = Counter()
    for step in range(steps, max(steps - times, 0), -1):
        shutil.rmtree(place.database.parent)
        shutil.copytree(old, place.database.parent)
        assert place.run(partial(_load_until, place, step)).code == -signal.SIGKILL
        _judge(place, before, after, outcomes)
    place.built()
    return _told(outcomes, place)


def _load_until(place: Place, step: int) -> None:
    seen = 0

    def watch(event: str, givens: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in STEPS and any(str(place.database.parent) in str(given) for given in givens):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        place.load()
    finally:
        print(seen)


def _judge(place: Place, before: str, after: str, outcomes: Counter[str]) -> str:
    if place.lacks_downloads():  # The service says so, and the next start makes them.
        outcomes["mended"] += 1
        assert place.run(place.prepare).code == 0
    version = place.whole()
    assert version in (before, after)
    outcomes["old" if version == before else "new"] += 1
    return version


def _told(outcomes: Counter[str], place: Place) -> str:
    place.served()
    mended = f", {outcomes['mended']} without downloads until the next start" * bool(
        outcomes["mended"]
    )
    return f"old release whole: {outcomes['old']}, new one: {outcomes['new']}{mended}; nothing left over"
