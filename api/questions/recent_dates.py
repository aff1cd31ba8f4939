"""Parse months, days and seasons without a year as the most recent ones: "as of March", "this summer"."""

from api.questions.dates import DAY_OF_MONTH, SEASONS, SpanReader
from api.questions.span import Span, real_span


def read_recent(spans: SpanReader, place: int, *, is_introduced: bool) -> Span | None:
    """Read the most recent March, 31 March or summer, where a word such as "in", "this" or "last" stands beside it."""
    turned = spans.skip("this", place) or spans.skip("last", place)
    start = place + turned
    start += next((n for part in ("start", "middle", "end") if (n := spans.skip(part, start))), 0)
    day = DAY_OF_MONTH.fullmatch(spans.word(start))
    first, last, end = _months(spans, start + bool(day))
    behind = spans.skip("last", end)
    is_led_to = is_introduced or turned or behind or (day and first == last)
    is_dated = spans.word(end + behind).isdigit() or spans.read(start)
    if not first or not is_led_to or is_dated:
        return None
    number = f"{int(day[1]):02}" if day else "01"
    year = int(spans.day[:4])
    year -= f"{year}-{first}-{number}" > spans.day
    if first == last:
        written = f"{year}-{first}-{number}" if day else f"{year}-{first}"
    else:
        written = f"{year}-{first}/{year}-{last}"
    return real_span(end + behind, written) if day else Span(end + behind, written)


def _months(spans: SpanReader, place: int) -> tuple[str, str, int]:
    """Return the first and last month that a word names, and the place behind it; empty months for another word."""
    word = spans.word(place)
    if (month := spans.lexicon.months.get(word)) and word not in spans.lexicon.counts:
        return f"{month:02}", f"{month:02}", place + 1
    for season, (first, last) in SEASONS.items():
        if length := spans.skip(season, place):
            return first, last, place + length
    return "", "", place
