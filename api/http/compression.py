"""Compression: which coding a client likes best, and the codings themselves."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard

SMALLEST = 600  # Below this, the headers of a compressed answer cost more than it saves.
COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
# In our own order of preference; levels chosen so that 100 kB take less than a millisecond.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstandard.ZstdCompressor(level=9).compress(content),
    "br": lambda content: bytes(brotli.compress(content, quality=5)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}


@lru_cache(maxsize=256)
def choose_coding(accept: bytes) -> str | None:
    """The coding that an `Accept-Encoding` header likes best; `None` to leave the content as it is."""
    wishes = dict(_read_wish(part) for part in accept.decode("latin-1").lower().split(",") if part)
    likings = {coding: wishes.get(coding, wishes.get("*", 0.0)) for coding in CODINGS}
    best = max(likings, key=likings.__getitem__)
    return best if likings[best] > 0 and likings[best] >= wishes.get("identity", 0.0) else None


def worth_compressing(content: bytes, media_type: str) -> bool:
    """Whether compression makes the content smaller by more than it costs."""
    return len(content) >= SMALLEST and media_type.startswith(COMPRESSIBLE)


def _read_wish(part: str) -> tuple[str, float]:
    coding, _, quality = part.partition(";")
    try:
        return coding.strip(), float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        return coding.strip(), 0.0
