"""The lines of fact boxes about the record itself, its posts, missions and events."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.facts.missions import MissionStatus
from api.pages.frame.records import address_of, backing, time_of
from api.pages.openings.lines import MOST_ENTRIES, Answer, Entry, Owner
from api.resources.events import EVENTS, days_in_words
from api.resources.initiatives import INITIATIVES
from api.resources.missions import run_in_words
from api.resources.people import PEOPLE
from api.search.answers.inquiry import list_records
from api.search.answers.people import held_when
from api.search.answers.posts import Post
from api.vocabulary import RecordType, Row, last_day
from api.wording import DAY, day_in_words, with_acronym

MOST_PLACES = 2  # Of those that back one line.


@dataclass(frozen=True)
class Holder:
    """The last known holder of a post."""

    label: str
    function: str

    def answer(self, owner: Owner) -> Answer:
        """Choose the person shown in office last."""
        post = Post(((owner.type, owner.record["code"]),), self.function)
        people = list_records(owner.connection, PEOPLE, post.filters)
        if not people:
            return Answer(self.label, [])
        last = max(people, key=lambda person: (post.until(person), post.began(person)))
        role = post.last_role(last)
        when = held_when(post.began(last), role).removesuffix(", ")
        href = address_of("person", last["code"])
        return Answer(
            self.label, [Entry(last["name"], when, href=href, citations=[role["citation"]])]
        )


@dataclass(frozen=True)
class Offices:
    """The posts of a person, each once, with the time sources show, the latest first."""

    label: str

    def answer(self, owner: Owner) -> Answer:
        """Merge the roles that several sources give for one post."""
        posts: dict[tuple[str, ...], list[Row]] = {}
        for role in owner.record["roles"]:
            posts.setdefault(_office(role), []).append(role)
        entries = [_held(roles) for roles in sorted(posts.values(), key=_until, reverse=True)]
        return Answer(self.label, entries)


def _office(role: Row) -> tuple[str, ...]:
    """Return the key of a post: its body and functions, else its title."""
    body = role["body"] or {"type": "", "code": ""}
    return (body["type"], body["code"], *(role["functions"] or [role["title"].lower()]))


def _until(roles: list[Row]) -> str:
    """Return the last day on which a post is known to have been held."""
    days = [role["held_until"] or role["as_of"] or role["started"] for role in roles]
    return max((last_day(day) for day in days if day), default="")


def _held(roles: list[Row]) -> Entry:
    last = max(roles, key=lambda role: (_until([role]), role["started"] or ""))
    began = min((role["started"] for role in roles if role["started"]), default=None)
    body = last["body"]
    return Entry(
        last["title"],
        held_when(began, last).removesuffix(", ") or time_of(last),
        body["name"] if body else "",
        address_of(body["type"], body["code"]) if body else None,
        citations=[last["citation"]],
    )


@dataclass(frozen=True)
class OfRecord:
    """Some fields of the record itself, in words."""

    label: str
    tell: Callable[[Row], str]
    fields: tuple[str, ...]

    def answer(self, owner: Owner) -> Answer:
        """Put the fields into words, with their citations."""
        text = self.tell(owner.record)
        cited = [one for name in self.fields for one in backing(owner.record, name)]
        once = list({id(one): one for one in cited}.values())
        return Answer(self.label, [Entry(text, citations=once[:MOST_PLACES])] if text else [])


@dataclass(frozen=True)
class MissionsThere:
    """The missions in a country, ongoing ones first."""

    label: str

    def answer(self, owner: Owner) -> Answer:
        """Name the newest missions, and when each ran."""
        rows = owner.missions
        entries = [
            Entry(
                run_in_words(row),
                of=_short(row),
                of_href=address_of("mission", row["code"]),
                citations=backing(row, "ended" if row["ended"] else "started")[:1],
            )
            for row in rows[:MOST_ENTRIES]
        ]
        more = len(rows) > MOST_ENTRIES
        return Answer(self.label, entries, f"/missions?country={owner.iso3}" if more else None)


@dataclass(frozen=True)
class HeadsThere:
    """The last known heads of the missions in a country."""

    label: str
    function: str

    def answer(self, owner: Owner) -> Answer:
        """Name the last head of each of the newest missions."""
        entries: list[Entry] = []
        missions = owner.missions
        for row in missions[:MOST_ENTRIES]:
            mission = Owner(owner.connection, RecordType.MISSION, row)
            of, of_href = _short(row), address_of("mission", row["code"])
            held = Holder(self.label, self.function).answer(mission).entries
            entries += [replace(entry, of=of, of_href=of_href) for entry in held]
        return Answer(self.label, entries, is_gap=bool(missions))


def _short(mission: Row) -> str:
    return str(mission["acronym"] or mission["name"])


def state_in_words(mission: Row) -> str:
    """Say when a mission ran, and whether it is closed."""
    closed = "closed; ran " * (mission["status"] == MissionStatus.CLOSED and bool(mission["ended"]))
    return f"{closed}{run_in_words(mission)}"


def mandate_in_words(mission: Row) -> str:
    """Say when the newest known mandate ends, and by which decision."""
    until, resolution = mission["mandate_until"], mission["mandate_resolution"]
    by = f", by {resolution}" if resolution else ""
    if not until:
        is_open = any(one["open_ended"] for one in mission["mandates"])
        return f"open-ended{by}" if is_open else ""
    expired = "; what followed is not proven" if mission["mandate_expired"] else ""
    return f"until {day_in_words(until)}{by}{expired}"


@dataclass(frozen=True)
class Belonging:
    """The parent, parts or siblings of an initiative, with their launches."""

    label: str
    filters: Callable[[Row], dict[str, str] | None]

    def answer(self, owner: Owner) -> Answer:
        """List them by launch."""
        filters = self.filters(owner.record)
        rows = list_records(owner.connection, INITIATIVES, filters) if filters else []
        entries = [
            Entry(
                with_acronym(row),
                f"launched {day_in_words(row['launched'])}" if row["launched"] else "",
                href=address_of("initiative", row["code"]),
                citations=backing(row, "launched")[:1] if row["launched"] else [],
            )
            for row in rows
            if row["code"] != owner.record["code"]
        ]
        return Answer(self.label, entries, is_gap=False)


@dataclass(frozen=True)
class Named:
    """The records in a field of the record."""

    label: str
    field: str

    def answer(self, owner: Owner) -> Answer:
        """List the first of them."""
        named = owner.record[self.field][:MOST_ENTRIES]
        entries = [Entry(one["name"], href=address_of(one["type"], one["code"])) for one in named]
        return Answer(self.label, entries, is_gap=False)


@dataclass(frozen=True)
class LastEvent:
    """The newest event about the record, which shows how far its story is known."""

    label: str

    def answer(self, owner: Owner) -> Answer:
        """Choose the event with the latest start."""
        about = {"subject": f"{owner.type}:{owner.record['code']}", "sort": "-started"}
        rows = list_records(owner.connection, EVENTS, {**about, "limit": "1"})
        entries = [
            Entry(
                row["name"],
                days_in_words(row),
                href=address_of("event", row["code"]),
                citations=row["citations"][:1],
            )
            for row in rows
        ]
        return Answer(self.label, entries)


def launch_in_words(initiative: Row) -> str:
    """Say when an initiative was launched and by whom, and that no end of it is held."""
    launched, by = initiative["launched"], initiative["launched_by"]
    when = f"launched {day_in_words(launched)}" if launched else "launch not dated"
    return f"{when}{' by ' + by['name'] if by else ''}; no end is held"


def led_by(initiative: Row) -> str:
    """Name who runs an initiative."""
    return initiative["lead_entity"]["name"] if initiative["lead_entity"] else ""


def when_it_was(event: Row) -> str:
    """Say when an event was, as part of a sentence: `on 28 September 2015`, `in 2018`."""
    days = days_in_words(event)
    if not days or event["ended"] or days.startswith("from"):
        return days
    return f"{'on' if len(event['started']) == len(DAY) else 'in'} {days}"
