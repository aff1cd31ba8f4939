"""Render pages in the shared frame, with release and citation; and errors as pages."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from api.formats import citations as citing
from api.http.problems import Problem
from api.pages.frame.notes import Notes
from api.pages.frame.refused import as_picture
from api.pages.frame.rendering import render
from api.routes.docs import SCRIPTLESS_POLICY
from api.tables.release import ReleaseRow

POLICY = SCRIPTLESS_POLICY.replace("form-action 'none'", "form-action 'self'")

# What most pages do not say: whose list it is, sources in sight, how it is described to others, names in locators.
DEFAULTS: dict[str, Any] = {
    "of": None,
    "notes_shown": False,
    "description": "",
    "structured": None,
    "countries": {},
    "wholes": [],
}


def page(request: Request, template: str, status: int = HTTPStatus.OK, **context: Any) -> Response:
    """Render a page in the frame that all share; `context` goes to its template."""
    release: ReleaseRow = request.state.served.release
    here = address(request)
    context.setdefault("cite", _cite_page(request, f"{context['title']} ({here})"))
    context = DEFAULTS | {"notes": Notes(), "site": request.app.state.public_url} | context
    is_there = status == HTTPStatus.OK
    context["canonical"] = address(request, limit=None, cursor=None) if is_there else None
    html = render(template, release=release, path=request.url.path, data=f"/v1{here}", **context)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": POLICY})


def as_page(request: Request, problem: Problem, meant: str | None) -> Response | None:
    """Render an error as HTML for browsers, or as an image for an `<img>`; None for programs."""
    if picture := as_picture(request, problem):
        return picture
    parts = request.url.path.split("/")
    if parts[1] == "v1" or "text/html" not in request.headers.get("accept", ""):
        return None
    return page(
        request,
        "failure.html",
        problem.status,
        title=problem.title,
        problem=problem,
        meant=meant and f"/{parts[1]}/{meant}",
        words=parts[-1].replace("-", " "),
        cite=None,
    )


def address(request: Request, **changed: Any) -> str:
    """Return the address of this page with parameters changed; `None` removes one."""
    parameters = query_of(request) | changed
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"{quote(request.url.path)}?{query}" if query else quote(request.url.path)


def query_of(request: Request) -> dict[str, Any]:
    """Read the query parameters; a repeated one means any of its values."""
    params = request.query_params
    return {name: ",".join(params.getlist(name)) for name in params}


def _cite_page(request: Request, title: str) -> dict[str, str]:
    """Cite a page that is not of one record by its title, and by its address if there is a public one."""
    release, site = request.state.served.release, request.app.state.public_url
    key = "-".join(filter(None, ["page", *request.url.path.split("/")]))
    work = citing.cite_page(key, title, release, site and f"{site}{address(request)}", {})
    return {"text": citing.to_text(work), "bibtex": citing.to_bibtex(work)}
