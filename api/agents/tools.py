"""Declare the tools for agents, in the parameters of the lists. Nothing here knows MCP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Connection

from api.agents.answers import (
    READ,
    RecordChoice,
    answer_claim,
    answer_list,
    answer_record,
    answer_search,
    answer_series,
    answer_text,
)
from api.claims.claims import Claim
from api.claims.sentences.texts import TextToVerify
from api.http.problems import (
    MOST_ERRORS,
    NotUnderstood,
    ParameterError,
    unknown_parameter,
    wrong_value,
)
from api.http.query_parameters import validate_params
from api.lists.former_names import by_present_names
from api.lists.parameters import PageParams
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE, count_coverage
from api.resources.figures import FIGURES
from api.resources.registry import RESOURCES
from api.resources.sources import SOURCES
from api.search.page import SearchParams
from api.vocabulary import Row

DEFAULT_LIMIT = 20
MOST = 50
PAGE = ("limit", "cursor")
DIMENSIONS = tuple(
    f"dimensions.{name}" for name in ("component", "sex", "country", "cause", "purpose", "location")
)
TIME = ("time__gte", "time__lte")


@dataclass(frozen=True)
class Tool:
    """A question an agent can ask: some parameters of a model, and the function that answers."""

    name: str
    description: str
    model: type[BaseModel]
    parameters: tuple[str, ...]
    answer: Callable[[Connection, Any], Row]
    required: tuple[str, ...] = ()

    def ask(self, connection: Connection, arguments: Mapping[str, Any]) -> Row:
        """Answer the arguments of a call; refuse what is not understood as the addresses of the API do."""
        given = {name: value for name, value in arguments.items() if value is not None}
        given = by_present_names(given)
        if errors := self._refused(given):
            raise NotUnderstood(errors)
        if "limit" in self.parameters:
            given.setdefault("limit", DEFAULT_LIMIT)
        params = validate_params(self.model, given)
        if getattr(params, "limit", 0) > MOST:
            message = f"is more than {MOST}; go on with the next_cursor of the answer"
            raise NotUnderstood([wrong_value("limit", message)])
        return self.answer(connection, params)

    def _refused(self, given: Mapping[str, Any]) -> list[ParameterError]:
        if not _is_text(given):
            return [wrong_value("arguments", "hold characters that are no text")]
        unknown = [name for name in given if name not in self.parameters][:MOST_ERRORS]
        missing = [name for name in self.required if name not in given]
        empty = [name for name, value in given.items() if value == []]
        return [
            *(wrong_value(name, "is empty; leave it out") for name in empty[:MOST_ERRORS]),
            *(unknown_parameter(name, list(self.parameters)) for name in unknown),
            *(wrong_value(name, "is required") for name in missing),
        ]


def _is_text(given: Mapping[str, Any]) -> bool:
    """Tell whether arguments are valid text: JSON may name lone surrogates, which no database and no answer takes."""
    try:
        to_json(given)
    except (PydanticSerializationError, UnicodeEncodeError):
        return False
    return True


def _coverage(connection: Connection, params: PageParams) -> Row:
    page = answer_list(COVERAGE, connection, params)
    return {**page, "totals_of_all_missions": count_coverage(connection)}


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Ask in plain words. `answer` answers, with source and proving `query`, only where every word is understood and"
            " the data hold it; else it is null: read the hits, best first, of"
            f" {', '.join(resource.plural for resource in RESOURCES.values())}. `words` says what was corrected or"
            " unknown. The address of a hit ends in its type and code.",
            SearchParams,
            ("q", "match", "type", *TIME, *PAGE),
            answer_search,
            required=("q",),
        ),
        Tool(
            "read_record",
            "Read one record by its type and code (an acronym such as MINUSMA will do). Without `fields`, the largest"
            " fields of a long record are left out and named in `left_out`; name them in `fields` to read them."
            " Read an indicator for its definition and for what it must not be compared with.",
            RecordChoice,
            READ,
            answer_record,
            required=("type", "code"),
        ),
        Tool(
            "list_figures",
            "Numbers, each as one source states it once: with its qualifier (over, about …), its time, who says so,"
            " and its source. `latest`: the newest on each question; `as_of`: the newest true of a day. Cumulative"
            " figures are never to be summed, nor figures of different sources, scopes or dimensions.",
            FIGURES.filters,
            (
                *(
                    "subject",
                    "indicator",
                    "mission_country",
                    "attributed_to",
                    *DIMENSIONS,
                    "breakdown",
                ),
                *("as_of", "latest", "max_age", *TIME, "source", "qualifier", "q", "sort", *PAGE),
            ),
            partial(answer_list, FIGURES),
        ),
        Tool(
            "read_time_series",
            "How one number went: every standing figure of one subject and one indicator, in order of time, apart for"
            " each combination of dimensions; with the definition, and with what must not be compared or summed.",
            FIGURES.filters,
            ("subject", "indicator", *DIMENSIONS, "breakdown", *TIME, "source", *PAGE),
            answer_series,
            required=("subject", "indicator"),
        ),
        Tool(
            "verify_claim",
            "Is a number that somebody claims right? The verdict (supported, contradicted, disputed …) follows a written"
            " rule, with the statements that decide it and what has probably been mixed up. Give the time the claim is"
            " about: without `as_of` it is today, and what is older than a year decides nothing.",
            Claim,
            ("subject", "indicator", "value", "lower", "upper", "qualifier", "as_of", *DIMENSIONS),
            answer_claim,
        ),
        Tool(
            "verify_text",
            "Are the numbers of a sentence or a paragraph right? Each as it was understood, with its verdict; what was not"
            " understood is listed and not judged. Say when the text was written: “now” and “last year” are read by"
            " `as_of`.",
            TextToVerify,
            ("text", "as_of"),
            answer_text,
        ),
        Tool(
            "list_sources",
            "The documents and datasets that every value comes from, with publisher, date and grade. Read a source with"
            " read_record for its public address.",
            SOURCES.filters,
            (
                *("title__contains", "publisher__contains", "kind", "grade"),
                *("date__gte", "date__lte", "q", "sort", *PAGE),
            ),
            partial(answer_list, SOURCES),
        ),
        Tool(
            "read_coverage",
            "What is known of each mission and what is not, and why: not curated, or not published in the datasets we"
            " read. Ask before you say that something does not exist: a gap here is not an absence in the world.",
            COVERAGE.filters,
            ("code", "kind", "lacks", *PAGE),
            _coverage,
        ),
        Tool(
            "list_changes",
            "What releases of the data have added, corrected and withdrawn; with `since`, what has changed since a"
            " release or a date. Ask whether a figure that you have quoted still stands.",
            CHANGES.filters,
            ("since", "type", "change", *PAGE),
            partial(answer_list, CHANGES),
        ),
    )
}


# What differs in an answer to an agent from a page of the API.
OF_PAGES = {
    "limit": {
        "maximum": MOST,
        "default": DEFAULT_LIMIT,
        "description": f"Records in one answer, at most {MOST}; 0 answers the total alone.",
    },
    "cursor": {"description": "To go on: `next_cursor` of the answer before."},
}


def schema_of(tool: Tool) -> Row:
    """Describe the parameters of a tool in a JSON Schema without references."""
    schema = tool.model.model_json_schema()
    parts = schema.pop("$defs", {})
    fields = {name: _plain(schema["properties"][name], parts) for name in tool.parameters}
    for name in tool.required:
        # What is required of a list is one value.
        fields[name] = {**fields[name], **fields[name].pop("items", {})}
    return {
        "type": "object",
        "properties": {name: field | OF_PAGES.get(name, {}) for name, field in fields.items()},
        "required": list(dict.fromkeys([*tool.required, *schema.get("required", [])])),
        "additionalProperties": False,
    }


def _plain(schema: Any, parts: Row) -> Any:
    """Simplify a schema: no references, no titles, no null of what may be left out."""
    if isinstance(schema, list):
        return [_plain(part, parts) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        name: _plain(value, parts)
        for name, value in schema.items()
        if name not in ("$ref", "title", "anyOf", "examples") and value is not None
    }
    if "$ref" in schema:
        enum = parts[schema["$ref"].rpartition("/")[2]]
        plain |= {"type": enum["type"], "enum": enum["enum"]}
    for option in schema.get("anyOf", []):
        if option != {"type": "null"}:
            plain |= _plain(option, parts)
    return plain
