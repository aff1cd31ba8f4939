"""Reading the parameters of a list or record: by Pydantic at once, instead of by FastAPI one field at a time."""

from collections.abc import Callable, Coroutine, Mapping
from copy import copy
from typing import Any, cast

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from api.http.problems import refuse_what_means_nothing


class ReadingRoute(APIRoute):
    """A route whose endpoint takes `asked`, a closed model of all its query parameters.

    FastAPI documents the model, but does not read it: it would inspect each of up to 36 fields at every request,
    which takes longer than answering.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, of an endpoint without query parameters."""
        documented, endpoint = self.dependant, self.endpoint
        (parameter,) = documented.query_params
        model = cast("type[BaseModel]", parameter.field_info.annotation)

        def read_and_answer(request: Request, **others: Any) -> Any:
            return endpoint(request=request, asked=_read(request, model), **others)

        self.dependant = copy(documented)
        self.dependant.query_params = []
        self.dependant.call = read_and_answer
        try:
            return super().get_route_handler()
        finally:
            self.dependant = documented


def _read(request: Request, model: type[BaseModel]) -> BaseModel:
    refuse_what_means_nothing(request)
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    return read_given(
        model, {name: values if len(values) > 1 else values[0] for name, values in given.items()}
    )


def read_given(model: type[BaseModel], given: Mapping[str, Any]) -> BaseModel:
    """What was asked, by the names that a client gave; refused as FastAPI refuses it."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        found = [{**one, "loc": ("query", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error
