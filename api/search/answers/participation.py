"""Answer who takes part in an initiative, and whether a country does: "has Rwanda endorsed the Kigali Principles"."""

from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.resources.figures import FIGURES
from api.resources.initiatives import INITIATIVES
from api.search.answers.inquiry import Inquiry, Listed, list_records, tell_record
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, plain, with_acronym

# Which figure counts those who play a part: where far more are counted than named, no list is given.
COUNTED = {
    "endorses": "endorsing_member_states",
    "champions": "champion_member_states",
    "hosts": "co_hosts",
}
OPEN = {"funds", "supports", "trains"}  # Who pays or helps is named by chance, and more may.
NAMED = 0.9  # Part of those counted that must be named for a list.
ALL = 1.0  # For the answer that a country is not among them.


def list_participants(inquiry: Inquiry, initiative: Row) -> Listed | None:
    """List the participants with the role asked for, if nearly as many are named as the newest figure counts."""
    roles = _roles(inquiry, initiative)
    if len(roles) != 1 or OPEN & {*roles} or inquiry.asks("when", "where", "why", "how_many"):
        return None
    ((role, places),) = roles.items()
    used = places | inquiry.places("which", "country", "initiative", "by", "person", "ministerial")
    only_countries = inquiry.says("country")
    is_listed = only_countries or inquiry.says("players") or inquiry.asks("who", "list")
    if not is_listed or not inquiry.is_told_by(used):
        return None
    named = [
        one["who"]
        for one in initiative["participants"]
        if one["role"] == role and (not only_countries or one["who"]["type"] == RecordType.COUNTRY)
    ]
    people = {(one["type"], one["code"]): one["name"] for one in named}
    if not people or not _is_whole(inquiry, initiative, role, len(people)):
        return None
    names = ", ".join(sorted(people.values()))
    return Listed(
        kind="list",
        text=f"{with_acronym(initiative)}: {len(people)} named in the sources held: {names}.",
        records=[(type, code, name) for (type, code), name in people.items()],
        path="/v1/initiatives",
        filters={"code": initiative["code"]},
        subjects=[f"initiative:{initiative['code']}"],
    )


def find_participation(inquiry: Inquiry) -> Listed | None:
    """Answer whether a country has a role in an initiative; "no" only where all with that role are named."""
    initiatives = inquiry.question.subjects(RecordType.INITIATIVE)
    countries = inquiry.question.subjects(RecordType.COUNTRY)
    named = {one.targets[0] for one in inquiry.proper_names}
    if len(initiatives) != 1 or len(countries) != 1 or named != {*initiatives, *countries}:
        return None
    is_timed = inquiry.question.bases - {"now", "since_start"}
    if is_timed or inquiry.asks("who", "how_many", "where", "why", "share"):
        return None
    initiative = get(inquiry.connection, INITIATIVES, initiatives[0][1]) or {}
    roles = _roles(inquiry, initiative)
    used = inquiry.places("past", "present", "perfect", "still", "initiative", "ministerial", "by")
    if len(roles) != 1 or not inquiry.is_told_by(used, *roles.values()):
        return None
    (role,) = roles
    return _tell_part(inquiry, initiative, role, countries[0][1])


def _tell_part(inquiry: Inquiry, initiative: Row, role: str, country: str) -> Listed | None:
    """Answer whether a country has a role, and since when a source shows it."""
    played = [one for one in initiative["participants"] if one["role"] == role]
    own = [one for one in played if one["who"]["code"] == country]
    name = with_acronym(initiative)
    if own:
        first = min(own, key=lambda one: one["started"] or one["as_of"] or "")
        when = _when(first)
        if inquiry.asks("when") and not first["started"]:
            return None
        text = f"Yes: {first['who']['name']} {plain(role)} {name}{when}."
        return tell_record(INITIATIVES, initiative, text, first["citation"]["source"])
    countries = {one["who"]["code"] for one in played if one["who"]["type"] == RecordType.COUNTRY}
    is_counted = role in COUNTED and _is_whole(inquiry, initiative, role, len(countries), ALL)
    if not countries or not is_counted or inquiry.asks("when"):
        return None
    newest = max(played, key=lambda one: one["started"] or one["as_of"] or "")
    asked = get_country_names(inquiry.connection).get(inquiry.names.iso3.get(country, ""), country)
    text = f"{asked} is not among the {len(countries)} that are named in the sources held"
    return tell_record(INITIATIVES, initiative, f"{text}{_when(newest)}: {name}.")


def _when(part: Row) -> str:
    """Write since when a role is held, or as of when a source states it."""
    if part["started"]:
        return f", {day_in_words(part['started'])}"
    return f", as of {day_in_words(part['as_of'])}" if part["as_of"] else ""


def _roles(inquiry: Inquiry, initiative: Row) -> dict[str, set[int]]:
    """Return the roles that are named, with their places; of several those that are counted, as whoever backs it has endorsed it."""
    found: dict[str, set[int]] = {}
    words = inquiry.question.words
    for place in range(len(words)):
        length, roles = inquiry.lexicon.taking_part.at(words, place)
        places = set(range(place, place + length))
        if not places & inquiry.question.taken:
            for role in roles:
                found.setdefault(role, set()).update(places)
    counted = {role: places for role, places in found.items() if role in COUNTED}
    held = {one["role"] for one in initiative["participants"]}
    return counted if len(found) > 1 and held & {*counted} else found


def _is_whole(
    inquiry: Inquiry, initiative: Row, role: str, named: int, least: float = NAMED
) -> bool:
    """Say whether at least this part (`least`) of the newest count of a role is named."""
    indicator = COUNTED.get(role)
    if indicator is None:
        return True
    filters = {
        "subject": f"initiative:{initiative['code']}",
        "indicator": indicator,
        "latest": "true",
    }
    counted = [row["value"] for row in list_records(inquiry.connection, FIGURES, filters)]
    if not counted:
        return least < ALL
    return bool(named >= least * max(counted))
