"""The tool that explains how search reads a question."""

from pathlib import Path

from api.database.address import open_reading
from tests.search.explain import explain


def test_the_word_that_keeps_a_question_from_its_answer_is_named(built_facts: Path) -> None:
    with open_reading(f"sqlite:///{built_facts}").connect() as connection:
        told = explain(connection, "women in uniform in UNMISS with hats")
        assert "words without a place beside personnel_deployed: hats" in told
        assert told.endswith("fitting: no kind of answer\n  answer: none")
        told = explain(connection, "women in uniform in UNMISS")
        assert "fitting: figures unmiss-personnel-deployed-" in told
