"""The filters of a list as a plain form: the same names, the same closed lists, the same sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args

from pydantic.fields import FieldInfo

from api.lists.parameters import PagingParams
from api.lists.resource import Resource
from api.pages.labels import label_of_code, label_of_field

# The filters most asked for stand open, in this order; the others behind a click.
FIRST = (
    *("q", "subject", "indicator", "kind", "status", "region", "country", "active_in", "latest"),
    *("as_of", "severity", "speaker", "topic", "grade", "publisher", "iso3", "unit"),
)
HINTS = {"latest": "Of each question only the newest statement, as of the release."}
UNASKED = {*PagingParams.model_fields, "code", "sort", "fields", "facet"}
FOR_PROGRAMS = ("__not", "__isnull")  # They would double every form.


@dataclass(frozen=True)
class Question:
    """One filter as a field of a form; with choices it is a list to choose from."""

    name: str
    label: str
    hint: str
    example: str
    value: str
    choices: dict[str, str]
    first: bool

    @property
    def id(self) -> str:
        """The name as HTML takes it for an identifier."""
        return self.name.replace(".", "-")


def make_form(
    resource: Resource, given: Mapping[str, str], named: Mapping[str, Mapping[str, str]]
) -> list[Question]:
    """A field for each filter of a list, holding what is asked now; `named` are codes to choose by name."""
    questions = []
    for field, info in resource.filters.model_fields.items():
        name = info.alias or field
        if field not in UNASKED and not field.endswith(FOR_PROGRAMS):
            questions.append(_question(name, info, given.get(name, ""), named.get(name, {})))
    questions.sort(
        key=lambda question: FIRST.index(question.name) if question.first else len(FIRST)
    )
    return [*questions, _order(resource, given.get("sort", ""))]


def _question(name: str, info: FieldInfo, value: str, named: Mapping[str, str]) -> Question:
    examples = info.examples or [""]
    choices = {"": "any", **named} if named else dict(_choices(info.annotation))
    return Question(
        name=name,
        label=label_of_field(name),
        hint=_hint(name, info.description or ""),
        example=str(examples[0]),
        value=value,
        choices=_with_current(choices, value),
        first=name in FIRST,
    )


def _order(resource: Resource, value: str) -> Question:
    choices = {"": "as usual"}
    for name in resource.sortable:
        plain = label_of_field(name).lower()
        choices |= {name: f"by {plain}", f"-{name}": f"by {plain}, from the end"}
    hint = "What is not known comes last either way."
    return Question("sort", "Order", hint, "", value, _with_current(choices, value), True)


def _hint(name: str, description: str) -> str:
    """The first sentence that explains a filter to programs, as it reads beside a field."""
    first = description.replace("`", "").partition(". ")[0].removesuffix(".")
    plain = first.replace("/v1/search", "the search").replace(", ISO 3166-1 alpha-3", "")
    return HINTS.get(name) or plain.replace("; a comma means any of", "") + "."


def _choices(annotation: Any) -> Iterator[tuple[str, str]]:
    """What a closed list or a yes-or-no filter may be; nothing for a free text."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield "", "any"
        yield from ((one.value, label_of_code(one.value)) for one in annotation)
    elif annotation is bool:
        yield from {"": "any", "true": "yes", "false": "no"}.items()
    else:
        for inner in get_args(annotation):
            yield from _choices(inner)


def _with_current(choices: dict[str, str], value: str) -> dict[str, str]:
    """Several values at once, as an address may ask for, stay chosen."""
    if not choices or value in choices:
        return choices
    return {**choices, value: ", ".join(map(label_of_code, value.split(",")))}
