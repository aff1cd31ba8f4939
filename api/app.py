"""The application, put together: routers, errors, documentation. Importing this opens nothing."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from pydantic_core import to_json
from starlette.types import ASGIApp

from api.database.address import database_file
from api.http import problems
from api.http.access_log import AccessLog
from api.http.middleware import Manners
from api.http.observing import Observed, Watcher
from api.http.rate_limit import Limited
from api.http.responses import json_answer
from api.http.served_release import Edition, Editions
from api.openapi import describe
from api.pages import frame as framing
from api.pages import home
from api.pages import reference_route as reference
from api.pages import routes as pages
from api.routes import (
    changes,
    charts,
    citations,
    claims,
    coverage,
    docs,
    downloads,
    records,
    search,
)
from api.routes import release as service
from api.settings import Settings, read_settings


def create_app(settings: Settings) -> ASGIApp:
    """The service over the database that the settings name, limited and watched where they say so."""
    editions = Editions(settings)

    @asynccontextmanager
    async def watching(_: FastAPI) -> AsyncIterator[None]:
        watch = asyncio.create_task(editions.watch())
        yield
        watch.cancel()
        editions.now.supersede()

    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=watching
    )
    app.state.database = database_file(settings.database_url)
    app.state.contact = settings.contact
    app.state.public_url = settings.public_url or ""
    problems.install(app, framing.as_page)
    _add_addresses(app)

    watchers: list[Watcher] = []
    if settings.metrics:
        # Its library is an extra, which need not be there.
        from api.http.metrics import Metrics  # noqa: PLC0415

        metrics = Metrics(lambda: editions.now.release)
        app.include_router(metrics.make_router())
        watchers.append(metrics.note)
    answering: ASGIApp = Manners(app, editions)
    if settings.mcp:
        # Its library is an extra, too.
        from api.agents.serving import Agents  # noqa: PLC0415

        answering = Agents(answering, editions, settings.public_url)
    return _surround(answering, settings, watchers)


def _add_addresses(app: FastAPI) -> None:
    app.include_router(search.router)
    app.include_router(charts.make_router())  # Before records: a code could mean it.
    records.add_records(app.router)
    app.include_router(citations.make_router())
    app.include_router(coverage.router)
    app.include_router(changes.router)
    app.include_router(claims.router)
    app.include_router(service.router)
    app.include_router(downloads.router)
    app.include_router(docs.router)
    home.add_home(app.router)
    pages.add_pages(app.router)
    docs.mount_assets(app)

    @lru_cache(maxsize=1)
    def description(edition: Edition) -> bytes:
        # Made when first asked for: it takes longer than all the rest of the start.
        return to_json(describe(app, version("peacekeeping-facts"), edition.engine))

    @app.get("/openapi.json", include_in_schema=False)
    def show_openapi(request: Request) -> Response:
        return json_answer(description(request.state.edition))

    app.include_router(reference.make_router(description))


def _surround(service: ASGIApp, settings: Settings, watchers: list[Watcher]) -> ASGIApp:
    """Adds the layers that are asked for; what is not asked for costs nothing."""
    if settings.requests_per_minute:
        service = Limited(service, settings.requests_per_minute, settings.proxies)
    if not settings.access_log:
        return Observed(service, watchers) if watchers else service
    log = AccessLog()
    return Observed(service, [*watchers, log.note], log.flush)


def create_configured_app() -> ASGIApp:
    """The service with the settings of the environment; each worker process makes its own."""
    service = create_app(read_settings())
    # What is made now stays: the garbage collector need not walk through it again while answering.
    gc.collect()
    gc.freeze()
    return service
