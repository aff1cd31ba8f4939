"""How a built file or folder takes the place of the old one: whole, at once, and safe on the disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """A path to build at; what is there at the end replaces `target` at once, or vanishes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    _remove(new)
    try:
        yield new
        for part in (*new.glob("*"), new):
            _sync(part)
        if target.is_dir():  # A folder takes only an empty one's place.
            shutil.rmtree(target)
        os.replace(new, target)
        _sync(target.parent)
    finally:
        _remove(new)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
