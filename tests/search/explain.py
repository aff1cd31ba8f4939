"""Explain how search reads questions: `python -m tests.search.explain DATABASE QUESTION ...`.

For whoever asks why a question gets no answer, or a wrong one: prints the parsed question, for each indicator the words
that have no place beside it, the kinds of answers that fit, and the answer.
"""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from api.database.address import open_reading
from api.lists.word_index import read_word_index
from api.questions.indicators import indicators_asked
from api.questions.lexicon import read_lexicon
from api.questions.names import read_names
from api.questions.question import Question
from api.questions.splitting import split_typed
from api.questions.understanding import read_question
from api.resources.registry import address_of
from api.search.answers.dispatch import ANSWERS
from api.search.answers.inquiry import Inquiry
from api.search.figures.for_question import choose_figures
from api.search.page import SearchParams
from api.search.search import search


def parse(connection: Connection, typed: str) -> Question:
    """Parse what is typed, as search does before it answers."""
    lexicon, names = read_lexicon(connection), read_names(connection)
    parts = split_typed(typed, read_word_index(connection), lexicon)
    return read_question(parts, lexicon, names, typed)


def explain(connection: Connection, typed: str) -> str:
    """Describe how one question is parsed, and what answers it."""
    lexicon, names = read_lexicon(connection), read_names(connection)
    question = parse(connection, typed)
    lines = [f"{typed}", "  words: " + " ".join(f"{n}:{w}" for n, w in enumerate(question.words))]
    for field in fields(question):
        value = getattr(question, field.name)
        if value and field.name != "words":
            lines.append(f"  {field.name}: {value}")
    for code in indicators_asked(connection, question, sure=False):
        left = question.left(question.measure(code, lexicon), question.narrowing)
        lines.append(f"  words without a place beside {code}: {' '.join(left) or 'none'}")
    no_place = " ".join(question.words[place] for place in sorted(question.without_place()))
    lines.append(f"  words without a place anywhere: {no_place or 'none'}")
    inquiry = Inquiry(connection, question, lexicon, names)
    fitting = [kind.__name__ for kind in ANSWERS if kind(inquiry)]
    if chosen := choose_figures(connection, question, names):
        fitting.append(f"figures {', '.join(chosen.codes)}")
    lines.append(f"  fitting: {'; '.join(fitting) or 'no kind of answer'}")
    answer = search(connection, SearchParams(q=typed), address_of).beside["answer"]
    return "\n".join([*lines, f"  answer: {answer['text'] if answer else 'none'}"])


def main(
    database: Annotated[Path, typer.Argument(help="File of a loaded database.")],
    questions: Annotated[list[str], typer.Argument(help="What is typed, each in quotes.")],
) -> None:
    """Explain each question."""
    with open_reading(f"sqlite:///{database}").connect() as connection:
        for question in questions:
            typer.echo(explain(connection, question))


if __name__ == "__main__":
    typer.run(main)
