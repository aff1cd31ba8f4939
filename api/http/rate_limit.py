"""How often each client may ask: a bucket for each, and who the client is when a proxy asks for it."""

import math
import time
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address, ip_network

from cachetools import LRUCache
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.middleware import refuse
from api.settings import Network

MINUTE_S = 60
MOST_CLIENTS = 50_000  # Whoever has not asked for longest is forgotten first.
HOUSEHOLD = 64  # Bits of an IPv6 address that one client cannot change at will.
ROUNDING = 1e-6
UNLIMITED = ("/healthz", "/readyz", "/metrics")
FORWARDED = b"x-forwarded-for"
MOST_HOPS = 20
LONGEST_ADDRESS = 64


class Limited:
    """The service, for clients that ask no more often than so many times a minute."""

    def __init__(
        self,
        service: ASGIApp,
        requests_per_minute: int,
        proxies: tuple[Network, ...],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.service = service
        self.buckets = Buckets(requests_per_minute, clock)
        self.proxies = proxies
        self.policy = b'"default";q=%d;w=%d' % (requests_per_minute, MINUTE_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or refuses it with 429."""
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.service(scope, receive, send)
            return
        granted, left, wait_s = self.buckets.take(client_of(scope, self.proxies))
        limit = (
            (b"ratelimit-policy", self.policy),
            (b"ratelimit", b'"default";r=%d;t=%d' % (left, wait_s)),
        )

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *limit]}
            await send(message)

        if granted:
            await self.service(scope, receive, tell)
            return
        status = HTTPStatus.TOO_MANY_REQUESTS
        refusal = refuse(scope["path"], status, extra={"Retry-After": str(wait_s)})
        await refusal.send(tell, scope["method"], {})


class Buckets:
    """A bucket of requests for each client; it fills steadily, and is full after a minute."""

    def __init__(self, requests_per_minute: int, clock: Callable[[], float]) -> None:
        self.refill_s = MINUTE_S / requests_per_minute
        self.clock = clock
        self.full_at: LRUCache[str, float] = LRUCache(MOST_CLIENTS)

    def take(self, client: str) -> tuple[bool, int, int]:
        """Whether the client may ask now, how often from then on, and the seconds until once more."""
        now = self.clock()
        empty_s = max(self.full_at.get(client, now) - now, 0.0)
        granted = empty_s + self.refill_s <= MINUTE_S + ROUNDING
        if granted:
            empty_s += self.refill_s
            self.full_at[client] = now + empty_s
        left = (MINUTE_S - empty_s) / self.refill_s + ROUNDING
        wait_s = (math.floor(left) + 1 - left) * self.refill_s
        return granted, math.floor(left), math.ceil(wait_s)


def client_of(scope: Scope, proxies: tuple[Network, ...]) -> str:
    """Who asks: the peer, or for whom it asks if it is one of our proxies.

    We go back from proxy to proxy, and what stands to the left of a stranger is only its word.
    """
    peer = scope["client"][0] if scope["client"] else ""
    client, ours = _locate(peer, proxies)
    if ours:
        values = [value for name, value in scope["headers"] if name == FORWARDED]
        hops = b",".join(values).decode("latin-1").rsplit(",", MOST_HOPS)
        while hops and ours:
            found, ours = _locate(hops.pop().strip()[:LONGEST_ADDRESS], proxies)
            client = found or client
    return client or peer


@lru_cache(maxsize=10_000)
def _locate(written: str, proxies: tuple[Network, ...]) -> tuple[str, bool]:
    """The client behind an address, and whether it is a proxy of ours."""
    try:
        address = ip_address(written)
    except ValueError:
        return "", False
    address = getattr(address, "ipv4_mapped", None) or address
    ours = any(address in network for network in proxies)
    if address.version == 6:
        return str(ip_network((int(address), HOUSEHOLD), strict=False)), ours
    return str(address), ours
