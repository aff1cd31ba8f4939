"""Compute shares that no figure holds: of a country, of women or of a cause, with the figures of part and whole."""

from dataclasses import replace

from api.facts.figures import TOTALS
from api.questions.dimensions import values_told
from api.questions.indicator_codes import STRENGTH
from api.questions.indicators import indicator_kinds, indicator_units
from api.questions.question import HOST, WHOLE, Question, Time
from api.search.answers.inquiry import Inquiry, Listed, ends_of
from api.search.answers.listed_figures import list_figures
from api.search.figures.as_answer import read_figures
from api.search.figures.for_question import Chosen, choose_figures
from api.search.figures.rows import Candidate, best_row, best_standing, read_rows
from api.vocabulary import IndicatorKind, Qualifier, RecordType, Row, Unit, first_day, last_day

STOCK = IndicatorKind.STOCK
NARROWING = ("country", "sex", "cause", "component")  # By what a share is made.


def find_share(inquiry: Inquiry) -> Listed | None:
    """Compute a share that no figure holds, from the part and the whole of one time."""
    if not inquiry.asks("share") or any(one.relation == HOST for one in inquiry.proper_names):
        return None
    chosen = choose_figures(inquiry.connection, _of_the_part(inquiry), inquiry.names)
    if chosen is None or chosen.is_over_time:
        return None
    if share := _share(inquiry, chosen):
        return share
    time = _newest_of_peacekeeping(inquiry, chosen)
    if time is None:
        return None
    then = replace(_of_the_part(inquiry), times=[time])
    chosen = choose_figures(inquiry.connection, then, inquiry.names)
    return _share(inquiry, chosen) if chosen else None


def _share(inquiry: Inquiry, chosen: Chosen) -> Listed | None:
    """Compute the share of figures in their whole of the same time; None where that is not held."""
    parts = read_figures(inquiry.connection, chosen.codes)
    part = parts[0]
    whole = _whole(inquiry, chosen, part) if _are_of_one(parts) else None
    value = sum(one["value"] for one in parts)
    if whole is None or part["unit"] == Unit.PERCENT or value > whole["value"]:
        return None
    exact = all(one["qualifier"] == Qualifier.EXACT for one in (*parts, whole))
    share = f"{'' if exact else 'About '}{100 * value / whole['value']:.1f} per cent:"
    told = list_figures(inquiry, [*parts, whole], opening=share, closing="Of:")
    return replace(told, figures=chosen.codes)


def find_men(inquiry: Inquiry) -> Listed | None:
    """Compute the number of men where only women are counted: the total less the women, of one time and source."""
    said = inquiry.question.dimensions
    _, places = said.get("sex", ("", set()))
    if "male" not in values_told(inquiry.question, inquiry.lexicon, "sex"):
        return None
    of_women = replace(inquiry.question, dimensions=said | {"sex": ("female", places)})
    of_women = replace(of_women, breakdowns={})
    chosen = choose_figures(inquiry.connection, of_women, inquiry.names)
    is_counted = chosen and indicator_kinds(inquiry.connection)[chosen.asked.indicator] == STOCK
    if chosen is None or not is_counted or len(chosen.codes) > 1:
        return None
    (women,) = read_figures(inquiry.connection, chosen.codes)
    whole = _whole_without(inquiry, chosen, women, ["sex"])
    if whole is None or {women["qualifier"], whole["qualifier"]} != {Qualifier.EXACT}:
        return None
    men = f"{whole['value'] - women['value']:,.0f} men, all but the women:"
    return list_figures(inquiry, [whole, women], opening=men)


def _of_the_part(inquiry: Inquiry) -> Question:
    """Return the question for the number of the part: words that ask for a share become filler."""
    question = inquiry.question
    share = inquiry.lexicon.asking.saying(question.words, "share")
    units = indicator_units(inquiry.connection)
    asked = question.measures.items()
    measures = {code: at for code, at in asked if units[code] != Unit.PERCENT and at - share}
    return replace(
        question,
        asking=question.asking - {"share"} | {"how_many"},
        filler=question.filler | share,
        measures=measures or {STRENGTH: set()},
    )


