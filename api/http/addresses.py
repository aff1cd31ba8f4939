"""Tell the canonical form of an address, the methods that it allows, and the address that a misspelt one means."""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote_to_bytes

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from api.facts.kinds import DESCRIBED
from api.hints import probably_meant

READING = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS"
TAKES_BODY = "/v1/verify"
OTHERS = ["search", "suggest", "verify", "coverage", "changes", "release"]
COLLECTIONS = [*(kind.plural for kind in DESCRIBED.values()), *OTHERS]
MOST_PARTS = 4  # The version, a list, a record, and a list related to it.
LISTS_STAND_AT = (1, 3)
# What RFC 3986 lets stand in a path without percent-encoding.
PLAIN_IN_PATH = "/:@!$&'()*+,;=~"


def canonical_address(scope: Scope) -> str | None:
    """Return the address to redirect to, or None if this one is canonical.

    Canonical is one slash between parts, none at the end, and percent-encoding only where needed.
    """
    path = re.sub("/{2,}", "/", quote(unquote_to_bytes(scope["raw_path"]), safe=PLAIN_IN_PATH))
    path = path.rstrip("/") or "/"
    if path.encode() == scope["raw_path"]:
        return None
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def exists(routes: Sequence[BaseRoute], scope: Scope) -> bool:
    """Tell whether a route answers GET at an address."""
    get = {**scope, "method": "GET"}
    return any(route.matches(get)[0] is Match.FULL for route in routes)


def allowed_methods(path: str) -> str:
    """List the methods of an address that exists, as the `Allow` header does."""
    return f"{ALLOWED}, POST" if path == TAKES_BODY else ALLOWED


def takes_body(scope: Scope) -> bool:
    """Tell whether the request may have a body."""
    return bool(scope["method"] == "POST" and scope["path"] == TAKES_BODY)


def meant_address(path: str) -> str | None:
    """Return a path with its misspelt lists corrected, to suggest it in a 404; None where nothing was corrected."""
    parts = path.split("/")[1:]
    if parts[:1] != ["v1"] or len(parts) > MOST_PARTS:
        return None
    meant = [
        probably_meant(part, COLLECTIONS) or part if place in LISTS_STAND_AT else part
        for place, part in enumerate(parts)
    ]
    return "/".join(["", *meant]) if meant != parts else None
