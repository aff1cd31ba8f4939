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
        description="The time asked for: a date, a period `start/end`, open as `2013/..` or `../1999`, `now`,"
        " `since_start`; null for the newest. Words such as “last year” count from the day of the release.",
        examples=["2017", "2010/2015"],
    )
    dimensions: dict[str, str] = Field(
        description="What it is narrowed to.", examples=[{"cause": "malicious_act"}]
    )


class SearchAnswer(Answer):
    """What answers the question, where every word of it is accounted for."""

    kind: str = Field(
        description="`figure`, `record`, `list` or `ranking`; `gap` where all of the question is understood,"
        " and no figure of that time is held: the text then tells the newest that is, or what coverage"
        " says.",
        examples=["figure"],
    )
    text: str = Field(
        description="The answer in words: of a figure value, unit, exactness, time and source."
    )
    value: float | None = Field(
        description="Value, when one figure answers; else null, as for a gap."
    )
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
        description=f"The records that answer, the first {MOST_RECORDS} in their order; of a gap the nearest that"
        " are held."
    )
    total: int = Field(description="How many records answer; of a gap 0.")
    understood: Understood = Field(
        description="What the question was taken to ask: check it before you quote the answer."
    )
    query: str = Field(
        description="Address of the list that proves the answer, or the gap.",
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
