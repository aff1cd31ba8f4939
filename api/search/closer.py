"""The closer look at the first entries: at what is named, measured and asked for, at time and kind."""

from collections import Counter
from dataclasses import dataclass, field

from api.questions.names import Names, Target
from api.questions.question import HOST, Question
from api.questions.readings import WHOLE
from api.search.entries import Entries, Entry
from api.vocabulary import RecordType

Order = list[tuple[int, int, str | None]]
# Per cent by which the score of an entry is multiplied.
ANSWERS, EXACT, NAMED_ALONE, NAMED = 2000, 20_000, 600, 400
WORKED_THERE = 250
MEASURES, MEASURES_OTHER = 300, 40
ABOUT, ABOUT_OTHER = 200, 50
IN_TIME, OUT_OF_TIME = 130, 60
REPEATED = 30  # The third figure and later ones of one indicator and subject.
MOST_ALIKE = 2
PLAIN = {RecordType.SOURCE: 50, RecordType.STATEMENT: 60, RecordType.DISCREPANCY: 60}
# What a question of a kind wants to find.
WANTED = {
    "who": {RecordType.PERSON: 200},
    "why": {RecordType.EVENT: 300, RecordType.DISCREPANCY: 120},
    "what_happened": {RecordType.EVENT: 250, RecordType.MISSION: 200},
    "disagree": {RecordType.DISCREPANCY: 700},
    "definition": {RecordType.INDICATOR: 300, RecordType.INITIATIVE: 200},
    "source": {RecordType.SOURCE: 400},
    "said": {RecordType.STATEMENT: 400},
    "resolution": {RecordType.EVENT: 200},
    "how_many": {RecordType.FIGURE: 200},
    "share": {RecordType.FIGURE: 200},
    "list": {RecordType.MISSION: 120},
}


def look_closer(
    entries: Entries,
    scores: dict[int, int],
    question: Question,
    names: Names,
    *,
    leading: list[Target],
    meant: dict[int, str],
    slug_of_q: str,
) -> Order:
    """Put the first entries in a better order.

    `leading` are the records that answer, `meant` the figures that the question means, by their entries.
    """
    exact = set(names.records.meanings.get(tuple(slug_of_q.split("-")), ()))
    found: list[tuple[int, int, str | None]] = []
    wanted = _wanted(question, names)
    for number, first_score in scores.items():
        entry, score = entries.by_number[number], first_score
        factors = _factors(entry, wanted)
        target = (entry.type, entry.code)
        if number in meant:
            factors.append(ANSWERS * (1 + len(meant) - [*meant].index(number)))
        elif target in leading:
            factors.append(ANSWERS * (len(leading) - leading.index(target)) // len(leading))
        if target in exact or entry.code.replace("_", "-") == slug_of_q:
            factors.append(EXACT)
        for factor in factors:
            score = score * factor // 100
        found.append((number, score, meant.get(number)))
    found.sort(key=lambda one: (-one[1], one[0]))
    return _without_repetition(found, entries)


@dataclass(frozen=True)
class Wanted:
    """What a question wants, worked out once for all entries."""

    question: Question
    named: set[Target]
    is_alone: bool
    missions_there: set[str]
    about: set[Target]
    most_words: int
    kinds: dict[str, int] = field(default_factory=dict)


def _wanted(question: Question, names: Names) -> Wanted:
    kinds: dict[str, int] = {str(type): factor for type, factor in PLAIN.items()}
    wanted = [WANTED[kind] for kind in question.asking if kind in WANTED]
    if question.kinds.get("function"):
        wanted.append({RecordType.PERSON: 200})
    for factors in wanted:
        for type, factor in factors.items():
            kinds[type] = max(kinds.get(type, 100), factor)
    return Wanted(
        question,
        named={(str(type), code) for one in question.mentions for type, code in one.targets},
        is_alone=not question.left() and not question.measures,
        missions_there={
            code
            for one in question.mentions
            for code in names.missions_in.get(one.country or "", ())
        },
        about=_about(question, names),
        most_words=max((len(p - question.filler) for p in question.measures.values()), default=0),
        kinds=kinds,
    )


def _factors(entry: Entry, wanted: Wanted) -> list[int]:
    question = wanted.question
    factors = [wanted.kinds.get(entry.type, 100)]
    if (entry.type, entry.code) in wanted.named:
        factors.append(NAMED_ALONE if wanted.is_alone else NAMED)
    elif entry.type == RecordType.MISSION and entry.code in wanted.missions_there:
        factors.append(WORKED_THERE)
    if entry.type == RecordType.FIGURE:
        factors += _of_figure(entry, wanted)
    elif entry.type == RecordType.INDICATOR and entry.code in question.measures:
        factors.append(MEASURES)
    time = question.time
    if time and time.first and entry.time_first and entry.type != RecordType.SOURCE:
        overlaps = entry.time_first <= str(time.last) and (entry.time_last or "") >= str(time.first)
        factors.append(IN_TIME if overlaps else OUT_OF_TIME)
    return factors


def _of_figure(entry: Entry, wanted: Wanted) -> list[int]:
    factors = []
    question = wanted.question
    if question.measures:
        places = question.measures.get(entry.indicator or "", set())
        fits = len(places - question.filler) == wanted.most_words
        factors.append(MEASURES if fits and places else MEASURES_OTHER)
    if wanted.about:
        factors.append(ABOUT if entry.subject in wanted.about else ABOUT_OTHER)
    for name, (value, _) in question.dimensions.items():
        factors.append(150 if entry.narrowed.get(name) == value else 80)
    return factors


def _about(question: Question, names: Names) -> set[Target]:
    found = {target for one in question.mentions for target in one.targets}
    for one in question.mentions:
        if one.country and one.relation in (HOST, None):
            found |= {
                (str(RecordType.MISSION), code) for code in names.missions_in.get(one.country, [])
            }
        elif one.country:
            found |= {*WHOLE}
    return {
        (str(type), code) for type, code in (found or ({*WHOLE} if question.is_whole else found))
    }


def _without_repetition(order: Order, entries: Entries) -> Order:
    """Move down the figures of which several alike came before."""
    seen: Counter[tuple[Target, str | None]] = Counter()
    kept = []
    for number, score, figure in order:
        entry = entries.by_number[number]
        if entry.subject:
            seen[entry.subject, entry.indicator] += 1
            if seen[entry.subject, entry.indicator] > MOST_ALIKE:
                kept.append((number, score * REPEATED // 100, figure))
                continue
        kept.append((number, score, figure))
    return sorted(kept, key=lambda one: (-one[1], one[0]))
