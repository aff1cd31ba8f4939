"""From templates to HTML. Everything that comes from the data is escaped."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.pages import words
from api.pages.records import address_of

TEMPLATES = Environment(
    loader=PackageLoader("api", "pages/templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {
    "code": words.say_code,
    "date": words.say_date,
    "time": words.say_time,
    "field": words.say_field,
    "number": words.say_number,
    "value": words.say_value,
}
TEMPLATES.globals["address_of"] = address_of


def _mark_code(text: str) -> Markup:
    """What stands between backticks as code; all the rest is escaped."""
    pieces = enumerate(text.split("`"))
    return Markup("").join(  # nothing is in it but escaped pieces
        Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece)
        for place, piece in pieces
    )


def _picture(svg: str) -> Markup:
    """A chart as it is; `api/charts` escapes what is written in it."""
    return Markup(svg)  # noqa: S704  # it is not written by clients


TEMPLATES.filters |= {"marked": _mark_code, "picture": _picture}


def render(template: str, **shown: Any) -> str:
    """A page, made of a template and what it shows."""
    return TEMPLATES.get_template(template).render(**shown)
