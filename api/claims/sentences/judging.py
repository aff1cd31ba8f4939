"""Judge the readings of a number together.

A number may be read in several ways: peacekeeping with or without political missions, soldiers as all in uniform. Each
reading is verified. What one of them supports is answered so, with that reading; a claim is contradicted only if every
reading is, none is in doubt, and the number does not lie between theirs; else it cannot be verified. A reading is in
doubt where its subject or its time is carried over from what was said before without a word that says so, or where a
sentence in the past names no time. So a true sentence is not called false because it was misread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from api.claims.answers import Diagnosis, Verdict
from api.claims.claims import Claim, verify
from api.claims.sentences.passage_readings import OF_SOME, PassageReading
from api.claims.times import STALE_DAYS
from api.facts.components import LESS_THAN, OBSERVERS, SAME
from api.questions.question import WHOLE
from api.vocabulary import Qualifier, Row, Unit, days_before, last_day

LONGEST_MEETING = 7  # Days.
HOLDS = [Verdict.SUPPORTED, Verdict.SUPPORTED_IF_NARROWED, Verdict.SUPPORTED_WHEN_WRITTEN]
PART_AND_WHOLE = tuple(f"{type}:{code}" for type, code in WHOLE)
FROM_ABOVE = (Qualifier.AT_MOST, Qualifier.UNDER, Qualifier.UP_TO)
Judged = tuple[PassageReading, Row]  # A reading, and the answer to its claim.


@dataclass(frozen=True)
class Judge:
    """Verifies the claims of one text; equal claims are cached."""

    connection: Connection
    verified: dict[str, Row] = field(default_factory=dict)

    def judge(self, readings: Sequence[PassageReading]) -> Row:
        """Verify the readings of a number, and answer the one that counts."""
        judged: list[Judged] = []
        guards = [one for one in readings if one.is_guard]
        for reading in [one for one in readings if not one.is_guard] or guards:
            stated = self._verify(reading.claim)
            answer = self._of_event(reading, stated) or self._of_newest(reading, stated) or stated
            judged.append((reading, answer))
            if answer["verdict"] == Verdict.SUPPORTED and not reading.is_part:
                break
        chosen = _choose(judged)
        if chosen["verdict"] == Verdict.CONTRADICTED and any(map(self._holds, guards)):
            reading, answer = judged[0]
            return _answer(reading, _withheld(reading, answer))
        return chosen

    def _holds(self, guard: PassageReading) -> bool:
        """Tell whether a guard supports a number; `passed_since` is too little."""
        answer = self._verify(guard.claim)
        return answer["verdict"] in HOLDS and answer["diagnosis"] is not Diagnosis.PASSED_SINCE

    def _of_newest(self, reading: PassageReading, answer: Row) -> Row | None:
        """Retry "now" with the newest figure at the day of writing, if that supports the claim."""
        written = reading.claim.as_of
        if not reading.is_present or written is None or answer["verdict"] != Verdict.CANNOT_VERIFY:
            return None
        day = last_day(written)
        counted = [one for one in _days(answer) if days_before(day, STALE_DAYS) <= one <= day]
        newest = max(counted, default="")
        if not newest:
            return None
        then = self._verify(reading.claim.model_copy(update={"as_of": newest}))
        is_held = then["verdict"] == Verdict.SUPPORTED
        return {**then, "claim": answer["claim"]} if is_held else None

    def _of_event(self, reading: PassageReading, answer: Row) -> Row | None:
        """Retry with the days of a meeting, the only ones on which its numbers were counted."""
        first = reading.event_day
        if first is None or answer["verdict"] != Verdict.CANNOT_VERIFY:
            return None
        last = days_before(first, -LONGEST_MEETING)
        counted = [day for day in _days(answer) if first <= day <= last]
        then = self._verify(reading.claim.model_copy(update={"as_of": max(counted, default=first)}))
        is_decided = then["verdict"] in (Verdict.SUPPORTED, Verdict.CONTRADICTED)
        return {**then, "claim": answer["claim"]} if is_decided else None

    def _verify(self, claim: Claim) -> Row:
        key = claim.model_dump_json()
        if key not in self.verified:
            self.verified[key] = verify(self.connection, claim)
        return self.verified[key]


def _days(answer: Row) -> list[str]:
    """List the days of the statements in an answer."""
    rows = (*answer["nearby"], *answer["statements"])
    return [row["as_of"] for row in rows if row["as_of"]]


def _choose(judged: Sequence[Judged]) -> Row:
    """Choose an answer: one that holds, else contradicted by all, else left open."""
    # What is "at most" so many holds of every part, too: the likeliest reading is answered.
    is_bound = judged[0][0].claim.qualifier in FROM_ABOVE
    for verdicts in [HOLDS] if is_bound else [[one] for one in HOLDS]:
        for reading, answer in judged:
            if answer["verdict"] in verdicts and _may_hold(reading, answer):
                return _answer(reading, answer)
    if _is_excluded(judged):
        return _answer(*next(one for one in judged if one[1]["verdict"] == Verdict.CONTRADICTED))
    reading, answer = min(judged, key=lambda one: _silence(one[1]))
    return _answer(reading, _withheld(reading, answer))


def _silence(answer: Row) -> int:
    """Rank how little an open answer says; most silent where no figure is held."""
    if answer["verdict"] == Verdict.DISPUTED:
        return 0
    return 2 if answer["diagnosis"] in (Diagnosis.NOT_CURATED, Diagnosis.NOT_PUBLISHED) else 1


def _may_hold(reading: PassageReading, answer: Row) -> bool:
    """Tell whether a supporting reading may be answered; in doubt, not by `passed_since`."""
    is_firm = reading.doubt is None or answer["diagnosis"] is not Diagnosis.PASSED_SINCE
    is_of_some = reading.doubt == OF_SOME and answer["verdict"] == Verdict.SUPPORTED_WHEN_WRITTEN
    return is_firm and not (reading.is_part or is_of_some)


def _is_excluded(judged: Sequence[Judged]) -> bool:
    """Tell whether every reading contradicts, none in doubt."""
    likeliest = judged[0][0]
    is_certain = all(one.doubt is None and not one.is_part for one, _ in judged)
    contradicted = [one for one in judged if one[1]["verdict"] == Verdict.CONTRADICTED]
    if not (is_certain and contradicted and likeliest.is_named):
        return False
    left = [one for one in judged if one[1]["verdict"] != Verdict.CONTRADICTED]
    if not all(_is_bounded(*one, contradicted) for one in left):
        return False
    return not (_lies_between(likeliest, judged) or _may_be_others(likeliest, judged))


def _is_bounded(reading: PassageReading, answer: Row, contradicted: Sequence[Judged]) -> bool:
    """Tell whether an open reading cannot hold either, given the contradicted ones."""
    if not reading.is_named:
        return answer["verdict"] is not Verdict.DISPUTED
    same = ("subject", "indicator", "as_of")
    alike = [
        one
        for one in contradicted
        if all(getattr(one[0].claim, name) == getattr(reading.claim, name) for name in same)
    ]
    return any(_bounds(*one, reading) for one in alike) or _is_too_many(reading, contradicted)


def _is_too_many(reading: PassageReading, contradicted: Sequence[Judged]) -> bool:
    """Tell whether more is claimed of operations than they and political missions have."""
    return any(
        (reading.claim.subject, one.claim.subject) == PART_AND_WHOLE
        and answer["claim"]["unit"] != Unit.PERCENT
        and _is_more(reading, answer)
        and one.claim.model_copy(update={"subject": reading.claim.subject}) == reading.claim
        for one, answer in contradicted
    )


def _is_more(reading: PassageReading, answer: Row) -> bool:
    """Tell whether the claimed number exceeds the stated one; not if none is stated."""
    claimed = _claimed(reading)
    return claimed is not None and any(claimed > row["value"] for row in answer["statements"][:1])


def _bounds(excluded: PassageReading, answer: Row, reading: PassageReading) -> bool:
    """Tell whether the number of all in uniform excludes a reading for everybody or soldiers."""
    if reading.others is not None:
        return excluded.others is not None
    whole, part = excluded.claim.dimensions_component, reading.claim.dimensions_component
    if {whole, part} == OBSERVERS or ({whole, part} <= SAME and not answer["statements"]):
        return True
    return _is_more(reading, answer) and whole is not None and part in LESS_THAN.get(whole, ())


def _claimed(reading: PassageReading) -> float | None:
    claim = reading.claim
    return claim.lower if claim.value is None else claim.value


def _may_be_others(likeliest: PassageReading, judged: Sequence[Judged]) -> bool:
    """Tell whether a number may be of others with the same name, or a sum of parts."""
    claimed = _claimed(likeliest)
    stated = {
        reading.claim.indicator: (row["value"], reading.others)
        for reading, answer in judged
        for row in answer["statements"][:1]
        if reading.others
    }
    total = sum(value for value, _ in stated.values()) if len(stated) > 1 else 0
    return claimed is not None and any(
        least * value <= claimed <= max(most * value, total)
        for value, (least, most) in stated.values()
    )


def _lies_between(likeliest: PassageReading, judged: Sequence[Judged]) -> bool:
    """Tell whether a number lies between those of its readings, where another scope may be."""
    stated = [row["value"] for _, answer in judged for row in answer["statements"][:1]]
    claimed = _claimed(likeliest)
    return bool(stated) and claimed is not None and min(stated) < claimed < max(stated)


def _withheld(reading: PassageReading, answer: Row) -> Row:
    """Turn a decided answer into `cannot_verify`, as only one or a doubtful reading gives it."""
    if answer["verdict"] not in (Verdict.CONTRADICTED, *HOLDS):
        return answer
    why = reading.doubt or "it may be read otherwise"
    if reading.is_part:
        why = "the time is shorter than what is counted"
    return {
        **answer,
        "verdict": Verdict.CANNOT_VERIFY,
        "diagnosis": Diagnosis.SEVERAL_READINGS,
        "reason": f"Not judged: {why}. {answer['reason']}",
    }


def _answer(reading: PassageReading, answer: Row) -> Row:
    """Add to the answer how the sentence was read."""
    claim = answer["claim"]
    said = [*reading.said, *([claim["read_as"]] if claim["read_as"] else [])]
    sentences = " ".join(f"{one[0].upper()}{one[1:]}".rstrip(".") + "." for one in said)
    qualifier = None if reading.is_rounded else claim["qualifier"]
    return {**answer, "claim": {**claim, "qualifier": qualifier, "read_as": sentences or None}}
