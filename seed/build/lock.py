"""The lock around a build: one builder at a time, never over a foreign file."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from socket import gethostname

import typer
from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError

from api.database.address import database_at, is_foreign
from seed.build.postgresql import alone_on_server

# What SQLite calls the same trouble; its other errors are mistakes of ours, and stay what they are.
SAME = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
ROOM, RIGHTS = "make room there", "allow this user to write there"
LIMIT = "look to the disk and to the limit on the size of files (ulimit -f)"
REMEDIES = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: "make it writable",
    errno.EFBIG: LIMIT,
    errno.EIO: LIMIT,
}
ELSEWHERE = "name another place in PEACEKEEPING_DATABASE_URL"


class NotBuilt(typer.Exit):
    """Exit because the database cannot be built there; says why, and leaves what is there."""

    def __init__(self, why: str, remedy: str = "") -> None:
        remedies = f"{remedy}, or {ELSEWHERE}" if remedy else ELSEWHERE
        typer.echo(f"{why}; {remedies}. Nothing was changed.", err=True)
        super().__init__(3)


@contextmanager
def building(url: str) -> Iterator[None]:
    """Hold the build lock of a database address; raise `NotBuilt` where it cannot be written."""
    database = database_at(url).file
    try:
        if is_foreign(database):
            raise NotBuilt(
                f"what is at {database} is no database of Peacekeeping Facts", "move it away"
            )
        lock = alone(database, lambda words: typer.echo(words, err=True))
        with lock, alone_on_server(url):
            yield
    except BrokenPipeError:
        raise  # Whoever reads what is printed has gone; the command line knows what to do.
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code not in SAME:
            raise
        raise _refused(database, OSError(SAME[code], os.strerror(SAME[code]))) from error
    except OSError as error:
        raise _refused(database, error) from error


def _refused(database: Path, error: OSError) -> NotBuilt:
    reason = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return NotBuilt(
        f"{database} and its downloads cannot be built: {reason}",
        REMEDIES.get(error.errno or 0, ""),
    )


@contextmanager
def alone(target: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the build lock of `target`; wait for whoever holds it, and report who that is.

    The lock is the system's and ends with the process, however it dies; its file stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_name(f".{target.name}.lock"), mode=0o644)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        holder = _holder(Path(lock.lock_file)) or "another process"
        tell(f"{holder} is building {target}; waiting for it")
        lock.acquire()
    try:
        _name_holder(
            Path(lock.lock_file),
            f"process {os.getpid()} on {gethostname()}, since {datetime.now():%F %T},",
        )
        yield
    finally:
        _name_holder(Path(lock.lock_file), "")
        lock.release()


def _holder(lock: Path) -> str:
    with suppress(OSError):  # Windows lets nobody else read a file that is locked.
        return lock.read_text(encoding="utf-8")
    return ""


def _name_holder(lock: Path, words: str) -> None:
    with suppress(OSError):  # It is for whoever waits; building does not need it.
        lock.write_text(words, encoding="utf-8")
