"""Find the question pages for a search, or about a kind of record."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Connection

from api.facts.question_pages import QuestionPageFacts
from api.lists.resource import Resource
from api.lists.statements import once
from api.lists.word_index import read_word_index
from api.pages.questions.page import answers_of, read_questions
from api.tables.words import read_words, stem_of
from api.vocabulary import RecordType, Row

MOST = 2
SAME_ANSWER, SAME_NUMBER, SAME_WORDS, SAME_INDICATOR = 4, 3, 2, 1
# So many stems of what is typed, or all of it, stand in the question.
ENOUGH = 2


@dataclass(frozen=True)
class Described:
    """The search terms of a question page: its answers, indicators, subjects and stems."""

    title: str
    href: str
    queries: frozenset[str]
    indicators: frozenset[str]
    subjects: frozenset[str]
    stems: frozenset[str]

    def fit(self, typed: frozenset[str], answer: Row | None) -> int:
        """Score how well the page fits a search and its answer; 0 for not at all."""
        if answer and answer["query"] in self.queries:
            return SAME_ANSWER
        asked = answer["understood"] if answer else {"indicator": None, "subject": []}
        counts = asked["indicator"] in self.indicators
        if counts and self.subjects.issuperset(asked["subject"]):
            return SAME_NUMBER
        common = typed & self.stems
        if typed and (common == typed or len(common) >= ENOUGH):
            return SAME_WORDS
        return SAME_INDICATOR * counts


def find_question_pages(connection: Connection, words: str, answer: Row | None) -> list[Row]:
    """Return the pages with the best score, in their order."""
    pages = once(
        connection,
        ("described questions",),
        lambda: [_describe(connection, one) for one in read_questions(connection)],
    )
    typed = _stems(connection, words)
    fits = [(one.fit(typed, answer), one) for one in pages]
    best = max((fit for fit, _ in fits), default=0)
    found = [one for fit, one in fits if fit and fit == best]
    return [{"title": one.title, "href": one.href} for one in found[:MOST]]


def list_questions_on(connection: Connection, resource: Resource) -> list[Row]:
    """List the questions with charts or tables of a kind of record."""
    if resource.type is RecordType.FIGURE:
        return []  # All of them are about figures.
    signs = (
        f"/v1/{resource.plural}?",
        f"subject_type={resource.type}",
        f"rows=dimensions.{resource.type}",
    )
    return [
        {"title": one.title, "href": one.path}
        for one in read_questions(connection)
        if any(sign in query for query in queries_of(one) for sign in signs)
    ]


def queries_of(facts: QuestionPageFacts) -> list[str]:
    """List the API addresses of a page's charts and tables."""
    return [one.query for one in facts.charts] + [one.query for one in facts.tables]


def _describe(connection: Connection, facts: QuestionPageFacts) -> Described:
    shown = queries_of(facts)
    own = [one["query"] for one in answers_of(connection, facts)]
    return Described(
        facts.title,
        facts.path,
        frozenset(own),
        _named_in([*shown, *own], "indicator"),
        _named_in([*shown, *own], "subject"),
        _stems(connection, " ".join([facts.title, facts.search, *facts.also])),
    )


def _named_in(queries: list[str], parameter: str) -> frozenset[str]:
    """Return the values of a query parameter in some addresses."""
    given = [parse_qs(urlsplit(one).query).get(parameter, []) for one in queries]
    return frozenset(value for values in given for one in values for value in one.split(","))


def _stems(connection: Connection, text: str) -> frozenset[str]:
    """Return the stems of a text, without stop words."""
    stop = read_word_index(connection).stop_words
    return frozenset(stem_of(word) for word in read_words(text) if word not in stop)
