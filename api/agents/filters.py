"""Convert the `filters` argument of a tool, a JSON object, to the query parameters of a list."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field

from api.http.problems import MOST_ERRORS, NotUnderstood, unknown_parameter, wrong_value
from api.http.query_parameters import validate_params
from api.lists.former_names import by_present_names
from api.lists.parameters import PRESENTATION, PageParams

Params = TypeVar("Params", bound=BaseModel)
# Query parameters that are arguments of their own, beside `filters`.
BESIDE = PRESENTATION | {"q", "sort"}
Value = str | int | float | bool | list[str | int | float]
Filters = Annotated[
    dict[str, Value | None],
    Field(
        default_factory=dict,
        description="Filters of the list by name: see list_records.",
    ),
]


def read_filters(model: type[PageParams], filters: Mapping[str, Any], **beside: Any) -> PageParams:
    """Validate filters and the arguments beside them as parameters of a list; refuse all that it does not have."""
    given = by_present_names({name: value for name, value in filters.items() if value is not None})
    names = [info.alias or name for name, info in model.model_fields.items()]
    known = [name for name in names if name not in BESIDE]
    errors = [unknown_parameter(name, known) for name in given if name not in known]
    errors += [wrong_value(name, "is empty; leave it out") for name in given if given[name] == []]
    if errors:
        raise NotUnderstood(errors[:MOST_ERRORS])
    asked = {name: _as_sent(value) for name, value in given.items()}
    others = {name: value for name, value in beside.items() if value is not None}
    return validate_params(model, asked | others)


def _as_sent(value: Any) -> Any:
    """Convert a number or a boolean to text, as a query string has it."""
    if isinstance(value, list):
        return [_as_sent(one) for one in value]
    return str(value).lower() if isinstance(value, bool | int | float) else value
