"""Show an error as an image, for an `<img>` with a chart on another site."""

from fastapi import Request, Response

from api.charts.chart import chart_of_nothing
from api.charts.looks import Look, Theme
from api.http.problems import Problem
from api.routes.charts import MEDIA_TYPES, answer_picture
from api.wording import shorten

LONGEST = 300
ANY_PICTURE = "image/*"  # What browsers accept for an <img>, and programs do not ask for.


def as_picture(request: Request, problem: Problem) -> Response | None:
    """Render a problem as an image with its status; None unless the client expects one."""
    headers = request.headers
    waits = headers.get("sec-fetch-dest") == "image" or ANY_PICTURE in headers.get("accept", "")
    if not waits or "text/html" in headers.get("accept", ""):
        return None
    label = request.state.served.label
    reasons = [error.message for error in problem.errors] or [problem.detail]
    picture = chart_of_nothing(shorten("; ".join(reasons), LONGEST), label)
    theme = request.query_params.get("theme")
    look = Look(theme=Theme(theme) if theme in list(Theme) else None)
    return answer_picture(picture.svg, look, MEDIA_TYPES["svg"], problem.status)
