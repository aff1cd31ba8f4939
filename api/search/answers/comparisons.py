"""Compare two missions, two initiatives, or the values of a dimension by one indicator."""

from dataclasses import replace
from datetime import date, timedelta

from api.facts.figures import Dimensions
from api.questions.dimensions import values_told
from api.questions.indicator_codes import STRENGTH
from api.questions.indicators import indicator_kinds
from api.questions.question import CONTRIBUTOR, HOST, SEVERAL, Mention, Question, Time
from api.questions.subjects import values_of
from api.search.answers.inquiry import Inquiry, Listed, ends_of
from api.search.answers.listed_figures import list_figures
from api.search.figures.as_answer import read_figures
from api.search.figures.for_question import Chosen, choose_figures
from api.vocabulary import IndicatorKind, RecordType, Row, last_day

PAIR = 2
BREAKDOWN = "by_"
ALIKE = ({RecordType.MISSION}, {RecordType.INITIATIVE})
APART = timedelta(days=366)  # Between two counts that can be set side by side.


def compare(inquiry: Inquiry) -> Listed | None:
    """Compare two missions, those in two host countries, two initiatives, or one contributor in two missions."""
    sides = _sides(inquiry)
    if sides is None or not inquiry.says("versus", "more") or inquiry.asks("when", "why"):
        return None
    superlatives = inquiry.question.superlatives
    is_of_size = superlatives or inquiry.question.measures or inquiry.says("more", "size")
    if not is_of_size or superlatives & {"oldest", "newest"}:
        return None  # Which is older, or "UNIFIL and UNDOF", is no question of how large they are.
    question = _question(inquiry)
    return _beside(inquiry, [replace(question, mentions=side) for side in sides])


def compare_values(inquiry: Inquiry) -> Listed | None:
    """Compare the values of one dimension: deaths of illness and by malicious acts, deaths by cause."""
    name = _told_apart(inquiry)
    is_why = inquiry.asks("why") and name != "cause"  # "The main cause of death".
    if name is None or inquiry.says("negation") or inquiry.asks("when") or is_why:
        return None
    question = _question(inquiry)
    named = values_told(question, inquiry.lexicon, name)
    are_named = len(named) >= PAIR
    values = named if are_named else {one: set[int]() for one in _values_held(inquiry, name)}
    each = [_of_value(question, name, value, own) for value, own in values.items()]
    total = [_of_all(question, name)] if are_named and inquiry.says("total") else []
    told = _one_by_one(inquiry, [*total, *each], are_named=are_named) if total else None
    return told or _one_by_one(inquiry, each, are_named=are_named)


def _of_all(question: Question, name: str) -> Question:
    """Return the question for the total, without the dimension."""
    others = {one: said for one, said in question.dimensions.items() if one != name}
    told = question.surplus | question.dimensions[name][1]
    return replace(question, dimensions=others, surplus=told, breakdowns={})


def _of_value(question: Question, name: str, value: str, own: set[int]) -> Question:
    """Return the question for one value, by an indicator that its own words name, if they do: "civilians"."""
    told = question.dimensions
    split = set().union(*question.breakdowns.values()) | told.get(name, ("", set()))[1]
    measures = {code: said for code, said in question.measures.items() if said & own}
    return replace(
        question,
        measures=measures or question.measures,
        dimensions=told | {name: (value, split)},
        breakdowns={},
    )


def _told_apart(inquiry: Inquiry) -> str | None:
    """Return the one dimension with several values, or that a breakdown asks for; else None."""
    question = inquiry.question
    named = [name for name, (value, _) in question.dimensions.items() if value == SEVERAL]
    if named:
        return named[0] if len(named) == 1 else None
    split = {one.removeprefix(BREAKDOWN) for one in question.breakdowns} & {"cause", "sex"}
    is_narrowed = split & {*question.dimensions}
    return None if is_narrowed or len(question.breakdowns) > 1 else next(iter(split), None)


def _values_held(inquiry: Inquiry, name: str) -> list[str]:
    """Return the values of a dimension that figures of the indicators have."""
    held = values_of(inquiry.connection)
    pairs = (pair for code in inquiry.question.measures for pair in held.get(code, ()))
    return sorted({value for one, value in pairs if one == name})


def _one_by_one(inquiry: Inquiry, each: list[Question], *, are_named: bool) -> Listed | None:
    """List the figures of the values, if they are of one time and subject; of named values none may be missing."""
    found = [choose_figures(inquiry.connection, one, inquiry.names) for one in each]
    chosen = [one for one in found if one and not one.is_over_time]
    if len(chosen) < PAIR or (are_named and None in found):
        return None
    codes = dict.fromkeys(code for one in chosen for code in one.codes)
    rows = read_figures(inquiry.connection, [*codes])
    spans = {ends_of(row) for row in rows if not row["as_of"]}
    subjects = {row["subject"]["code"] for row in rows}
    if len(spans) > 1 or len(subjects) > 1:
        return None
    if days_apart(rows) > APART:
        both = [(one, got) for one, got in zip(each, found, strict=True) if got]
        oldest = Time.within(min(ends_of(row)[1] for row in rows))
        then = [_at(one, got, oldest) for one, got in both if not one.times]
        return _one_by_one(inquiry, then, are_named=are_named) if then else None
    rows.sort(key=lambda row: 0 if are_named else -row["value"])
    return list_figures(inquiry, rows)


