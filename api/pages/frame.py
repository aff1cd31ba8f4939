"""The frame that every page shares: its address, the state of the data, its citation; and failures as pages."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from api.formats import citations as citing
from api.http.problems import Problem
from api.pages.rendering import render
from api.routes.docs import SCRIPTLESS_POLICY
from api.tables.index import ReleaseRow

POLICY = SCRIPTLESS_POLICY.replace("form-action 'none'", "form-action 'self'")


def page(request: Request, template: str, status: int = HTTPStatus.OK, **shown: Any) -> Response:
    """A page in the frame that all share, which says the state of the data."""
    release: ReleaseRow = request.state.edition.release
    here = address(request)
    shown.setdefault("cite", _cite_page(request, f"{shown['title']} ({here})"))
    shown.setdefault("of", None)
    html = render(template, release=release, path=request.url.path, data=f"/v1{here}", **shown)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": POLICY})


def as_page(request: Request, problem: Problem, meant: str | None) -> Response | None:
    """A failure as a page, for browsers at the addresses of pages; programs get the problem document."""
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
    """The address of this page with some parameters changed, or taken out where they are `None`."""
    parameters = given(request) | changed
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"{quote(request.url.path)}?{query}" if query else quote(request.url.path)


def given(request: Request) -> dict[str, Any]:
    """What is asked; a parameter that is repeated means any of its values."""
    asked = request.query_params
    return {name: ",".join(asked.getlist(name)) for name in asked}


def _cite_page(request: Request, title: str) -> dict[str, str]:
    """How to cite a page that is not of one record: by its title, and its address if there is a public one."""
    release, site = request.state.edition.release, request.app.state.public_url
    key = "-".join(filter(None, ["page", *request.url.path.split("/")]))
    work = citing.cite_page(key, title, release, site and f"{site}{address(request)}", {})
    return {"text": citing.to_text(work), "bibtex": citing.to_bibtex(work)}
