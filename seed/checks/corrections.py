"""Rules of correcting: what was published may be withdrawn and replaced, but not overwritten; they run with `CHECKS`."""

from collections.abc import Iterator
from itertools import pairwise

from api.facts.changes import Change
from api.vocabulary import RecordType
from seed.files.entries import Problem
from seed.library import Library
from seed.records import FigureRecord
from seed.releases.history import statement_of

REMEDY = "(withdrawn_on, withdrawn_reason, replaced_by)"


def withdrawals_have_reasons(library: Library) -> Iterator[Problem]:
    """A figure that is withdrawn says why, and only such a one is replaced."""
    for entry, figure in library.figures:
        if (figure.withdrawn_on is None) != (figure.withdrawn_reason is None):
            yield entry.problem(
                ("withdrawn_reason",), "goes with withdrawn_on, and only with it; give both"
            )
        if figure.replaced_by and not figure.withdrawn_on:
            yield entry.problem(("replaced_by",), "goes with withdrawn_on: when was it taken back?")


def replacements_answer_the_same_question(library: Library) -> Iterator[Problem]:
    """A figure is replaced by another answer to its question, or by its own number where that belongs."""
    for entry, figure in library.figures:
        other = library.record(RecordType.FIGURE, figure.replaced_by or "")
        if not isinstance(other, FigureRecord) or _question(other) == _question(figure):
            continue
        if _reading(other) != _reading(figure):
            message = (
                f"{other.code} has another subject, indicator or dimension, and is not the same"
                " number of that source and time"
            )
            yield entry.problem(("replaced_by",), message)


def published_records_stay(library: Library) -> Iterator[Problem]:
    """A code that was published leads somewhere for ever."""
    rows = library.published
    for key in sorted(library.gone):
        type, code = key
        log, _ = rows[key]
        remedy = f"put it back, or name it in aliases of the {type} that took its place"
        if type is RecordType.FIGURE:
            remedy = f"put it back and withdraw it {REMEDY}"
        message = f"{type} {code!r} is in the log of release {log.version}, but gone; {remedy}"
        yield Problem(log.name, log.line_of(key), "code", message)


def published_figures_keep_their_statement(library: Library) -> Iterator[Problem]:
    """What a published figure says is not overwritten."""
    rows = library.published
    for entry, figure in library.figures:
        if entry.key not in rows:
            continue
        log, row = rows[entry.key]
        if row.statement != statement_of(figure):
            remedy = f"leave it as it was, withdraw it {REMEDY} and add the corrected one"
            message = f"says something else than in release {log.version}; {remedy} with a code of its own"
            yield entry.problem(("value",), message)


def new_figures_are_recorded_later(library: Library) -> Iterator[Problem]:
    """What a release adds was recorded after the release before, so that `known_at` tells what was known then."""
    known = library.published
    newest = library.releases[-1].release.date if library.releases else ""
    since = {
        key: before.release.date
        for before, log in pairwise(library.releases)
        for key, row in log.rows.items()
        if row.change is Change.ADDED
    }
    for entry, figure in library.figures:
        day = since.get(entry.key, "" if entry.key in known else newest)
        if figure.recorded_on <= day:
            message = f"is new since the release of {day}; give the day it was recorded"
            yield entry.problem(("recorded_on",), message)


def _question(figure: FigureRecord) -> tuple[str, str, str, str]:
    subject = figure.subject
    return subject.type, subject.code, figure.indicator, figure.dimensions.model_dump_json()


def _reading(figure: FigureRecord) -> tuple[str, float, str | None, str | None, str | None]:
    time = (figure.as_of, figure.period_start, figure.period_end)
    return figure.source.code, figure.value, *time
