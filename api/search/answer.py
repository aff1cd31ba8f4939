"""The answer on top of the hits: one sentence that stands in the data, and the list that proves it. Else nothing."""

from collections.abc import Callable
from urllib.parse import quote

from pydantic import Field
from pydantic_core import from_json
from sqlalchemy import Connection

from api.lists.envelope import Answer
from api.lists.lookups import get_day_of_release
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Question
from api.questions.readings import Asked
from api.resources.figures import FIGURES
from api.search.figures import Chosen, choose_figures
from api.search.listed import Listed
from api.search.listing import answer_list
from api.vocabulary import PartialDate, Qualifier, RecordType, Row, Unit, last_day
from api.wording import day_in_words, shorten

SHOWN = 10
OF_FIGURE = ("value", "unit", "qualifier", "value_text", "as_of", "period_start", "period_end")
LONGEST = 600
OLD_YEARS = 1
Address = Callable[[str, str], str]


class AnsweringRecord(Answer):
    """A record that answers."""

    type: str = Field(description="What the record is about.", examples=["figure"])
    code: str = Field(description="Code of the record.")
    name: str = Field(description="What the record says, in one sentence, or its name.")
    href: str = Field(description="Address of the record.", examples=["/v1/missions/minusma"])


class Understood(Answer):
    """How the question was understood."""

    subject: list[str] = Field(
        description="What it is about, written type:code.", examples=[["mission:minusma"]]
    )
    indicator: str | None = Field(
        description="Code of the indicator: what is measured; null when nothing is."
    )
    time: str | None = Field(
        description="The time asked for: a date, a period `start/end`, `now`, `since_start`; null for the"
        " newest.",
        examples=["2017"],
    )
    dimensions: dict[str, str] = Field(
        description="What it is narrowed to.", examples=[{"cause": "malicious_act"}]
    )


class SearchAnswer(Answer):
    """What answers the question, where every word of it is accounted for."""

    kind: str = Field(description="`figure`, `record`, `list` or `ranking`.", examples=["figure"])
    text: str = Field(
        description="The answer in words: of a figure value, unit, exactness, time and source."
    )
    value: float | None = Field(description="Value, when one figure answers; else null.")
    unit: Unit | None = Field(description="What the value is counted in; null without one.")
    qualifier: Qualifier | None = Field(description="How exact the value is; null without one.")
    value_text: str | None = Field(
        description="The value as printed; null when it is a row of data."
    )
    as_of: PartialDate | None = Field(description="Moment the value was true; null for a period.")
    period_start: PartialDate | None = Field(description="Start of the period; null for a moment.")
    period_end: PartialDate | None = Field(description="End of the period; null for a moment.")
    source: str | None = Field(
        description="Address of the source of the first record; null where it has several.",
        examples=["/v1/sources/un-press-pko827"],
    )
    records: list[AnsweringRecord] = Field(
        description=f"The records that answer, the first {SHOWN} in their order."
    )
    total: int = Field(description="How many records answer.")
    understood: Understood = Field(
        description="What the question was taken to ask: check it before you quote the answer."
    )
    query: str = Field(
        description="Address of the list that proves the answer.",
        examples=["/v1/figures?subject=mission:minusma&indicator=fatalities_since_start"],
    )


def find_answer(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names, address: Address
) -> Row | None:
    """Answer a question, if all of it is understood."""
    if question.is_outside or not question.words:
        return None
    if listed := answer_list(connection, question, lexicon, names):
        return _of_list(listed, address)
    if question.superlatives - {"newest"} or _wants_no_figure(question):
        return None
    if question.ranking - question.told - _measured(question):
        return None
    chosen = choose_figures(connection, question, names)
    return _of_figures(connection, chosen, address) if chosen else None


def _measured(question: Question) -> set[int]:
    return {place for places in question.measures.values() for place in places}


def _wants_no_figure(question: Question) -> bool:
    """Say whether the question asks for a reason, a person, a definition or an event."""
    others = {"why", "what_happened", "disagree", "source", "said", "resolution"}
    return bool(question.asking & others) or question.words[0] in ("who", "qui")


