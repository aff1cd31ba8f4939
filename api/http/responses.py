"""Choose the format of an answer, and answer one record in it; `list_responses.py` answers lists."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import from_json, to_json

from api.formats.tabular import COMPACT, MEDIA_TYPES, to_csv, to_feature, to_ndjson
from api.http.negotiation import Name, preferred_format
from api.http.problems import NotAcceptable, NotUnderstood, not_offered, wrong_value
from api.lists.envelope import CompactPage
from api.lists.rendering import Rendering
from api.vocabulary import Format

DESCRIBED_BY = '</openapi.json>; rel="describedby"; type="application/json"'


def json_answer(content: Any) -> Response:
    """Answer plain data, or bytes that are JSON already, without validation: the tests check each against its model."""
    text = content if isinstance(content, bytes) else to_json(content)
    return Response(text, media_type=MEDIA_TYPES[Format.JSON], headers={"Link": DESCRIBED_BY})


def json_alone(request: Request, content: Any) -> Response:
    """Answer plain data that comes as JSON alone; 406 to a client that does not accept it."""
    choose_format(request, None, {Format.JSON: MEDIA_TYPES[Format.JSON]})
    return json_answer(content)


def record_answer(
    request: Request, format: Format, text: bytes, record: type[BaseModel], fields: list[str] | None
) -> Response:
    """Answer one record in a format, as its list would."""
    if format is Format.JSON:
        return json_answer(text)
    content = {
        Format.CSV: lambda: to_csv([from_json(text)], record, fields),
        Format.NDJSON: lambda: to_ndjson([text]),
        Format.GEOJSON: lambda: to_json(to_feature(from_json(text))),
    }[format]()
    headers = {"Link": DESCRIBED_BY, **file_headers(request, format)}
    return Response(content, headers=headers, media_type=MEDIA_TYPES[format])


def file_headers(request: Request, format: Format) -> dict[str, str]:
    """Make the headers of a format without an envelope: the release, and a file name to save it under."""
    name = request.scope["path"].strip("/").removeprefix("v1/").replace("/", "-")
    release = request.state.served.label
    saved = f'attachment; filename="{name}-{release}.{format}"'
    return {"Content-Disposition": saved, "X-Release": release}


def offered(rendering: Rendering) -> dict[Format, str]:
    """Map the formats that records come in to their media types."""
    return {name: MEDIA_TYPES[name] for name in rendering.formats}


def also_in(media_types: Mapping[Name, str], *, compact: bool = False) -> dict[int | str, Any]:
    """Declare for OpenAPI the media types of an operation beside the first one, JSON."""
    others = list(media_types.values())[1:]
    shapes = {type: "object" if type.endswith("+json") else "string" for type in others}
    content: dict[str, Any] = {type: {"schema": {"type": shape}} for type, shape in shapes.items()}
    if compact:
        content[COMPACT] = {"schema": {"$ref": f"#/components/schemas/{CompactPage.__name__}"}}
    return {200: {"content": content}}


def choose_format(request: Request, format: Name | None, media_types: Mapping[Name, str]) -> Name:
    """Return the format that `format=` names, or else the one that the `Accept` header prefers."""
    if format is None:
        best = preferred_format(request.headers.get("accept", ""), media_types)
        if best is None:
            raise NotAcceptable(not_offered(media_types.values()))
        return best
    if format not in media_types:
        message = f"{str(format)!r} is not offered here"
        raise NotUnderstood([wrong_value("format", message, allowed=media_types)])
    return format
