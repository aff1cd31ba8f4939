"""Serve the tools over the Model Context Protocol at /mcp; imported only when switched on, as its library is an extra.

Stateless: every message is a request of its own, answered in JSON, so that any process can answer it.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from fastapi.exceptions import RequestValidationError
from mcp import MCPError
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as McpTool
from pydantic_core import from_json, to_json
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as AllTaken
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.agents.schemas import answer_schema
from api.agents.tools import TOOLS, Tool, input_schema
from api.hints import probably_meant
from api.http.plain_responses import refuse
from api.http.problems import (
    DETAILS,
    MOST_ERRORS,
    NotUnderstood,
    in_words,
    parameter_errors,
    why_unreadable,
)
from api.http.request_body import MOST_BYTES, Refused, read_body
from api.http.served_release import ReleaseServer, ServedRelease
from api.http.streaming import send_response
from api.lists.paging import BadCursor
from api.lists.statements import Unreadable
from api.lists.unknown import NotFound, UnknownValues

LOG = logging.getLogger(__name__)
ADDRESS = "/mcp"
JSON = "application/json"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
OUR_MISTAKE = DETAILS[HTTPStatus.INTERNAL_SERVER_ERROR]
REFUSALS = {
    HTTPStatus.FORBIDDEN: "a page of another site may not ask here",
    HTTPStatus.METHOD_NOT_ALLOWED: "messages of the Model Context Protocol are sent here with POST",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"a message may have {MOST_BYTES} bytes",
    HTTPStatus.REQUEST_TIMEOUT: DETAILS[HTTPStatus.REQUEST_TIMEOUT],
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: f"a message is JSON; send it with Content-Type: {JSON}",
    HTTPStatus.SERVICE_UNAVAILABLE: "the service is about to start or to stop",
}
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
INSTRUCTIONS = """
Sourced facts on United Nations peacekeeping. Every answer names addresses (`href`, `source`) to cite; {where}.
A figure is one statement of one source: quote its qualifier (over, about), its time and who says so. Never sum
cumulative figures, nor compare indicators that are named as not comparable. A mission is ongoing only as of the
date that is given. Codes, acronyms and names of records are all understood. A refusal says what would be right; ask again so.
""".strip()
Context = ServerRequestContext[Any]


class McpMiddleware:
    """ASGI middleware that serves the tools at /mcp, and passes everything else on to the service."""

    def __init__(self, service: ASGIApp, release_server: ReleaseServer, site: str | None) -> None:
        self.service = service
        self.site = site
        self.server = make_server(release_server, site)
        self.manager: StreamableHTTPSessionManager | None = None  # A new one for each lifespan.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer messages of MCP clients, and pass everything else on."""
        if scope["type"] == "lifespan":
            self.manager = StreamableHTTPSessionManager(
                self.server, json_response=True, stateless=True, max_request_body_size=MOST_BYTES
            )
            async with self.manager.run():
                await self.service(scope, receive, send)
            self.manager = None
        elif scope["type"] == "http" and scope["path"] == ADDRESS:
            scope["answered"] = ADDRESS, "none"
            await self._answer(scope, receive, send)
        else:
            await self.service(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        try:
            manager, message = await self._admit(scope, receive)
            await manager.handle_request(scope, message, send_with_headers)
        except Refused as refused:
            await _refuse(scope, receive, send, refused)

    async def _admit(
        self, scope: Scope, receive: Receive
    ) -> tuple[StreamableHTTPSessionManager, Receive]:
        """Check method, origin and content type, and read the whole message; else raise `Refused`."""
        if scope["method"] != "POST":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        headers = Headers(scope=scope)
        if not self._is_allowed(headers.get("origin")):
            raise Refused(HTTPStatus.FORBIDDEN)
        if self.manager is None:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        message = await read_body(scope, receive)
        if not headers.get("content-type", "").lower().startswith(JSON):
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        return self.manager, _replay(message, receive)

    def _is_allowed(self, origin: str | None) -> bool:
        """Tell whether the `Origin` of a request is absent, our own site, or this machine.

        Against DNS rebinding, by which any other page could reach us through the network of its visitor.
        """
        return origin is None or origin == self.site or _host_of(origin) in LOOPBACK


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None


def _replay(message: Receive, after: Receive) -> Receive:
    """Make an ASGI `receive` that returns the message read already, and then what comes after it."""
    waiting = [message]

    async def receive() -> Message:
        return await (waiting.pop() if waiting else after)()

    return receive


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    extra = {"Allow": "POST"} if refused.status is HTTPStatus.METHOD_NOT_ALLOWED else {}
    detail = refused.detail or REFUSALS[refused.status]
    refusal = refuse(ADDRESS, refused.status, detail, {**extra, **refused.headers})
    await send_response(refusal, scope, receive, send)


def make_server(release_server: ReleaseServer, site: str | None) -> Server[Any]:
    """Make the MCP server of the tools; each call reads from the release that is current then."""

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=tools)

    async def call_tool(_: Context, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in TOOLS:
            raise MCPError(INVALID_PARAMS, _no_such_tool(params.name))
        served = release_server.current
        with served:
            return await run_in_threadpool(
                _call, served, TOOLS[params.name], params.arguments or {}
            )

    tools = [_describe(tool) for tool in TOOLS.values()]
    where = f"they stand on {site}" if site else "they are relative to this service"
    return Server(
        "peacekeeping-facts",
        title="Peacekeeping Facts",
        version=version("peacekeeping-facts"),
        instructions=INSTRUCTIONS.format(where=where),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _describe(tool: Tool) -> McpTool:
    return McpTool(
        name=tool.name,
        description=tool.description,
        input_schema=input_schema(tool),
        output_schema=answer_schema(tool.output),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _no_such_tool(name: str) -> str:
    meant = probably_meant(name[:80], TOOLS)
    hint = f"did you mean {meant!r}?" if meant else f"there are {', '.join(TOOLS)}"
    return f"there is no tool {name[:80]!r}; {hint}"


def _call(served: ServedRelease, tool: Tool, arguments: Mapping[str, Any]) -> CallToolResult:
    """Answer a call of a tool, or return its error as a sentence that says what would be right."""
    try:
        with served.engine.connect() as connection:
            answer = tool.ask(connection, arguments)
    except (RequestValidationError, NotUnderstood, UnknownValues, BadCursor) as error:
        return _failed(in_words(parameter_errors(error, list(tool.parameters))[:MOST_ERRORS]))
    except NotFound as error:
        return _failed(str(error))
    except (DBAPIError, AllTaken, Unreadable) as error:
        return _failed(why_unreadable(error))
    except Exception:
        LOG.exception("our mistake in the tool %s", tool.name)
        return _failed(OUR_MISTAKE)
    text = to_json({**answer, "release": served.release.label}).decode()
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=from_json(text)
    )


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)
