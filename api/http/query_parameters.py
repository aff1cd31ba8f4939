"""Query parameters read by Pydantic at once, as FastAPI would read them one by one."""

import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar, get_args

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from api.http.problems import refuse_what_means_nothing

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Model = TypeVar("Model", bound=BaseModel)


class ModelQueryRoute(APIRoute):
    """A route whose endpoint takes `params`, a closed model of all its query parameters.

    FastAPI documents the model as it is annotated, and would read it one field at a time, which makes a
    cold list of missions take 0.65 instead of 0.40 ms and one of figures 1.30 instead of 1.01.
    """

    def get_route_handler(self) -> Handler:
        """Make the handler of the same endpoint without `params`, which are read here."""
        signature = inspect.signature(self.endpoint)
        model, *_ = get_args(signature.parameters["params"].annotation)

        def endpoint(request: Request, **path: Any) -> Any:
            return self.endpoint(request=request, params=read_query(request, model), **path)

        others = [given for name, given in signature.parameters.items() if name != "params"]
        endpoint.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]  # functions take any attribute
        return APIRoute(self.path, endpoint).get_route_handler()


def read_query(request: Request, model: type[Model]) -> Model:
    """Read the query of a request into its model; a parameter that is repeated takes all its values."""
    refuse_what_means_nothing(request)
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    single = {name: values if len(values) > 1 else values[0] for name, values in given.items()}
    return read_given(model, single)


def read_given(model: type[Model], given: Mapping[str, Any]) -> Model:
    """Read parameters by the names that a client gave; refuse them as FastAPI does."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        errors = [{**finding, "loc": ("query", *finding["loc"])} for finding in error.errors()]
        raise RequestValidationError(errors) from error
