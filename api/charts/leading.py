"""Decide which of several statements the line or bar is drawn through; others are small marks.

The source with most figures of a question leads. A figure of another source stands beside if its time is one of the
leading source, or lies between two of these that are near each other; elsewhere it takes the lead. A preferred figure
is never beside. So one line runs through the figures of a question, and no statement is left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from api.charts.scales import first_of, last_of
from api.vocabulary import Rank, Row

ENOUGH = 3  # A source with so many figures of one question may lead.
FAR = 550  # Neighbours more than a year and a half apart are not joined.
Span = tuple[int, int]


def extent(figure: Row) -> Span:
    """Return the first and the last day of a figure, as ordinals."""
    start, end = days(figure)
    return first_of(start), last_of(end)


def days(figure: Row) -> tuple[str, str]:
    """Return the first and last date of a figure, as stated."""
    moment = figure["as_of"]
    return (moment, moment) if moment else (figure["period_start"], figure["period_end"])


def source_of(figure: Row) -> str:
    """Return the code of the source of a figure."""
    return str(figure["citation"]["source"]["code"])


def beside(figures: list[Row]) -> set[str]:
    """Return the codes of the figures of one question that do not lead."""
    held: list[Span] = []
    aside: set[str] = set()
    for members in _by_source(figures):
        led = [figure for figure in members if not _is_beside(figure, held)]
        aside |= {figure["code"] for figure in members} - {figure["code"] for figure in led}
        if len(led) >= ENOUGH:
            held += _reach(sorted(map(extent, led)))
    preferred = {extent(figure) for figure in figures if _is_preferred(figure)}
    rivals = (one for one in figures if extent(one) in preferred and not _is_preferred(one))
    return aside | {one["code"] for one in rivals}


def _by_source(figures: list[Row]) -> Iterator[list[Row]]:
    """Yield the figures of each source with enough to lead, most first; then all others."""
    counts = Counter(map(source_of, figures))
    own = [code for code, number in counts.items() if number >= ENOUGH and len(counts) > 1]
    place = {code: (-counts[code], code) for code in own}

    def order(figure: Row) -> tuple[int, str]:
        return place.get(source_of(figure), (0, ""))

    for _, members in groupby(sorted(figures, key=order), key=order):
        yield list(members)


def _reach(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans that a source covers: its times, and short intervals between them."""
    yield from spans
    for (_, before), (after, _) in pairwise(spans):
        if 0 < after - before <= FAR:
            yield before, after


def _is_beside(figure: Row, held: Iterable[Span]) -> bool:
    first, last = extent(figure)
    return not _is_preferred(figure) and any(start <= last and first <= end for start, end in held)


def _is_preferred(figure: Row) -> bool:
    return bool(figure["rank"] == Rank.PREFERRED)
