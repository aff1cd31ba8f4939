"""Read the question pages in `questions/`, one file each; they are not records."""

from pathlib import Path

from pydantic import ValidationError

from api.facts.question_pages import QuestionPageFacts
from api.vocabulary import RecordType
from seed.files.entries import QuestionPage, Reading
from seed.files.parsing import add_problems, parse


def read_question_page(file: Path, name: str, reading: Reading) -> None:
    """Read a question page, or add the problems with it."""
    origin = parse(RecordType.FIGURE, file, name, reading)
    if origin is None:
        return
    try:
        facts = QuestionPageFacts.model_validate(origin.content)
    except ValidationError as error:
        add_problems(error, origin, QuestionPageFacts, (), reading)
    else:
        reading.question_pages.append(QuestionPage(facts, origin))
