"""List what a country or a person said, about a record, a topic or peacekeeping as a whole."""

from sqlalchemy import select
from sqlmodel import col

from api.lists.statements import once
from api.questions.phrases import Phrases
from api.questions.question import Mention
from api.resources.statements import STATEMENTS
from api.search.answers.inquiry import Inquiry, Listed, few, list_records
from api.tables.index import TopicRow
from api.tables.words import stem_of
from api.vocabulary import RecordType
from api.wording import counted

SPEAKERS = (RecordType.PERSON, RecordType.COUNTRY)
FEW_TOLD = 3  # Positions that are told: each is a sentence.


def find_statements(inquiry: Inquiry) -> Listed | None:
    """List the statements of a speaker, about a subject or on a topic."""
    about = inquiry.places("about")
    if not inquiry.asks("said") or (inquiry.says("rank") and not about):
        return None
    filters, topics = _narrowed(inquiry), _topics(inquiry)
    if filters is None or not (filters or topics):
        return None
    used = about.union(*topics.values()) | inquiry.places("which", "peacekeeping", "rank")
    if not inquiry.is_told_by(used) or inquiry.asks("how_many", "when", "why"):
        return None
    if topics:
        filters["topic"] = ",".join(topics)
    found = list_records(inquiry.connection, STATEMENTS, filters)
    code = filters.get("subject", "").partition(":")[2]
    if not (found or topics) and code in _all_topics(inquiry):  # Some initiatives are topics, too.
        filters = {name: value for name, value in filters.items() if name != "subject"}
        filters["topic"] = code
        found = list_records(inquiry.connection, STATEMENTS, filters)
    told = [str(STATEMENTS.compact(one)["text"]) for one in found]
    if not found:
        return None
    return Listed(
        kind="record" if len(found) == 1 else "list",
        text=f"{counted(len(found), 'statement')} held: {few(told, FEW_TOLD)}",
        records=[
            (RecordType.STATEMENT, one["code"], text) for one, text in zip(found, told, strict=True)
        ],
        path="/v1/statements",
        filters=filters,
        subjects=[filters["subject"]] if "subject" in filters else [],
    )


def _narrowed(inquiry: Inquiry) -> dict[str, str] | None:
    """Return the filters for speaker, subject and date; None where they are not clear."""
    mentions, filters = sorted(inquiry.proper_names, key=lambda one: min(one.places)), {}
    if mentions and mentions[0].targets[0][0] in SPEAKERS:
        filters["speaker"] = _written(mentions.pop(0))
    if mentions:
        filters["subject"] = _written(mentions.pop(0))
    time = inquiry.question.time
    if mentions or (inquiry.question.times and not (time and time.basis == "in")):
        return None
    if time:
        filters |= {"date__gte": str(time.first), "date__lte": str(time.last)}
    return filters


def _written(mention: Mention) -> str:
    type, code = mention.targets[0]
    return f"{type}:{code}"


def _topics(inquiry: Inquiry) -> dict[str, set[int]]:
    """Return the topics that are named, with their places."""
    known = once(inquiry.connection, ("topics of statements",), lambda: _read_topics(inquiry))
    stems = [stem_of(word) for word in inquiry.question.words]
    found: dict[str, set[int]] = {}
    for place in range(len(stems)):
        length, topics = known.at(stems, place)
        places = set(range(place, place + length))
        if length and not places & (inquiry.question.taken | inquiry.question.filler):
            found |= dict.fromkeys(topics, places)
    return found


def _read_topics(inquiry: Inquiry) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for topic in _all_topics(inquiry):
        found.add(" ".join(map(stem_of, topic.split("-"))), topic)
    return found


def _all_topics(inquiry: Inquiry) -> set[str]:
    """Return the codes of the topics of all statements."""

    def read() -> set[str]:
        kind = col(TopicRow.record_type) == RecordType.STATEMENT
        return set(inquiry.connection.execute(select(col(TopicRow.topic)).where(kind)).scalars())

    return once(inquiry.connection, ("codes of topics of statements",), read)
