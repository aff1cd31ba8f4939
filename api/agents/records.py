"""Answer the tools for lists, records and their history, in sentences with addresses to cite."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json
from sqlalchemy import Connection

from api.agents.filters import Filters, read_filters
from api.agents.fitting import MOST_LETTERS, fewer, letters_in
from api.lists.engine import RecordPage, find, get, get_text
from api.lists.parameters import AnyOf, PageParams, Words
from api.lists.records import get_code_of_name
from api.lists.rendering import Rendering
from api.lists.resource import Resource
from api.resources.changes import CHANGES, find_changes
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType, Row
from api.wording import shorten as shorten_text

LONGEST_VALUE = 120
NOTHING = (
    "Nothing passes. A gap here is no absence in the world: list_records with type=coverage says what is not held of a"
    " mission, and why (filters: code, lacks)."
)
COVERED = "coverage"
MEMBERS = [(type.name, type.value) for type in RecordType] + [("COVERAGE", COVERED)]
ListType = StrEnum("ListType", MEMBERS)  # type: ignore[misc]  # the types of records are known only there
LISTS: dict[str, Resource] = {str(type): one for type, one in RESOURCES.items()}
LISTS[COVERED] = COVERAGE


class ListChoice(BaseModel):
    """The parameters of `list_records`."""

    model_config = ConfigDict(extra="forbid")

    type: ListType = Field(description="What sort of record.")
    filters: Filters
    q: Words | None = Field(default=None, description="All these words must occur.")
    sort: AnyOf[str] = Field(default=None, description="Fields; `-` in front turns one round.")
    limit: int = 20
    cursor: str | None = None


class RecordChoice(BaseModel):
    """The parameters of `read_record`."""

    model_config = ConfigDict(extra="forbid")

    type: RecordType = Field(description="What sort of record.")
    code: str = Field(
        min_length=1,
        max_length=200,
        description="Its code, as at the end of its address; an acronym or a name will do.",
    )
    fields: AnyOf[str] = Field(
        default=None, description="Only these fields, or parts such as `mandates.until`."
    )


def answer_list(connection: Connection, params: ListChoice) -> Row:
    """Answer a page of a list, a sentence for each record."""
    resource = LISTS[params.type]

    def ask(limit: int) -> Row:
        named = {name: getattr(params, name) for name in ("q", "sort", "cursor")}
        page = read_filters(resource.filters, params.filters, **named, limit=limit)
        return in_sentences(resource, find(connection, resource, page))

    return fewer(ask, params.limit)


def in_sentences(rendering: Rendering, page: RecordPage) -> Row:
    """Render a page as a sentence for each record; an empty one has a hint where to see why."""
    rows = [rendering.compact(row) for row in page.rows]
    hint = None if page.total else NOTHING
    return {"data": rows, "total": page.total, "next_cursor": page.next_cursor, "hint": hint}


def answer_history(connection: Connection, params: PageParams) -> Row:
    """Answer a page of changes, each with the fields that it changed, values truncated."""

    def ask(limit: int) -> Row:
        page = find_changes(connection, params.model_copy(update={"limit": limit}))
        answer = in_sentences(CHANGES, page)
        for sentence, row in zip(answer["data"], page.rows, strict=True):
            is_new = row["change"] == "added"
            sentence["fields"] = [] if is_new else [_changed(field) for field in row["fields"]]
        return {**answer, "hint": None}

    return fewer(ask, params.limit)


def _changed(field: Row) -> Row:
    return {
        "field": field["field"],
        **{name: _in_short(field[name]) for name in ("before", "after")},
    }


def _in_short(value: Any) -> Any:
    is_short = value is None or letters_in(value) <= LONGEST_VALUE
    return value if is_short else shorten_text(str(value), LONGEST_VALUE)


def answer_record(connection: Connection, params: RecordChoice) -> Row:
    """Answer one record: its sentence, and as many of its fields as fit."""
    resource = RESOURCES[params.type]
    code = get_code_of_name(connection, resource, params.code)
    sentence = resource.compact(get(connection, resource, code) or {})
    record: Row = from_json(get_text(connection, resource, code, params.fields) or b"{}")
    return {**sentence, **_fitting(record, MOST_LETTERS - letters_in(sentence))}


def _fitting(record: Row, most: int) -> Row:
    """Leave out the largest fields of a record until it fits, and name them; truncate the last one if it is a list."""
    sizes = {name: letters_in({name: value}) for name, value in record.items()}
    left_out: dict[str, str] = {}
    while sum(sizes.values()) > most:
        largest = max(sizes, key=sizes.__getitem__)
        value = record[largest]
        if len(sizes) == 1 and isinstance(value, list):
            shown = _first(value, most)
            left_out[largest] = f"{len(value) - len(shown)} of {len(value)} entries"
            return {"record": {largest: shown}, "left_out": left_out}
        left_out[largest] = f"{sizes[largest]} letters"
        del sizes[largest]
    return {"record": {name: record[name] for name in sizes}, "left_out": left_out}


def _first(entries: list[Any], most: int) -> list[Any]:
    """Return as many of the first entries as fit."""
    shown, size = [], 0
    for entry in entries:
        size += letters_in(entry) + 1
        if size > most:
            break
        shown.append(entry)
    return shown
