"""Name the resolution that set up, extended or ended a mission; list the missions of a resolution."""

from sqlalchemy import select
from sqlmodel import col

from api.resources.missions import run_in_words
from api.search.answers.inquiry import Inquiry, Listed, source_of
from api.search.answers.mandates import source_of_mandate
from api.search.answers.mission_facts import name_of, tell_mission, the_mission
from api.search.answers.missions import list_missions, list_of
from api.tables.index import ResolutionRow
from api.tables.meanings import Meaning
from api.vocabulary import Row
from api.wording import day_in_words

WORDS: tuple[Meaning, ...] = (
    *("resolution", "began", "ended", "mandate", "mandate_decided"),
    *("which", "by", "date", "issued"),
)
PROLONGS = ("extends", "extends_for_the_last_time")
SETS_UP = ("establishes", "authorises")


def find_resolution(inquiry: Inquiry) -> Listed | None:
    """Name the resolution that set up or ended a mission, or decided its mandate last or in a time."""
    mission = the_mission(inquiry)
    # "How many resolutions" asks for none of them.
    is_asked = inquiry.says("resolution") and not inquiry.asks("how_many")
    if mission is None or not is_asked or _number(inquiry) is not None:
        return None
    if not inquiry.is_told_by(inquiry.places(*WORDS), inquiry.mission_words):
        return None
    name = name_of(mission)
    if inquiry.says("ended") and not inquiry.says("began", "mandate_decided"):
        return _ended(mission)
    if inquiry.says("mandate_decided") and not inquiry.says("began"):
        return _decided(inquiry, mission)
    symbols = [*mission["authorised_by"]] or [
        one["resolution"] for one in mission["mandates"] if one["action"] in SETS_UP
    ]
    if inquiry.question.times or not symbols or not inquiry.says("began"):
        return None
    days = {one["resolution"]: one["adopted"] for one in mission["mandates"] if one["adopted"]}
    told = [f"{one} of {day_in_words(days[one])}" if one in days else one for one in symbols if one]
    source = source_of(mission, "authorised_by")
    run = "" if {*symbols} <= {*days} else f" ({run_in_words(mission)})"
    return tell_mission(mission, f"{name}{run} was set up by {' and '.join(told)}.", source)


def _ended(mission: Row) -> Listed | None:
    """Name the resolution that ended a mission."""
    last = [one for one in mission["mandates"] if one["action"] == "ends" and one["resolution"]]
    if not last:
        return None
    source = last[-1]["citation"]["source"]
    text = f"{name_of(mission)} was ended by {last[-1]['resolution']}."
    return tell_mission(mission, text, source)


def _decided(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Name the resolution of the current mandate, or those that extended it in the time asked for."""
    name = name_of(mission)
    if not inquiry.question.times:
        until, resolution = mission["mandate_until"], mission["mandate_resolution"]
        if not resolution or not until:
            return None
        text = f"{resolution} gave {name} its mandate until {day_in_words(until)}."
        return tell_mission(mission, text, source_of_mandate(mission))
    time = inquiry.question.time
    if time and time.years:
        time = time.in_years()
    prolonging = [one for one in mission["mandates"] if one["action"] in PROLONGS]
    decided = [one for one in prolonging if time and time.holds(one["adopted"])]
    found = [one for one in decided if one["resolution"]]
    told = [f"{one['resolution']} of {day_in_words(one['adopted'])}" for one in found]
    if not found:
        return None
    source = found[0]["citation"]["source"]
    text = f"The mandate of {name} was extended by {', '.join(told)}."
    return tell_mission(mission, text, source)


def find_missions_of_resolution(inquiry: Inquiry) -> Listed | None:
    """List the missions that a resolution set up, or whose mandate it decided."""
    place = _number(inquiry)
    if place is None or inquiry.proper_names or not inquiry.says("mission"):
        return None
    words = inquiry.question.words
    years = {time.written for time in inquiry.question.times} - {words[place]}
    used = inquiry.places(*WORDS, "mission", "ran") | {place} | inquiry.mission_words
    if not inquiry.is_told_by(used) or len(years) > 1:
        return None
    symbols = [
        symbol
        for symbol in _symbols(inquiry, words[place])
        if not years or symbol.endswith(f"({next(iter(years))})")
    ]
    if not symbols:
        return None
    filters = {"resolution": symbols[0]}
    found = list_missions(inquiry, filters)
    if inquiry.says("began"):
        found = [one for one in found if symbols[0] in one["authorised_by"]]
        filters = {"code": ",".join(one["code"] for one in found)}
    return list_of(found, filters, before=symbols[0]) if found else None


def _number(inquiry: Inquiry) -> int | None:
    """Return the place of the number behind "resolution"; None without one."""
    words = inquiry.question.words
    for place in inquiry.places("resolution", "res"):
        if place + 1 < len(words) and words[place + 1].isdecimal():
            return place + 1
    return None


def _symbols(inquiry: Inquiry, number: str) -> list[str]:
    """Read the symbols of resolutions of the Security Council with this number."""
    symbol = col(ResolutionRow.symbol)
    statement = select(symbol).where(symbol.startswith(f"S/RES/{number} (")).distinct()
    return list(inquiry.connection.execute(statement.order_by(symbol)).scalars())
