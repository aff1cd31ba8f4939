"""Two missions, initiatives, or values of a dimension, side by side by one indicator."""

from dataclasses import replace
from datetime import date, timedelta

from api.questions.dimensions import values_told
from api.questions.indicators import indicator_kinds
from api.questions.question import CONTRIBUTOR, HOST, SEVERAL, Mention, Question
from api.search.figures import Chosen, choose_figures
from api.search.listed import Inquiry, Listed, ends_of
from api.search.mission_facts import common
from api.search.telling import tell
from api.search.told import read_figures
from api.tables.figures import Dimensions
from api.vocabulary import IndicatorKind, RecordType, Row, last_day

PAIR = 2
STRENGTH = "personnel_deployed"
ALIKE = ({RecordType.MISSION}, {RecordType.INITIATIVE})
APART = timedelta(days=366)  # Between two counts that can be set side by side.


def compare(inquiry: Inquiry) -> Listed | None:
    """Set two missions, those in two countries, two initiatives, or one country's people in two missions side by side."""
    sides = _sides(inquiry)
    if sides is None or not inquiry.says("versus", "more") or inquiry.asks("when", "why"):
        return None
    if inquiry.question.superlatives & {"oldest", "newest"}:
        return None  # Which is older is no question of how large they are.
    question = _question(inquiry)
    return _beside(inquiry, [replace(question, mentions=side) for side in sides])


def compare_values(inquiry: Inquiry) -> Listed | None:
    """Set two values of one dimension beside each other: deaths of illness and by malicious acts."""
    told = inquiry.question.dimensions
    several = [name for name, (value, _) in told.items() if value == SEVERAL]
    if len(several) != 1 or not inquiry.says("versus", "more") or inquiry.asks("when", "why"):
        return None
    name, question = several[0], _question(inquiry)
    values = values_told(question, inquiry.lexicon, name)
    if len(values) != PAIR or inquiry.says("negation"):
        return None
    places = told[name][1]
    each = [
        replace(question, dimensions=told | {name: (value, places)}, breakdowns={})
        for value in values
    ]
    return _beside(inquiry, each, name)


def _beside(inquiry: Inquiry, each: list[Question], apart: str = "country") -> Listed | None:
    """Set the figures of two questions beside each other that differ in whom they ask about, or in a dimension."""
    both = [choose_figures(inquiry.connection, one, inquiry.names) for one in each]
    chosen = [one for one in both if one and len(one.codes) == 1]
    if len(chosen) < PAIR:
        return None
    rows = read_figures(inquiry.connection, [one.codes[0] for one in chosen])
    return _answer(inquiry, chosen, rows) if _are_comparable(inquiry, rows, apart) else None


def _sides(inquiry: Inquiry) -> list[list[Mention]] | None:
    """Return who is on each side: a mission, an initiative, or a country where missions are, each with the giver."""
    givers = _givers(inquiry)
    named = {one.targets for one in givers}
    pair = [one for one in inquiry.mentions if one.targets not in named]
    if len(pair) != PAIR or inquiry.says("negation"):
        return None
    first, second = pair
    types = {one.targets[0][0] for one in pair}
    are_hosts = types == {RecordType.COUNTRY} and HOST in (first.relation, second.relation)
    if first.targets == second.targets or not (are_hosts or types in ALIKE):
        return None
    if CONTRIBUTOR in (first.relation, second.relation):
        return None
    if are_hosts:
        pair = [replace(one, relation=HOST) for one in pair]
    return [[*givers, one] for one in pair]


def _givers(inquiry: Inquiry) -> list[Mention]:
    """Return the one country whose people are in each of two missions."""
    countries = [one for one in inquiry.mentions if one.country]
    are_missions = len(inquiry.question.subjects(RecordType.MISSION)) == PAIR
    is_alone = len(countries) == 1 and len(inquiry.mentions) == 1 + PAIR
    if not (is_alone and are_missions) or countries[0].relation == HOST:
        return []
    return [replace(countries[0], relation=CONTRIBUTOR)]


def _question(inquiry: Inquiry) -> Question:
    """Read the question as if it were about one of them: the words that compare need no place."""
    question = inquiry.question
    comparing = inquiry.places("versus", "more", "which", "size") | question.ranking
    comparing |= common(inquiry)
    measures = dict(question.measures)
    for superlative in sorted(question.superlatives):
        if superlative in inquiry.lexicon.ranked:
            measures.setdefault(inquiry.lexicon.ranked[superlative], set())
    if not measures:
        measures = {STRENGTH: set()}
    return replace(
        question,
        measures=measures,
        superlatives=set(),
        ranking=set(),
        asking=question.asking | {"how_many"},
        filler=question.filler | comparing,
    )


def _are_comparable(inquiry: Inquiry, rows: list[Row], apart: str) -> bool:
    """Say whether two figures measure the same of the same people, and over the same time where it is a flow."""
    first, second = rows
    if first["indicator"] != second["indicator"]:
        return False
    alike = [name for name in Dimensions.model_fields if name not in (apart, "country")]
    if any(first["dimensions"][name] != second["dimensions"][name] for name in alike):
        return False
    if bool(first["dimensions"]["country"]) != bool(second["dimensions"]["country"]):
        return False
    kind = indicator_kinds(inquiry.connection)[first["indicator"]]
    if kind == IndicatorKind.FLOW:
        return all(first[name] == second[name] for name in ("period_start", "period_end"))
    if first["subject"]["type"] == RecordType.INITIATIVE:
        return True  # Each has a time of its own.
    days = [date.fromisoformat(last_day(row["as_of"] or row["period_end"])) for row in rows]
    return abs(days[0] - days[1]) <= APART


def _answer(inquiry: Inquiry, chosen: list[Chosen], rows: list[Row]) -> Listed:
    sentences = [tell(inquiry.connection, row) for row in rows]
    subjects = list(dict.fromkeys(f"{r['subject']['type']}:{r['subject']['code']}" for r in rows))
    filters = {"subject": ",".join(subjects), "indicator": rows[0]["indicator"]}
    dimensions = {
        name: ",".join(dict.fromkeys(row["dimensions"][name] for row in rows))
        for name, value in rows[0]["dimensions"].items()
        if value
    }
    filters |= {f"dimensions.{name}": value for name, value in dimensions.items()}
    time, (first, second) = inquiry.question.time, map(ends_of, rows)
    if first == second:
        filters |= {"time__gte": first[0], "time__lte": first[1]}
    elif time and time.written:
        begun, _, ended = time.written.partition("/")
        filters |= {"time__gte": begun, "time__lte": ended or begun}
    else:
        filters["latest"] = "true"
    return Listed(
        kind="list",
        text=" ".join(sentences),
        records=[(RecordType.FIGURE, r["code"], s) for r, s in zip(rows, sentences, strict=True)],
        path="/v1/figures",
        filters=filters,
        subjects=subjects,
        indicator=rows[0]["indicator"],
        time=time.written or time.basis if time else None,
        dimensions=dimensions,
        source=rows[0]["citation"]["source"]["code"],
        figures=tuple(row["code"] for row in rows),
    )
