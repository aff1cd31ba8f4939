"""Replace a file or folder atomically: one builder at a time, nothing half-written, and synced to the disk."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from socket import gethostname


@contextmanager
def alone(target: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the build lock of `target`; wait for whoever holds it, and report who that is.

    The lock is the system's and ends with the process, however it dies. Its file is never removed: a process that
    waits has it open, and would otherwise lock a file that is no longer there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f".{target.name}.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            tell(f"{lock.read() or 'another process'} is building {target}; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"process {os.getpid()} on {gethostname()}, since {datetime.now():%F %T},")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """Yield a temporary path to build at; replace `target` with it at the end, or remove it after an error."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        yield new
        for part in (*new.glob("*"), new):
            _sync(part)
        _replace(target, new)
        _sync(target.parent)
    finally:
        remove(new)


def sweep(target: Path) -> None:
    """Remove temporary files left by builds that were killed. Safe because the caller holds the build lock."""
    leftover = re.compile(rf"\.{re.escape(target.name)}\.\d+\.(new|old)(-journal)?")
    for path in target.parent.iterdir():
        if leftover.fullmatch(path.name):
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder with its content, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _replace(target: Path, new: Path) -> None:
    if new.is_dir() and target.is_dir():  # A folder can replace only an empty one.
        old = new.with_suffix(".old")
        os.replace(target, old)
        os.replace(new, target)
        shutil.rmtree(old)
    else:
        os.replace(new, target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
