"""Who held a post of a mission or a department: now, at a time, first or last, before or after somebody."""

from datetime import date, timedelta

from api.lists.engine import get
from api.lists.lookups import get_day_of_release
from api.questions.question import CONTRIBUTOR, Mention, Time
from api.resources.missions import MISSIONS
from api.resources.people import PEOPLE
from api.search.listed import Inquiry, Listed, few, list_records
from api.search.posts import Post, active_in, find_post, only_post
from api.tables.list_words import ListWord
from api.tables.people import HeldUntilBasis
from api.vocabulary import RecordType, Row, first_day
from api.wording import day_in_words

NAMED = (RecordType.MISSION, RecordType.ORGANISATION, RecordType.COUNTRY, RecordType.PERSON)
LATE = "9999"
LONG_AGO = timedelta(days=730)  # Who was last seen in office longer ago is not said to hold it.
GAP = timedelta(
    days=400
)  # Between two holders, or a mission and its first one; in a longer one there may be another.


def find_people(inquiry: Inquiry) -> Listed | None:
    """Name who held the post that is asked for."""
    functions = inquiry.values("function")
    if not functions or any(one.targets[0][0] not in NAMED for one in inquiry.mentions):
        return None
    if asks_for_missions(inquiry):
        return None
    post, giver = find_post(inquiry), _giver(inquiry)
    used = set().union(*functions.values()) | inquiry.places("which", "person", "past", "mission")
    used |= inquiry.places("several_people", "acting")
    used |= {n for places in inquiry.values("mission").values() for n in places}
    used |= _ordering(inquiry)
    if post is None or not inquiry.is_told_by(used, inquiry.question.numbered):
        return None
    filters = post.filters | ({"nationality": giver} if giver else {})
    people = list_records(inquiry.connection, PEOPLE, filters)
    chosen = _choose(inquiry, post, filters, people)
    if inquiry.places("acting") - inquiry.places("several_people"):
        chosen = [one for one in chosen or [] if _filled_in(inquiry, post, one)]
    if named := {code for _, code in inquiry.question.subjects(RecordType.PERSON)}:
        chosen = [one for one in chosen or [] if one["code"] in named]
    return _listed(inquiry, post, filters, chosen) if chosen else None


def _filled_in(inquiry: Inquiry, post: Post, person: Row) -> bool:
    """Say whether somebody held a post only until another was appointed, the last time unless the past is asked for."""
    is_past = inquiry.question.times or inquiry.says("past", "several_people")
    roles = post.roles(person) if is_past else [post.last_role(person)]
    return any(role["acting"] for role in roles)


def asks_for_missions(inquiry: Inquiry) -> bool:
    """Say whether a verb tells whose missions are asked for, and no post: "missions the UN runs"."""
    is_who = inquiry.asks("who") or inquiry.says("person")
    told = set().union(*inquiry.values("function").values())
    return told <= inquiry.places("run_by") and inquiry.says("mission") and not is_who


def find_neighbour(inquiry: Inquiry) -> Listed | None:
    """Name who held a post just before or just after somebody."""
    others = [one for one in inquiry.mentions if one.targets[0][0] == RecordType.PERSON]
    has_replaced = _comes_first(inquiry, others)
    later = inquiry.says("after", "successor") or (inquiry.says("replaced") and not has_replaced)
    earlier = inquiry.says("before", "predecessor", "preceded") or has_replaced
    if len(others) != 1 or later == earlier or inquiry.question.times:
        return None
    person = get(inquiry.connection, PEOPLE, others[0].targets[0][1]) or {}
    functions = inquiry.values("function")
    used = set().union(*functions.values()) | _ordering(inquiry) | inquiry.places("which", "person")
    post = find_post(inquiry) or only_post(inquiry, person)
    if post is None or not post.roles(person) or not inquiry.is_told_by(used):
        return None
    holders = list_records(inquiry.connection, PEOPLE, post.filters)
    found = _neighbour(post, person, holders, later=later)
    return _listed(inquiry, post, post.filters, [found]) if found else None


def _comes_first(inquiry: Inquiry, people: list[Mention]) -> bool:
    """Say whether it is told that somebody replaced another: "who did Haysom replace"."""
    verbs, named = inquiry.places("replaced"), [min(one.places) for one in people]
    return bool(verbs and named) and min(named) < min(verbs) and not inquiry.says("by")


def _ordering(inquiry: Inquiry) -> set[int]:
    """Return the words that put people in an order."""
    order: tuple[ListWord, ...] = (
        "after",
        "before",
        "successor",
        "predecessor",
        "replaced",
        "preceded",
        "by",
    )
    return inquiry.places(*order) | inquiry.question.ranking


def _giver(inquiry: Inquiry) -> str | None:
    """Return the country that the person is from, where one is named so."""
    givers = [one.country for one in inquiry.mentions if one.relation == CONTRIBUTOR]
    return inquiry.names.iso3.get(str(givers[0])) if len(givers) == 1 else None


def _choose(
    inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]
) -> list[Row] | None:
    """Choose among those who held the post: of a time, the first or the last, all, or who holds it now."""
    question = inquiry.question
    is_now = [time.basis for time in question.times] == ["now"]
    if active := active_in(inquiry):
        return None if question.ranking else _held_then(inquiry, post, filters, active, people)
    in_order = sorted((one for one in people if post.began(one)), key=post.began)
    if question.times and not is_now:
        return _held_within(inquiry, post, filters, in_order)
    if superlative := question.superlatives & {"oldest", "newest"}:
        return _first_or_last(inquiry, post, in_order, is_first=superlative == {"oldest"})
    if question.superlatives or inquiry.says("after", "before", "successor", "predecessor"):
        return None
    if (inquiry.says("past", "several_people") or inquiry.asks("how_many")) and not is_now:
        known = {one["code"] for one in in_order}
        return [*in_order, *(one for one in people if one["code"] not in known)]
    return in_office(post, people, get_day_of_release(inquiry.connection))


