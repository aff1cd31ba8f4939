"""Rules about posts: which body, which person, and when."""

from collections.abc import Iterator
from itertools import combinations

from api.facts.missions import MissionFacts
from api.facts.people import PersonFacts, PostFunction, Role
from api.vocabulary import RecordType, first_day, last_day
from seed.build.terms import Term, by_post, posts_of, terms_of
from seed.files.entries import Entry, Problem
from seed.library import Library

# The kind of body in which a post can be, and the one office that has a holder of its own.
BODIES = {
    PostFunction.HEAD_OF_MISSION: RecordType.MISSION,
    PostFunction.DEPUTY_HEAD_OF_MISSION: RecordType.MISSION,
    PostFunction.FORCE_COMMANDER: RecordType.MISSION,
    PostFunction.POLICE_COMMISSIONER: RecordType.MISSION,
    PostFunction.HEAD_OF_DEPARTMENT: RecordType.ORGANISATION,
    PostFunction.DEPUTY_HEAD_OF_DEPARTMENT: RecordType.ORGANISATION,
    PostFunction.SECRETARY_GENERAL: RecordType.ORGANISATION,
}
DEPUTIES = {PostFunction.DEPUTY_HEAD_OF_MISSION, PostFunction.DEPUTY_HEAD_OF_DEPARTMENT}


def functions_fit_their_body(library: Library) -> Iterator[Problem]:
    """The function of a role fits its body: heads and commanders in missions, others elsewhere."""
    for entry in library.entries:
        if not isinstance(entry.record, PersonFacts):
            continue
        for position, role in enumerate(entry.record.roles):
            for function in role.functions:
                if role.body is None or role.body.type is not BODIES[function]:
                    message = f"names no {BODIES[function]}, but {function} is a post in one"
                    yield entry.problem(("roles", position, "body"), message)


def predecessors_held_the_post(library: Library) -> Iterator[Problem]:
    """A predecessor is another person with the same function in the same body."""
    held = {
        (person, post)
        for person, terms in terms_of(library).items()
        for term in terms
        for post in posts_of(term.role)
    }
    for entry in library.entries:
        if not isinstance(entry.record, PersonFacts):
            continue
        for position, role in enumerate(entry.record.roles):
            before = role.predecessor.code if role.predecessor else entry.record.code
            if library.unread.may_mean(RecordType.PERSON, before):
                continue
            if role.predecessor and (
                before == entry.record.code
                or not any((before, post) in held for post in posts_of(role))
            ):
                message = f"{before} is nobody else with this function in this body"
                yield entry.problem(("roles", position, "predecessor"), message)


def roles_lie_within_a_life(library: Library) -> Iterator[Problem]:
    """Nobody holds a post before birth or after death."""
    for entry, position, role in _roles(library):
        person = entry.record
        begins, ends = role.started or role.as_of, role.ended or role.as_of or role.started
        if not isinstance(person, PersonFacts) or not begins or not ends:
            continue
        path = ("roles", position, "started" if role.started else "as_of")
        if person.born and last_day(ends) < first_day(person.born):
            yield entry.problem(path, f"{begins} is before the birth in {person.born}")
        if person.died and first_day(begins) > last_day(person.died):
            yield entry.problem(path, f"{begins} is after the death in {person.died}")


def roles_lie_within_their_mission(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a post in a mission that had not begun, or had ended."""
    for entry, position, role in _roles(library):
        code = role.body.code if role.body and role.body.type is RecordType.MISSION else ""
        mission = library.record(RecordType.MISSION, code)
        begins, ends = role.started or role.as_of, role.ended or role.as_of or role.started
        if not isinstance(mission, MissionFacts) or not begins or not ends or role.note:
            continue
        path = ("roles", position, "started" if role.started else "as_of")
        if mission.started and last_day(ends) < first_day(mission.started):
            message = f"{begins} is before {code} began in {mission.started}: is it right?"
            yield entry.problem(path, message)
        if mission.ended and first_day(begins) > last_day(mission.ended):
            message = f"{begins} is after {code} ended in {mission.ended}: is it right?"
            yield entry.problem(path, message)


def _roles(library: Library) -> Iterator[tuple[Entry, int, Role]]:
    for entry in library.entries:
        if isinstance(entry.record, PersonFacts):
            for position, role in enumerate(entry.record.roles):
                yield entry, position, role


def two_at_once(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: two holders of one post overlap by more than a day, none acting."""
    for (_, body, function), holders in by_post(terms_of(library)).items():
        if function in DEPUTIES:
            continue
        for earlier, later in combinations(holders, 2):
            if earlier.person != later.person and _overlap(earlier, later):
                message = f"{earlier.person} and {later.person} were both {function} of {body} then"
                yield later.entry.problem(("roles", later.position, "started"), message)


def _overlap(earlier: Term, later: Term) -> bool:
    """Tell whether two terms overlap under any reading of their partial dates."""
    begins = later.role.started or later.role.as_of or later.role.ended
    if earlier.role.acting or later.role.acting or not begins or not earlier.held_until:
        return False
    return last_day(begins) < first_day(earlier.held_until)
