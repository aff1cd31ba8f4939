"""Find the first, last, longest or shortest missions."""

from datetime import date

from api.facts.missions import MissionKind, MissionStatus
from api.lists.lookups import get_day_of_release
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.missions import MissionScope, in_time, list_missions, list_of, narrow
from api.vocabulary import RecordType, Row, first_day, last_day
from api.wording import plain

PAIR = 2
SEVERAL = 5  # How many "the latest missions" are.
SUPERLATIVES = {"oldest", "newest", "longest", "shortest"}


def find_first_or_longest(inquiry: Inquiry) -> Listed | None:
    """Find the first or last missions in a scope, or the one that ran longest or shortest."""
    question = inquiry.question
    wanted = question.superlatives & SUPERLATIVES
    narrowed = narrow(inquiry)
    if narrowed is None or narrowed.lead or len(wanted) != 1 or question.superlatives - wanted:
        return None
    is_of_leaders = inquiry.asks("who") or "function" in question.kinds
    if inquiry.says("how_long") or inquiry.asks("how_many") or is_of_leaders:
        return None  # "How long did it last", "the first UN force commander".
    number, places = inquiry.question.number, inquiry.question.numbered
    used = narrowed.used | places | question.ranking | inquiry.places("which", "lasted")
    if not inquiry.is_told_by(used):
        return None
    filters = in_time(inquiry, narrowed)
    if filters is None:
        return None
    if narrowed.happened == "ended" and not inquiry.says("present"):
        filters["status"] = "closed"
    filters.setdefault("kind", MissionKind.PEACEKEEPING_OPERATION)
    (superlative,) = wanted
    if superlative in ("oldest", "newest"):
        most = number or (SEVERAL if inquiry.says("several") else 1)
        return _by_date(inquiry, filters, narrowed, superlative, most)
    return _by_length(inquiry, filters, superlative) if number is None else None


def find_elder(inquiry: Inquiry) -> Listed | None:
    """Answer which of two missions began first or last, or ran longer: "which came first, UNTSO or UNMOGIP"."""
    codes = [code for _, code in inquiry.question.subjects(RecordType.MISSION)]
    superlatives = inquiry.question.superlatives
    are_two = len(codes) == len(inquiry.proper_names) == PAIR
    # "How long did ONUC in the Congo last" asks for no order.
    if not are_two or inquiry.question.times or inquiry.says("how_long"):
        return None
    used = inquiry.question.ranking | inquiry.places(
        "which", "mission", "versus", "either", "began"
    )
    used |= inquiry.places("present", "past", "still", "passive", "lasted", "ran")
    if len(superlatives) != 1 or superlatives - SUPERLATIVES or not inquiry.is_told_by(used):
        return None
    filters = {"code": ",".join(codes), "sort": "started"}
    if superlatives <= {"longest", "shortest"}:
        return _by_length(inquiry, filters, *superlatives)
    both = list_missions(inquiry, filters)
    starts = {one["started"] for one in both if one["started"]}
    if len(starts) < PAIR or first_day(min(starts)) == first_day(max(starts)):
        return None
    ordered = both if superlatives == {"oldest"} else both[::-1]
    return list_of(ordered, filters, before="Began first" if ordered is both else "Began last")


def _by_date(
    inquiry: Inquiry, filters: dict[str, str], narrowed: MissionScope, superlative: str, number: int
) -> Listed | None:
    field = "ended" if narrowed.happened == "ended" else "started"
    if field == "started" and narrowed.happened:
        filters.pop("status", None)
    filters |= {"sort": f"-{field}" if superlative == "newest" else field, "limit": str(number)}
    filters |= {f"{field}__isnull": "false"}
    found = list_missions(inquiry, filters)
    to_end = {"newest": "last to end", "oldest": "first to end"}
    said = to_end[superlative] if field == "ended" else superlative
    return _answer(found, filters, said) if found else None


def _by_length(inquiry: Inquiry, filters: dict[str, str], superlative: str) -> Listed | None:
    """Choose the mission that ran longest or shortest, if its dates are precise enough to tell."""
    day = get_day_of_release(inquiry.connection)
    missions = [one for one in list_missions(inquiry, filters) if one["started"]]
    lengths = {one["code"]: _length(one, day) for one in missions}
    if superlative == "shortest":
        lengths = {code: (-most, -least) for code, (least, most) in lengths.items()}
    if not lengths:
        return None
    best = max(lengths, key=lambda code: lengths[code])
    if any(most >= lengths[best][0] for code, (_, most) in lengths.items() if code != best):
        return None
    return _answer([one for one in missions if one["code"] == best], filters, superlative)


def _length(mission: Row, day: str) -> tuple[int, int]:
    """Return the minimum and maximum days that a mission ran, as dates may be years; an ongoing one until the release."""
    started, ended = mission["started"], mission["ended"] or day
    least = date.fromisoformat(first_day(ended)) - date.fromisoformat(last_day(started))
    most = date.fromisoformat(last_day(ended)) - date.fromisoformat(first_day(started))
    return least.days, most.days


def _answer(found: list[Row], filters: dict[str, str], said: str) -> Listed:
    kinds = " and ".join(f"{plain(kind)}s" for kind in filters.get("kind", "").split(","))
    running = "running " if filters.get("status") == MissionStatus.ONGOING else ""
    of_all = f"{said.capitalize()} of the {running}{kinds}"
    before = of_all if "kind" in filters else f"Ran {said}"
    kind = "record" if len(found) == 1 else "list"
    return list_of(found, filters, kind=kind, before=before)
