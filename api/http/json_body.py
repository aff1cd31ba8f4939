"""Read a JSON body strictly: in UTF-8, and without repeated keys, of which one would be silently lost."""

import json
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from api.http.problems import (
    LONGEST_ECHO,
    NotUnderstood,
    ParameterError,
    parameter_errors,
    wrong_value,
)
from api.http.query_parameters import read_query


class JsonBodyRoute(APIRoute):
    """A route whose endpoint takes a model of its body, and no parameters in the address."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Make the handler, which names everything that is not understood at once."""
        handle = super().get_route_handler()
        model = self.body_field.field_info.annotation if self.body_field else None
        keys = list(getattr(model, "model_fields", {}))

        async def handle_or_refuse(request: Request) -> Response:
            errors = read_query(request)[1] + _misread(await request.body())
            try:
                answer = await handle(request)
            except RequestValidationError as error:
                errors += parameter_errors(error, keys)
            if errors:
                raise NotUnderstood(errors)
            return answer

        return handle_or_refuse


class _Members(dict[str, Any]):
    """A JSON object that knows which of its keys were repeated."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = (
            [key for key in self if keys.count(key) > 1] if len(keys) > len(self) else []
        )


def _misread(body: bytes) -> list[ParameterError]:
    """List the mistakes in a body that FastAPI would accept silently, or refuse without a helpful message."""
    try:
        content = json.loads(body.decode(), object_pairs_hook=_Members)
    except UnicodeDecodeError as error:
        raise NotUnderstood(
            [wrong_value("body", f"is not UTF-8, at byte {error.start}")]
        ) from error
    except RecursionError as error:
        raise NotUnderstood([wrong_value("body", "is nested too deeply")]) from error
    except ValueError:
        return []  # The framework says at which character.
    return [wrong_value(place[:LONGEST_ECHO], "is given twice") for place in _repeated(content)]


def _repeated(content: Any) -> Iterator[str]:
    """Yield the place of each key that is given more than once, such as `claims.0.value`."""
    waiting = [("", content)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _Members):
            yield from (f"{place}{key}" for key in value.repeated)
            waiting += [(f"{place}{key}.", inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}{number}.", inner) for number, inner in enumerate(value)]
