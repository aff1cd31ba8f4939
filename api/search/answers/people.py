"""Name who held a post of a mission or a department: now, at a time, first or last, before or after somebody."""

from dataclasses import replace

from api.facts.people import HeldUntilBasis
from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.questions.question import CONTRIBUTOR, Mention
from api.resources.people import PEOPLE
from api.search.answers.holders import choose, neighbour
from api.search.answers.inquiry import Inquiry, Listed, few, list_records
from api.search.answers.posts import Post, find_post, only_post
from api.vocabulary import RecordType, Row
from api.wording import day_in_words

NAMED = (RecordType.MISSION, RecordType.ORGANISATION, RecordType.COUNTRY, RecordType.PERSON)


def find_people(inquiry: Inquiry) -> Listed | None:
    """Name who held the post that is asked for."""
    if not inquiry.values("function") or any(
        one.targets[0][0] not in NAMED for one in inquiry.proper_names
    ):
        return None
    named = {code for _, code in inquiry.question.subjects(RecordType.PERSON)}
    counts = inquiry.asks("how_many") or inquiry.says("how_long")
    if asks_for_missions(inquiry) or (counts and not named and not _counts_holders(inquiry)):
        return None  # "How old is the head of MONUSCO" asks for no number of heads.
    is_another = named and inquiry.asks("who") and inquiry.says("before", "after")
    if is_another or inquiry.dimensions_beside_names.get("sex") == "female":
        return None  # Whether somebody is a woman is not held.
    post, giver = find_post(inquiry), _giver(inquiry)
    if post is None or not inquiry.is_told_by(_used(inquiry), inquiry.question.numbered):
        return None
    filters = post.filters | ({"nationality": giver} if giver else {})
    people = list_records(inquiry.connection, PEOPLE, filters)
    chosen = choose(inquiry, post, filters, people)
    chosen = [one for one in chosen or [] if post.roles(one)]
    if inquiry.places("acting") - inquiry.places("several_people"):
        chosen = [one for one in chosen or [] if _filled_in(inquiry, post, one)]
    if named:
        chosen = [one for one in chosen or [] if one["code"] in named]
    if not chosen:
        return None
    listed = _listed(inquiry, post, filters, chosen)
    return _from_where(inquiry, listed, chosen) if _asks_from_where(inquiry) else listed


def _used(inquiry: Inquiry) -> set[int]:
    """Return the places of the words that such a question may have."""
    used = inquiry.words_naming("function") | inquiry.mission_words | _ordering(inquiry)
    used |= inquiry.places("which", "person", "past", "several_people", "acting", "post")
    if _asks_from_where(inquiry):
        used |= inquiry.places("nationality", "country", "from")
    if "force_commander" in inquiry.values("function"):
        used |= inquiry.places("personnel")  # "Who commanded the troops".
    if "head_of_department" in inquiry.values("function"):
        location, seat = inquiry.question.dimensions.get("location", ("", set()))
        used |= seat if location == "headquarters" else set()  # "In New York".
    return used


def _counts_holders(inquiry: Inquiry) -> bool:
    """Say whether holders are counted, and not the people they lead: "how many troops has the commander"."""
    if inquiry.says("how_long"):
        return False
    posts = inquiry.words_naming("function")
    last = max(posts | inquiry.places("have"))
    leads_some = last - min(posts) >= len(posts)  # "How many people does the head have".
    counted = inquiry.question.counted
    return bool(counted & posts) or bool(counted & inquiry.places("person") and not leads_some)


def _asks_from_where(inquiry: Inquiry) -> bool:
    """Say whether the nationality of a holder is asked for, and not the name."""
    is_placed = inquiry.asks("where") or (inquiry.says("which") and inquiry.says("country"))
    return inquiry.says("nationality") or (is_placed and inquiry.says("from"))


def _from_where(inquiry: Inquiry, listed: Listed, people: list[Row]) -> Listed | None:
    """Put the nationality of the only holder before the text; None where it is not held."""
    country = people[0]["nationality"] if len(people) == 1 else None
    if country is None:
        return None
    name = get_country_names(inquiry.connection).get(country, country)
    return replace(listed, text=f"{name}. {listed.text}")


