"""Register the routes of all pages."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from api.pages import claims, home, routes, search_page, sitemap, state
from api.pages.questions.page import add_question_pages
from api.pages.reference.route import make_router


def add_all(router: APIRouter, describe: Callable[[Any], bytes]) -> None:
    """Register every page; `describe` makes the OpenAPI description, for the reference."""
    for add in (
        home.add_home,
        search_page.add_search,
        add_question_pages,
        claims.add_claims,
        state.add_state,
        sitemap.add_sitemap,
        routes.add_pages,
    ):
        add(router)
    router.include_router(make_router(describe))
