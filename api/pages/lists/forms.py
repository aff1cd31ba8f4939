"""Make the form for the filters of a list, with the names, choices and sentences of the API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args

from pydantic.fields import FieldInfo

from api.lists.parameters import PagingParams
from api.lists.resource import Resource
from api.pages.frame.labels import label_of_code, label_of_field

# The filters most asked for stand open, in this order; the others behind a click.
FIRST = (
    *("q", "subject", "indicator", "kind", "status", "region", "country", "active_in", "latest"),
    *("as_of", "severity", "speaker", "topic", "grade", "publisher", "iso3", "unit"),
)
HINTS = {"latest": "Of each question only the newest statement, as of the release."}
NOT_IN_FORMS = {*PagingParams.model_fields, "code", "sort", "fields", "facet"}
RARE = ("__not", "__isnull")  # They would double every form.


@dataclass(frozen=True)
class FormField:
    """A form field for one filter; a select box if it has choices."""

    name: str
    label: str
    hint: str
    example: str
    value: str
    choices: dict[str, str]
    first: bool

    @property
    def id(self) -> str:
        """The name as an HTML id."""
        return self.name.replace(".", "-")


def make_form(
    resource: Resource, values: Mapping[str, str], choices: Mapping[str, Mapping[str, str]]
) -> list[FormField]:
    """Make a field for each filter, with its present value; `choices` labels some codes."""
    fields = []
    for attribute, info in resource.filters.model_fields.items():
        name = info.alias or attribute
        if attribute not in NOT_IN_FORMS and not attribute.endswith(RARE):
            fields.append(_field(name, info, values.get(name, ""), choices.get(name, {})))
    fields.sort(key=lambda field: FIRST.index(field.name) if field.first else len(FIRST))
    return [*fields, _order(resource, values.get("sort", ""))]


def _field(name: str, info: FieldInfo, value: str, names: Mapping[str, str]) -> FormField:
    examples = info.examples or [""]
    choices = {"": "any", **names} if names else dict(_choices(info.annotation))
    return FormField(
        name=name,
        label=label_of_field(name),
        hint=_hint(name, info.description or ""),
        example=str(examples[0]),
        value=value,
        choices=_with_current(choices, value),
        first=name in FIRST,
    )


def _order(resource: Resource, value: str) -> FormField:
    choices = {"": "as usual"}  # That of the page, which its readers expect.
    for name in resource.sortable:
        plain = label_of_field(name).lower()
        choices |= {name: f"by {plain}", f"-{name}": f"by {plain}, from the end"}
    hint = "What is not known comes last either way."
    return FormField("sort", "Order", hint, "", value, _with_current(choices, value), True)


def _hint(name: str, description: str) -> str:
    """Shorten the description of a filter to the hint beside its field."""
    first = description.replace("`", "").partition(". ")[0].removesuffix(".")
    plain = first.replace("/v1/search", "the search").replace(", by any code or name", "")
    return HINTS.get(name) or plain.replace("; a comma means any of", "") + "."


def _choices(annotation: Any) -> Iterator[tuple[str, str]]:
    """Yield the choices of an enum or boolean filter; none for free text."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield "", "any"
        yield from ((member.value, label_of_code(member.value)) for member in annotation)
    elif annotation is bool:
        yield from {"": "any", "true": "yes", "false": "no"}.items()
    else:
        for inner in get_args(annotation):
            yield from _choices(inner)


def _with_current(choices: dict[str, str], value: str) -> dict[str, str]:
    """Add the current value to the choices if it is several, as an address may have."""
    if not choices or value in choices:
        return choices
    return {**choices, value: ", ".join(map(label_of_code, value.split(",")))}
