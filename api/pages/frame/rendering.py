"""Render templates to HTML. Everything that comes from the data is escaped."""

from string import ascii_lowercase
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.pages.frame.labels import label_of_code, label_of_field
from api.pages.frame.locators import in_prose, locator_in_words
from api.pages.frame.records import address_of
from api.resources.registry import RESOURCES
from api.wording import day_in_words, number_in_words, shorten, time_in_words, value_in_words

METHODS = frozenset(dir(dict))


class _Environment(Environment):
    """Jinja environment that looks up attributes in rows (dicts) first, for speed."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look an attribute up as a key first, without the exception of a failed getattr."""
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


TEMPLATES = _Environment(
    loader=PackageLoader("api", "pages/templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {
    "code": label_of_code,
    "date": day_in_words,
    "time": time_in_words,
    "label": label_of_field,
    "locator": locator_in_words,
    "number": number_in_words,
    "prose": in_prose,
    "shorten": shorten,
    "value": value_in_words,
}
TEMPLATES.globals["address_of"] = address_of
# What people come for stands in the first row, the words of our workshop in the second.
ASKED = {
    "/questions": "Questions",
    "/missions": "Missions",
    "/countries": "Countries",
    "/initiatives": "Initiatives",
    "/figures": "Figures",
    "/people": "People",
    "/verify": "Check a claim",
}
STATE = {"/coverage": "Coverage", "/changes": "Changes"}
KINDS = {f"/{resource.plural}": resource.plural.capitalize() for resource in RESOURCES.values()}
# Under a name of its own: a page has `kinds` in its context, which would take the place of these.
TEMPLATES.globals["navigation"] = {
    "What people ask": ASKED,
    "What stands behind it": {
        address: name for address, name in (KINDS | STATE).items() if address not in ASKED
    },
}


def _mark_code(text: str) -> Markup:
    """Mark up text between backticks as code; escape all the rest."""
    pieces = enumerate(text.split("`"))
    return Markup("").join(  # nothing is in it but escaped pieces
        Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece)
        for place, piece in pieces
    )


def _picture(svg: str) -> Markup:
    """Pass on the SVG of a chart unescaped; `api/charts` escapes its texts."""
    return Markup(svg)  # noqa: S704  # it is not written by clients


def _letter(place: int) -> str:
    """Name a position by a letter; after z by two."""
    tens, ones = divmod(place, len(ascii_lowercase))
    return f"{ascii_lowercase[tens - 1] if tens else ''}{ascii_lowercase[ones]}"


TEMPLATES.filters |= {"letter": _letter, "marked": _mark_code, "picture": _picture}


def render(template: str, **context: Any) -> Markup:
    """Render a template, a whole page or a part of one."""
    html = TEMPLATES.get_template(template).render(**context)
    return Markup(html)  # noqa: S704  # the template has escaped it
