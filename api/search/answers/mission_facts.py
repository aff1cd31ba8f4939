"""Answer questions about one mission: when it began and ended, how long it ran, where it works."""

from datetime import date

from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.questions.about import only_there
from api.questions.question import CONTRIBUTOR, Mention
from api.resources.missions import MISSIONS, run_in_words
from api.search.answers.inquiry import Inquiry, Listed, source_of, tell_record
from api.vocabulary import PartialDate, RecordType, Row, first_day
from api.wording import counted, day_in_words, with_acronym

DAY = "2018-03-28"
ANSWERED_ELSEWHERE = ("why", "who", "resolution", "mandate", "what_happened")
DAYS_OF_YEAR, DAYS_OF_MONTH = 365.25, 30.44


def find_mission_facts(inquiry: Inquiry) -> Listed | None:
    """Answer with a date, a length or a place of one mission."""
    is_any = inquiry.says("left") and inquiry.says("mission")
    is_any &= not inquiry.question.subjects(RecordType.MISSION)  # Whichever the UN had there last.
    mission = (None if is_any else the_mission(inquiry)) or _last_to_leave(inquiry)
    # Of "did UNTSO begin in May 1948", when it began tells all.
    is_named = inquiry.question.subjects(RecordType.MISSION) and inquiry.says("began", "ended")
    times = inquiry.question.bases - ({"in"} if is_named else set())
    if mission is None or times or inquiry.asks(*ANSWERED_ELSEWHERE):
        return None
    return (
        _which(inquiry, mission)
        or _length(inquiry, mission)
        or _place(inquiry, mission)
        or _began_or_ended(inquiry, mission)
        or _whether(inquiry, mission)
    )


def the_mission(inquiry: Inquiry) -> Row | None:
    """Return the one mission that is asked about: by its name, or as the only one in a host country."""
    return inquiry.once("the mission", lambda: _the_mission(inquiry))


def _the_mission(inquiry: Inquiry) -> Row | None:
    question, names = inquiry.question, inquiry.names
    missions = question.subjects(RecordType.MISSION)
    countries = [one.country for one in inquiry.proper_names if one.country]
    named = len(inquiry.proper_names) - len(countries)
    if len(missions) > 1:  # "ONUC in the Congo" names it twice, too.
        others = [one.targets for one in inquiry.proper_names if not one.country]
        missions = [one for one in missions if all(one in targets for targets in others)]
    if any(_is_something_else(inquiry, one) for one in inquiry.proper_names):
        return None
    # UNOSOM is the name of two, and began with the first.
    if any(_names_several(one) for one in inquiry.proper_names) and not inquiry.says("began"):
        return None
    if len(missions) == 1 <= named:  # "The Darfur mission UNAMID" names it twice.
        there = (names.missions_in.get(str(country), ()) for country in countries)
        is_there = all(missions[0][1] in codes for codes in there)
        return get(inquiry.connection, MISSIONS, missions[0][1]) if is_there else None
    if missions or len(countries) != 1 or len(inquiry.proper_names) != 1:
        return None
    all_there = names.missions_in.get(countries[0], [])
    is_of_the_un = question.names_the_un or inquiry.is_of_peacekeeping
    is_operation = inquiry.says("mission") or is_of_the_un
    own = names.operations_in(countries[0], others=False) if is_operation else []
    codes = only_there(names, own or all_there) or own or all_there
    if inquiry.says("due") or inquiry.future:  # What has ended has nothing before it.
        codes = [one for one in codes if not names.lives[one][1]]
    return get(inquiry.connection, MISSIONS, codes[0]) if len(codes) == 1 else None


def _names_several(mention: Mention) -> bool:
    """Say whether a name is that of several missions, and not an everyday one that means the first."""
    missions = [code for type, code in mention.targets if type == RecordType.MISSION]
    return len(missions) > 1 and not mention.is_everyday


def _is_something_else(inquiry: Inquiry, mention: Mention) -> bool:
    """Say whether a mention is a contributor, or names a war or a place rather than the mission there."""
    if mention.relation == CONTRIBUTOR:
        return True
    said = inquiry.words_of(mention)
    is_again = any({*one.targets} < {*mention.targets} for one in inquiry.proper_names)
    is_name = is_again or mention.country or inquiry.names.records.meanings.get(said)
    return not is_name and not inquiry.says("mission") and said in inquiry.lexicon.subjects.meanings


def _last_to_leave(inquiry: Inquiry) -> Row | None:
    """Return the last mission of the UN in a country, if none of them goes on: "when did the UN leave"."""
    countries = [one.country for one in inquiry.proper_names if one.country]
    is_of_the_un = inquiry.question.names_the_un or inquiry.is_of_peacekeeping
    if not inquiry.says("left") or not is_of_the_un or len(countries) != 1:
        return None
    names, country = inquiry.names, str(countries[0])
    codes = names.operations_in(country, others=False)
    if not inquiry.is_of_peacekeeping:  # It may be of any kind.
        codes = [one for one in names.missions_of_the_un(country) if names.lives[one][0]]
    are_over = bool(codes) and all(names.lives[code][1] for code in codes)
    if len(inquiry.proper_names) != 1 or not are_over:
        return None
    return get(inquiry.connection, MISSIONS, max(codes, key=lambda code: names.lives[code][1]))


def tell_mission(mission: Row, text: str, source: Row | None) -> Listed:
    """Answer with the record of a mission, under its name and acronym."""
    return tell_record(MISSIONS, mission, text, source, name=with_acronym(mission))


