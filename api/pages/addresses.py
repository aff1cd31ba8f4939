"""Add the addresses of all pages."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from api.pages import (
    claims,
    home,
    question_pages,
    reference_route,
    routes,
    search_page,
    sitemap,
    state,
)


def add_all(router: APIRouter, describe: Callable[[Any], bytes]) -> None:
    """Add every page; `describe` makes the description of the API of a release, for its reference."""
    for add in (
        home.add_home,
        search_page.add_search,
        question_pages.add_question_pages,
        claims.add_claims,
        state.add_state,
        sitemap.add_sitemap,
        routes.add_pages,
    ):
        add(router)
    router.include_router(reference_route.make_router(describe))
