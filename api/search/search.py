"""Run a search: parse the query, answer it, rank and rerank the entries, and cut out the page."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from pydantic_core import to_json
from sqlalchemy import Connection

from api.facts.folding import slug
from api.lists.engine import RecordPage
from api.lists.paging import NOT_A_CURSOR, BadCursor, make_cursor, open_cursor
from api.lists.statements import once
from api.lists.word_index import read_word_index
from api.questions.lexicon import read_lexicon
from api.questions.names import read_names
from api.questions.parts import Parts
from api.questions.splitting import split_typed
from api.questions.understanding import read_question
from api.search.answers.asking import Asking
from api.search.figures.as_answer import Address
from api.search.figures.for_question import choose_figures
from api.search.hits.closer import CODED, EXACT_NAME, Order, Pinned, lift_to, look_closer
from api.search.hits.details import show_hits
from api.search.hits.entries import Entries, entries_of_figures, read_entries, sources_of
from api.search.hits.likely import figures_of_countries, likely_figures, with_likely_figures
from api.search.hits.ranking import RankedEntries, rank
from api.search.hits.shown import figure_of_series
from api.search.hits.wanted import Wanted
from api.search.page import Match, SearchParams
from api.vocabulary import RecordType, Row, first_day, last_day

CLOSER = 300  # Entries that are looked at more closely.
CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)+")


@dataclass(frozen=True)
class Found:
    """The cached result of a search: the parsed query, the reranked entries, the total, the hints and the answer."""

    parts: Parts
    wanted: Wanted
    order: Order
    total: int
    hints: Row
    answer: Row | None
    # The order of 300 entries and the question as it is understood hold 30 kB, which only the next page needs.
    cache_weight: ClassVar[int] = 10


def search(connection: Connection, params: SearchParams, address: Address) -> RecordPage:
    """Return a page of hits, the best first, with the answer to the question beside them.

    `address` makes the address of a record from its type and code.
    """
    query = ("search", params.cache_key())
    found = once(connection, (*query, address), lambda: _find(connection, params, address))
    offset = _offset(params.cursor, query) if params.cursor else 0
    entries, page = read_entries(connection), _page(connection, params, found, offset)
    shown = [_shown(connection, found, entries, one) for one in page]
    index = read_word_index(connection)
    hits = show_hits(connection, shown, found.parts, index, address) if shown else []
    end = offset + len(hits)
    cursor = make_cursor(query, [str(end)]) if hits and end < found.total else None
    texts = list(map(to_json, hits))
    beside = {"answer": found.answer}
    counted = {str(name): _by_type(connection, params, found) for name in params.facet or []}
    return RecordPage(texts, found.total, cursor, counted, found.hints, beside)


def _find(connection: Connection, params: SearchParams, address: Address) -> Found:
    index, lexicon = read_word_index(connection), read_lexicon(connection)
    names, entries = read_names(connection), read_entries(connection)
    strict = params.match is Match.ALL
    parts = split_typed(params.q, index, lexicon, exactly=strict)
    question = read_question(parts, lexicon, names, params.q)
    wanted = Wanted(question, lexicon, names, parts.parts)
    answer = likely = None
    if not strict and question.has_no_quotes and not params.type:
        ask = Asking(connection, lexicon, names, address)
        answer = ask.answer(params.q, question)
        likely = answer or ask.answer_without_strange_words(question)
    pinned = Pinned(_exact(params.q, wanted, entries))
    if not strict:
        pinned = _pinned(connection, wanted, pinned.exact, answer, likely)
    within = _within(params, entries)
    also = pinned.entries(entries)
    ranked = rank(connection, parts, strict=strict, within=within, also=also)
    first = _first_entries(ranked, also, pinned.holders, within)
    order = look_closer(entries, ranked, first, wanted, pinned, is_answer=bool(answer))
    named = {*map(entries.by_record.get, pinned.named)}
    order = with_likely_figures(order, pinned.likely, wanted, named)
    for source in pinned.sources[:1]:
        lift_to(order, int(bool(answer)), entries.by_record.get(source))
    total = len(first | dict(ranked.entries))
    shown = {key: value for key, value in answer.items() if key != "figures"} if answer else None
    hints = _hints(connection, params, parts, ranked)
    return Found(parts, wanted, order, total, hints, shown)


def _pinned(
    connection: Connection,
    wanted: Wanted,
    exact: dict[int, int],
    answer: Row | None,
    likely: Row | None,
) -> Pinned:
    """Choose the entries to rerank whatever their score: what answers the question, is likely meant, or is named."""
    entries, is_open = read_entries(connection), not (answer or wanted.question.is_outside)
    maybe = likely_figures(connection, wanted) if is_open else {}
    meant = _figures_meant(connection, wanted, likely)
    defined = filter(None, map(entries.by_record.get, wanted.defined))
    return Pinned(
        exact | dict.fromkeys(defined, EXACT_NAME),
        leading=[(one["type"], one["code"]) for one in likely["records"]] if likely else [],
        meant=meant,
        likely=maybe,
        named=wanted.starting_points,
        sources=sources_of(connection, (maybe | meant).values()) if wanted.is_where_from else [],
        holders=_holders(wanted, entries),
    )


def _first_entries(
    ranked: RankedEntries, pinned: list[int], holders: set[int], within: Collection[int] | None
) -> dict[int, int]:
    """Return the candidates for reranking with their scores: the best entries, and the pinned ones."""
    first = dict(ranked.entries[:CLOSER])
    lowest, highest = min(first.values(), default=1), max(first.values(), default=1)
    return first | {
        entry: highest if entry in holders else lowest
        for entry in pinned
        if entry not in first and (within is None or entry in within)
    }


def _holders(wanted: Wanted, entries: Entries) -> set[int]:
    """Return the entries of those who held a post that is named, though they may share no word with the question."""
    if not wanted.question.kinds.get("function"):
        return set()
    held = (person for person, posts in entries.posts.items() if any(map(wanted.holds, posts)))
    return {entries.by_record[RecordType.PERSON, person] for person in held}


def _figures_meant(connection: Connection, wanted: Wanted, answer: Row | None) -> dict[int, str]:
    """Return the figures that answer, or are likely meant, by the number of their entry."""
    if answer:
        return entries_of_figures(connection, tuple(answer["figures"]))
    if not wanted.means_figures:
        return {}
    likely = choose_figures(connection, wanted.question, wanted.names, sure=False)
    codes = figures_of_countries(connection, wanted) or (likely.codes if likely else ())
    return entries_of_figures(connection, codes)


def _exact(typed: str, wanted: Wanted, entries: Entries) -> dict[int, int]:
    """Return the factors of entries whose name or code is the whole query, or whose code is part of it.

    Codes of an indicator and a subject together ask for a figure, and pin neither of the two.
    """
    whole = slug(typed)
    codes = () if wanted.measures and wanted.about else CODE.findall(typed.lower())
    found = {number: CODED for code in codes for number in entries.by_code.get(code, ())}
    targets = wanted.names.records.meanings.get(tuple(whole.split("-")), [])
    named = map(entries.by_record.get, targets)
    coded = (*entries.by_code.get(whole, ()), *entries.by_code.get(whole.replace("-", "_"), ()))
    return found | {number: EXACT_NAME for number in (*named, *coded) if number}


def _shown(
    connection: Connection, found: Found, entries: Entries, entry: tuple[int, int, str | None]
) -> tuple[int, int, str | None]:
    """Add to the entry of a series the figure that is shown for it, unless one was chosen."""
    number, score, figure = entry
    one = entries.by_number[number]
    if figure or not one.figures:
        return entry
    return number, score, figure_of_series(connection, one, found.wanted)


def _page(connection: Connection, params: SearchParams, found: Found, offset: int) -> Order:
    """Return the entries of a page: the reranked ones, then the others by their scores."""
    end = offset + params.limit
    if end <= len(found.order) or found.total == len(found.order):
        return found.order[offset:end]
    ranked = _ranked(connection, params, found.parts)
    before = {entry for entry, *_ in found.order}
    behind = [(*one, None) for one in ranked.entries if one[0] not in before]
    return [*found.order, *behind][offset:end]


def _by_type(connection: Connection, params: SearchParams, found: Found) -> list[Row]:
    """Return the facet counts of all hits by record type, the most frequent first."""
    entries = read_entries(connection)
    ranked = _ranked(connection, params, found.parts)
    hits = {one[0] for one in found.order} | {one[0] for one in ranked.entries}
    counted = Counter(str(entries.by_number[entry].type) for entry in hits)
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [{"value": type, "count": count} for type, count in ordered]


def _hints(connection: Connection, params: SearchParams, parts: Parts, first: RankedEntries) -> Row:
    match = ("all" if first.holding_all else "some") if first.entries else "none"
    meant = None
    if params.match is Match.ALL and not first.entries:
        meant = _question_meant(connection, params)
    return {
        "match": match,
        "all_words": first.holding_all,
        "words": [
            {"word": one.word, "state": one.state, "read_as": list(one.read_as)}
            for one in parts.typed
        ],
        "did_you_mean": meant,
    }


def _question_meant(connection: Connection, params: SearchParams) -> str | None:
    """Return the query with its unknown words corrected, if that has hits; else None."""
    index, lexicon = read_word_index(connection), read_lexicon(connection)
    parts = split_typed(params.q, index, lexicon)
    if parts.words == parts.originals:
        return None
    meant = " ".join(parts.words)
    exact = split_typed(meant, index, lexicon, exactly=True)
    return meant if _ranked(connection, params, exact).entries else None


def _ranked(connection: Connection, params: SearchParams, parts: Parts) -> RankedEntries:
    within = _within(params, read_entries(connection))
    return rank(connection, parts, strict=params.match is Match.ALL, within=within)


def _within(params: SearchParams, entries: Entries) -> set[int] | None:
    """Return the entries that pass the filters `type`, `time__gte` and `time__lte`; None without a filter."""
    kinds, since, until = params.type, params.time__gte, params.time__lte
    if not (kinds or since or until):
        return None
    start, end = since and first_day(since), until and last_day(until)
    return entries.passing(
        lambda entry: (
            (not kinds or entry.type in kinds)
            and (not start or (entry.time_last or "") >= start)
            and (not end or (entry.time_first is not None and entry.time_first <= end))
        )
    )


def _offset(cursor: str, query: tuple[str, ...]) -> int:
    (position,) = open_cursor(cursor, query, [str])
    if not re.fullmatch(r"[0-9]{1,9}", str(position), re.ASCII):
        raise BadCursor(NOT_A_CURSOR)
    return int(str(position))
