"""Disk faults: no space, a file size limit, no permission. The published release survives."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.faults.place import Place

ELSEWHERE = "or name another place in PEACEKEEPING_DATABASE_URL. Nothing was changed."
KEPT = "the old release whole and served, cause and remedy named"


def full(place: Place, times: int) -> str:
    """Fill the disk but for a little more each time, so that a load fails at every stage."""
    with _mounted(place, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        before = place.built()
        needed = sum(set(map(len, place.there().values())))  # The database has two names.
        for turn in range(times):
            place.edit()
            with _filled(place, needed * turn // (times + 1)):
                place.refused(place.load, "No space left on device", "make room there", ELSEWHERE)
        assert place.served() == place.whole() == before
        place.built()
    return KEPT


def too_long(place: Place, times: int) -> str:
    """Limit the file size to a little more each time (`ulimit -f`)."""
    before = place.built()
    size = place.database.stat().st_size

    def load(most: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        place.load()

    for turn in range(times):
        place.edit()
        most = 1000 + size * turn // (times + 1)
        place.refused(partial(load, most), "cannot be built: ", ELSEWHERE)
    assert place.served() == place.whole() == before
    place.built()
    return KEPT


def read_only(place: Place, _: int) -> str:
    """Makes the whole file system read-only; a start then serves what is there."""
    place.database.parent.mkdir()
    with _mounted(place, "--bind", str(place.database.parent)):
        before = place.built()
        _call("mount", "-o", "remount,bind,ro", str(place.database.parent))
        _refused_but_served(place, before, "Read-only file system", "make it writable")
        _call("mount", "-o", "remount,bind,rw", str(place.database.parent))
        place.built()
    return KEPT


def not_writable(place: Place, _: int) -> str:
    """Remove write permission, from an old database's folder, then from that of a new one."""
    before = place.built()
    place.database.parent.chmod(0o555)
    _refused_but_served(place, before, "Permission denied", "allow this user to write there")
    place.database.parent.chmod(0o755)
    place.built()
    return KEPT


def missing(place: Place, _: int) -> str:
    """Remove the folder of the database, and its parent."""
    place.use(place.folder / "new" / "newer" / "facts.sqlite")
    place.built()
    return "made"


def _refused_but_served(place: Place, before: str, *words: str) -> None:
    place.refused(place.load, *words, ELSEWHERE)
    place.edit()
    place.refused(place.load, *words, ELSEWHERE)
    started = place.run(place.prepare)
    assert (started.code, f"serving release {before}" in started.printed) == (0, True), started
    assert place.served() == place.whole() == before


@contextmanager
def _mounted(place: Place, *words: str) -> Iterator[None]:
    there = place.database.parent
    there.mkdir(exist_ok=True)
    _call("mount", *words, str(there))
    try:
        yield
    finally:
        _call("umount", str(there))


@contextmanager
def _filled(place: Place, but_for: int) -> Iterator[None]:
    filler = place.database.parent / "filler"
    free = shutil.disk_usage(filler.parent).free
    filler.write_bytes(bytes(max(free - but_for, 0)))
    try:
        yield
    finally:
        filler.unlink()


def _call(*words: str) -> None:
    subprocess.run(words, check=True)  # noqa: S603  # our own words
