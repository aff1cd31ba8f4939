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

from api.claims.claims import Claim, verify
from api.claims.sentences.understood import Understood
from api.claims.times import days_before
from api.vocabulary import Diagnosis, Row, Verdict, last_day

FRESH = 100  # Days: who writes "now" has no newer count than of the last month or two.
HOLDS = (Verdict.SUPPORTED, Verdict.SUPPORTED_IF_NARROWED, Verdict.SUPPORTED_WHEN_WRITTEN)


@dataclass(frozen=True)
class Judge:
    """Judges the numbers of one text; a claim that is repeated is verified once."""

    connection: Connection
    verified: dict[str, Row] = field(default_factory=dict)

    def judge(self, readings: Sequence[Understood]) -> Row:
        """Verify the readings of a number, and answer the one that counts."""
        answers: list[Row] = []
        for reading in readings:
            answer = self._verify(reading.claim)
            answers.append(self._of_newest(reading, answer) or answer)
            if answers[-1]["verdict"] == Verdict.SUPPORTED and not reading.is_part:
                break
        return _choose(readings, answers)

    def _of_newest(self, reading: Understood, answer: Row) -> Row | None:
        """Answer by the newest count on the day of writing, where "now" means that and it bears out the number."""
        written = reading.claim.as_of
        if not reading.is_present or written is None or answer["verdict"] != Verdict.CANNOT_VERIFY:
            return None
        day = last_day(written)
        counted = [row["as_of"] for row in answer["nearby"] if row["as_of"]]
        newest = max((one for one in counted if days_before(day, FRESH) <= one <= day), default="")
        if not newest:
            return None
        then = self._verify(reading.claim.model_copy(update={"as_of": newest}))
        is_held = then["verdict"] == Verdict.SUPPORTED
        return {**then, "claim": answer["claim"]} if is_held else None

    def _verify(self, claim: Claim) -> Row:
        key = claim.model_dump_json()
        if key not in self.verified:
            self.verified[key] = verify(self.connection, claim)
        return self.verified[key]


def _choose(readings: Sequence[Understood], answers: Sequence[Row]) -> Row:
    """Return the answer that counts: one that holds, else an exclusion by all, else that the claim stays open."""
    judged = [*zip(readings, answers, strict=False)]
    for verdict in HOLDS:
        for reading, answer in judged:
            if answer["verdict"] == verdict and _may_hold(reading, answer):
                return _answer(reading, answer)
    if _is_excluded(readings, answers):
        return _answer(readings[0], answers[0])
    reading, answer = min(judged, key=lambda one: _silence(one[1]))
    return _answer(reading, _withheld(reading, answer))


def _silence(answer: Row) -> int:
    """Tell how little an answer says: least where nothing is held of just this."""
    if answer["verdict"] == Verdict.DISPUTED:
        return 0
    return 2 if answer["diagnosis"] in (Diagnosis.NOT_CURATED, Diagnosis.NOT_PUBLISHED) else 1


def _may_hold(reading: Understood, answer: Row) -> bool:
    """Tell whether a reading may be answered as true: in doubt, that a number has passed the claimed one is too little."""
    is_firm = reading.doubt is None or answer["diagnosis"] is not Diagnosis.PASSED_SINCE
    return is_firm and not reading.is_part


def _is_excluded(readings: Sequence[Understood], answers: Sequence[Row]) -> bool:
    """Tell whether every reading contradicts, for certain."""
    is_certain = all(one.doubt is None and not one.is_part for one in readings)
    contradicted = all(answer["verdict"] == Verdict.CONTRADICTED for answer in answers)
    if not (is_certain and contradicted):
        return False
    return not (_lies_between(readings[0], answers) or _may_be_others(readings, answers))


def _may_be_others(readings: Sequence[Understood], answers: Sequence[Row]) -> bool:
    """Tell whether a number may be that of others who are named alike, or of all parts that are counted apart."""
    claim = readings[0].claim
    claimed = claim.lower if claim.value is None else claim.value
    stated = {
        reading.claim.indicator: (row["value"], reading.others)
        for reading, answer in zip(readings, answers, strict=True)
        for row in answer["statements"][:1]
        if reading.others
    }
    total = sum(value for value, _ in stated.values()) if len(stated) > 1 else 0
    return claimed is not None and any(
        least * value <= claimed <= max(most * value, total)
        for value, (least, most) in stated.values()
    )


def _lies_between(reading: Understood, answers: Sequence[Row]) -> bool:
    """Tell whether a number lies between those of its readings: a scope between them may have just that."""
    stated = [row["value"] for answer in answers for row in answer["statements"][:1]]
    claim = reading.claim
    claimed = claim.lower if claim.value is None else claim.value
    return bool(stated) and claimed is not None and min(stated) < claimed < max(stated)


def _withheld(reading: Understood, answer: Row) -> Row:
    """Leave a claim open that only one reading decides, or a doubtful one."""
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


def _answer(reading: Understood, answer: Row) -> Row:
    """Say in the answer how the sentence was read."""
    claim = answer["claim"]
    said = [*reading.said, *([claim["read_as"]] if claim["read_as"] else [])]
    sentences = " ".join(f"{one[0].upper()}{one[1:]}".rstrip(".") + "." for one in said)
    qualifier = None if reading.is_rounded else claim["qualifier"]
    return {**answer, "claim": {**claim, "qualifier": qualifier, "read_as": sentences or None}}
