"""Assemble the application: routes, error handlers, middleware. Importing this opens nothing."""

import asyncio
import ctypes
import gc
import logging
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from pydantic_core import to_json
from sqlalchemy import Engine
from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE

from api.database.address import database_at
from api.database.pool import WORKER_THREADS
from api.http.access_log import AccessLog, Reporter, ReportingMiddleware
from api.http.draining import Draining
from api.http.error_handlers import add_error_handlers
from api.http.late_router import LateRouter
from api.http.middleware import HttpMiddleware
from api.http.path_prefix import PathPrefixMiddleware
from api.http.problems import Problem
from api.http.responses import json_answer
from api.http.served_release import UNREADABLE, ReleaseServer, ServedRelease
from api.late_addresses import make_late_routers
from api.routes import docs, downloads, release
from api.settings import Settings, read_settings

LOG = logging.getLogger(__name__)
RETRY_PAUSES_S = (1, 2, 4)
M_ARENA_MAX = -8  # The number of the setting in glibc's malloc.h.


def create_app(settings: Settings, prepare: Callable[[Engine], None] | None = None) -> ASGIApp:
    """Make the ASGI application over the database of the settings, with access log, metrics and MCP if they ask for it.

    `prepare` is called with the database as soon as the service runs, and with each newer one before it is served.
    """
    late: list[LateRouter] = []

    def prepare_all(engine: Engine) -> None:
        if prepare:
            for router in late:
                router.complete()
            prepare(engine)

    release_server = ReleaseServer(settings, prepare and prepare_all)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Each worker thread has a connection of its own.
        current_default_thread_limiter().total_tokens = WORKER_THREADS
        watch = asyncio.create_task(release_server.watch())
        yield
        watch.cancel()
        release_server.current.supersede()

    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan
    )
    app.state.database = database_at(settings.database_url)
    app.state.contact = settings.contact
    app.state.public_url = settings.public_address
    add_error_handlers(app, _as_page)
    late += _add_addresses(app)
    app.state.late = late
    return _with_layers(app, release_server, settings)


def _with_layers(app: FastAPI, release_server: ReleaseServer, settings: Settings) -> ASGIApp:
    """Wrap the application in its middleware, and in that which the settings ask for."""
    reporters: list[Reporter] = []
    if settings.metrics:
        # Its library is an extra, which need not be there.
        from api.http.metrics import Metrics  # noqa: PLC0415

        metrics = Metrics(lambda: release_server.current.release)
        app.include_router(metrics.make_router())
        reporters.append(metrics.add)
    service: ASGIApp = HttpMiddleware(app, release_server)
    if settings.mcp:
        # Its library is an extra, too.
        from api.agents.serving import McpMiddleware  # noqa: PLC0415

        service = McpMiddleware(service, release_server, settings.public_address or None)
    if settings.root_path or settings.trusted_proxies:
        service = PathPrefixMiddleware(
            service, settings.root_path or "", tuple(settings.trusted_proxies)
        )
    return _with_reports(service, settings, reporters)


def _add_addresses(app: FastAPI) -> list[LateRouter]:
    """Add all routes; return the late routers, which are completed by the first request for one of their routes."""

    @lru_cache(maxsize=1)
    def describe_release(served: ServedRelease) -> bytes:
        # Made at the first request: it takes longer than all the rest of the start.
        from api.openapi.document import describe  # noqa: PLC0415

        for router in late:
            router.complete()
        return to_json(describe(app, version("peacekeeping-facts"), served.unhurried))

    (*before, pages), late = make_late_routers(describe_release)
    for router in (*before, release.queried, release.router, downloads.router, docs.router):
        app.include_router(router)
    docs.mount_assets(app)

    @app.get("/openapi.json", include_in_schema=False)
    def show_openapi(request: Request) -> Response:
        return json_answer(describe_release(request.state.served))

    app.include_router(pages)
    return late


def _as_page(request: Request, problem: Problem, meant: str | None) -> Response | None:
    from api.pages.frame.page import as_page  # noqa: PLC0415

    return as_page(request, problem, meant)


def _prepare(engine: Engine) -> None:
    from api.search.preparing import prepare_search  # noqa: PLC0415

    prepare_search(engine)


def _with_reports(service: ASGIApp, settings: Settings, reporters: list[Reporter]) -> ASGIApp:
    """Wrap the service in the middleware of access log and metrics, if the settings ask for one of them."""
    if not settings.access_log:
        return ReportingMiddleware(service, reporters) if reporters else service
    log = AccessLog()
    return ReportingMiddleware(service, [*reporters, log.add], log.flush)


def create_configured_app() -> ASGIApp:
    """Make the service with the settings of the environment; each worker process makes its own.

    A worker that replaces a dead one may find no database that can be read. It waits for one, twice as long each
    time, and then ends with the exit code at which uvicorn's supervisor stops as well, instead of starting others.
    """
    settings = read_settings()
    # Else each thread has a malloc arena of its own, whose free memory the others cannot use.
    _tell_malloc("mallopt", M_ARENA_MAX, 2)
    for pause_s in RETRY_PAUSES_S:
        try:
            service = Draining(create_app(settings, _prepare), settings.drain_s)
        except UNREADABLE as error:
            LOG.error("the database cannot be opened: %s; next try in %d s", error, pause_s)
            time.sleep(pause_s)
        else:
            # What is in memory now stays: the garbage collector need not walk through it again while answering.
            gc.freeze()
            gc.enable()
            _tell_malloc("malloc_trim", 0)  # Returns 50 MB after a build in this process.
            return service
    LOG.error("the database cannot be opened; giving up")
    sys.exit(STARTUP_FAILURE)


def _tell_malloc(function: str, *values: int) -> None:
    """Call a function of glibc's malloc; other C libraries have none of them."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            getattr(ctypes.CDLL(None), function)(*values)
