"""The routes of documentation pages, robots.txt and the like; scripts, styles and fonts are bundled, none is remote."""

from datetime import date
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.staticfiles import StaticFiles

from api.http.host import UNKNOWN, origin_of

PAGES = Path(__file__).parent.parent / "pages"
# Placeholders in the recipes for the origin and the release of the service.
PRINTED_HOST, PRINTED_RELEASE = UNKNOWN, "2026.11.1+9f2c1a7e"
VENDORED = Path(fastapi_offline.__file__).parent / "static"
# Swagger UI has its icons in `data:` URLs.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Pages without scripts connect to nothing; `connect-src` lets page checkers fetch robots.txt from within them.
SCRIPTLESS_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def show_docs() -> Response:
    """Show Swagger UI."""
    return _page("docs.html")


@router.get("/recipes")
def show_recipes(request: Request) -> Response:
    """Show worked examples of frequent questions, with this origin and release in their code and answers."""
    page = _read("recipes.html").replace(PRINTED_RELEASE, request.state.served.label)
    page = page.replace(PRINTED_HOST, origin_of(request))
    return HTMLResponse(page, headers={"Content-Security-Policy": SCRIPTLESS_POLICY})


@router.get("/favicon.ico")
def show_icon() -> Response:
    """Show the icon that browsers ask for at this address."""
    return FileResponse(PAGES / "favicon.svg", media_type="image/svg+xml")


@router.get("/robots.txt")
def show_rules_for_robots(request: Request) -> Response:
    """Let crawlers index everything, and name the sitemap if `PUBLIC_URL` is set."""
    rules = _read("robots.txt")
    site = request.app.state.public_url
    return PlainTextResponse(f"{rules}Sitemap: {site}/sitemap.xml\n" if site else rules)


@router.get("/llms.txt")
def show_guide_for_language_models() -> Response:
    """Tell language models what this is and how to ask, in a page that fits into a prompt."""
    return PlainTextResponse(_read("llms.txt"))


@router.get("/.well-known/security.txt")
def show_security_contact(request: Request) -> Response:
    """Name the operator's contact for security reports (RFC 9116), valid for a year from the release."""
    contact = request.app.state.contact
    nobody = "# The operator of this copy has named no contact yet (PEACEKEEPING_CONTACT)."
    released = date.fromisoformat(request.state.served.release.date)
    # Not the 29th of February, which the next year has not.
    expires = released.replace(year=released.year + 1, day=min(released.day, 28))
    lines = [
        f"Contact: {contact}" if contact else nobody,
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
    ]
    return PlainTextResponse("\n".join(lines) + "\n")


def mount_assets(app: FastAPI) -> None:
    """Serve the scripts and styles of the pages."""
    app.mount("/assets/vendored", StaticFiles(directory=VENDORED))
    app.mount("/assets", StaticFiles(directory=PAGES / "assets"))


def _read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def _page(name: str) -> Response:
    headers = {"Content-Security-Policy": POLICY}
    return FileResponse(PAGES / name, media_type="text/html", headers=headers)
