"""The reference page: the OpenAPI description as HTML without scripts."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import from_json

from api.http.query_parameters import CHECK_PARAMETERS
from api.pages.frame.page import page
from api.pages.reference.asking import HOW_TO_ASK, failures
from api.pages.reference.operations import read_operations, read_shared


def make_router(describe: Callable[[Any], bytes]) -> APIRouter:
    """Make the route; `describe` makes the OpenAPI description at the first request."""
    router = APIRouter(include_in_schema=False, dependencies=CHECK_PARAMETERS)

    @router.get("/reference")
    def show_reference(request: Request) -> Response:
        """Show every operation with its parameters."""
        description = from_json(describe(request.state.served))
        return page(
            request,
            "reference.html",
            title="API reference",
            subjects=read_operations(description),
            shared=read_shared(description),
            asking=HOW_TO_ASK,
            failures=failures(),
        )

    return router
