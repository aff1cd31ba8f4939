"""Answer until when the mandate of a mission runs, what was decided on it, and which mandates end in a time."""

from api.facts.missions import MissionStatus
from api.lists.lookups import get_day_of_release
from api.search.answers.bounds import bound
from api.search.answers.inquiry import Inquiry, Listed, few
from api.search.answers.mission_facts import name_of, on, tell_mission, the_mission
from api.search.answers.missions import list_missions
from api.tables.meanings import Meaning
from api.vocabulary import RecordType, Row, last_day
from api.wording import day_in_words, plain, with_acronym

WORDS: tuple[Meaning, ...] = (
    *("mandate", "mandate_ends", "mandate_decided", "which", "date", "lasted"),
)
WHETHER: tuple[Meaning, ...] = ("still", "present", "have", "after", "before")


def find_mandate(inquiry: Inquiry) -> Listed | None:
    """Answer until when the mandate of a mission runs, by the newest decision held, or what it is for."""
    mission = the_mission(inquiry)
    if mission is None:
        return None
    until = _until(inquiry, mission) if mission["mandate_until"] else ""
    source = source_of_mandate(mission)
    if until and (_is_asked_until_when(inquiry) or _is_asked_for_end(inquiry, mission)):
        return tell_mission(mission, until, source)
    used = inquiry.places("mandate", "which", "meaning", "present", "past"), inquiry.mission_words
    is_asked = inquiry.asks("definition") or (inquiry.says("which") and not until)
    is_asked &= inquiry.says("mandate")
    if not is_asked or inquiry.question.times or not inquiry.is_told_by(*used):
        return None
    text = f"{name_of(mission)}: {mission['summary']} {until}".strip()
    return tell_mission(mission, text, source if until else None)


def _is_asked_for_end(inquiry: Inquiry, mission: Row) -> bool:
    """Say whether the end of an ongoing mission is asked for: the end of its mandate is all that is known."""
    is_bare = not (inquiry.question.asking or inquiry.question.measures or inquiry.says("which"))
    is_dated = inquiry.asks("when") or inquiry.says("date") or is_bare
    is_named = inquiry.question.subjects(RecordType.MISSION) or inquiry.is_of_peacekeeping
    is_asked = is_named and inquiry.says("ended") and is_dated and not inquiry.question.times
    ends = inquiry.places("ended", "date", "due", "personnel", "peacekeeping", "resolution")
    ends |= inquiry.future | inquiry.mission_words
    return bool(is_asked) and not mission["ended"] and inquiry.is_told_by(ends)


def _until(inquiry: Inquiry, mission: Row) -> str:
    until, name, by = mission["mandate_until"], name_of(mission), _by(inquiry, mission)
    if mission["ended"]:
        text = f"The last mandate of {name} that is held ran until"
        return f"{text} {day_in_words(until)}{by}; it ended {on(mission['ended'])}."
    text = f"The mandate of {name} runs until"
    if last_day(until) < get_day_of_release(inquiry.connection):
        text = f"The newest mandate of {name} that is held ran until"
    return f"{text} {day_in_words(until)}{by}."


def _is_asked_until_when(inquiry: Inquiry) -> bool:
    """Say whether the end of a mandate is asked for; with "and" its resolution, too, as the answer names both."""
    # "Has it a mandate after April": until when it runs tells.
    times = inquiry.question.times
    asks_whether = inquiry.says("still", "present") and len(times) == 1
    asks_whether |= [time.basis for time in times] == ["now"]
    is_stay = inquiry.says("how_long") and inquiry.asks("mandate")  # "How long may they stay".
    is_joined = inquiry.lexicon.listing.saying(inquiry.question.words, "versus")
    both = inquiry.places("resolution", "versus", "by") if is_joined else set()
    asks_resolution = inquiry.asks("resolution") and not (both and inquiry.asks("when"))
    is_timed = times and not asks_whether
    is_counted = inquiry.asks("how_many") and not is_stay
    if is_timed or is_counted or asks_resolution or inquiry.asks("why"):
        return False
    expires = inquiry.says("expires") or (inquiry.says("mandate_ends") and inquiry.says("lasted"))
    is_asked = inquiry.says("mandate") or inquiry.asks("mandate")
    is_asked |= inquiry.asks("when") and expires
    is_dated = inquiry.asks("when", "mandate") or inquiry.says("mandate_ends", "date")
    if not is_asked or (inquiry.asks("definition") and not is_dated):
        return False  # What it is for is another question than until when it runs.
    used = (inquiry.places(*WORDS), inquiry.places(*WHETHER), both)
    return inquiry.is_told_by(*used, inquiry.future, inquiry.mission_words)


