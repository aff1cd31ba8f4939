"""Replace a file or folder atomically: nothing half-written, and synced to the disk."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
