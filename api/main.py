"""The application, put together: routers, errors, documentation. Importing this opens nothing."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from api import errors
from api.database import open_reading, read_release
from api.openapi import describe
from api.routers import docs, records, search, service
from api.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The service over the database that the settings name."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.engine = open_reading(settings.database_url)
    app.state.release = read_release(app.state.engine)
    errors.install(app)
    app.include_router(search.router)
    app.include_router(records.make_router())
    app.include_router(service.router)
    app.include_router(docs.router)
    docs.mount_assets(app)
    document = describe(app, version("peacekeeping-facts"), app.state.engine)

    @app.get("/openapi.json", include_in_schema=False)
    def show_openapi() -> dict[str, Any]:
        return document

    return app


def create_configured_app() -> FastAPI:
    """The service with the settings of the environment; each worker process makes its own."""
    return create_app(Settings())