def _held_then(
    inquiry: Inquiry,
    post: Post,
    filters: dict[str, str],
    active: dict[str, str],
    people: list[Row],
) -> list[Row]:
    """Choose who held the post in a year, month or day."""
    held = list_records(inquiry.connection, PEOPLE, filters | active)
    if not held and (moved := _moved_along(post, inquiry.question.time, people)):
        filters["code"] = moved["code"]
        return [moved]
    filters |= active
    return held


def _moved_along(post: Post, time: Time | None, people: list[Row]) -> Row | None:
    """Return who held a post before and after a time, while its body got another name: in between, too."""
    held = [
        one
        for one in people
        if time
        and len({role["body"]["code"] for role in post.roles(one)}) > 1
        and first_day(post.began(one) or LATE) <= str(time.first)
        and post.until(one) >= str(time.last)
    ]
    return held[0] if len(held) == 1 else None


def _held_within(
    inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]
) -> list[Row] | None:
    """Choose all who held the post in a time of several years."""
    time = inquiry.question.time
    if time is None or time.basis != "in" or inquiry.question.ranking:
        return None
    first, last = str(time.first), str(time.last)
    held = [
        one for one in people if first_day(post.began(one)) <= last and post.until(one) >= first
    ]
    filters["code"] = ",".join(one["code"] for one in held)
    return held or None


def _first_or_last(
    inquiry: Inquiry, post: Post, people: list[Row], *, is_first: bool
) -> list[Row] | None:
    """Choose who held the post first or last, if it was about when the mission began or ended."""
    type, code = post.bodies[0]
    regular = [one for one in people if not post.is_acting(one)]
    if type != RecordType.MISSION or not regular:
        return None
    mission = get(inquiry.connection, MISSIONS, code) or {}
    if is_first:
        return [regular[0]] if _is_near(mission["started"], post.began(regular[0])) else None
    if not mission["ended"]:
        return in_office(post, people, get_day_of_release(inquiry.connection))
    return [regular[-1]] if _is_near(post.until(regular[-1]), mission["ended"]) else None


def _is_near(earlier: str | None, later: str | None) -> bool:
    if not earlier or not later:
        return False
    return date.fromisoformat(first_day(later)) - date.fromisoformat(first_day(earlier)) <= GAP


def _neighbour(post: Post, person: Row, holders: list[Row], *, later: bool) -> Row | None:
    """Choose the next or the last holder, unless so much time lies between that another may have been there."""
    began = post.began(person)
    dated = sorted(
        (one for one in holders if post.began(one) and not post.is_acting(one)), key=post.began
    )
    others = [one for one in dated if one["code"] != person["code"]]
    if not began:
        return None
    if later:
        after = [one for one in others if post.began(one) > began]
        return after[0] if after and _is_near(post.until(person), post.began(after[0])) else None
    before = [one for one in others if post.began(one) < began]
    return before[-1] if before and _is_near(post.until(before[-1]), began) else None


def in_office(post: Post, people: list[Row], day: str) -> list[Row]:
    """Keep who held the post last, unless that is long ago."""
    newest = max((post.until(one) for one in people), default="")
    if not newest or date.fromisoformat(newest) < date.fromisoformat(day) - LONG_AGO:
        return []
    held = [one for one in people if post.until(one) == newest and not _has_left(post, one)]
    return [one for one in held if not post.is_acting(one)] or held


def _has_left(post: Post, person: Row) -> bool:
    """Say whether a source gives the end of the last time somebody held the post."""
    return bool(post.last_role(person)["held_until_basis"] == HeldUntilBasis.STATED)


def _listed(inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]) -> Listed:
    time = inquiry.question.time
    asks_all = inquiry.asks("how_many") or inquiry.says("several_people")
    counted = f"{len(people)} known: " if len(people) > 1 or asks_all else ""
    return Listed(
        kind="record" if len(people) == 1 else "list",
        text=f"{counted}{few([_held(post, person) for person in people])}.",
        records=[(RecordType.PERSON, one["code"], one["name"]) for one in people],
        path="/v1/people",
        filters=filters,
        subjects=[f"{type}:{code}" for type, code in post.bodies],
        time=time.written if time else None,
    )


def _held(post: Post, person: Row) -> str:
    """Say when a person held a post, and which source says so."""
    role = post.last_role(person)
    when = held_when(post.began(person), role)
    title = role["citation"]["source"]["title"]
    where = role["body"]["name"]
    return f"{person['name']}: {role['title']}, {where}, {when}says “{title}”"


def held_when(began: str | None, role: Row) -> str:
    """Say from when to when somebody held a post, no further than a source shows it."""
    until = role["held_until"]
    parts = [f"from {day_in_words(began)}"] if began else []
    if until and role["held_until_basis"] != HeldUntilBasis.SHOWN:
        parts.append(f"to {day_in_words(until)}")
    elif until and until != began:
        parts.append(f"last shown in office {day_in_words(until)}")
    return "".join(f"{part}, " for part in parts)
