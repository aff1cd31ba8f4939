"""Find the post that is meant, of a mission or a department, and the roles of the people who held it."""

from dataclasses import dataclass, replace

from api.questions.names import Target
from api.questions.question import CONTRIBUTOR
from api.resources.people import PEOPLE
from api.search.answers.bounds import asked_span
from api.search.answers.inquiry import Inquiry, list_records
from api.search.answers.missions import UN_KINDS, list_missions
from api.vocabulary import RecordType, Row, first_day, last_day

LATE = "9999"
HEAD, HEAD_OF_BODY = "head_of_mission", "head_of_department"


@dataclass(frozen=True)
class Post:
    """A post: its function, and its body, or several under which a renamed body is held."""

    bodies: tuple[Target, ...]
    function: str
    # What one person is as well: head of mission and force commander.
    besides: frozenset[str] = frozenset()

    @property
    def filters(self) -> dict[str, str]:
        """The filters of the list of its holders."""
        bodies = ",".join(f"{type}:{code}" for type, code in self.bodies)
        return {"body": bodies, "function": self.function}

    def roles(self, person: Row) -> list[Row]:
        """Return the roles of a person in this post, one for each time it was held."""
        return [
            role
            for role in person["roles"]
            if {self.function, *self.besides} <= {*role["functions"]}
            and role["body"]
            and (role["body"]["type"], role["body"]["code"]) in self.bodies
        ]

    def last_role(self, person: Row) -> Row:
        """Return the last of these roles."""
        return max(self.roles(person), key=lambda role: role["held_until"] or "")

    def began(self, person: Row) -> str:
        """Return when a person first held it, acting only if never otherwise; empty where no source says."""
        held = [one for one in self.roles(person) if not one["acting"]] or self.roles(person)
        return min((role["started"] for role in held if role["started"]), default="")

    def until(self, person: Row) -> str:
        """Return the last day on which a person is known to have held it; empty where no source says."""
        known = (last_day(r["held_until"]) for r in self.roles(person) if r["held_until"])
        return max(known, default="")

    def is_acting(self, person: Row) -> bool:
        """Say whether a person was only ever acting."""
        return all(role["acting"] for role in self.roles(person))


def find_post(inquiry: Inquiry) -> Post | None:
    """Return the post that is meant; None where its body is not clear."""
    function = function_asked(inquiry)
    post = _post_of(inquiry, function) if function else None
    values = inquiry.values("function")
    alike = (one for one in values if function in values and values[one] == values[function])
    return post and replace(post, besides=frozenset(alike) - {function})


def _post_of(inquiry: Inquiry, function: str) -> Post | None:
    """Return a post with the body that is meant: named, of a host country, or by default that of the function."""
    bodies = tuple(inquiry.question.subjects(RecordType.MISSION, RecordType.ORGANISATION))
    hosts = [one for one in inquiry.question.countries if one.relation != CONTRIBUTOR]
    if not bodies and not hosts:
        bodies = inquiry.lexicon.posts.get(function, ())
        are_of_missions = inquiry.says("several_people") and inquiry.says("mission")
        if not bodies and inquiry.question.is_whole and function == HEAD and not are_of_missions:
            function, bodies = next(iter(inquiry.lexicon.posts.items()), (function, ()))
        return Post(bodies, function) if bodies else None
    if not bodies and len(hosts) == 1:
        mission = _mission_in(inquiry, str(hosts[0].country), function)
        bodies = ((RecordType.MISSION, mission),) if mission else ()
    elif hosts and not _worked_in(inquiry, bodies, [str(one.country) for one in hosts]):
        return None
    if function == HEAD and bodies and bodies[0][0] == RecordType.ORGANISATION:
        function = HEAD_OF_BODY
    return Post(bodies, function) if len(bodies) == 1 else None


def function_asked(inquiry: Inquiry) -> str | None:
    """Return the function that most words name, as a deputy head is no head; None where two are named."""
    values = inquiry.values("function")
    longest = max((len(places) for places in values.values()), default=0)
    chosen = [value for value, places in values.items() if len(places) == longest]
    special = [value for value in chosen if value != HEAD]
    named = set().union(*(values[value] for value in chosen))
    if any(not places <= named for value, places in values.items() if value != HEAD):
        return None  # A deputy of the force commander is none of those that are held.
    return (special or chosen or [HEAD])[0]


def _worked_in(inquiry: Inquiry, bodies: tuple[Target, ...], countries: list[str]) -> bool:
    there = inquiry.names.missions_in
    return all(any(code in there.get(one, ()) for _, code in bodies) for one in countries)


def _mission_in(inquiry: Inquiry, country: str, function: str) -> str | None:
    """Return the only mission of the UN in a country, then or now, with holders of such a post."""
    iso3 = inquiry.names.iso3.get(country)
    if not iso3:
        return None
    is_past = inquiry.says("past", "several_people") and not inquiry.question.times
    is_past |= (asked_span(inquiry) or (None,))[-1] is not None
    time = active_in(inquiry) or ({} if is_past else {"status": "ongoing"})
    kinds = {*inquiry.values("mission")} - {*UN_KINDS} or UN_KINDS  # "The multinational force".
    missions = list_missions(inquiry, {"country": iso3, "kind": ",".join(sorted(kinds)), **time})
    missions = _ran_through(inquiry, missions)
    alone = [one for one in missions if one["countries"] == [iso3]] or missions
    bodies = [(RecordType.MISSION, one["code"]) for one in alone]
    held = [
        code
        for type, code in bodies
        if list_records(inquiry.connection, PEOPLE, Post(((type, code),), function).filters)
    ]
    return held[0] if len(held) == 1 else None


def _ran_through(inquiry: Inquiry, missions: list[Row]) -> list[Row]:
    """Keep the missions that ran through a time of several years, else those that overlap with it."""
    first, last = asked_span(inquiry) or (None, None)
    if not first or not last or first == last:
        return missions
    lives = [(*inquiry.names.lives[one["code"]], one) for one in missions]
    through, within = (last_day(first), first_day(last)), (last_day(last), first_day(first))
    for latest, earliest in (through, within):
        if found := [
            one for began, ended, one in lives if began <= latest and (ended or LATE) >= earliest
        ]:
            return found
    return []


def only_post(inquiry: Inquiry, person: Row) -> Post | None:
    """Return the only post that a person ever held, or held in a body that was renamed."""
    function = function_asked(inquiry) if inquiry.values("function") else None
    posts = {
        (function_, (RecordType(role["body"]["type"]), role["body"]["code"]))
        for role in person["roles"]
        for function_ in role["functions"]
        if role["body"] and function in (None, function_)
    }
    if len(posts) == 1:
        ((only, body),) = posts
        return Post((body,), only)
    for name, bodies in inquiry.lexicon.posts.items():
        if posts and all(one == name and body in bodies for one, body in posts):
            return Post(bodies, name)
    return None


def active_in(inquiry: Inquiry) -> dict[str, str] | None:
    """Return the filter `active_in` for a year, month or day; None for other times."""
    time = inquiry.question.time
    if not time or time.basis != "in" or not time.written or "/" in time.written:
        return None
    return {"active_in": time.written}
