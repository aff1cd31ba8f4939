"""Until when each post counts as held: to the stated end, else to the last day a source shows.

An end that no source gives is inferred from the start of the next holder only where a source names the
one after the other; a list of holders may have gaps, and whoever comes next in it may not be the successor.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from api.facts.people import HeldUntilBasis, PersonFacts, PostFunction, Role
from api.vocabulary import RecordType, first_day, last_day
from seed.files.entries import Entry
from seed.library import Library

Post = tuple[RecordType, str, PostFunction]
Starts = dict[tuple[Post, str], list[str]]


class Term(NamedTuple):
    """A role of a person, and until when it counts as held; no dates where the role has none."""

    entry: Entry
    person: str
    position: int
    role: Role
    held_until: str | None
    basis: HeldUntilBasis | None

    @property
    def first(self) -> str | None:
        """The first day on which it counts as held."""
        known = self.role.started or self.role.as_of or self.role.ended
        return first_day(known) if known else None

    @property
    def last(self) -> str | None:
        """The last day on which it counts as held."""
        return last_day(self.held_until) if self.held_until else None


def terms_of(library: Library) -> dict[str, list[Term]]:
    """Return the terms of each person, by code, in the order of the roles."""
    people = [
        (entry, entry.record) for entry in library.entries if isinstance(entry.record, PersonFacts)
    ]
    starts = _starts_of_successors(person for _, person in people)
    return {
        person.code: [
            Term(entry, person.code, position, role, *_end_of(role, person, starts))
            for position, role in enumerate(person.roles)
        ]
        for entry, person in people
    }


def with_terms(person: PersonFacts, terms: list[Term]) -> PersonFacts:
    """Return a person with `held_until` and its basis filled in for each role."""
    roles = [
        term.role.model_copy(update={"held_until": term.held_until, "held_until_basis": term.basis})
        for term in terms
    ]
    return person.model_copy(update={"roles": roles})


def role_rows(terms: list[Term]) -> Iterator[dict[str, Any]]:
    """Make the rows of the table of roles: one for each function of a role, or one without."""
    for term in terms:
        body = term.role.body
        functions: list[PostFunction | None] = [*term.role.functions] or [None]
        for function in functions:
            yield {
                "person": term.person,
                "position": term.position,
                "title": term.role.title,
                "body_type": body.type if body else None,
                "body_code": body.code if body else None,
                "function": function,
                "acting": term.role.acting,
                "started": term.role.started,
                "held_until": term.held_until,
                "held_until_basis": term.basis,
                "time_first": term.first,
                "time_last": term.last,
            }


def posts_of(role: Role) -> list[Post]:
    """List the posts that a role fills: each of its functions in its body."""
    body = role.body
    return [(body.type, body.code, function) for function in role.functions] if body else []


def by_post(terms: dict[str, list[Term]]) -> dict[Post, list[Term]]:
    """Return the terms in each post, the earliest first."""
    found: dict[Post, list[Term]] = defaultdict(list)
    for term in (term for of_one in terms.values() for term in of_one):
        for post in posts_of(term.role):
            found[post].append(term)
    for holders in found.values():
        holders.sort(key=lambda term: (term.first or "", term.last or "", term.person))
    return found


def _starts_of_successors(people: Iterator[PersonFacts]) -> Starts:
    """Return the starts of successors, by the post and the predecessor that a source names."""
    found: Starts = defaultdict(list)
    for role in (role for person in people for role in person.roles):
        if role.predecessor and role.started:
            for post in posts_of(role):
                found[post, role.predecessor.code].append(role.started)
    return found


def _end_of(
    role: Role, person: PersonFacts, starts: Starts
) -> tuple[str | None, HeldUntilBasis | None]:
    if role.ended:
        return role.ended, HeldUntilBasis.STATED
    if not (role.started or role.as_of):
        return None, None
    roles = [role, *_roles_in_same_post(role, person)]
    shown = _last_shown(roles)
    if stated := _earliest_after(shown, [held.ended for held in roles if held.ended]):
        return stated, HeldUntilBasis.STATED
    successors = [start for post in posts_of(role) for start in starts.get((post, person.code), [])]
    if inferred := _earliest_after(shown, successors):
        return inferred, HeldUntilBasis.NEXT_HOLDER
    return shown, HeldUntilBasis.SHOWN


def _roles_in_same_post(role: Role, person: PersonFacts) -> list[Role]:
    """List the other roles of a person in the same post: what other sources say of it, or another term."""
    posts = set(posts_of(role))
    return [
        one
        for one in person.roles
        if one is not role and one.acting == role.acting and not posts.isdisjoint(posts_of(one))
    ]


def _last_shown(roles: list[Role]) -> str:
    """Return the last moment at which a source shows the person in the post, a year counting from its first day."""
    open_ones = [role for role in roles if not role.ended]
    moments = [moment for one in open_ones for moment in (one.started, one.as_of) if moment]
    return max(moments, key=lambda moment: (first_day(moment), last_day(moment)))


def _earliest_after(moment: str, dates: list[str]) -> str | None:
    later = [date for date in dates if last_day(date) >= last_day(moment)]
    return min(later, key=last_day) if later else None
