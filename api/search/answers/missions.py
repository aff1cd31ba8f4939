"""List missions by kind, status, place and time: which ran, began or ended."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from api.facts.folding import fold
from api.facts.missions import MissionKind, MissionStatus
from api.lists.lookups import get_country_names, get_day_of_release
from api.questions.question import CONTRIBUTOR, Mention
from api.resources.missions import MISSIONS, run_in_words
from api.search.answers.bounds import asked_span, bound
from api.search.answers.inquiry import Inquiry, Listed, few, list_records
from api.search.figures.as_answer import LONGEST
from api.search.figures.for_question import choose_figures
from api.vocabulary import RecordType, Row, first_day, last_day
from api.wording import counted, plain, with_acronym

MOST_CODES = 100  # What a filter takes.
UN_KINDS = [kind for kind in MissionKind if kind != MissionKind.PARTNER_OPERATION]


@dataclass(frozen=True)
class MissionScope:
    """Which missions are meant: the filters of their list, and the places of the words for them."""

    filters: dict[str, str]
    used: set[int]
    happened: Literal["began", "ended"] | None = None  # Whether it is asked when they did.
    lead: str | None = None  # Code of the organisation that led them.


def find_missions(inquiry: Inquiry) -> Listed | None:
    """List the missions that ran, began or ended in a time, in a country or a region; None for other questions."""
    narrowed = narrow(inquiry)
    is_of_others = inquiry.asks("resolution") or (
        inquiry.asks("who") and inquiry.values("function")
    )
    if narrowed is None or is_of_others or not _asks_for_several(inquiry):
        return None
    used = inquiry.places("which", "several") | narrowed.used
    if inquiry.question.ranking - inquiry.question.taken or not inquiry.is_told_by(used):
        return None
    timed = in_time(inquiry, narrowed)
    is_of_all = inquiry.asks("list") and bool(inquiry.values("mission"))
    if timed is None or not ({*timed} - {"kind"} or narrowed.lead or is_of_all):
        return None
    is_counted = inquiry.asks("how_many") and _is_counted(inquiry, timed)
    # "How many peacekeepers does Rwanda have in UN missions" asks for no missions.
    people = inquiry.places("personnel") - narrowed.used
    is_of_people = people and (people & inquiry.question.counted or not inquiry.asks("list"))
    if is_of_people or is_counted or inquiry.says("a_kind") or inquiry.asks("why"):
        return None
    is_bare_count = inquiry.asks("how_many") and _is_timeless(inquiry, timed, narrowed.lead)
    now = _running_now(inquiry, timed) if is_bare_count else None
    return now or _first_found(inquiry, timed, narrowed.lead)


def _first_found(inquiry: Inquiry, timed: dict[str, str], lead: str | None) -> Listed | None:
    """List the missions that pass the filters, led by one body if it is named, or that pass the first wider ones."""
    for filters in _wider(inquiry, timed):
        found = list_missions(inquiry, filters)
        if lead:
            found = [one for one in found if one["lead"] and one["lead"]["code"] == lead]
        if found:
            codes = ",".join(one["code"] for one in found)
            return list_of(found, {"code": codes} if lead else filters)
    return None


def _is_timeless(inquiry: Inquiry, filters: dict[str, str], lead: str | None) -> bool:
    """Say whether a question leaves open whether those that run are meant, or all: "how many missions in Africa"."""
    is_past = inquiry.says("past", "perfect", "ran", "run_by", "began", "ended", "history")
    is_timed = inquiry.question.times or "status" in filters
    return not (is_past or is_timed or lead or "country" in filters)


def _running_now(inquiry: Inquiry, filters: dict[str, str]) -> Listed | None:
    """List those that run, and say how many there have been; None where none runs."""
    ever = list_missions(inquiry, filters)
    running = [one for one in ever if one["status"] == MissionStatus.ONGOING]
    if not running or len(running) == len(ever):
        return None
    before = f"{len(running)} running now, of {_counted(ever)} ever"
    return list_of(running, filters | {"status": MissionStatus.ONGOING}, before=before)


def _wider(inquiry: Inquiry, filters: dict[str, str]) -> list[dict[str, str]]:
    """Return filters, and wider fallbacks for an empty list: "which mission is in Mali" when none is any more."""
    ways = [filters]
    if not inquiry.values("mission") and not inquiry.says("peacekeeping"):
        ways.append(filters | {"kind": ",".join(UN_KINDS)})
        if not _is_of_the_un(inquiry):
            ways.append({name: value for name, value in filters.items() if name != "kind"})
    if "country" in filters:
        ways.append({name: value for name, value in filters.items() if name != "status"})
    return [way for place, way in enumerate(ways) if way not in ways[:place]]


def _asks_for_several(inquiry: Inquiry) -> bool:
    """Say whether missions are asked for; "mission" alone may ask for anything about one."""
    several = inquiry.places("several") | inquiry.words_naming("mission")
    is_ever = "since_start" in inquiry.question.bases
    is_any_there = inquiry.proper_names and (is_ever or inquiry.says("perfect"))
    return bool(several or is_any_there) or inquiry.says("which") or inquiry.asks("list")


def narrow(inquiry: Inquiry) -> MissionScope | None:
    """Read which missions are meant; None where the question is not about missions alone."""
    kinds = kinds_of_missions(inquiry)
    spoken = inquiry.mission_words
    country_of = {one: one.country or _country_of(inquiry, one) for one in inquiry.proper_names}
    hosts = [country for country in country_of.values() if country]
    leads = [one.targets[0] for one, country in country_of.items() if not country]
    are_bodies = all(type == RecordType.ORGANISATION for type, _ in leads)
    if not spoken or not are_bodies or len(leads) > 1:
        return None
    if _is_narrowed(inquiry, spoken | {n for one in kinds["region"].values() for n in one}):
        return None
    # Which missions of the UN another body has led is not told by its own.
    is_of_another = leads and _is_of_the_un(inquiry)
    if is_of_another or any(one.relation == CONTRIBUTOR for one in inquiry.proper_names):
        return None
    happened = _happened(inquiry)
    filters = kind_filters(inquiry)
    if len(kinds["status"]) > 1:
        return None
    if not kinds["kind"] and not leads:  # Those of others are asked for as such.
        is_dated = happened and inquiry.question.times and not inquiry.says("peacekeeping")
        is_any = hosts or is_dated  # "UN operations closed in 2017".
        filters["kind"] = ",".join(UN_KINDS if is_any else [MissionKind.PEACEKEEPING_OPERATION])
    if hosts:
        codes = [inquiry.names.iso3.get(code or "", "") for code in hosts]
        if not all(codes):
            return None
        filters["country"] = ",".join(codes)
    used = spoken.union(*(places for values in kinds.values() for places in values.values()))
    used |= inquiry.places("ran", "run_by", "perfect", *([happened] if happened else ()))
    return MissionScope(filters, used, happened, leads[0][1] if leads else None)


def kinds_of_missions(inquiry: Inquiry) -> dict[str, dict[str, set[int]]]:
    """Return the kinds, statuses, regions and areas that are named, with their places, by the filter of missions."""
    fields = {"kind": "mission", "status": "status", "region": "region", "country": "area"}
    return {field: inquiry.values(name) for field, name in fields.items()}


def kind_filters(inquiry: Inquiry) -> dict[str, str]:
    """Return them as filters of the list of missions."""
    return {name: ",".join(values) for name, values in kinds_of_missions(inquiry).items() if values}


def _country_of(inquiry: Inquiry, mention: Mention) -> str | None:
    """Return the country of an everyday name that means its missions first: "the Congo"."""
    if not mention.is_everyday:
        return None
    names, called = inquiry.names, get_country_names(inquiry.connection)
    said = {*inquiry.words_of(mention)} - inquiry.lexicon.stop_words
    codes = {code for _, code in mention.targets}
    there = [country for country, held in names.missions_in.items() if codes <= {*held}]
    found = [
        one for one in there if said <= {*fold(called.get(names.iso3.get(one, ""), "")).split()}
    ]
    return found[0] if len(found) == 1 else None


def _is_narrowed(inquiry: Inquiry, spoken: set[int]) -> bool:
    """Say whether there is a dimension that missions do not have, such as women."""
    narrowing = (
        places for name, (_, places) in inquiry.question.dimensions.items() if name != "location"
    )
    return not set().union(*narrowing) <= spoken


def _is_of_the_un(inquiry: Inquiry) -> bool:
    """Say whether missions of the UN alone are meant; those of partners are held, too."""
    return inquiry.question.names_the_un or inquiry.says("peacekeeping")


def _happened(inquiry: Inquiry) -> Literal["began", "ended"] | None:
    """Return what happened to the missions asked for; None for those that ran, as in "deployed in Haiti in 1997"."""
    if inquiry.says("ended"):
        return "ended"
    is_somewhere = inquiry.proper_names or inquiry.values("region") or inquiry.values("area")
    only_ran = inquiry.places("began") <= inquiry.places("ran") and is_somewhere
    return "began" if inquiry.says("began") and not only_ran else None


def in_time(inquiry: Inquiry, narrowed: MissionScope) -> dict[str, str] | None:
    """Return the filters with the time in which missions began, ended or ran; None where that is not clear."""
    question, filters = inquiry.question, dict(narrowed.filters)
    if question.bases & {"now", "since_start", "in_all"}:
        if len(question.times) > 1 or narrowed.happened:
            return None
        return filters | ({"status": "ongoing"} if question.times[0].basis == "now" else {})
    if not question.times:
        if inquiry.says("closing_now"):
            return None  # What is closing has not closed.
        if narrowed.happened == "ended":
            filters["status"] = MissionStatus.CLOSED
        elif _is_present(inquiry) and not narrowed.happened and "status" not in filters:
            filters["status"] = MissionStatus.ONGOING
        return filters
    if narrowed.happened:
        filters.pop("status", None)  # "Closed in 2017" is when they ended.
        bounds = bound(_by_then(inquiry), "started" if narrowed.happened == "began" else "ended")
        return None if bounds is None else filters | bounds
    return _running(_by_then(inquiry), filters)


def _by_then(inquiry: Inquiry) -> Inquiry:
    """Read "closed by the end of 2020" and "had led by 2005" as until then."""
    question = inquiry.question
    by = inquiry.lexicon.listing.saying(question.words, "by")
    by &= question.taken - inquiry.in_proper_names
    if not by or question.time is None or question.basis != "in":
        return inquiry
    until = replace(question.time, basis="until")
    return replace(inquiry, question=replace(question, times=[until]))


def _is_present(inquiry: Inquiry) -> bool:
    """Say whether the question is in the present, and not in the perfect, "has led", or the past, "did it have"."""
    done = inquiry.places("run_by") - inquiry.places("have", "present")
    is_perfect = inquiry.says("perfect") or (done and inquiry.says("have"))
    return inquiry.says("present") and not (is_perfect or inquiry.says("past"))


def _running(inquiry: Inquiry, filters: dict[str, str]) -> dict[str, str] | None:
    """Add the filter `active_in` for a year, month or day; for a longer time return the codes of the missions that ran."""
    first, last = asked_span(inquiry) or (None, None)
    is_open = first is None or last is None
    if first and first > get_day_of_release(inquiry.connection):
        return None  # Which missions will run is not known.
    if (first is None and last is None) or (is_open and not filters):
        return None
    last = last or get_day_of_release(inquiry.connection)  # Those that ran since then.
    filters = {name: value for name, value in filters.items() if name != "status"}
    if first is None:  # "Missions before 1960".
        return filters | {"started__lte": last}
    if first == last:
        return filters | {"active_in": first}
    begun = list_missions(inquiry, filters | {"started__lte": last})
    codes = [
        one["code"]
        for one in begun
        if (one["ended"] and last_day(one["ended"]) >= first_day(first))
        or (not one["ended"] and one["status"] != MissionStatus.CLOSED)
    ]
    return {"code": ",".join(codes)} if 0 < len(codes) <= MOST_CODES else None


def _is_counted(inquiry: Inquiry, filters: dict[str, str]) -> bool:
    """Say whether there is a figure for the number of missions, which is the better answer."""
    if {*filters} - {"kind", "status", "active_in"}:
        return False
    return choose_figures(inquiry.connection, inquiry.question, inquiry.names) is not None


def list_missions(inquiry: Inquiry, filters: dict[str, str]) -> list[Row]:
    """List the missions that pass the filters."""
    return list_records(inquiry.connection, MISSIONS, filters)


def list_of(
    missions: list[Row], filters: dict[str, str], *, kind: str = "list", before: str = ""
) -> Listed:
    """Answer with missions and when they ran, or with their names alone where that text would be truncated."""
    opening = f"{before or _counted(missions)}: "
    names = [one["acronym"] or one["name"] for one in missions]
    told = few([f"{n} ({run_in_words(one)})" for n, one in zip(names, missions, strict=True)])
    fits = len(opening) + len(told) < LONGEST
    times = [value for name, value in filters.items() if "_" in name]
    return Listed(
        kind=kind,
        text=f"{opening}{told if fits else few(names)}.",
        records=[(RecordType.MISSION, one["code"], with_acronym(one)) for one in missions],
        path="/v1/missions",
        filters=filters,
        time="/".join(dict.fromkeys(times)) or None,
    )


def _counted(missions: list[Row]) -> str:
    """Write the number of missions by kind: `3 missions (2 …, 1 …)`."""
    kinds = Counter(one["kind"] for one in missions)
    parts = [counted(number, plain(kind)) for kind, number in kinds.most_common()]
    if len(parts) == 1:
        return parts[0]
    return f"{len(missions)} missions ({', '.join(parts)})"
