"""List who held posts in a body, the latest first."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.pages.frame.records import address_of, time_of
from api.resources.people import PEOPLE
from api.search.answers.inquiry import list_records
from api.vocabulary import RecordType, Row, last_day


@dataclass(frozen=True)
class HeldPost:
    """One term of a person in a post."""

    name: str
    href: str
    title: str
    when: str
    until: str
    citations: list[Row]


def list_posts(connection: Connection, type: RecordType, code: str) -> list[HeldPost]:
    """List the known terms in the posts of a body, the latest first."""
    people = list_records(connection, PEOPLE, {"body": f"{type}:{code}"})
    held = [
        HeldPost(
            person["name"],
            address_of(RecordType.PERSON, person["code"]),
            f"{role['title']}{' (acting)' if role['acting'] else ''}",
            time_of(role),
            last_day(role["held_until"] or role["started"] or role["as_of"] or "0001"),
            [role["citation"]],
        )
        for person in people
        for role in person["roles"]
        if role["body"] and (role["body"]["type"], role["body"]["code"]) == (type, code)
    ]
    return sorted(held, key=lambda one: one.until, reverse=True)