def _of_figures(connection: Connection, chosen: Chosen, address: Address) -> Row:
    statement = FIGURES.select().where(FIGURES.column("code").in_(chosen.codes))
    records = [from_json(FIGURES.text(row)) for row in connection.execute(statement)]
    records.sort(key=lambda record: chosen.codes.index(record["code"]))
    sentences = [str(FIGURES.compact(record)["text"]) for record in records]
    text = " ".join(sentences[:3]) + _age(connection, chosen.asked, records)
    first = records[0]
    shown = [
        {
            "type": RecordType.FIGURE,
            "code": record["code"],
            "name": sentence,
            "href": address(RecordType.FIGURE, record["code"]),
        }
        for record, sentence in zip(records, sentences, strict=True)
    ]
    alone = len(records) == 1
    subjects = list(
        dict.fromkeys(f"{r['subject']['type']}:{r['subject']['code']}" for r in records)
    )
    narrowed = (
        {name: value for name, value in first["dimensions"].items() if value}
        if alone
        else chosen.asked.dimensions
    )
    return {
        "kind": "figure" if alone else "list",
        "text": shorten(text, LONGEST),
        **{name: first[name] if alone else None for name in OF_FIGURE},
        "source": address(RecordType.SOURCE, first["citation"]["source"]["code"]),
        "records": shown[:SHOWN],
        "figures": chosen.codes,
        "total": len(records),
        "understood": {
            "subject": subjects,
            "indicator": chosen.asked.indicator,
            "time": _time(chosen.asked),
            "dimensions": narrowed,
        },
        "query": _query(chosen.asked, subjects, narrowed, _period_to_come(connection, first)),
    }


def _time(asked: Asked) -> str | None:
    return (asked.time.written or asked.time.basis) if asked.time else None


def _period_to_come(connection: Connection, figure: Row) -> str | None:
    """Return the period of a figure that is not over on the day of the release: `latest` leaves that out."""
    end = figure["period_end"] or figure["as_of"]
    if last_day(end) <= get_day_of_release(connection):
        return None
    return f"{figure['period_start'] or end}/{end}"


def _query(asked: Asked, subjects: list[str], narrowed: dict[str, str], to_come: str | None) -> str:
    filters = {"subject": ",".join(subjects), "indicator": asked.indicator}
    filters |= {f"dimension.{name}": value for name, value in narrowed.items()}
    written = asked.time.written if asked.time and asked.time.basis == "in" else to_come
    if written:
        first, _, last = written.partition("/")
        filters |= {"time__gte": first, "time__lte": last or first}
    else:
        filters["latest"] = "true"
    return address_with("/v1/figures", filters)


def address_with(path: str, filters: dict[str, str]) -> str:
    """Write an address with its parameters, as one would type it."""
    given = (f"{name}={quote(value, safe=':,/')}" for name, value in filters.items())
    return f"{path}?{'&'.join(given)}"


def _age(connection: Connection, asked: Asked, records: list[Row]) -> str:
    """Say how old the newest value is, where the newest is asked for and it is old."""
    if asked.time and asked.time.basis == "in":
        return ""
    day = get_day_of_release(connection)
    newest = max(str(r["as_of"] or r["period_end"]) for r in records)
    years = int(day[:4]) - int(newest[:4]) - (day[5:7] < newest[5:7])
    if years < OLD_YEARS:
        return ""
    age = f"{years} {'year' if years == 1 else 'years'} or more"
    return f" It is the newest held, {age} before the release of {day_in_words(day)}."


def _of_list(listed: Listed, address: Address) -> Row:
    shown = [
        {"type": type, "code": code, "name": name, "href": address(type, code)}
        for type, code, name in listed.records[:SHOWN]
    ]
    return {
        "kind": listed.kind,
        "text": shorten(listed.text, LONGEST),
        **dict.fromkeys(OF_FIGURE),
        "source": listed.source and address(RecordType.SOURCE, listed.source),
        "records": shown,
        "figures": listed.figures,
        "total": listed.total,
        "understood": {
            "subject": listed.subjects,
            "indicator": listed.indicator,
            "time": listed.time,
            "dimensions": listed.dimensions,
        },
        "query": address_with(listed.path, listed.filters),
    }
