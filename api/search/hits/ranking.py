"""Rank all entries that match any part of a query, by the postings of its stems.

Scores are integers, added up here and not by the database, so that every engine ranks alike. The database
hands over the posting lists, which stay in memory once they were asked for: all are a few megabytes.
"""

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select
from sqlmodel import col

from api.lists.search_syntax import Term, holding
from api.lists.statements import Places, ask_of_several, once
from api.questions.parts import Part, Parts
from api.tables.index import NameRow, PostingRow

FLOOR = 30  # Per cent of what the known words tell together that an entry must match.
LEAST = 40  # Per cent of its score that an entry keeps however few of the words it matches.
BY_COVERAGE = 60  # Per cent that it keeps by how much the matched words tell of all: both make 100.
# By stem: the numbers of its entries, and its impact on each.
Postings = dict[int, tuple["array[int]", "array[int]"]]
Scored = TypeVar("Scored", tuple[int, int], tuple[int, int, str | None])  # An entry, and its score.


@dataclass(frozen=True)
class RankedEntries:
    """Entries with their scores, the best first; `held`: a bit for each part of the query that an entry matches."""

    entries: list[tuple[int, int]]
    held: dict[int, int] = field(default_factory=dict)
    holding_all: int = 0


def rank(
    connection: Connection,
    parts: Parts,
    *,
    strict: bool,
    within: Collection[int] | None = None,
    also: Collection[int] = (),
) -> RankedEntries:
    """Rank the entries, or those `within` a filter; `strict`: only those that match every part.

    `also`: entries whose `held` is returned even if they match too little.
    """
    lost = [part for part in parts.parts if not part.forms and (strict or part.mandatory)]
    known = sum(part.telling for part in parts.parts if part.forms)
    if lost or not known:
        return RankedEntries([])
    postings = _read_postings(connection, parts.parts)
    likely = _likely(parts.parts, postings, known).union(also)
    # One integer per candidate, as it is added up faster than two: the score, shifted by `width`, and the bits below it.
    width = len(parts.parts)
    found = dict.fromkeys(likely, 0)
    for place, part in enumerate(parts.parts):
        best = _best(part, postings, likely)
        if strict or part.mandatory:
            within = best.keys() if within is None else best.keys() & within
        bit = 1 << place
        for entry, gain in best.items():
            found[entry] += gain << width | bit
    everything = (1 << width) - 1
    held = {entry: both & everything for entry, both in found.items()}
    matched = {bits: telling_of(parts.parts, bits) for bits in {*held.values()}}
    enough = {bits for bits, told in matched.items() if told * 100 >= FLOOR * known}
    entries = [entry for entry, bits in held.items() if bits in enough]
    if within is not None:
        entries = [entry for entry in entries if entry in within]
    if parts.phrases and entries:
        entries = _holding(connection, entries, parts.phrases)
    whole = sum(part.telling for part in parts.parts)
    by_coverage = {bits: LEAST * whole + BY_COVERAGE * told for bits, told in matched.items()}
    scores = [
        (entry, (found[entry] >> width) * by_coverage[held[entry]] // (100 * whole))
        for entry in entries
    ]
    holding_all = sum(held[entry] == everything for entry in entries)
    return RankedEntries(best_first(scores), held, holding_all)


def telling_of(parts: list[Part], bits: int) -> int:
    """Return the sum of the IDF of the parts whose bits are set."""
    return sum(part.telling for place, part in enumerate(parts) if bits >> place & 1)


def best_first(scores: list[Scored]) -> list[Scored]:
    """Sort entries by descending score, ties by their number."""
    return sorted(sorted(scores, key=itemgetter(0)), key=itemgetter(1), reverse=True)


def _likely(parts: list[Part], postings: Postings, known: int) -> set[int]:
    """Return the candidates: entries that match a rare part, as the frequent parts alone do not reach `FLOOR`."""
    found: set[int] = set()
    left = known  # What those parts tell together whose entries are not taken.
    for part in sorted(parts, key=lambda one: one.telling * bool(one.forms), reverse=True):
        if left * 100 < FLOOR * known:
            break
        left -= part.telling
        found.update(*(postings[stem][0] for stem in part.forms))
    return found


def _best(part: Part, postings: Postings, likely: set[int]) -> dict[int, int]:
    """Return the score that a part adds to each candidate, by the best of its stems there."""
    best: dict[int, int] = {}
    for stem, weight in part.forms.items():
        entries, impacts = postings[stem]
        gains = {
            entry: impact * weight
            for entry, impact in zip(entries, impacts, strict=True)
            if entry in likely
        }
        if best:
            gains |= {entry: max(gain, gains.get(entry, 0)) for entry, gain in best.items()}
        best = gains
    return best


def _read_postings(connection: Connection, parts: list[Part]) -> Postings:
    """Return the posting lists, after reading those of stems that are not in memory."""
    known: Postings = once(connection, ("postings",), dict)
    missing = {stem for part in parts for stem in part.forms if stem not in known}
    if missing:
        read: Postings = {stem: (array("i"), array("i")) for stem in missing}
        rows = ask_of_several(connection, ("postings of stems",), _postings, sorted(missing))
        for stem, entry, impact in rows:
            entries, impacts = read[stem]
            entries.append(entry)
            impacts.append(impact)
        known.update(read)
    return known


def _postings(stems: Places) -> Select[Any]:
    stem, *columns = (col(getattr(PostingRow, name)) for name in ("stem", "entry", "impact"))
    return select(stem, *columns).where(stem.in_(stems)).order_by(stem, columns[0])


def _holding(connection: Connection, entries: Iterable[int], phrases: list[Term]) -> list[int]:
    """Keep the entries that contain the quoted phrases."""
    statement = select(col(NameRow.id)).where(*map(holding, phrases)).order_by(col(NameRow.id))
    held = set(entries)
    return [entry for entry in connection.execute(statement).scalars() if entry in held]
