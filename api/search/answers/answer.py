"""The answer above the hits: a sentence from the data and the list that proves it, or None where nothing is certain."""

from pydantic import Field
from sqlalchemy import Connection

from api.lists.envelope import Answer
from api.questions.indicator_codes import DEATHS, STRENGTH
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Question
from api.search.answers.dispatch import answer_list
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.shares import find_men, find_share
from api.search.figures.as_answer import (
    MOST_RECORDS,
    Address,
    address_with,
    figures_as_answer,
    gap_as_answer,
    in_short,
    unquantified,
)
from api.search.figures.for_question import choose_figures
from api.search.figures.gaps import find_gap, find_in_event
from api.tables.meanings import Meaning
from api.vocabulary import PartialDate, Qualifier, RecordType, Row, Unit

# Ways of asking that no number answers.
NO_NUMBER = {"why", "what_happened", "disagree", "said", "resolution", "when", "where", "mandate"}
RECORDS: tuple[Meaning, ...] = (
    "mission",
    "initiative",
    "ministerial",
    "event",
    "resolution",
    "country",
    "person",
)


class AnsweringRecord(Answer):
    """A record of the answer."""

    type: str = Field(description="What the record is about.", examples=["figure"])
    code: str = Field(description="Code of the record.")
    name: str = Field(description="Content of the record in one sentence, or its name.")
    href: str = Field(description="URL path of the record.", examples=["/v1/missions/minusma"])


class Understood(Answer):
    """How the question was interpreted."""

    subject: list[str] = Field(
        description="Subject, as `type:code`.", examples=[["mission:minusma"]]
    )
    indicator: str | None = Field(
        description="Code of the indicator; null when the question names none."
    )
    time: str | None = Field(
        description="Time asked for: a date, a period `start/end`, an open period such as"
        " `2013/..` or `../1999`, `now` or `since_start`; null for the newest. Relative times"
        " such as “last year” count from the day of the release.",
        examples=["2017", "2010/2015"],
    )
    dimensions: dict[str, str] = Field(
        description="Dimensions of the question.", examples=[{"cause": "malicious_act"}]
    )


class SearchAnswer(Answer):
    """Answer to the question, given when every word is understood."""

    kind: str = Field(
        description="`figure`, `record`, `list` or `ranking`; `gap` when the question is"
        " understood but the data hold no figure for that time: `text` then gives the newest one,"
        " or what coverage says.",
        examples=["figure"],
    )
    text: str = Field(
        description="The answer in words; for a figure, with value, unit, qualifier, time and source."
    )
    value: float | None = Field(
        description="Value, when a single figure is the answer; otherwise null, as for a gap."
    )
    unit: Unit | None = Field(description="Unit of the value; null without a value.")
    qualifier: Qualifier | None = Field(
        description="Qualifier of the value, such as `over`; null without a value."
    )
    value_text: str | None = Field(description="The value as printed; null for a row of data.")
    as_of: PartialDate | None = Field(description="As-of date of the value; null for a period.")
    period_start: PartialDate | None = Field(
        description="Start of the period; null beside an as-of date."
    )
    period_end: PartialDate | None = Field(
        description="End of the period; null beside an as-of date."
    )
    source: str | None = Field(
        description="URL path of the source of the first record; null when it has several.",
        examples=["/v1/sources/un-press-pko827"],
    )
    records: list[AnsweringRecord] = Field(
        description=f"The first {MOST_RECORDS} records of the answer, in order; for a gap, the nearest records we hold."
    )
    total: int = Field(description="Number of records in the answer; 0 for a gap.")
    understood: Understood = Field(
        description="How the question was interpreted; check it before you quote the answer."
    )
    query: str = Field(
        description="URL path of the list that proves the answer, or the gap.",
        examples=["/v1/figures?subject=mission:minusma&indicator=fatalities_since_start"],
    )


def find_answer(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names, address: Address
) -> Row | None:
    """Answer a question, if all of it is understood: by a list, else by figures, else by a share, else by a gap."""
    if question.is_outside or question.is_name_alone or not question.words:
        return None
    inquiry = Inquiry(connection, question, lexicon, names)
    if "either" not in question.asking and (listed := answer_list(inquiry)):
        return _of_list(listed, address)
    if _wants_no_figure(question, lexicon):
        return None
    chosen = choose_figures(connection, question, names)
    chosen = chosen or find_in_event(connection, question, names)
    if chosen:
        return figures_as_answer(connection, chosen, address)
    if share := find_share(inquiry) or find_men(inquiry):
        return _of_list(share, address)
    gap = find_gap(connection, question, names)
    return gap_as_answer(connection, gap, address) if gap else None


def _wants_no_figure(question: Question, lexicon: Lexicon) -> bool:
    """Say whether no figure can answer: the question asks for a reason, a person, a definition, an event or a ranking."""
    if question.extreme:  # "The biggest contributor ever" asks for no number of them.
        are_giving = question.says("sized") and question.says("contributor")
        return are_giving and question.superlatives == {"most"}
    if question.superlatives - {"newest"} or (question.superlatives and _is_of_records(question)):
        return True
    if question.says("how_long") and STRENGTH in question.measures:  # "Do they still have".
        return True
    is_of_a_kind = question.says("a_kind") and not question.mentions
    if is_of_a_kind or question.says("defined"):  # "What is a peacekeeping operation"
        return True
    is_list = "list" in question.asking and "how_many" not in question.asking
    if is_list and question.countries and question.says("several"):
        return True  # "Which missions have Nepalese police" is told by no total.
    who = lexicon.asking.saying(question.words, "who")  # "Signed by whom", too.
    return bool(question.asking & NO_NUMBER or who & {0, len(question.words) - 1})


def _is_of_records(question: Question) -> bool:
    """Say whether "newest" is of records or deaths, such as the newest mission, and not of figures."""
    is_of_deaths = DEATHS in question.measures and "how_many" not in question.asking
    spoken = any(question.places(kind) - question.filler for kind in RECORDS)
    return is_of_deaths or (spoken and not question.mentions)


def _of_list(listed: Listed, address: Address) -> Row:
    shown = [
        {"type": type, "code": code, "name": name, "href": address(type, code)}
        for type, code, name in listed.records[:MOST_RECORDS]
    ]
    return {
        "kind": listed.kind,
        "text": in_short(listed.text),
        **unquantified(),
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
