"""Find the origin (scheme and host) of the service, for pages that show whole addresses to be copied.

`PUBLIC_URL` says it where it is set. Without it there is only the `Host` header, in which a client can write anything:
an answer that names it is cached for that host alone, and is `private`, so that no shared cache keeps it.
"""

import re

from fastapi import Request
from starlette.types import Scope

UNKNOWN = "http://127.0.0.1:8000"  # A copy on the reader's own computer.
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
# Answers of the API name no host, and neither do styles and scripts.
HOSTLESS = (b"/v1/", b"/assets/")


def origin_asked(scope: Scope) -> str | None:
    """Return the origin by the `Host` header, with the path prefix; None where no answer names it."""
    if scope["raw_path"].startswith(HOSTLESS):
        return None
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
    origin = f"{scope['scheme']}://{host}" if HOST.fullmatch(host) else UNKNOWN
    return f"{origin}{scope.get('state', {}).get('prefix', '')}"


def origin_of(request: Request) -> str:
    """Return the origin: `PUBLIC_URL`, or else that of the `Host` header, which makes the answer `private`."""
    if public := str(request.app.state.public_url):
        return public
    request.state.is_private = True
    return str(request.state.origin)
