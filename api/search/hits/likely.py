"""Place figures that a question may mean among the first hits, where nothing answers it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select
from sqlmodel import col

from api.questions.question import WHOLE, Question
from api.search.figures.for_question import choose_figures
from api.search.hits.closer import Order, lift_to
from api.search.hits.entries import entries_of_figures
from api.search.hits.wanted import Wanted
from api.tables.figures import FigureRow
from api.vocabulary import Rank, RecordType

OTHERS = 3  # Indicators that are tried beside those named by the most words.
TIMES = 3  # Times that are tried for each.
OF_EACH = 2  # Figures of one way to read the question: the next way may be the right one.
MOST = 5  # Figures in all, half of the first ten hits.
SECOND = (
    1  # Places of the hits, counted from 0: of what is named, which keeps one of the first three,
)
THIRD = 2  # of the likeliest figure, which is no answer and does not lead,
SIXTH = 5  # and of the other figures, behind the records that fit the words best.


def likely_figures(connection: Connection, wanted: Wanted) -> dict[int, str]:
    """Return figures that may be meant, by the number of their entry, the likeliest first."""
    found = dict.fromkeys(figures_of_countries(connection, wanted))
    for question in _ways_to_read(wanted):
        chosen = choose_figures(connection, question, wanted.names, sure=False)
        found |= dict.fromkeys(chosen.codes[:OF_EACH] if chosen else ())
        if len(found) >= MOST:
            break
    return entries_of_figures(connection, tuple(found)[:MOST])


def figures_of_countries(connection: Connection, wanted: Wanted) -> tuple[str, ...]:
    """Return the newest figures of contributing countries, where too few are held for a ranking: "who owes"."""
    question = wanted.question
    is_of_most = question.superlatives == {"most"} and question.says("country")
    is_of_them = question.lists_countries or is_of_most or "who" in question.asking
    if question.mentions or wanted.is_where_from or not is_of_them:
        return ()
    statement = (
        select(col(FigureRow.code))
        .where(
            col(FigureRow.indicator).in_(wanted.measures),
            col(FigureRow.subject_code).in_(code for _, code in WHOLE),
            col(FigureRow.country) > "",
            col(FigureRow.rank) != Rank.DEPRECATED,
        )
        .order_by(col(FigureRow.time_last).desc(), col(FigureRow.value).desc(), col(FigureRow.code))
    )
    return tuple(connection.execute(statement.limit(OF_EACH)).scalars())


def _ways_to_read(wanted: Wanted) -> Iterator[Question]:
    """Yield looser variants of a question: each indicator at each time, then without subject, dimensions or time."""
    question, likeliest = wanted.question, wanted.measures
    plain = replace(
        question,
        asking={"how_many"},
        superlatives=set(),
        amounts=set(),
        listing={},
        breakdowns={},
        newest_years=0,
    )
    times = [[time] for time in question.times][:TIMES] or [[]]
    words = {code: len(places - question.filler) for code, places in question.measures.items()}
    others = sorted(words.keys() - likeliest, key=lambda code: (-words[code], code))
    for codes in (likeliest, *({code} for code in others[:OTHERS])):
        measures = {code: question.measures[code] for code in sorted(codes)}
        for time in times:
            yield replace(plain, measures=measures, times=time)
    measures = {code: question.measures[code] for code in sorted(likeliest)}
    of_one = replace(plain, measures=measures, times=times[0])
    is_whole = question.is_whole and not question.mentions
    if not is_whole and not question.subjects(RecordType.MISSION):
        yield replace(of_one, mentions=[], is_whole=True)
    if question.dimensions:
        yield replace(of_one, dimensions={})
    if question.times:
        yield replace(of_one, times=[])


def with_likely_figures(
    order: Order, likely: dict[int, str], wanted: Wanted, named: Collection[int | None]
) -> Order:
    """Lift the likeliest figure to the third place, if a word asks for it, behind what is `named`; others to the sixth."""
    order, filler = [*order], wanted.question.filler
    is_asked = any(wanted.question.measures[code] - filler for code in wanted.measures)
    third = order[THIRD][0] if len(order) > THIRD else None
    is_behind = next(iter(likely), None) not in {number for number, *_ in order[:THIRD]}
    if likely and is_asked and is_behind and third in named:
        lift_to(order, SECOND, third)
    place = THIRD if is_asked else SIXTH
    for number, code in likely.items():
        if lift_to(order, place, number, code):
            place = max(place + 1, SIXTH)
    return order
