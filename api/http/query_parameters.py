"""Read query parameters: refuse those an operation does not have, and validate the others at once."""

import inspect
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar, get_args, get_origin

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from api.http.problems import MOST_ERRORS, NotUnderstood, unknown_parameter, wrong_value

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

        others = [parameter for name, parameter in signature.parameters.items() if name != "params"]
        endpoint.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]  # functions take any attribute
        return APIRoute(self.path, endpoint).get_route_handler()


def read_query(request: Request, model: type[Model]) -> Model:
    """Read the query of a request into its model; a parameter that is repeated takes all its values."""
    refuse_unknown_parameters(request)
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    return validate_params(
        model, {name: many if len(many) > 1 else many[0] for name, many in values.items()}
    )


def validate_params(model: type[Model], params: Mapping[str, Any]) -> Model:
    """Validate parameters by the names that a client sent; refuse wrong ones as FastAPI does."""
    try:
        return model.model_validate(params)
    except ValidationError as error:
        errors = [{**details, "loc": ("query", *details["loc"])} for details in error.errors()]
        raise RequestValidationError(errors) from error


def refuse_unknown_parameters(request: Request) -> None:
    """Refuse parameters that the operation does not have, and several values for one that takes one."""
    parameters = query_parameters_of(request)
    counts = Counter(name for name, _ in request.query_params.multi_items())
    unknown = [name for name in counts if name not in parameters][:MOST_ERRORS]
    errors = [unknown_parameter(name, list(parameters)) for name in unknown]
    errors += [
        wrong_value(name, "is given more than once, but takes one value")
        for name, count in counts.items()
        if count > 1 and name in parameters and not _takes_several(parameters[name])
    ]
    if errors:
        raise NotUnderstood(errors)


def query_parameters_of(request: Request) -> dict[str, FieldInfo]:
    """Map the query parameters of the request's operation by their name in an address."""
    parameters: dict[str, FieldInfo] = {}
    for parameter in request.scope["route"].dependant.query_params:
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", {parameter.name: parameter.field_info})
        parameters |= {info.alias or name: info for name, info in fields.items()}
    return parameters


def _takes_several(parameter: FieldInfo) -> bool:
    return any(get_origin(option) is list for option in get_args(parameter.annotation))


async def _check(request: Request) -> None:
    refuse_unknown_parameters(request)


# The dependency of every operation with no `ModelQueryRoute`. A plain function would cost a thread each time.
CHECK_PARAMETERS = [Depends(_check)]
