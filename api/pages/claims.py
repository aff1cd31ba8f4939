"""The page that checks a text: its numbers, their verdicts, and the statements behind them."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api.claims.answers import Verdict
from api.claims.sentences.texts import DayOfWriting, WrittenText, verify_text
from api.lists.lookups import get_country_names
from api.pages.frame.page import page
from api.pages.frame.records import address_of, name_of_count
from api.pages.frame.wholes import explain_wholes
from api.pages.routes import PageRoute
from api.vocabulary import RecordType, Row
from api.wording import dimensions_in_words, time_in_words, value_in_words

# What a verdict says, as a reader would; the sentence behind it tells why.
VERDICTS = {
    Verdict.SUPPORTED: "The sources bear it out",
    Verdict.SUPPORTED_WHEN_WRITTEN: "True of an earlier day",
    Verdict.CONTRADICTED: "The sources contradict it",
    Verdict.NOT_COMPARABLE: "Something else is counted",
    Verdict.DISPUTED: "The sources disagree",
    Verdict.CANNOT_VERIFY: "It cannot be verified",
    Verdict.SUPPORTED_IF_NARROWED: "True of a part only",
}
MOST_STATEMENTS = 5
EXAMPLES = (
    "Over 4,300 peacekeepers have died since 1948.",
    "311 peacekeepers died in the mission in Mali.",
    "Women are a quarter of all peacekeepers in uniform.",
)


class TextInForm(BaseModel):
    """Query parameters of the page; without a text it shows only its form."""

    model_config = ConfigDict(extra="forbid")

    text: WrittenText | None = None
    as_of: DayOfWriting | None = None


def add_claims(router: APIRouter) -> None:
    """Add the page on which a claim is checked."""
    router.add_api_route(
        "/verify", show_verdicts, route_class_override=PageRoute, include_in_schema=False
    )


def show_verdicts(request: Request, params: Annotated[TextInForm, Query()]) -> Response:
    """Show the form, and the verdict on each number of its text."""
    found: Row = {"data": [], "not_understood": []}
    with request.state.served.engine.connect() as connection:
        countries, wholes = get_country_names(connection), explain_wholes(connection)
        if params.text:
            found = verify_text(connection, params.text, params.as_of)
    return page(
        request,
        "verify.html",
        title="Is this number right?",
        text=params.text or "",
        as_of=params.as_of or "",
        countries=countries,
        wholes=wholes,
        verdicts=[_told(one, countries) for one in found["data"]],
        missed=found["not_understood"],
        examples=EXAMPLES,
    )


def _told(verdict: Row, countries: Mapping[str, str]) -> Row:
    """Put a verdict into words, with its statements."""
    claim = verdict["claim"]
    narrowed = dimensions_in_words(claim["dimensions"], countries)
    read = [claim["indicator_name"], claim["subject"]["name"], narrowed]
    shown = [*verdict["statements"][:MOST_STATEMENTS], *filter(None, [verdict["instead"]])]
    return {
        "words": verdict["words"],
        "verdict": verdict["verdict"],
        "label": VERDICTS[verdict["verdict"]],
        "reason": verdict["reason"],
        "read": ", ".join(filter(None, read)),
        "derived": verdict["derived"],
        "statements": [_statement(one, countries) for one in shown],
        "discrepancies": [
            {"name": one["name"], "href": address_of(one["type"], one["code"])}
            for one in verdict["discrepancies"]
        ],
    }


def _statement(figure: Row, countries: Mapping[str, str]) -> Row:
    return {
        "value": value_in_words(figure),
        "time": time_in_words(figure),
        "of": f"{name_of_count(figure, countries)}, {figure['subject']['name']}",
        "href": address_of(RecordType.FIGURE, figure["code"]),
        "citation": figure["citation"],
    }
