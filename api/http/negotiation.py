"""Content negotiation: choose the format of an answer by the `Accept` header (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=str)


def preferred_format(accept: str, offered: Mapping[Name, str]) -> Name | None:
    """Return the offered format that an `Accept` header prefers, or None if it accepts none of them.

    `offered` holds the media type of each format, the preferred one first.
    """
    ranges = [read_weight(part) for part in accept.split(",") if part.strip()]
    qualities = {name: _quality(media_type, ranges) for name, media_type in offered.items()}
    best = max(qualities, key=qualities.__getitem__)
    return best if qualities[best] > 0 or not ranges else None


def read_weight(part: str) -> tuple[str, float]:
    """Parse a media range or coding and its q-value; one that is not from 0 to 1, such as `q=nan`, counts as 0."""
    accepted, *parameters = [piece.strip() for piece in part.lower().split(";")]
    weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return accepted, float(weight) if 0 <= float(weight) <= 1 else 0.0
    except ValueError:
        return accepted, 0.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the q-value of a media type, by the most specific media range that matches it."""
    plain = media_type.partition(";")[0]
    for pattern in (plain, f"{plain.partition('/')[0]}/*", "*/*"):
        for media_range, quality in ranges:
            if media_range == pattern:
                return quality
    return 0.0
