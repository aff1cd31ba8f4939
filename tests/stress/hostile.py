"""Hostile requests."""

import base64
import json
import urllib.request
from itertools import product
from string import ascii_lowercase
from typing import Any
from urllib.parse import quote

from tests.stress.clients import request

NAMES = ["".join(letters) for letters in product(ascii_lowercase, repeat=3)]
WORDS = [
    '"',
    '"a" "b',
    "NEAR(",
    "NEAR(a b, 9)" * 100,
    "*" * 10_000,
    "* " * 1_000,
    "a* " * 1_000,
    "a OR NOT b AND (" * 100,
    "-" * 1_000,
    "^name:mali",
    "\0",
    "mali\0",
    "\u200f\u202emali\u202c",
    "e" + "\u0301" * 1_000,
    "\U0001f54a" * 500,
    "%" * 1_000,
    "_" * 1_000,
]
LONE_SURROGATES = ("%ED%A0%80", "%ED%BF%BF%ED%A0%80", "mali%ED%B0%80", "%FF%FE")

OVERSIZED_HEADERS = [
    request("/v1/missions", "X-Long: " + "x" * 100_000),
    request("/v1/missions", *(f"X-{name}: 1" for name in NAMES)),
    request("/v1/missions", "Accept: " + "text/html," * 9_000),
]
LONG_ADDRESSES = [
    request(address + "m" * 64 * 1024)
    for address in ("/", "/v1/missions/", "/v1/search?q=", "/v1/missions?cursor=")
]
MANY_PARAMETERS = [
    request("/v1/figures?" + "&".join(NAMES[:2_000])),
    request("/v1/figures?" + "&".join(["kind=stock"] * 700)),
    request("/v1/missions?" + "&".join(f"{name}=1" for name in NAMES[:1_300])),
    request("/v1/missions?fields=" + ",".join(NAMES[:2_000])),
    request("/v1/missions?kind=" + ",".join(NAMES[:2_000])),
    request("/v1/figures?sort=" + ",".join(NAMES[:2_000])),
    request("/v1/figures?" + "&".join(NAMES)),
]
SEARCHES = [
    request(address + words)
    for address in ("/v1/search?q=", "/v1/figures?q=", "/v1/missions?name__contains=")
    for words in (*map(quote, WORDS), *LONE_SURROGATES)
]
FORGED: list[Any] = [
    10**30,
    -1,
    1e308,
    True,
    None,
    "",
    "\0",
    "\ud800",
    [[[]]],
    {"a": 1},
    "x" * 3_000,
]


def cursors(address: str) -> list[bytes]:
    """Real cursors, followed to the end of a search, and forged ones that look alike."""
    path = "/v1/search?q=un&limit=1"
    asked = [request(next_one) for next_one in _follow(address, path, 30)]
    true = _ask(address, path)["meta"]["next_cursor"]
    values = json.loads(base64.urlsafe_b64decode(true + "=="))
    forged = [json.dumps([values[0], one]).encode() for one in FORGED]
    forged += [b"[" * 3_000, b"\xff" * 100, b"{}", b"null", b"1" * 3_000]
    return asked + [request(f"{path}&cursor={_encoded(one)}") for one in forged]


def _follow(address: str, path: str, times: int) -> list[str]:
    found = []
    for _ in range(times):
        found.append(path)
        path = _ask(address, path)["links"]["next"]
    return found


def _ask(address: str, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(address + path) as answer:  # noqa: S310  # loopback
        content: dict[str, Any] = json.load(answer)
        return content


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
