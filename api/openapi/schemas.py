"""Make the schemas exact and small: optional fields, strings that recur, and schemas that extend another one."""

from typing import Any

from pydantic import TypeAdapter

from api.claims.times import WrittenTime
from api.constraints import CountryCode, ResolutionSymbol, Slug
from api.lists.envelope import WHEN_ASKED
from api.lists.parameters import Name
from api.vocabulary import Day, PartialDate

REFERENCE = "#/components/schemas/{model}"
# Keys of a schema that describe it, and do not constrain values.
WORDS = ("description", "title", "examples", "example", "default")
IN_FULL = "InFull"
TWO = 2
PAGE = "Page"
STRINGS = {
    "Slug": (Slug, "A slug: lower-case code with hyphens."),
    "PartialDate": (PartialDate, "A year, a month or a day."),
    "WrittenTime": (WrittenTime, "A year, a month, a day, or a budget year: 2019/20."),
    "Day": (Day, "A day."),
    "CountryCode": (CountryCode, "A country, by its code of ISO 3166-1 alpha-3."),
    "ResolutionSymbol": (ResolutionSymbol, "The symbol of a resolution."),
    "Name": (
        Name,
        "A code, an acronym or any other name; `type:code` where records of several types may be meant.",
    ),
}


def refine_schemas(schemas: dict[str, Any]) -> None:
    """Mark optional fields as such, drop titles, which repeat the names, and extend schemas by `allOf`."""
    for schema in schemas.values():
        _describe_when_asked(schema)
        for content in (schema, *schema.get("properties", {}).values()):
            content.pop("title", None)
    schemas[PAGE] = _page_without_records(schemas["CompactPage"])
    for name, schema in schemas.items():
        if name.endswith(IN_FULL):
            _build_upon(schema, schemas[name.removesuffix(IN_FULL)], name.removesuffix(IN_FULL))
        elif name.endswith(PAGE) and name != PAGE:
            _build_upon(schema, schemas[PAGE], PAGE)


def name_strings(document: dict[str, Any]) -> None:
    """Share the schema of each constrained string, such as `Slug`, and refer to it wherever it recurs."""
    forms = {name: _form(TypeAdapter(type).json_schema()) for name, (type, _) in STRINGS.items()}
    _refer(document, forms)
    document["components"]["schemas"] |= {
        name: {**forms[name], "description": words} for name, (_, words) in STRINGS.items()
    }


def shorten_nullable(node: Any) -> None:
    """Write nullable types as `type: [string, null]` instead of `anyOf`, except for references."""
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            shorten_nullable(inner)
    if isinstance(node, dict) and len(options := node.get("anyOf", [])) == TWO:
        some, null = options
        if null == {"type": "null"} and isinstance(some.get("type"), str) and "enum" not in some:
            del node["anyOf"]
            node |= {**some, **node, "type": [some["type"], "null"]}


def _form(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in WORDS}


def _refer(node: Any, forms: dict[str, Any]) -> None:
    """Replace, anywhere in a node, string schemas that equal one of the forms by references to it."""
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict) and inner.get("type") == "string":
            form = _form(inner)
            if name := next((name for name, known in forms.items() if known == form), None):
                for key in [*form, "title", "examples"]:
                    inner.pop(key, None)
                inner["$ref"] = REFERENCE.format(model=name)
        elif isinstance(inner, dict | list):
            _refer(inner, forms)


def _describe_when_asked(schema: dict[str, Any]) -> None:
    """Make the fields that are left out unless asked for (`when_asked`) optional, and never null."""
    for name, content in schema.get("properties", {}).items():
        if content.pop(WHEN_ASKED, False):
            schema["required"] = [other for other in schema.get("required", []) if other != name]
            (present,) = [option for option in content.pop("anyOf") if option != {"type": "null"}]
            content.update(present)
    if schema.get("required") == []:
        del schema["required"]


def _page_without_records(page: dict[str, Any]) -> dict[str, Any]:
    """Make the schema of what every page has beside its records."""
    properties = {name: one for name, one in page["properties"].items() if name != "data"}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "description": "A page of a list.",
    }


def _build_upon(schema: dict[str, Any], base: dict[str, Any], name: str) -> None:
    """Rewrite a schema that has all properties of another one as `allOf` that one and the rest."""
    known = base["properties"]
    if any(schema["properties"][field] != one for field, one in known.items()):
        return
    added = {field: one for field, one in schema["properties"].items() if field not in known}
    beside: dict[str, Any] = {"type": "object", "properties": added}
    if required := [field for field in schema["required"] if field in added]:
        beside["required"] = required
    described = schema["description"]
    schema.clear()
    schema["allOf"] = [{"$ref": REFERENCE.format(model=name)}, beside]
    schema["description"] = described
