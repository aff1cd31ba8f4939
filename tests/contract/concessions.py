"""Hooks that teach Schemathesis what OpenAPI cannot express; all else is held to the letter."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from schemathesis import Case, CheckContext, DeserializationContext, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import JsonSchemaError, RejectedPositiveData

from api.formats.tabular import COMPACT
from api.lists.envelope import CompactPage
from api.lists.parts import paths_of, trim

UNKNOWN_RECORD = re.compile(r"there is no (?!parameter )[\w, ]+ ['\"]|.* may mean more than one ")
NO_SUCH_DAY = "is not a date of the calendar"
NO_WORD = "holds no word to look for"  # What a letter is in every script, no pattern says alike in all languages.
OF_TRIMMED = re.compile("is a required property|is not valid under any of the schemas")
# What makes a chart is known from the data alone.
NO_CHART = re.compile(r"; a chart (needs|has|shows) |do not fit side by side")
# Of two, one has to be given: nothing that every client generator reads says so.
ONE_OF_TWO = re.compile(r"value: is required$|text: is required, or `claims`$")
# No other parameter can be forbidden beside one that is there.
# Nor can a second year or number be bound to the first, or a time to the day of the release.
AGAINST_ANOTHER = re.compile(
    r"view=compact|format=atom|expand comes as JSON alone|takes no place beside|is the day of a text"
    r"|is no budget year|has no range: |and nothing is stated of it"
)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Replace an invented cursor by a real one, as only the service makes cursors."""
    invented = case.query.get("cursor") and case.meta and case.meta.generation.mode.is_positive
    if not invented:
        return
    del case.query["cursor"]
    asked = {name: value for name, value in case.query.items() if name != "format"}
    first = case.operation.Case(
        path_parameters=case.path_parameters, query={**asked, "limit": 1}
    ).call(**kwargs)
    if first.status_code == 200 and (following := first.json()["links"]["next"]):
        case.query["cursor"] = following.rpartition("cursor=")[2]


@schemathesis.hook
def filter_failure(
    context: HookContext, failure: Failure, case: Case[Any], response: Response
) -> bool:
    """Whether a failure counts."""
    if isinstance(failure, RejectedPositiveData) and response.status_code == 400:
        return not _could_not_be_known(response)
    if isinstance(failure, JsonSchemaError) and "fields" in case.query:
        # Which keys a trimmed record has is checked below; a part that may be null has two schemas.
        return not OF_TRIMMED.search(failure.message)
    # The parameters of a media type are not looked at, so the shape is taken for that of whole records.
    return not (isinstance(failure, JsonSchemaError) and _is_compact(response))


@schemathesis.deserializer("application/x-ndjson")
def read_lines(ctx: DeserializationContext, response: Response) -> str:
    """Parse NDJSON as text, and check that each line is JSON."""
    for line in response.text.split("\n")[:-1]:
        json.loads(line)
    return response.text


@schemathesis.check
def trimmed_records_have_the_fields_asked_for(
    ctx: CheckContext, response: Response, case: Case[Any]
) -> None:
    """A record has all its keys, or exactly those that `fields` names, and of their parts no others."""
    fields = parse_qs(urlsplit(response.request.url or "").query).get("fields")
    is_json = response.headers.get("content-type") == ["application/json"]
    if fields and is_json and response.status_code == 200:
        content, paths = response.json(), paths_of(",".join(fields).split(","))
        for record in content.get("data", [content]):
            trimmed = {name: value for name, value in record.items() if name != "expanded"}
            assert set(trimmed) == {name for name, *_ in paths}
            assert trim(trimmed, paths) == trimmed


@schemathesis.check
def failures_of_what_is_asked_are_declared(
    ctx: CheckContext, response: Response, case: Case[Any]
) -> None:
    """Only errors that any operation may answer are left to the `default` response."""
    declared = case.operation.definition.raw["responses"]
    assert response.status_code not in (400, 404, 416) or str(response.status_code) in declared


@schemathesis.check
def compact_pages_have_their_own_shape(
    ctx: CheckContext, response: Response, case: Case[Any]
) -> None:
    """A compact page has a sentence for each record."""
    if _is_compact(response):
        CompactPage.model_validate(response.json())


def _is_compact(response: Response) -> bool:
    return response.headers.get("content-type") == [COMPACT]


def _could_not_be_known(response: Response) -> bool:
    """Whether a refusal concerns only values that the schema cannot exclude."""
    errors = response.json()["errors"]
    # What makes a table is known from the data alone; `rule` says why these make none.
    refused = [error for error in errors if not error["rule"]]
    messages = [
        error["message"]
        for error in refused
        if not ONE_OF_TWO.match(f"{error['parameter']}: {error['message']}")
    ]
    return bool(errors) and all(
        UNKNOWN_RECORD.match(one)
        or one.endswith((NO_SUCH_DAY, NO_WORD))
        or AGAINST_ANOTHER.search(one)
        or NO_CHART.search(one)
        for one in messages
    )
