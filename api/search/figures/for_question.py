"""Choose the figures that answer a question: of one time, of two that are compared, or of several."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection

from api.facts.components import ADDED_UP, OBSERVERS, SAME
from api.questions.about import only_there
from api.questions.indicator_codes import SHARES_PAID, STRENGTH
from api.questions.indicators import indicator_kinds, indicators_asked
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.names import Names
from api.questions.question import CONTRIBUTOR, SEVERAL, Question
from api.questions.readings import AskedFigure, readings
from api.search.figures.changes import (
    is_of_an_effect,
    joined,
    several_times,
    several_years,
    span_in_words,
    two_times,
    with_year_before,
)
from api.search.figures.for_reading import ChooserForReading
from api.search.figures.rows import codes_of_value
from api.search.figures.sentence import acronyms
from api.search.figures.series import ChosenRows, are_in_a_row, without_parts
from api.vocabulary import IndicatorKind, Qualifier, RecordType

PAIR = 2
WorkedOut = Literal["", "change", "mean", "sum"]
SORTED = {"highest": "-value", "lowest": "value"}


@dataclass(frozen=True)
class Chosen:
    """The figures that answer a question, in order, and the reading they answer.

    `is_series`: one for each year. `is_over_time`: a series, or the highest or lowest of many times.
    `note`: a caveat for the text, such as of how many figures they are the highest.
    """

    asked: AskedFigure
    codes: tuple[str, ...]
    is_series: bool = False
    is_over_time: bool = False
    sort: str = ""  # How the list that proves them is ordered, where they are the first of it.
    note: str = ""
    worked_out: WorkedOut = ""  # What is worked out of their values.


def choose_figures(
    connection: Connection, question: Question, names: Names, *, sure: bool = True
) -> Chosen | None:
    """Choose the figures that answer a question; None where a word or dimension has no place.

    Not `sure`: the likeliest figures all the same, good enough to lead the hits, and never an answer.
    """
    of_times = with_year_before(question)
    both, chosen = two_times(of_times), None
    if both or len(of_times.times) > 1:
        chosen = _of_several_times(connection, of_times, both, names, sure=sure)
    if chosen or not is_clear(question):
        return chosen
    return _of_one_time(connection, question, names, sure=sure)


def _of_one_time(
    connection: Connection, question: Question, names: Names, *, sure: bool
) -> Chosen | None:
    """Choose the figures of a question with one time or none."""
    changed = set() if question.is_compared else question.places("changed") - question.surplus
    # Several years tell a mean, and a change where no time and no doer of it is told.
    is_open = not (question.times or is_of_an_effect(question))
    telling = question.places("average", *(("changed",) if is_open else ()))
    if telling - question.filler:
        question = replace(question, filler=question.filler | telling)
    if not sure and question.amounts:
        indicators = indicators_asked(connection, question, sure=False)
        if codes := codes_of_value(connection, question, names, indicators):
            return Chosen(AskedFigure((), "", {}, None), codes)
    best = _best(connection, question, names, sure=sure)
    if best is None:
        return None
    asked, chosen = best
    if "either" in question.asking:
        is_one = _is_one_of(question, chosen)
        if not is_one or _are_both_held(connection, question, names, asked.indicator):
            return None  # Where sources disagree, none of them answers.
    is_of_change = changed - question.measures.get(asked.indicator, set())
    if is_of_change and not (chosen.is_series and len(chosen.rows) >= PAIR):
        return None  # How many there are is no change.
    return _chosen(connection, question, names, asked, chosen)


def _best(
    connection: Connection, question: Question, names: Names, *, sure: bool
) -> tuple[AskedFigure, ChosenRows] | None:
    """Choose the first reading with figures, or the next ones if they only differ in names and have newer or more figures."""
    best: tuple[AskedFigure, ChosenRows] | None = None
    for asked in readings(connection, question, names, sure=sure):
        if best and not _is_alike(question, asked, *best):
            break
        chosen = ChooserForReading(connection, question, names, asked).choose()
        if chosen.rows and (best is None or chosen.is_better_than(best[1])):
            best = asked, chosen
    return best


def _are_both_held(
    connection: Connection, question: Question, names: Names, indicator: str
) -> bool:
    """Say whether there are figures for each of the numbers asked about."""
    each = [replace(question, amounts={amount}) for amount in question.amounts]
    return all(codes_of_value(connection, one, names, [indicator]) for one in each)


def _is_one_of(question: Question, chosen: ChosenRows) -> bool:
    """Say whether the values are some of the numbers asked about: "16 or 18"."""
    return {row.value for row in chosen.rows} < {float(amount) for amount in question.amounts}


def _of_several_times(
    connection: Connection,
    question: Question,
    both: list[Question] | None,
    names: Names,
    *,
    sure: bool,
) -> Chosen | None:
    """Choose the figures of several years, of two times that are compared, or of several times apart."""
    years = several_years(question)
    if years and (chosen := choose_figures(connection, years, names, sure=sure)):
        is_whole = len(chosen.codes) > 1 or not question.says("changed")
        return chosen if is_whole else None
    each = both or several_times(question)
    return _of_times(connection, each, names, sure=sure) if each else None


def _of_times(
    connection: Connection, each: list[Question], names: Names, *, sure: bool
) -> Chosen | None:
    """Choose one figure for each of several times, with a note on missing ones; of two times the change."""
    found = _of_each_time(connection, each, names, sure=sure)
    codes = tuple(dict.fromkeys(code for one in found for code in one.codes))
    if len(found) < PAIR or len(codes) != len(found):
        return None
    held = {one.asked.time for one in found}
    missing = [one.time for one in each if one.time and one.time not in held]
    said = ", ".join(span_in_words(time) for time in missing)
    first, last = (each[place].time for place in (0, -1))
    is_pair = len(each) == PAIR
    span = joined(first, last) if first and last and not is_pair else None
    return Chosen(
        replace(found[0].asked, time=span),
        codes,
        is_series=True,
        is_over_time=True,
        note=f"No figure is held of {said}." if missing else "",
        worked_out="change" if is_pair else "",
    )


def _of_each_time(
    connection: Connection, each: list[Question], names: Names, *, sure: bool
) -> list[Chosen]:
    """Choose figures for each time, all of the same subject, indicator and dimensions as the first."""
    found: list[Chosen] = []
    for one in each:
        question = one
        if found:  # All deaths since the start are no later ones of a year.
            code = found[0].asked.indicator
            question = replace(one, measures={code: one.measures.get(code, set())})
        chosen = choose_figures(connection, question, names, sure=sure)
        if chosen and all(replace(chosen.asked, time=one.asked.time) == one.asked for one in found):
            found.append(chosen)
    return found


def _chosen(
    connection: Connection, question: Question, names: Names, asked: AskedFigure, chosen: ChosenRows
) -> Chosen:
    codes = tuple(row.code for row in chosen.rows)
    is_over_time = chosen.is_series or question.extreme is not None
    asked = replace(asked, time=chosen.time or asked.time)
    sort = SORTED.get(question.extreme or "", "")
    beside = _not_counted(connection, question, names, asked, chosen)
    note = " ".join(filter(None, (chosen.note, _checked(question, chosen), beside)))
    return Chosen(
        *(asked, codes, chosen.is_series, is_over_time, sort, note),
        _worked_out(connection, question, asked, chosen),
    )


def _worked_out(
    connection: Connection, question: Question, asked: AskedFigure, chosen: ChosenRows
) -> WorkedOut:
    parts = ADDED_UP.get(asked.dimensions.get("component", ""))
    if parts and {row.dimensions.get("component") for row in chosen.rows} == {*parts}:
        return "sum"
    if not chosen.is_series:
        return ""
    if question.says("average"):
        return "mean"
    is_pair = len(chosen.rows) == PAIR
    is_flow = indicator_kinds(connection)[asked.indicator] == IndicatorKind.FLOW
    if is_pair and is_flow and _is_of_both(question, read_lexicon(connection)):
        return "sum"
    are_compared = question.says("changed") or len(question.years_asked) == PAIR
    is_whole = chosen == without_parts(chosen, indicator_kinds(connection)[asked.indicator])
    if is_pair and are_compared and is_whole:  # The first weeks of a year are no fall.
        return "change"
    return "sum" if _is_of_all(connection, question, asked, chosen) else ""


def _is_of_both(question: Question, lexicon: Lexicon) -> bool:
    """Say whether two years are added up: "in 2021 and 2022 together", not "the total of 2021 against 2022"."""
    total = lexicon.listing.saying(question.words, "total")
    numbers = [place for place, word in enumerate(question.words) if word.isdecimal()]
    return bool(total and numbers) and max(total) > max(numbers)


def _is_of_all(
    connection: Connection, question: Question, asked: AskedFigure, chosen: ChosenRows
) -> bool:
    """Say whether a sum over consecutive years is asked for, and figures start with the first of them."""
    is_flow = indicator_kinds(connection)[asked.indicator] == IndicatorKind.FLOW
    is_asked = "how_many" in question.asking and not (question.breakdowns or question.years_asked)
    begins = chosen.rows[0].year == str(asked.time and asked.time.first)[:4]
    return is_flow and is_asked and begins and are_in_a_row(chosen.rows)


def _checked(question: Question, chosen: ChosenRows) -> str:
    """Write whether a number asked about is the one held, or a bound is passed; empty without one."""
    if len(question.bounds) == 1:
        bound = int(*question.bounds)
        rows = (row for row in chosen.rows if bound < row.value + (row.qualifier == Qualifier.OVER))
        over = [row.value for row in rows]
        return (
            f"More than {bound:,}: {', '.join(f'{one:,.0f}' for one in over) or 'none of these'}."
        )
    if "true" not in question.asking or len(question.amounts) != 1:
        return ""
    same = {row.value for row in chosen.rows} == {float(amount) for amount in question.amounts}
    held = "That is the number asked about" if same else "That is another number than asked about"
    return f"{held}; /v1/verify holds a claim against all that is held."


def _not_counted(
    connection: Connection, question: Question, names: Names, asked: AskedFigure, chosen: ChosenRows
) -> str:
    """Name the operations in a host country that are not counted, as they worked in other countries, too."""
    hosts = {one.country for one in question.countries if one.relation != CONTRIBUTOR}
    if len(hosts) != 1 or question.subjects(RecordType.MISSION):
        return ""
    there = names.operations_in(str(*hosts), others=False)
    alone = {(RecordType.MISSION, code) for code in only_there(names, there)}
    beside = [code for code in there if (RecordType.MISSION, code) not in alone]
    if not asked.subjects or not {*asked.subjects} <= alone:
        return ""
    if indicator_kinds(connection)[asked.indicator] != IndicatorKind.CUMULATIVE:
        beside = [code for code in beside if _ran_then(chosen, *names.lives.get(code, ("", "")))]
    short = acronyms(connection)
    called = ", ".join(short.get(code, code) for code in beside)
    return f"Not counted: {called}, which worked in other countries, too." if called else ""


def _ran_then(chosen: ChosenRows, began: str, ended: str) -> bool:
    """Say whether a mission ran at the time of one of the figures."""
    return any(
        began <= row.time_last and row.time_first <= (ended or row.time_last) for row in chosen.rows
    )


def is_clear(question: Question) -> bool:
    """Say whether a question has at most one time, and one value of each dimension."""
    values = {value for value, _ in question.dimensions.values()}
    return len(question.times) <= 1 and SEVERAL not in values


def _is_alike(
    question: Question, asked: AskedFigure, other: AskedFigure, chosen: ChosenRows
) -> bool:
    """Say whether two readings mean the same, and differ only in how sources name a component or a share."""
    dated = question.time and question.time.first
    if {asked.indicator, other.indicator} == {*SHARES_PAID} and not dated:
        return True
    components = {asked.dimensions.get("component"), other.dimensions.get("component")}
    are_same = components <= SAME or components <= OBSERVERS
    # One year is no answer for many, if others have them; a share among troops is none of all in uniform.
    is_all = asked.indicator == STRENGTH or not question.years_asked
    is_lonely = chosen.is_series and len(chosen.rows) == 1 and is_all
    return asked.indicator == other.indicator and (is_lonely or are_same)