def _are_of_one(parts: list[Row]) -> bool:
    """Say whether figures are parts of one thing, such as individual police and formed police units of a mission."""
    alike = {
        (
            one["subject"]["code"],
            *_span(one),
            one["citation"]["source"]["code"],
            one["dimensions"]["country"],
        )
        for one in parts
    }
    components = {one["dimensions"]["component"] for one in parts}
    return len(alike) == 1 and len(components) == len(parts)


def _of_peacekeeping(inquiry: Inquiry, chosen: Chosen, part: Row) -> Row | None:
    """Find the figure of UN peacekeeping as a whole, of the same time, where a mission is a part of that."""
    if not inquiry.is_of_peacekeeping or part["subject"]["type"] != RecordType.MISSION:
        return None
    asked = replace(chosen.asked, subjects=WHOLE, time=_time_of(part))
    same = [row for row in read_rows(inquiry.connection, asked) if _is_of(row, part) and row.value]
    own = [row for row in same if row.source == part["citation"]["source"]["code"]]
    best = best_standing(own or same, asked)
    return read_figures(inquiry.connection, [best.code])[0] if best else None


def _newest_of_peacekeeping(inquiry: Inquiry, chosen: Chosen) -> Time | None:
    """Return the newest time with a figure of the whole, where the part is newer and no time is asked for; else None."""
    if inquiry.question.times or not inquiry.is_of_peacekeeping:
        return None
    asked = replace(chosen.asked, subjects=WHOLE, time=None)
    newest = best_row(read_rows(inquiry.connection, asked), asked)
    if newest is None:
        return None
    return Time("in", newest.time_first, newest.time_last, newest.time_first)


def _whole(inquiry: Inquiry, chosen: Chosen, part: Row) -> Row | None:
    """Read the whole of a part: the figure of the same time and source without the dimension that makes the part."""
    dimensions = {name: value for name, value in part["dimensions"].items() if value}
    narrowed = [name for name in NARROWING if dimensions.get(name) not in (None, TOTALS.get(name))]
    if not narrowed:
        return _of_peacekeeping(inquiry, chosen, part)
    return _whole_without(inquiry, chosen, part, _of_part_alone(inquiry, narrowed))


def _whole_without(inquiry: Inquiry, chosen: Chosen, part: Row, names: list[str]) -> Row | None:
    """Read the figure like a part without some of its dimensions; None without one."""
    if not names:
        return None
    dimensions = {name: value for name, value in part["dimensions"].items() if value}
    asked = replace(
        chosen.asked,
        subjects=((RecordType(part["subject"]["type"]), part["subject"]["code"]),),
        dimensions={other: value for other, value in dimensions.items() if other not in names},
        time=_time_of(part),
    )
    source = part["citation"]["source"]["code"]
    rows = [
        row
        for row in read_rows(inquiry.connection, asked)
        if _is_of(row, part) and row.source == source and row.value
    ]
    return read_figures(inquiry.connection, [rows[0].code])[0] if rows else None


def _of_part_alone(inquiry: Inquiry, narrowed: list[str]) -> list[str]:
    """Return the dimensions of the part that the whole does not have: "what share of Ghana's peacekeepers are women".

    They stand behind the verb; without a verb there must be only one.
    """
    places = {name: places for name, (_, places) in inquiry.question.dimensions.items()}
    countries = inquiry.question.countries
    places["country"] = {place for one in countries for place in one.places}
    verb = min(inquiry.places("present", "past"), default=len(inquiry.question.words))
    behind = [name for name in narrowed if min(places.get(name, {0}), default=0) > verb]
    people = [name for name in narrowed if name != "component"] or narrowed
    return behind or (people if len(people) == 1 else [])


def _time_of(figure: Row) -> Time:
    begun, ended = _span(figure)
    return Time("in", begun, ended, begun)


def _is_of(row: Candidate, figure: Row) -> bool:
    """Say whether a row is of the same time as a figure."""
    return (row.time_first, row.time_last) == _span(figure)


def _span(figure: Row) -> tuple[str, str]:
    begun, ended = ends_of(figure)
    return first_day(begun), last_day(ended)