def name_of(mission: Row) -> str:
    """Return the acronym of a mission, else its name."""
    return str(mission["acronym"] or mission["name"])


def on(written: PartialDate) -> str:
    """Write a date with its preposition: `on 28 March 2018`, `in March 2018`."""
    return f"{'on' if len(written) == len(DAY) else 'in'} {day_in_words(written)}"


def _which(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Name the mission that is known for a place: "which mission works in Abyei"."""
    is_known_for = all(one.is_everyday for one in inquiry.proper_names)
    used = inquiry.places("which", "place", "ran", "present", "seat")
    if not (is_known_for and inquiry.says("which") and inquiry.says("mission")):
        return None
    if inquiry.says("several"):
        return None  # "Which missions worked in the Congo" asks for all of them.
    if not inquiry.is_told_by(used, inquiry.mission_words) or inquiry.asks("when", "how_many"):
        return None
    source = source_of(mission, "started", "ended")
    return tell_mission(mission, f"{with_acronym(mission)}: {run_in_words(mission)}.", source)


def _length(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Answer how long a mission ran, if its start and its end are known."""
    used = inquiry.places("how_long", "lasted", "ran")
    if not inquiry.says("how_long") or not inquiry.is_told_by(used, inquiry.mission_words):
        return None
    began, ended = mission["started"], mission["ended"]
    if not began or not (ended or mission["status_as_of"]):
        return None
    end = ended or mission["status_as_of"]
    lived = date.fromisoformat(first_day(end)) - date.fromisoformat(first_day(began))
    is_exact = len(began) == len(end) == len(DAY)
    length = f"{'' if is_exact else 'about '}{_in_years(lived.days)}"
    ran = f"ran {length}" if ended else f"had run {length} by {day_in_words(end)}"
    source = source_of(mission, "ended" if ended else "started")
    return tell_mission(mission, f"{name_of(mission)} {ran}: {run_in_words(mission)}.", source)


def _in_years(days: int) -> str:
    """Write a number of days in years and months."""
    if days < DAYS_OF_MONTH:
        return f"{days} days"
    months = int(days / DAYS_OF_MONTH)
    years, rest = divmod(int(days / DAYS_OF_YEAR * 12), 12)
    if not years:
        return counted(months, "month")
    return counted(years, "year") + (f" and {counted(rest, 'month')}" if rest else "")


def _place(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Answer with the headquarters of a mission, or its host countries."""
    asks_country = inquiry.says("which") and inquiry.says("country")
    asks_where = inquiry.asks("where") or (asks_country and not inquiry.says("gives"))
    used = inquiry.places("seat", "headquarters", "place", "which", "country", "ran")
    used |= inquiry.mission_words
    if not (asks_where or inquiry.says("headquarters")) or not inquiry.is_told_by(used):
        return None
    name, headquarters = name_of(mission), mission["headquarters"]
    seated = f"{name} has its headquarters in {headquarters}" if headquarters else ""
    if inquiry.says("headquarters"):
        source = source_of(mission, "headquarters")
        return tell_mission(mission, f"{seated}.", source) if seated else None
    countries = get_country_names(inquiry.connection)
    where = ", ".join(countries.get(code, code) for code in mission["countries"])
    if not where:
        return None
    verb = "worked" if mission["ended"] else "works"
    text = f"{name} {verb} in {where}. {seated and seated + '.'}".strip()
    return tell_mission(mission, text, source_of(mission, "countries"))


def _began_or_ended(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Tell when a mission began, when it ended, or both."""
    began, ended = inquiry.places("began"), inquiry.places("ended")
    ran = inquiry.places("ran", "perfect", "past")
    is_counted = inquiry.question.asking or inquiry.question.measures  # "UNMISS deployed".
    is_bare = not (is_counted or inquiry.says("still", "present", "which"))
    is_dated = inquiry.asks("when") or inquiry.says("date", "month") or is_bare
    used = began | ended | ran | inquiry.places("date", "month", "peacekeeping", "left")
    if used and inquiry.question.superlatives <= {"oldest", "newest"}:  # "First arrive".
        used |= inquiry.question.ranking
    used |= inquiry.places("either", "versus") if inquiry.question.times else set()
    if not is_dated or not used or not inquiry.is_told_by(used, inquiry.mission_words):
        return None
    name = name_of(mission)
    if ended and not began:
        end, source = mission["ended"], source_of(mission, "ended")
        return tell_mission(mission, f"{name} ended {on(end)}.", source) if end else None
    if began and not ended:
        start, source = mission["started"], source_of(mission, "started")
        return tell_mission(mission, f"{name} began {on(start)}.", source) if start else None
    source = source_of(mission, "started", "ended")
    return (
        tell_mission(mission, f"{name}: {run_in_words(mission)}.", source)
        if mission["started"]
        else None
    )


def _whether(inquiry: Inquiry, mission: Row) -> Listed | None:
    """Answer whether a mission still runs, by when it ran."""
    ran = inquiry.places("ran", "ended", "over") | inquiry.words_naming("status")
    whether = inquiry.places("still", "present", "past")
    is_open = inquiry.says("which") or inquiry.asks("when", "how_many")
    if not ran or not whether - ran or is_open:
        return None
    if not inquiry.question.subjects(RecordType.MISSION) and mission["ended"]:
        return None  # "Is there a UN mission in Libya" asks for any that there is.
    if not inquiry.is_told_by(ran, whether, inquiry.mission_words):
        return None
    verb, source = "ran" if mission["ended"] else "runs", source_of(mission, "ended", "status")
    return tell_mission(mission, f"{name_of(mission)} {verb}: {run_in_words(mission)}.", source)
