"""Rules of corrections: a published figure may be withdrawn and replaced, for a reason."""

from collections.abc import Iterator

from api.vocabulary import RecordType
from seed.files.entries import Problem
from seed.library import Library
from seed.records import FigureRecord


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
    """A figure is replaced by one on the same question, or by the same number moved elsewhere."""
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


def _question(figure: FigureRecord) -> tuple[str, str, str, str]:
    subject = figure.subject
    return subject.type, subject.code, figure.indicator, figure.dimensions.model_dump_json()


def _reading(figure: FigureRecord) -> tuple[str, float, str | None, str | None, str | None]:
    time = (figure.as_of, figure.period_start, figure.period_end)
    return figure.source.code, figure.value, *time
