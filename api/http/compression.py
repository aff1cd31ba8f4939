"""Choose and apply content codings: zstd, Brotli, gzip."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard

SMALLEST = 600  # Bytes; below this, the headers of a compressed answer cost more than it saves.
COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
# In our own order of preference; levels chosen so that 100 kB take less than a millisecond.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstandard.ZstdCompressor(level=9).compress(content),
    "br": lambda content: bytes(brotli.compress(content, quality=5)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}


@lru_cache(maxsize=256)
def choose_coding(accept: bytes) -> str | None:
    """Return the coding that an `Accept-Encoding` header prefers, or None to send the content as it is."""
    parts = accept.decode("latin-1").lower().split(",")
    weights = dict(_read_weight(part) for part in parts if part)
    offers = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    best = max(offers, key=offers.__getitem__)
    return best if offers[best] > 0 and offers[best] >= weights.get("identity", 0.0) else None


def worth_compressing(content: bytes, media_type: str) -> bool:
    """Tell whether compression saves more than it costs."""
    return len(content) >= SMALLEST and media_type.startswith(COMPRESSIBLE)


def _read_weight(part: str) -> tuple[str, float]:
    coding, _, quality = part.partition(";")
    try:
        return coding.strip(), float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        return coding.strip(), 0.0
