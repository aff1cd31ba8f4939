"""The documentation pages, from bundled assets: no script, style or font comes from elsewhere."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

PAGES = Path(__file__).parent.parent / "pages"
VENDORED = Path(fastapi_offline.__file__).parent / "static"
# Redoc opens an empty <style> element and fills it by script: the hash allows the empty one and no other.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
# Swagger UI draws its icons from data addresses, and Redoc searches in a worker made of a blob. The
# logo that Redoc would fetch from its maker's network is refused here, so nothing leaves this host.
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {EMPTY_STYLE};"
    " img-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_start() -> Response:
    """The documentation is the front page for now."""
    return RedirectResponse("/docs")


@router.get("/docs")
def show_docs() -> Response:
    """Swagger UI."""
    return _page("docs.html")


@router.get("/redoc")
def show_redoc() -> Response:
    """Redoc."""
    return _page("redoc.html")


def mount_assets(app: FastAPI) -> None:
    """Serves the scripts and styles of both pages."""
    app.mount("/assets/vendored", StaticFiles(directory=VENDORED))
    app.mount("/assets", StaticFiles(directory=PAGES / "assets"))


def _page(name: str) -> Response:
    headers = {"Content-Security-Policy": POLICY}
    return FileResponse(PAGES / name, media_type="text/html", headers=headers)
