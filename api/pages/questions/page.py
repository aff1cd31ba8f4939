"""The question pages: what people ask most, with answers, charts, tables, sources and gaps."""

import re
from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from sqlalchemy import Connection, select
from sqlmodel import col

from api.charts.series import NoSeries
from api.facts.question_pages import FIGURE_TABLE, QuestionPageFacts
from api.http.problems import NoAnswer
from api.http.query_parameters import CHECK_PARAMETERS
from api.lists.lookups import get_country_names
from api.lists.statements import once
from api.lists.unknown import NotFound, UnknownValues
from api.pages.frame.page import page
from api.pages.frame.records import address_of
from api.pages.frame.wholes import explain_wholes
from api.pages.questions.answering import as_csv, draw, read_quotes, read_table
from api.pages.questions.recipes import recipes_for
from api.pivot.rules import NoTable
from api.search.page import SearchParams
from api.search.search import search
from api.tables.question_pages import QuestionPageRow
from api.tables.release import ReleaseRow
from api.vocabulary import Row
from api.wording import age_in_words, day_in_words, shorten

# Where a sentence names its source, which a card has no room for.
SOURCE = re.compile(r" \([^()]*“")
# What an address of the API is refused with: a page then says so in its place, and shows the rest.
REFUSED = (NoSeries, NoTable, NoAnswer, UnknownValues, ValidationError)


def add_question_pages(router: APIRouter) -> None:
    """Add the list of questions, and the page of each."""
    for path, show in (("/questions", show_questions), ("/questions/{code}", show_question)):
        router.add_api_route(path, show, dependencies=CHECK_PARAMETERS, include_in_schema=False)


def show_questions(request: Request) -> Response:
    """List the questions with their current answers."""
    with request.state.served.engine.connect() as connection:
        answers = list(answer_questions(connection))
    return page(request, "questions.html", title="Questions people ask", answers=answers)


def show_question(request: Request, code: str) -> Response:
    """Show one question with all its answers."""
    with request.state.served.engine.connect() as connection:
        facts = next((one for one in read_questions(connection) if one.code == code), None)
        if facts is None:
            raise NotFound(f"there is no question {code!r}")
        return page(
            request, "question.html", title=facts.title, **_answered(connection, request, facts)
        )


def read_questions(connection: Connection) -> list[QuestionPageFacts]:
    """Read the question pages in their order, cached for each database."""
    question = select(col(QuestionPageRow.page)).order_by(col(QuestionPageRow.place))
    return once(
        connection,
        ("question pages",),
        lambda: [QuestionPageFacts(**one) for one in connection.execute(question).scalars()],
    )


def answer_questions(connection: Connection, most: int | None = None) -> Iterator[Row]:
    """Answer the first questions by search."""
    for facts in read_questions(connection)[:most]:
        answer = answer_of(connection, facts.search)
        told = SOURCE.split(answer["text"])[0] if answer else ""
        yield {"title": facts.title, "href": facts.path, "answer": answer, "told": f"{told}."}


def answer_of(connection: Connection, words: str) -> Row | None:
    """Return the answer of search; None if it is not certain."""
    params = SearchParams(q=words, limit=1)
    answer: Row | None = search(connection, params, address_of).beside["answer"]
    return answer


def answers_of(connection: Connection, facts: QuestionPageFacts) -> list[Row]:
    """Answer the question of a page and its further searches, where search is certain."""
    searched = (facts.search, *facts.also)
    return [*filter(None, (answer_of(connection, words) for words in searched))]


def _answered(connection: Connection, request: Request, facts: QuestionPageFacts) -> Row:
    """Gather the context of a question page; a refused query is reported in its place."""
    release: ReleaseRow = request.state.served.release
    tables = [_table(connection, shown.title, shown.query) for shown in facts.tables]
    days = [day for table in tables if table["table"] for day in table["table"].days]
    answers = answers_of(connection, facts)
    return {
        "question": facts,
        "countries": get_country_names(connection),
        "wholes": explain_wholes(connection),
        "answers": answers,
        "description": shorten(answers[0]["text"] if answers else facts.about),
        "charts": [_chart(connection, release, one.title, one.query) for one in facts.charts],
        "tables": tables,
        "quotes": read_quotes(connection, facts.words),
        "age": _age(days, release),
        "others": [one for one in read_questions(connection) if one.code != facts.code],
        "recipes": recipes_for(request, as_csv(facts.tables[0].query)),
    }


def _chart(connection: Connection, release: ReleaseRow, title: str, query: str) -> Row:
    drawn = f"{query}&format=svg" if FIGURE_TABLE in query else query
    chart = refused = None
    try:
        chart = draw(connection, query, release)
    except REFUSED as reason:
        refused = str(reason)
    return {"title": title, "chart": chart, "refused": refused, "address": drawn}


def _table(connection: Connection, title: str, query: str) -> Row:
    table = refused = None
    try:
        table = read_table(connection, query)
    except REFUSED as reason:
        refused = str(reason)
    whole = _without("top", query)
    return {
        "title": title,
        "table": table,
        "refused": refused,
        "csv": as_csv(query),
        "whole": as_csv(whole) if whole != query else None,
        "people": None
        if FIGURE_TABLE in query
        else _without("fields", query).removeprefix("/v1"),  # A page has columns of its own.
    }


def _without(parameter: str, query: str) -> str:
    """Return an address without a parameter."""
    path, _, parameters = query.partition("?")
    kept = [one for one in parameters.split("&") if not one.startswith(f"{parameter}=")]
    return f"{path}?{'&'.join(kept)}"


def _age(days: Sequence[str], release: ReleaseRow) -> str:
    """Say how old the newest of the days is at the release."""
    newest = max((day for day in days if day <= release.date), default=None)
    if newest is None:
        return "No day is known for what stands here."
    age = age_in_words(newest, release.date)
    return (
        f"The newest number in the tables is of {day_in_words(newest)}, {age} before this release."
    )
