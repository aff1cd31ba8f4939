"""The timeline of an initiative: launches and events of it and its parts, past and planned."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.lists.lookups import get_day_of_release
from api.pages.frame.records import address_of
from api.resources.events import EVENTS, days_in_words
from api.resources.initiatives import INITIATIVES
from api.search.answers.inquiry import list_records
from api.vocabulary import RecordType, Row, first_day
from api.wording import day_in_words


@dataclass(frozen=True)
class Step:
    """One launch or event, what it belongs to, and whether it lies ahead."""

    day: str
    when: str
    title: str
    href: str
    of: str
    planned: bool
    citations: list[Row]


def tell_story(connection: Connection, initiative: Row) -> list[Step]:
    """List the dated launches and events of an initiative and its parts, in order."""
    code = initiative["code"]
    children = list_records(connection, INITIATIVES, {"parent": code, "sort": "launched"})
    family = [initiative, *children]
    # Its own steps need no name beside them.
    names = {one["code"]: one["acronym"] or one["name"] for one in family} | {code: ""}
    today = get_day_of_release(connection)
    subjects = ",".join(f"{RecordType.INITIATIVE}:{one}" for one in names)
    events = list_records(connection, EVENTS, {"subject": subjects, "sort": "started"})
    told = {(subject["code"], one["started"]) for one in events for subject in one["subjects"]}
    steps = [
        _launch(one, names, today)
        for one in family
        if one["launched"] and (one["code"], one["launched"]) not in told
    ]
    steps += [_event(one, names, today) for one in events if one["started"]]
    return sorted(steps, key=lambda step: (step.day, step.title))


def _launch(one: Row, names: dict[str, str], today: str) -> Step:
    day = first_day(one["launched"])
    backing = [c for c in one["citations"] if "launched" in c["supports"]]
    return Step(
        day,
        day_in_words(one["launched"]),
        f"Launch: {one['name']}",
        address_of(RecordType.INITIATIVE, one["code"]),
        names[one["code"]],
        day > today,
        backing[:1],
    )


def _event(one: Row, names: dict[str, str], today: str) -> Step:
    day = first_day(one["started"])
    about = [names[s["code"]] for s in one["subjects"] if s["code"] in names]
    return Step(
        day,
        days_in_words(one),
        one["name"],
        address_of(RecordType.EVENT, one["code"]),
        ", ".join(about) if all(about) else "",
        day > today,
        one["citations"][:1],
    )
