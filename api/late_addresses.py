"""The late routers: import the modules that take most of the start only when one of their routes is first requested."""

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter

from api.facts.kinds import DESCRIBED, DescribedKind
from api.http.access_log import PROBES
from api.http.addresses import TAKES_BODY
from api.http.late_router import LateRouter
from api.http.served_release import ServedRelease
from api.vocabulary import RecordType

SEARCH = {"/v1/search", "/v1/suggest"}
DRAWN = (".svg", "/figures/table")


def make_late_routers(
    describe: Callable[[ServedRelease], bytes],
) -> tuple[list[LateRouter], list[LateRouter]]:
    """Make the late routers; return them in the order of matching, and in that of completing.

    `describe` makes the OpenAPI document that a page shows.
    """
    search = LateRouter(_add_search, lambda path: path in SEARCH)
    drawings = LateRouter(_add_drawings, lambda path: path.endswith(DRAWN))
    # One for each kind: among the routes of all of them, to find that of a list takes longer than to make its page.
    records = [_of_kind(kind) for kind in DESCRIBED.values()]
    others = LateRouter(_add_others, lambda path: path.startswith("/v1/"))
    claims = LateRouter(_add_claims, lambda path: path == TAKES_BODY)
    pages = LateRouter(
        partial(_add_pages, describe=describe),
        lambda path: not path.startswith("/v1/") and path not in PROBES,
    )
    # Charts are matched before records, whose codes could look like theirs; pages match all that remains.
    asked = [search, drawings, *records, others, claims, pages]
    # Records first, as most first requests are for them and would else share the processor with the other imports.
    return asked, [*records, others, search, drawings, claims, pages]


def _add_search(router: APIRouter) -> None:
    from api.routes import search  # noqa: PLC0415

    router.include_router(search.router)


def _add_drawings(router: APIRouter) -> None:
    from api.routes import charts, figure_tables  # noqa: PLC0415

    router.include_router(charts.make_router())
    router.include_router(figure_tables.router)


def _of_kind(kind: DescribedKind) -> LateRouter:
    """Make the router of the list of one kind, its records, and the lists related to them."""
    return LateRouter(
        partial(_add_records, type=kind.type),
        lambda path: f"{path}/".startswith(f"/v1/{kind.plural}/"),
    )


def _add_records(router: APIRouter, type: RecordType) -> None:
    from api.routes import records  # noqa: PLC0415

    records.add_records(router, type)


def _add_others(router: APIRouter) -> None:
    from api.routes import changes, citations, coverage  # noqa: PLC0415

    router.include_router(citations.make_router())
    router.include_router(coverage.router)
    router.include_router(changes.router)


def _add_claims(router: APIRouter) -> None:
    from api.routes import claims  # noqa: PLC0415

    router.include_router(claims.queried)
    router.include_router(claims.router)


def _add_pages(router: APIRouter, describe: Callable[[ServedRelease], bytes]) -> None:
    from api.pages.addresses import add_all  # noqa: PLC0415

    add_all(router, describe)
