"""Replace a file or folder atomically: one builder at a time, nothing half-written, and synced to the disk."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from socket import gethostname

from filelock import FileLock, Timeout


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
    if path.is_dir() and sys.platform == "win32":
        return  # Windows opens no folder; it needs no such promise.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
