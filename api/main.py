"""The application, put together: routers, errors, documentation. Importing this opens nothing."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from pydantic_core import to_json

from api import errors
from api.database import database_file
from api.editions import Edition, Editions
from api.manners import Manners
from api.openapi import describe
from api.routers import citations, coverage, docs, downloads, records, search, service
from api.routers.answers import json_answer
from api.settings import Settings, read_settings


def create_app(settings: Settings) -> Manners:
    """The service over the database that the settings name."""
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
    errors.install(app)
    app.include_router(search.router)
    records.add_records(app.router)
    app.include_router(citations.make_router())
    app.include_router(coverage.router)
    app.include_router(service.router)
    app.include_router(downloads.router)
    app.include_router(docs.router)
    docs.mount_assets(app)

    @lru_cache(maxsize=1)
    def description(edition: Edition) -> bytes:
        # Made when first asked for: it takes longer than all the rest of the start.
        return to_json(describe(app, version("peacekeeping-facts"), edition.engine))

    @app.get("/openapi.json", include_in_schema=False)
    def show_openapi(request: Request) -> Response:
        return json_answer(description(request.state.edition))

    return Manners(app, editions)


def create_configured_app() -> Manners:
    """The service with the settings of the environment; each worker process makes its own."""
    service = create_app(read_settings())
    # What is made now stays: the garbage collector need not walk through it again while answering.
    gc.collect()
    gc.freeze()
    return service