def find_decisions(inquiry: Inquiry) -> Listed | None:
    """List the decisions on the mandate of a mission in a time: "did the Council renew UNIFIL in 2025"."""
    mission, time = the_mission(inquiry), inquiry.question.time
    decides = inquiry.says("mandate_decided") and inquiry.says("past", "perfect", "which")
    if mission is None or time is None or time.basis != "in" or not decides:
        return None
    used = inquiry.places(*WORDS, "past", "passive", "perfect", "present", "resolution", "began")
    used |= inquiry.mission_words
    if inquiry.asks("why", "how_many", "who") or not inquiry.is_told_by(used):
        return None
    then = [one for one in mission["mandates"] if time.holds(one["adopted"])]
    parts = (
        (one["resolution"], day_in_words(one["adopted"]), plain(one["action"])) for one in then
    )
    told = few([f"{resolution} of {day} ({action})" for resolution, day, action in parts])
    text = f"Decided on the mandate of {name_of(mission)}: {told}."
    return tell_mission(mission, text, then[0]["citation"]["source"]) if then else None


def newest_decision(mission: Row) -> Row | None:
    """Return the newest decision on the mandate of a mission."""
    until, resolution = mission["mandate_until"], mission["mandate_resolution"]
    newest = (
        one
        for one in mission["mandates"]
        if one["until"] == until and one["resolution"] == resolution
    )
    return next(newest, None)


def source_of_mandate(mission: Row) -> Row | None:
    """Return the source of the newest decision on the mandate of a mission."""
    decision = newest_decision(mission)
    return decision["citation"]["source"] if decision else None


def _by(inquiry: Inquiry, mission: Row) -> str:
    """Write the resolution of a mandate in brackets, with its day where that is asked for."""
    resolution, decision = mission["mandate_resolution"], newest_decision(mission)
    was_decided = inquiry.says("past", "perfect") and inquiry.says("mandate_decided")
    adopted = decision["adopted"] if decision and was_decided else None
    of = f" of {day_in_words(adopted)}" if adopted else ""
    return f" ({resolution}{of})" if resolution else ""


def find_mandates(inquiry: Inquiry) -> Listed | None:
    """List the missions whose mandates end in a time, or the one whose mandate ends next."""
    is_asked = inquiry.says("mandate") or (inquiry.says("expires") and inquiry.says("several"))
    is_asked &= inquiry.places("mandate_decided") <= inquiry.places("mandate_ends")  # "Renewed in".
    missions = inquiry.question.subjects(RecordType.MISSION)
    are_several = len(missions) > 1 and len(missions) == len(inquiry.proper_names)
    is_else = (inquiry.proper_names and not are_several) or inquiry.asks("why", "resolution")
    if is_else or not is_asked:
        return None
    used = inquiry.places(*WORDS, "mission", "several") | inquiry.mission_words
    used |= inquiry.places("versus") if are_several else set()
    named = {"code": ",".join(code for _, code in missions), "sort": "mandate_until"}
    filters = named if are_several and not inquiry.question.times else _filters(inquiry)
    if filters and are_several:
        filters["code"] = named["code"]
    number, places = inquiry.question.number, inquiry.question.numbered
    if filters is None or not inquiry.is_told_by(
        used, places, inquiry.future, inquiry.question.ranking & used
    ):
        return None
    if number:
        filters["limit"] = str(number)
    found = [one for one in list_missions(inquiry, filters) if one["mandate_until"]]
    return _listed(found, filters) if found and len(found) >= len(missions) else None


def _filters(inquiry: Inquiry) -> dict[str, str] | None:
    times = inquiry.question.times
    if [time.basis for time in times] == ["next"]:
        day = get_day_of_release(inquiry.connection)
        return {"mandate_until__gte": day, "sort": "mandate_until", "limit": "1"}
    bounds = bound(inquiry, "mandate_until")
    if bounds is None:
        return None
    until = str(times[0].written)
    if times[0].basis == "until" and last_day(until) == times[0].last:  # Not "before 2026".
        bounds["mandate_until__gte"] = bounds["mandate_until__lte"]
    if "mandate_until__gte" not in bounds:  # Those of closed missions ended long ago.
        bounds["status"] = MissionStatus.ONGOING
    if kinds := inquiry.values("mission"):
        bounds["kind"] = ",".join(kinds)
    return bounds | {"sort": "mandate_until"}


def _listed(missions: list[Row], filters: dict[str, str]) -> Listed:
    told = [f"{name_of(one)} ({day_in_words(one['mandate_until'])})" for one in missions]
    return Listed(
        kind="list",
        text=f"Mandates that end: {few(told)}.",
        records=[(RecordType.MISSION, one["code"], with_acronym(one)) for one in missions],
        path="/v1/missions",
        filters=filters,
        time=filters.get("mandate_until__gte") or filters.get("mandate_until__lte"),
    )
