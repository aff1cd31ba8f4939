"""Answer with several figures: their sentences, one after the other, and the list of their codes."""

from api.search.answers.inquiry import Inquiry, Listed
from api.search.figures.as_answer import narrowed_alike
from api.search.figures.sentence import figure_in_words
from api.vocabulary import RecordType, Row


def list_figures(
    inquiry: Inquiry, rows: list[Row], *, opening: str = "", closing: str = ""
) -> Listed:
    """Answer with figures in this order; `opening` stands before their sentences, `closing` before the last one."""
    records = with_sentences(inquiry, rows)
    sentences = [sentence for *_, sentence in records]
    told = [*sentences[:-1], closing, sentences[-1]]
    first, time = rows[0], inquiry.question.time
    return Listed(
        kind="list",
        text=" ".join(filter(None, [opening, *told])),
        records=records,
        path="/v1/figures",
        filters={"code": ",".join(row["code"] for row in rows)},
        subjects=[f"{first['subject']['type']}:{first['subject']['code']}"],
        indicator=first["indicator"],
        time=time.written or time.basis if time else None,
        dimensions=narrowed_alike(rows),
        source=first["citation"]["source"]["code"],
        figures=tuple(row["code"] for row in rows),
    )


def with_sentences(inquiry: Inquiry, rows: list[Row]) -> list[tuple[str, str, str]]:
    """Return figures as records of an answer, each named by its sentence."""
    connection = inquiry.connection
    return [(RecordType.FIGURE, row["code"], figure_in_words(connection, row)) for row in rows]
