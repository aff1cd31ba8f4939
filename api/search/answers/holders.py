"""Choose among the holders of a post: of a time, the first or last, before or after somebody, or now."""

from datetime import date, timedelta

from api.facts.people import HeldUntilBasis
from api.lists.engine import get
from api.lists.lookups import get_day_of_release
from api.questions.question import Time
from api.resources.missions import MISSIONS
from api.resources.people import PEOPLE
from api.search.answers.inquiry import Inquiry, list_records
from api.search.answers.posts import LATE, Post, active_in
from api.vocabulary import RecordType, Row, first_day

LONG_AGO = timedelta(days=730)  # Who was last seen in office longer ago is not said to hold it.
# Between two holders, or a mission and its first one; in a longer one there may be another.
GAP = timedelta(days=400)


def choose(
    inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]
) -> list[Row] | None:
    """Choose the holders that are asked for: of a time, the first or last, all, or the present one."""
    question = inquiry.question
    is_now = [time.basis for time in question.times] == ["now"]
    is_ever = question.bases == {"since_start"}
    is_ever |= _lasts_as_long(inquiry, post)
    if active := active_in(inquiry):
        return None if question.ranking else _held_then(inquiry, post, filters, active, people)
    in_order = sorted((one for one in people if post.began(one)), key=post.began)
    if question.times and not is_now and not is_ever:
        return _held_within(inquiry, post, filters, in_order)
    if superlative := question.superlatives & {"oldest", "newest"}:
        return _first_or_last(inquiry, post, in_order, is_first=superlative == {"oldest"})
    if question.superlatives or inquiry.says("after", "before", "successor"):
        return None
    current = in_office(post, people, get_day_of_release(inquiry.connection))
    if inquiry.says("predecessor", "preceded") and not inquiry.says("several_people"):
        return [*filter(None, (neighbour(post, one, people, later=False) for one in current))]
    is_past = is_ever or inquiry.says("past", "several_people") or inquiry.asks("how_many")
    ended = inquiry.names.lives.get(post.bodies[0][1], ("", ""))[1]
    is_over = "" < ended < inquiry.names.day
    is_past |= is_over and not inquiry.says("present")  # "Head of UNTAC".
    if is_past and not is_now:
        known = {one["code"] for one in in_order}
        current = [*in_order, *(one for one in people if one["code"] not in known)]
    return current or ([] if is_over else _last_known(post, filters, people))


def _last_known(post: Post, filters: dict[str, str], people: list[Row]) -> list[Row]:
    """Return the holder seen last, if not known to have left; nobody if any holder has no date."""
    held = [one for one in people if post.roles(one)]
    last = max(held, key=post.until, default=None)
    if last is None or _has_left(post, last) or not all(map(post.until, held)):
        return []
    filters["code"] = last["code"]
    return [last]


def _lasts_as_long(inquiry: Inquiry, post: Post) -> bool:
    """Say whether the time asked for contains the life of the mission: "UNTAC in the nineties"."""
    time = inquiry.question.time
    began, ended = inquiry.names.lives.get(post.bodies[0][1], ("", ""))
    return bool(time and time.first and time.first <= began <= ended <= str(time.last))


def _held_then(
    inquiry: Inquiry, post: Post, filters: dict[str, str], active: dict[str, str], people: list[Row]
) -> list[Row]:
    """Return the holders in a year, month or day."""
    held = list_records(inquiry.connection, PEOPLE, filters | active)
    time = inquiry.question.time
    if not held and time:
        held = _moved_along(post, time, people) or _last_seen(inquiry, post, time, people)
        if held:
            filters["code"] = ",".join(one["code"] for one in held)
            return held
    filters |= active
    return held


def _last_seen(inquiry: Inquiry, post: Post, time: Time, people: list[Row]) -> list[Row]:
    """Return the present holder, if no source shows anybody after the time asked for began; else the last known."""
    newest = max((post.until(one) for one in people), default=LATE)
    day = get_day_of_release(inquiry.connection)
    if newest < str(time.first) <= day and (found := in_office(post, people, day)):
        return found
    last = max(people, key=post.began, default=None)
    is_open = last and not _has_left(post, last) and post.until(last) < str(time.first)
    return [last] if last and is_open and _is_near(post.until(last), time.first) else []


def _moved_along(post: Post, time: Time, people: list[Row]) -> list[Row]:
    """Return who held the post before and after a time in which its body was renamed, and so in between."""
    held = [
        one
        for one in people
        if len({role["body"]["code"] for role in post.roles(one)}) > 1
        and first_day(post.began(one) or LATE) <= str(time.first)
        and post.until(one) >= str(time.last)
    ]
    return held if len(held) == 1 else []


def _held_within(
    inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]
) -> list[Row] | None:
    """Return all holders in a time of several years, or since one."""
    time = inquiry.question.time
    if time is None or time.basis not in ("in", "since") or inquiry.question.ranking:
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
    """Return the first or last holder, if near enough to the start or end of the mission."""
    type, code = post.bodies[0]
    regular = [one for one in people if not post.is_acting(one)]
    number = inquiry.question.number
    if number and not is_first:
        return regular[-number:]
    if type != RecordType.MISSION or not regular or number:
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


def neighbour(post: Post, person: Row, holders: list[Row], *, later: bool) -> Row | None:
    """Return the next or the previous holder, as a source says, else by dates; one only acting where there is no other."""
    roles = [(one["code"], role["predecessor"]) for one in holders for role in post.roles(one)]
    pairs = [(before and before["code"], code) for code, before in roles]
    linked = [pair[later] for pair in pairs if pair[not later] == person["code"]]
    for one in holders:
        if [one["code"]] == linked:  # Where sources name several, none of them is told.
            return one
    others = [one for one in holders if post.began(one) and one["code"] != person["code"]]
    appointed = [one for one in others if not post.is_acting(one)]
    each = (_nearest(post, person, those, later=later) for those in (appointed, others))
    return next(filter(None, each), None)


def _nearest(post: Post, person: Row, others: list[Row], *, later: bool) -> Row | None:
    """Return who came next or before by dates, unless the gap is so long that another may have been there."""
    began, until = post.began(person), post.until(person)
    if later:
        after = [one for one in others if post.began(one) > began and post.began(one) >= until[:4]]
        first = min(after, key=post.began, default=None)
        return first if first and _is_near(until, post.began(first)) else None
    last = max((one for one in others if post.began(one) < began), key=post.began, default=None)
    return last if last and _is_near(post.until(last), began) else None


def in_office(post: Post, people: list[Row], day: str) -> list[Row]:
    """Return who holds the post on a day: who was seen last, unless that is long ago."""
    newest = max((_seen(post, one) for one in people), default="")
    if not newest or date.fromisoformat(newest) < date.fromisoformat(day) - LONG_AGO:
        return []
    held = [one for one in people if _seen(post, one) == newest and not _has_left(post, one)]
    return [one for one in held if not post.is_acting(one)] or held


def _seen(post: Post, person: Row) -> str:
    """Return the last day on which somebody surely held the post: who left "in 2025" may have left on 1 January."""
    if post.roles(person) and _has_left(post, person):
        return first_day(post.last_role(person)["held_until"])
    return post.until(person)


def _has_left(post: Post, person: Row) -> bool:
    """Say whether a source gives the end of the last time somebody held the post."""
    return bool(post.last_role(person)["held_until_basis"] == HeldUntilBasis.STATED)
