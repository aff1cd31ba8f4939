"""Declare the tools for agents: names, descriptions, parameters, answers. Nothing here knows MCP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Connection

from api.agents.answers import (
    SeriesChoice,
    answer_claim,
    answer_search,
    answer_series,
    answer_text,
)
from api.agents.records import (
    ListChoice,
    RecordChoice,
    answer_history,
    answer_list,
    answer_record,
)
from api.agents.schemas import ANSWERED, LISTED, MANY, MAYBE, NUMBER, PAGED, TEXT, schema_of
from api.agents.tables import TableChoice, answer_table
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
from api.resources.changes import CHANGES
from api.resources.registry import RESOURCES
from api.search.page import SearchParams
from api.vocabulary import Row

DEFAULT_LIMIT = 20
MOST = 50
PAGE = ("limit", "cursor")
DIMENSIONS = tuple(f"dimensions.{name}" for name in ("component", "sex", "country", "cause"))
TIME = ("time__gte", "time__lte")


@dataclass(frozen=True)
class Tool:
    """A tool: its description, which parameters of a model it takes, and the function that answers."""

    name: str
    description: str
    model: type[BaseModel]
    parameters: tuple[str, ...]
    answer: Callable[[Connection, Any], Row]
    output: Mapping[str, Row]  # The JSON Schema of each part of its answer.
    required: tuple[str, ...] = ()

    def ask(self, connection: Connection, arguments: Mapping[str, Any]) -> Row:
        """Answer the arguments of a call; refuse wrong ones as the routes of the API do."""
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
        truths = [name for name, value in given.items() if isinstance(value, bool)]
        return [
            *(wrong_value(name, "is empty; leave it out") for name in empty[:MOST_ERRORS]),
            *(wrong_value(name, "takes no true or false") for name in truths[:MOST_ERRORS]),
            *(unknown_parameter(name, list(self.parameters)) for name in unknown),
            *(wrong_value(name, "is required") for name in missing),
        ]


def _is_text(given: Mapping[str, Any]) -> bool:
    """Tell whether arguments are valid Unicode: JSON may have lone surrogates, which databases and answers refuse."""
    try:
        to_json(given)
    except (PydanticSerializationError, UnicodeEncodeError):
        return False
    return True


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Ask in plain words first. `answer` answers, with source and proving `query`, only where every word is understood"
            " and the data hold it; else it is null: read the hits, best first, or use the other tools. Hits are of"
            f" {', '.join(one.plural for one in RESOURCES.values())}; their addresses end in type and code. `words` says"
            " what was corrected or is unknown.",
            SearchParams,
            ("q", "type", *TIME, *PAGE),
            answer_search,
            ANSWERED | LISTED | {"match": TEXT, "words": MANY},
            required=("q",),
        ),
        Tool(
            "list_records",
            "List or count (`limit`: 0) records of any type. Filters by type, names and acronyms understood, a comma for any of:"
            " mission: country, kind, status, active_on, resolution, person, chain, mandate_until__lte;"
            " figure: subject, indicator, mission_country, latest, as_of, breakdown (`none`: totals alone),"
            " dimensions.component, .country, .cause, .sex, time__gte, time__lte, source;"
            " person: body, function, active_on, nationality; event, statement: subject, participant, speaker, topic;"
            " initiative: parent, participant; source: kind, grade, date__gte; coverage: code, lacks."
            " What is not understood is refused with all there are.",
            ListChoice,
            ("type", "filters", "q", "sort", *PAGE),
            answer_list,
            LISTED,
            required=("type",),
        ),
        Tool(
            "read_record",
            "Read one record by type and code. Without `fields`, the largest fields of a long record are left out and named"
            " in `left_out`. Read an indicator for its definition and what it must not be compared with.",
            RecordChoice,
            ("type", "code", "fields"),
            answer_record,
            {"text": TEXT, "href": TEXT, "source": MAYBE, "record": {}, "left_out": {}},
            required=("type", "code"),
        ),
        Tool(
            "read_table",
            "Figures as a table, in one answer: rankings (rows=dimensions.country, top=10, filters as_of), deaths by mission"
            " and year (rows=subject, columns=year). Totals alone unless a part is an axis or a filter. A sum is made only"
            " where nothing counts twice; else the rule is named, with what to ask instead. Do not add figures yourself.",
            TableChoice,
            ("rows", "columns", "aggregate", "top", "filters"),
            answer_table,
            {
                "columns": MANY,
                "rows": MANY,
                "figures_left_out": {},
                "total": NUMBER,
                "sources": MANY,
                "query": TEXT,
                "hint": MAYBE,
                "left_out": {},
            },
        ),
        Tool(
            "read_time_series",
            "How one number went: every standing figure of one subject and one indicator, in order of time, apart for"
            " each combination of dimensions, with the definition, and with what must not be compared or summed.",
            SeriesChoice,
            ("subject", "indicator", "filters", *PAGE),
            answer_series,
            {"indicator": {}, "not_comparable_with": MANY, "warning": MAYBE, "series": MANY}
            | PAGED,
            required=("subject", "indicator"),
        ),
        Tool(
            "verify_claim",
            "Is a number that somebody claims right? The verdict (supported, contradicted, disputed …) follows a written"
            " rule, with the statements that decide it. Give the time the claim is about: without `as_of` it is today, and"
            " what is older than a year decides nothing.",
            Claim,
            ("subject", "indicator", "value", "lower", "upper", "qualifier", "as_of", *DIMENSIONS),
            answer_claim,
            {
                "verdict": TEXT,
                "reason": TEXT,
                "diagnosis": MAYBE,
                "statements": MANY,
                "instead": {},
                "nearby": MANY,
                "derived": MAYBE,
                "discrepancies": MANY,
                "left_out": {},
            },
        ),
        Tool(
            "verify_text",
            "Are the numbers of a sentence or a paragraph right? Each as it was understood, with its verdict; what was not"
            " understood is listed and not judged: that says nothing against it.",
            TextToVerify,
            ("text", "as_of"),
            answer_text,
            {"data": MANY, "not_understood": MANY, "left_out": {}},
        ),
        Tool(
            "read_history",
            "What releases of the data have added, corrected and withdrawn, with the fields that changed: of one `record`,"
            " or `since` a release or a date. Ask whether a figure that you have quoted still stands.",
            CHANGES.filters,
            ("record", "since", "type", "change", *PAGE),
            answer_history,
            LISTED,
        ),
    )
}


# Where the schema of a parameter differs from that in the API, or is shorter.
OVERRIDES: dict[str, Row] = {
    "limit": {"minimum": 0, "maximum": MOST, "description": f"At most {MOST}; 0 counts alone."},
    "cursor": {"description": "To go on: `next_cursor` of the answer before."},
    "filters": {"additionalProperties": True},
}


def input_schema(tool: Tool) -> Row:
    """Make the JSON Schema of the parameters of a tool."""
    return schema_of(tool.model, tool.parameters, tool.required, OVERRIDES)