def _filled_in(inquiry: Inquiry, post: Post, person: Row) -> bool:
    """Say whether somebody was acting: the last time, or any time where the past is asked for."""
    is_past = inquiry.question.times or inquiry.says("past", "several_people")
    roles = post.roles(person) if is_past else [post.last_role(person)]
    return any(role["acting"] for role in roles)


def asks_for_missions(inquiry: Inquiry) -> bool:
    """Say whether a verb of leading is about missions, and names no post: "missions the UN runs"."""
    is_who = inquiry.asks("who") or inquiry.says("person")
    told = inquiry.words_naming("function")
    return told <= inquiry.places("run_by") and inquiry.says("mission") and not is_who


def find_neighbour(inquiry: Inquiry) -> Listed | None:
    """Name who held a post just before or just after somebody."""
    others = [one for one in inquiry.proper_names if one.targets[0][0] == RecordType.PERSON]
    has_replaced = _comes_first(inquiry, others)
    later = inquiry.says("after", "successor") or (inquiry.says("replaced") and not has_replaced)
    earlier = inquiry.says("before", "predecessor", "preceded") or has_replaced
    is_past = inquiry.question.bases - {"now"}
    if len(others) != 1 or later == earlier or is_past:
        return None
    person = get(inquiry.connection, PEOPLE, others[0].targets[0][1]) or {}
    used = inquiry.words_naming("function") | _ordering(inquiry)
    used |= inquiry.places("which", "person", "post", "held_at", "mission")
    post = find_post(inquiry) or only_post(inquiry, person)
    if post is None or not post.roles(person) or not inquiry.is_told_by(used):
        return None
    holders = list_records(inquiry.connection, PEOPLE, post.filters)
    found = neighbour(post, person, holders, later=later)
    return _listed(inquiry, post, post.filters, [found]) if found else None


def _comes_first(inquiry: Inquiry, people: list[Mention]) -> bool:
    """Say whether a person is the subject of "replaced", and the predecessor is asked for: "who did Haysom replace"."""
    verbs, named = inquiry.places("replaced"), [min(one.places) for one in people]
    return bool(verbs and named) and min(named) < min(verbs) and not inquiry.says("by")


def _ordering(inquiry: Inquiry) -> set[int]:
    """Return the places of the words that put holders in an order."""
    order = inquiry.places("after", "before", "successor", "predecessor")
    return order | inquiry.places("replaced", "preceded", "by") | inquiry.question.ranking


def _giver(inquiry: Inquiry) -> str | None:
    """Return the ISO 3166-1 code of the nationality that is named, if one is."""
    givers = [one.country for one in inquiry.proper_names if one.relation == CONTRIBUTOR]
    return inquiry.names.iso3.get(str(givers[0])) if len(givers) == 1 else None


def _listed(inquiry: Inquiry, post: Post, filters: dict[str, str], people: list[Row]) -> Listed:
    time = inquiry.question.time
    asks_all = inquiry.asks("how_many") or inquiry.says("several_people")
    counted = f"{len(people)} known: " if len(people) > 1 or asks_all else ""
    is_over = inquiry.names.lives.get(post.bodies[0][1], ("", ""))[1]
    if is_over and time and all("" < post.until(one) < str(time.first or "") for one in people):
        counted = "The last known before then: "
    elif "code" in filters and not (time and time.first):  # Nobody is known to hold it now.
        counted = "The last known: "
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
    """Write when a person held a post, and which source says so."""
    role = post.last_role(person)
    when = held_when(post.began(person), role)
    title = role["citation"]["source"]["title"]
    where = role["body"]["name"]
    return f"{person['name']}: {role['title']}, {where}, {when}says “{title}”"


def held_when(began: str | None, role: Row) -> str:
    """Write from when to when somebody held a post, no further than a source shows it."""
    until = role["held_until"]
    parts = [f"from {day_in_words(began)}"] if began else []
    if until and role["held_until_basis"] != HeldUntilBasis.SHOWN:
        parts.append(f"to {day_in_words(until)}")
    elif until and until != began:
        parts.append(f"last shown in office {day_in_words(until)}")
    return "".join(f"{part}, " for part in parts)
