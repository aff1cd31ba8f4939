"""Compress answers: choose the content coding by `Accept-Encoding` (zstd, Brotli, gzip), and apply it."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import brotli

from api.http.negotiation import read_weight

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SMALLEST = 600  # Bytes; below this, the headers of a compressed answer cost more than it saves.
GZIP = 31  # Window bits of zlib that mean gzip.
Compress = Callable[[bytes], bytes]
Finish = Callable[[], bytes]
COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
# In our own order of preference; levels chosen so that 100 kB take less than a millisecond.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstd.compress(content, level=9),
    "br": lambda content: bytes(brotli.compress(content, quality=5)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}

# Each makes two functions: one compresses a part, the other flushes what is left at the end.
STREAMS: dict[str, Callable[[], tuple[Compress, Finish]]] = {
    "zstd": lambda: _methods(zstd.ZstdCompressor(level=3), "compress", "flush"),
    "br": lambda: _methods(brotli.Compressor(quality=4), "process", "finish"),
    "gzip": lambda: _methods(zlib.compressobj(6, zlib.DEFLATED, GZIP), "compress", "flush"),
}


def _methods(compressor: Any, compress: str, finish: str) -> tuple[Compress, Finish]:
    return getattr(compressor, compress), getattr(compressor, finish)


@lru_cache(maxsize=256)
def choose_coding(accept: bytes) -> str | None:
    """Return the coding that an `Accept-Encoding` header prefers, or None to send the content as it is."""
    parts = accept.decode("latin-1").split(",")
    weights = dict(read_weight(part) for part in parts if part)
    offers = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    best = max(offers, key=offers.__getitem__)
    return best if offers[best] > 0 and offers[best] >= weights.get("identity", 0.0) else None


def worth_compressing(content: bytes, media_type: str) -> bool:
    """Tell whether compression saves more than it costs."""
    return len(content) >= SMALLEST and media_type.startswith(COMPRESSIBLE)


def compress_parts(coding: str | None, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Compress one stream of many parts; without a coding they stay as they are."""
    if coding is None:
        yield from parts
        return
    compress, finish = STREAMS[coding]()
    for part in parts:
        if compressed := compress(part):
            yield compressed
    yield finish()
