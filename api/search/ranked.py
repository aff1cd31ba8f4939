"""Superlatives: the first of a ranking that the lists can already give, by value, at one time."""

from sqlalchemy import Connection, func, select
from sqlmodel import col

from api.lists.lookups import get_country_names
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Question
from api.resources.figures import FIGURES
from api.search.listed import Listed, list_records
from api.tables.figures import FigureRow
from api.vocabulary import RecordType, Row
from api.wording import value_in_words, when_in_words

SHOWN = 5
FEWEST = 2  # Countries or missions that make a ranking.
PEOPLE, MONEY = "contributor_rank", "peacekeeping_assessment_share"
OF_MISSIONS = ("fatalities_since_start", "fatalities", "budget_usd", "personnel_deployed")
OF_ALL_MISSIONS = {"mission", "missions", "operation", "operations"}
LARGEST = {"most", "deadliest", "costliest"}
CONTRIBUTORS = {
    "contributor",
    "contributors",
    "contribute",
    "contributes",
    "contributing",
    "sends",
    "send",
    "provides",
    "provide",
    "countries",
    "country",
    "troops",
    "troop",
    "peacekeepers",
    "uniformed",
    "police",
}


def rank_figures(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Rank contributors of people or money, or missions by deaths, budget or strength."""
    if (
        question.mentions
        or len(question.times) > 1
        or question.superlatives & {"least", "cheapest", "safest"}
    ):
        return None
    return _rank_contributors(connection, question) or _rank_missions(connection, question, lexicon)


def _rank_contributors(connection: Connection, question: Question) -> Listed | None:
    by_name = [
        code
        for code in (PEOPLE, MONEY)
        if (places := question.measures.get(code))
        and not question.left(places, question.ranking, _about(question, code))
    ]
    if not by_name or (MONEY in by_name and not question.is_whole):
        return None
    if question.ranking and "most" in question.superlatives:
        return _contributors(connection, question, by_name[0])
    asks_who_pays = by_name == [MONEY] and "who" in question.asking
    return _contributors(connection, question, MONEY) if asks_who_pays else None


def _rank_missions(connection: Connection, question: Question, lexicon: Lexicon) -> Listed | None:
    missions = {place for place, word in enumerate(question.words) if word in OF_ALL_MISSIONS}
    code = _of_missions(question, lexicon)
    if not missions or not code or not question.superlatives & LARGEST:
        return None
    places = question.measures.get(code, set()) | question.kind_places.get("mission", set())
    if question.left(places, missions, question.ranking):
        return None
    return _missions(connection, question, code)


def _about(question: Question, code: str) -> set[int]:
    """Return the words that only say again what the ranking is of."""
    if code == MONEY:
        return set()
    return {n for n, word in enumerate(question.words) if word in CONTRIBUTORS} | {
        place
        for name, (value, places) in question.dimensions.items()
        for place in places
        if value in ("troops", "uniformed", "military")
    }


def _of_missions(question: Question, lexicon: Lexicon) -> str | None:
    """Choose what missions are ranked by: the word says it, or the indicator that is named beside "most"."""
    for superlative in sorted(question.superlatives):
        if superlative in lexicon.ranked:
            return lexicon.ranked[superlative]
    named = [code for code in OF_MISSIONS if code in question.measures]
    return named[0] if named else None


def _contributors(connection: Connection, question: Question, code: str) -> Listed | None:
    subject = (
        "organisation:un-peace-operations" if code == PEOPLE else "organisation:un-peacekeeping"
    )
    filters = {"subject": subject, "indicator": code}
    moment = _moment(connection, subject.partition(":")[2], code, question)
    if moment is None:
        return None
    filters |= {"time__gte": moment, "time__lte": moment}
    filters["sort"] = "value" if code == PEOPLE else "-value"
    rows = [
        row for row in list_records(connection, FIGURES, filters) if row["dimensions"]["country"]
    ]
    if len(rows) < FEWEST:
        return None
    countries = get_country_names(connection)
    told = [
        f"{countries.get(r['dimensions']['country'], r['dimensions']['country'])} ({value_in_words(r) if code == MONEY else int(r['value'])})"
        for r in rows
    ]
    records: list[tuple[str, str, str]] = [
        (
            RecordType.COUNTRY,
            r["dimensions"]["country"].lower(),
            countries.get(r["dimensions"]["country"], ""),
        )
        for r in rows
    ]
    return _listed(rows, records, told, filters, question)


def _moment(connection: Connection, subject: str, code: str, question: Question) -> str | None:
    """Return the newest moment of a ranking, in the time that is asked for."""
    moment = col(FigureRow.as_of)
    statement = select(moment).where(
        col(FigureRow.subject_code) == subject,
        col(FigureRow.indicator) == code,
        col(FigureRow.country).is_not(None),
        moment.is_not(None),
    )
    time = question.time
    if time and time.basis == "in" and time.written:
        statement = statement.where(
            col(FigureRow.time_first) >= time.first, col(FigureRow.time_last) <= time.last
        )
    elif time and time.basis != "now":
        return None
    statement = statement.group_by(moment).having(func.count() >= FEWEST)
    found = connection.execute(statement.order_by(moment.desc()).limit(1)).scalar()
    return str(found) if found else None


def _missions(connection: Connection, question: Question, code: str) -> Listed | None:
    time = question.time
    if time and time.basis not in ("since_start", "now", "in"):
        return None
    if code == "fatalities" or (time and time.basis == "in"):
        return (
            None
            if code != "fatalities"
            else _missions(connection, Question(question.words), "fatalities_since_start")
        )
    filters = {"indicator": code, "sort": "-value"}
    if code == "fatalities_since_start":
        filters["latest"] = "true"
    else:
        period = _newest_period(connection, code)
        if period is None:
            return None
        filters["time__gte"], filters["time__lte"] = period
    rows = [
        row
        for row in list_records(connection, FIGURES, filters)
        if row["subject"]["type"] == RecordType.MISSION
        and all(value is None or value == "uniformed" for value in row["dimensions"].values())
    ]
    if not rows:
        return None
    told = [f"{row['subject']['name']} ({value_in_words(row)})" for row in rows]
    records: list[tuple[str, str, str]] = [
        (RecordType.MISSION, row["subject"]["code"], row["subject"]["name"]) for row in rows
    ]
    return _listed(rows, records, told, filters, question)


def _newest_period(connection: Connection, code: str) -> tuple[str, str] | None:
    """Return the newest day or period of which several missions are told: one that is newer alone is no ranking."""
    period = (col(FigureRow.time_first), col(FigureRow.time_last))
    statement = select(*period).where(
        col(FigureRow.indicator) == code, col(FigureRow.subject_type) == RecordType.MISSION
    )
    missions = func.count(func.distinct(col(FigureRow.subject_code)))
    statement = statement.group_by(*period).having(missions >= FEWEST)
    found = connection.execute(statement.order_by(period[0].desc(), period[1]).limit(1)).first()
    return (found[0], found[1]) if found else None


def _listed(
    rows: list[Row],
    records: list[tuple[str, str, str]],
    told: list[str],
    filters: dict[str, str],
    question: Question,
) -> Listed:
    first = rows[0]
    source = first["citation"]["source"]
    text = (
        f"{first['indicator_name']}, {when_in_words(first)}: {'; '.join(told[:SHOWN])},"
        f" says “{source['title']}”."
    )
    return Listed(
        kind="ranking",
        text=text,
        records=list(dict.fromkeys(records)),
        path="/v1/figures",
        filters=filters,
        subjects=[filters["subject"]] if "subject" in filters else [],
        indicator=filters["indicator"],
        time=question.time.written or question.time.basis if question.time else None,
        source=source["code"],
        figures=tuple(row["code"] for row in rows[:SHOWN]),
    )