def _at(question: Question, chosen: Chosen, time: Time) -> Question:
    """Return the question for the chosen indicator at another time."""
    code = chosen.asked.indicator
    return replace(question, times=[time], measures={code: question.measures.get(code, set())})


def days_apart(rows: list[Row]) -> timedelta:
    """Return the span between the last days of figures."""
    days = [date.fromisoformat(last_day(ends_of(row)[1])) for row in rows]
    return max(days) - min(days)


def _beside(inquiry: Inquiry, each: list[Question]) -> Listed | None:
    """List the figures of two questions that differ in their subject.

    Where the newest of both are not comparable, those in uniform are compared.
    """
    in_uniform = [
        replace(one, dimensions=one.dimensions | {"component": ("uniformed", set[int]())})
        for one in each
    ]
    is_told = "component" in each[0].dimensions
    for tried in [each] if is_told else [each, in_uniform]:
        both = [choose_figures(inquiry.connection, one, inquiry.names) for one in tried]
        codes = [one.codes[0] for one in both if one and len(one.codes) == 1]
        rows = read_figures(inquiry.connection, codes)
        if len(rows) == PAIR and _are_comparable(inquiry, rows):
            return list_figures(inquiry, rows)
    return None


def _sides(inquiry: Inquiry) -> list[list[Mention]] | None:
    """Return the mentions of each side: a mission, an initiative or a host country, with the contributor of both."""
    givers = _givers(inquiry)
    named = {one.targets for one in givers}
    there = {code for _, code in inquiry.question.subjects(RecordType.MISSION)}
    pair = [one for one in inquiry.proper_names if one.targets not in named]
    if len(pair) > PAIR:  # "MINUSMA in Mali against UNAMID in Darfur".
        pair = [one for one in pair if not _is_where(inquiry, one, there)]
    if len(pair) != PAIR or inquiry.says("negation"):
        return None
    first, second = pair
    types = {one.targets[0][0] for one in pair}
    are_hosts = types == {RecordType.COUNTRY} and HOST in (first.relation, second.relation)
    # "The Congo mission with the one in Mali".
    if types == {RecordType.COUNTRY, RecordType.MISSION}:
        (place,) = (one for one in pair if one.country)
        are_hosts = place.relation == HOST and not _is_where(inquiry, place, there)
    if first.targets == second.targets or not (are_hosts or types in ALIKE):
        return None
    if CONTRIBUTOR in (first.relation, second.relation):
        return None
    if are_hosts:
        pair = [replace(one, relation=HOST) if one.country else one for one in pair]
    return [[*givers, one] for one in pair]


def _is_where(inquiry: Inquiry, mention: Mention, missions: set[str]) -> bool:
    """Say whether a country only repeats where a mission is that is named as well."""
    there = {*inquiry.names.missions_in.get(mention.country or "", ())}
    return bool(there & missions) or (mention.is_everyday and mention.targets[0][1] in missions)


def _givers(inquiry: Inquiry) -> list[Mention]:
    """Return the contributor that is compared in two missions, if there is one."""
    countries = inquiry.question.countries
    are_missions = len(inquiry.question.subjects(RecordType.MISSION)) == PAIR
    is_alone = len(countries) == 1 and len(inquiry.proper_names) == 1 + PAIR
    if not (is_alone and are_missions) or countries[0].relation == HOST:
        return []
    return [replace(countries[0], relation=CONTRIBUTOR)]


def _question(inquiry: Inquiry) -> Question:
    """Return the question as if it were about one side: words that compare become filler."""
    question = inquiry.question
    comparing = inquiry.places("versus", "more", "which", "size") | question.ranking
    comparing |= inquiry.mission_words
    measures = dict(question.measures)
    kept = inquiry.dimensions_beside_names  # "The mission in South Sudan" is no purpose.
    for superlative in sorted(question.superlatives):
        if superlative in inquiry.lexicon.ranked:
            measures.setdefault(inquiry.lexicon.ranked[superlative], set())
    if not measures:
        measures = {STRENGTH: set()}
    return replace(
        question,
        measures=measures,
        dimensions={name: said for name, said in question.dimensions.items() if name in kept},
        superlatives=set(),
        ranking=set(),
        asking=question.asking | {"how_many"},
        filler=question.filler | comparing,
    )


def _are_comparable(inquiry: Inquiry, rows: list[Row]) -> bool:
    """Say whether two figures have the same indicator and dimensions, and about the same time; of a flow exactly."""
    first, second = rows
    if first["indicator"] != second["indicator"]:
        return False
    alike = [name for name in Dimensions.model_fields if name != "country"]
    if any(first["dimensions"][name] != second["dimensions"][name] for name in alike):
        return False
    if bool(first["dimensions"]["country"]) != bool(second["dimensions"]["country"]):
        return False
    kind = indicator_kinds(inquiry.connection)[first["indicator"]]
    if kind == IndicatorKind.FLOW:
        return all(first[name] == second[name] for name in ("period_start", "period_end"))
    if first["subject"]["type"] == RecordType.INITIATIVE:
        return True  # Each has a time of its own.
    return days_apart(rows) <= APART
