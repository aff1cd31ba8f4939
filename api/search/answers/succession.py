"""List the successors or predecessors of a mission."""

from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.mission_facts import name_of, the_mission
from api.search.answers.missions import list_missions, list_of
from api.tables.meanings import Meaning
from api.vocabulary import RecordType, Row

# What is asked for where the mission is named after the verb, and before it.
VERBS: tuple[tuple[Meaning, str, str], ...] = (
    ("replaced", "successors", "predecessors"),
    ("preceded", "predecessors", "successors"),
)
NOUNS: tuple[tuple[Meaning, str], ...] = (
    ("successor", "successors"),
    ("predecessor", "predecessors"),
)
PAIR = 2
PASSIVE = 2  # How near behind a verb "by" turns it round.


def find_succession(inquiry: Inquiry) -> Listed | None:
    """List the missions that followed a mission or came before it, and when one of two took over."""
    if pair := _pair(inquiry):
        return pair
    mission = None if inquiry.values("function") else the_mission(inquiry)  # "Who led it before".
    field = direction(inquiry) if mission else None
    time = inquiry.question.time
    if mission is None or field is None or (inquiry.question.times and not time):
        return None
    used = inquiry.places("replaced", "preceded", "successor", "predecessor", "which", "by")
    used |= inquiry.places("past", "present", "after", "before", "passive", "further", "perfect")
    used |= inquiry.places("versus", "date") if inquiry.asks("when") else set()
    if inquiry.asks("why", "how_many") or not inquiry.is_told_by(used, inquiry.mission_words):
        return None
    codes = _codes(inquiry, mission, field)
    if not codes:
        return None
    filters = {"code": ",".join(codes)}
    before = f"{'After' if field == 'successors' else 'Before'} {name_of(mission)} came"
    found = list_missions(inquiry, filters)
    if time and not all(time.holds(one["started"]) for one in found):
        return None  # "That replaced MONUC in 2010".
    return list_of(found, filters, kind="record", before=before)


def _codes(inquiry: Inquiry, mission: Row, field: str) -> list[str]:
    """Return the codes of what came next; with "and after that" also of the step behind, or none at all."""
    codes: list[str] = mission[field]
    if not codes or not inquiry.says("further"):
        return codes
    after = [
        one for near in list_missions(inquiry, {"code": ",".join(codes)}) for one in near[field]
    ]
    return [*dict.fromkeys([*codes, *after])] if after else []


def _pair(inquiry: Inquiry) -> Listed | None:
    """Answer when one of two missions took over from the other."""
    codes = [code for _, code in inquiry.question.subjects(RecordType.MISSION)]
    if len(codes) != PAIR or len(inquiry.proper_names) != PAIR or inquiry.question.times:
        return None
    used = inquiry.places(
        "replaced", "preceded", "successor", "by", "past", "passive", "from", "date"
    )
    is_asked = inquiry.says("replaced", "preceded") and inquiry.asks("when")
    if not is_asked or not inquiry.is_told_by(used, inquiry.mission_words):
        return None
    missions = list_missions(inquiry, {"code": ",".join(codes)})
    for earlier, later in (missions, missions[::-1]):
        if later["code"] in earlier["successors"]:
            before = f"After {name_of(earlier)} came"
            return list_of([later], {"code": later["code"]}, kind="record", before=before)
    return None


def direction(inquiry: Inquiry) -> str | None:
    """Return `successors` or `predecessors`, whichever is asked for; None where the words do not say."""
    missions = (
        min(one.places) for one in inquiry.proper_names if one.targets[0][0] == RecordType.MISSION
    )
    named = next(missions, min(inquiry.proper_names[0].places))
    for verb, after_verb, before_verb in VERBS:
        if places := inquiry.places(verb):
            is_object = named > max(places) or _is_asked_for(inquiry, min(places))
            return after_verb if is_object != _is_passive(inquiry, places, named) else before_verb
    return next((field for noun, field in NOUNS if inquiry.says(noun)), None)


def _is_asked_for(inquiry: Inquiry, verb: int) -> bool:
    """Say whether the verb's subject is asked for: "UNAMID closed, and what replaced it", not "what UNAMID replaced"."""
    asking = inquiry.places("which") | inquiry.lexicon.asking.saying(inquiry.question.words, "who")
    # "Which mission followed", not "what UNAMID followed".
    is_next = verb - 1 not in inquiry.question.taken
    return is_next and bool({verb - 1, verb - 2} & asking)


def _is_passive(inquiry: Inquiry, verb: set[int], named: int) -> bool:
    """Say whether a verb is passive: "replaced by", "par quoi … remplacée", "what was UNAMID replaced with"."""
    by, be = inquiry.places("by"), inquiry.places("passive")
    is_behind = any(0 < place - max(verb) <= PASSIVE for place in by)
    is_before = any(place < min(verb) for place in by | be) and named < min(verb)
    return is_behind or is_before
