"""Find values of dimensions in words without a place: the "medical" pledges, the "verification" visits."""

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.folding import fold
from api.lists.statements import once
from api.questions.question import Question
from api.tables.figures import FigureCountRow
from api.tables.words import stem_of

DESCRIBED = ("purpose", "location")  # Dimensions whose values say in words what they are.
Value = tuple[str, str, frozenset[str]]


def with_named_value(
    connection: Connection, question: Question, code: str, left: set[int]
) -> Question:
    """Narrow a question to the only value of an indicator whose words include all that are left; else return it as it is."""
    words = {stem_of(question.words[place]) for place in left}
    held = _values_of(connection).get(code, ()) if words else ()
    named = [(name, value) for name, value, stems in held if words <= stems]
    if len(named) != 1 or named[0][0] in question.dimensions:
        return question
    ((name, value),) = named
    return replace(question, dimensions={**question.dimensions, name: (value, left)})


def whole_value(connection: Connection, question: Question, code: str) -> dict[str, str]:
    """Return the only value of an indicator all of whose words are in its phrase, "verification visits"; empty for none."""
    words = {stem_of(question.words[place]) for place in question.measures.get(code, ())}
    held = _values_of(connection).get(code, ())
    named = {name: value for name, value, stems in held if stems <= words}
    return named if len(named) == 1 else {}


def _values_of(connection: Connection) -> dict[str, list[Value]]:
    """Read the values by which each indicator is narrowed, with the stems of their words."""

    def read() -> dict[str, list[Value]]:
        found: dict[str, list[Value]] = defaultdict(list)
        for name in DESCRIBED:
            column = col(getattr(FigureCountRow, name))
            values = select(col(FigureCountRow.indicator), column).distinct()
            for code, value in connection.execute(values.where(column.is_not(None))):
                found[code].append((name, value, frozenset(map(stem_of, fold(value).split()))))
        return found

    return once(connection, ("named values of indicators",), read)
