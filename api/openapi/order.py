"""Order tags, operations and parameters in the OpenAPI document: the most used first."""

from collections.abc import Callable, Iterable
from typing import Any

from api.lists.parameters import PageParams, RecordParams
from api.pages.lists.forms import FIRST, RARE

Node = dict[str, Any]
FIRST_TAGS = ("search", "missions", "figures")
PICTURE, CITATION = ".svg", "/citation"
LAYOUT = ("rows", "columns", "aggregate", "top")
PAGING = (*PageParams.model_fields, *RecordParams.model_fields, "expand", "theme", "width")
BOUNDS = ("__gte", "__gt", "__lte", "__lt")
Test = Callable[[Node], bool]
# The groups of parameters, the most used first; a parameter is of the first group whose test it passes.
USES: tuple[Test, ...] = (
    lambda one: one["in"] != "query",
    lambda one: bool(one.get("required")),
    lambda one: one["name"] in LAYOUT,
    lambda one: one["name"] == "q",
    lambda one: one["name"] in FIRST,
    lambda one: not _is_special(one["name"]),
    lambda one: one["name"].endswith(BOUNDS) and not one["name"].startswith("source"),
    lambda one: one["name"] in PAGING,
    lambda one: one["name"].startswith("source"),
)


def order_tags(tags: Iterable[Node]) -> list[Node]:
    """Sort tags: the most used first."""
    return sorted(tags, key=lambda tag: _place(FIRST_TAGS, tag["name"]))


def order_paths(paths: Node) -> Node:
    """Sort paths: charts and citations last, otherwise in the order of their routes."""
    last = (PICTURE, CITATION)
    return dict(sorted(paths.items(), key=lambda item: item[0].endswith(last)))


def order_parameters(parameters: list[Node]) -> None:
    """Sort the parameters of a list: the most used first; those of other operations keep their order."""
    if any(parameter["name"] == "q" for parameter in parameters):
        parameters.sort(key=_use)


def _use(parameter: Node) -> tuple[int, int]:
    """Return the sort key of a parameter: its group, and its place in the group."""
    use = next((place for place, test in enumerate(USES) if test(parameter)), len(USES))
    return use, _place(FIRST, parameter["name"])


def _is_special(name: str) -> bool:
    """Tell whether a parameter is no plain filter, but a bound, `__not`, `__isnull`, on sources, or of the page."""
    return name.endswith(BOUNDS + RARE) or name.startswith("source") or name in PAGING


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)
