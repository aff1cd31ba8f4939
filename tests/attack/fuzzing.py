"""Malformed and hostile requests, generated from the OpenAPI description with a fixed seed."""

import json
import random
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient

from api.agents.tools import TOOLS
from tests.agents.asking import QUESTIONS as ASKED_BY_AGENTS
from tests.attack.corpus import CLIMBING, CORPUS
from tests.attack.hostile_values import (
    AGENTS,
    DAYS,
    DOCUMENTS,
    LETTERS,
    METHODS,
    NUMBERS,
    PAGES,
    QUESTIONS,
    READ,
    SCALARS,
    SENTENCES,
    WRITTEN,
)
from tests.contract.references import parameters_of

Headers = tuple[tuple[bytes, bytes], ...]


# Lists and records, which are pages too.
SHOWN = re.compile(r"/v1/([a-z]+s|\{collection\})(/\{code\})?(/(?!citation)[a-z]+)?$")


@dataclass(frozen=True)
class Request:
    """A request as it reaches the service."""

    method: str
    path: bytes
    query: bytes
    headers: Headers
    body: bytes

    def __str__(self) -> str:
        """The request, long parts cut off."""
        target = f"{self.path.decode('latin-1')[:200]}?{self.query.decode('latin-1')[:400]}"
        return f"{self.method} {target} {repr(self.headers)[:200]} {self.body[:300]!r}"


class Fuzzer:
    """Make requests from the parameters, examples and records of a service."""

    def __init__(self, client: TestClient, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # not for secrets
        document = client.get("/openapi.json").json()
        described = [
            (path, parameters_of(document, methods["get"]))
            for path, methods in document["paths"].items()
            if "get" in methods
        ]
        shown = [
            (path.removeprefix("/v1"), given) for path, given in described if SHOWN.match(path)
        ]
        extra = [(path, described[0][1]) for path in [*PAGES, "/questions/{code}"]]
        plain = [(path, list[Any]()) for path in DOCUMENTS]
        self.addresses = described * 2 + shown + extra + plain
        self.codes = {
            plural: [one["code"] for one in client.get(f"/v1/{plural}?limit=100").json()["data"]]
            for plural in {path.split("/")[2] for path, _ in described if path.endswith("s/{code}")}
        }
        self.cursor = client.get("/v1/search?q=un&limit=1").json()["meta"]["next_cursor"]

    def request(self) -> Request:
        """Return the next request."""
        kind = self.chance.random()
        if kind < 0.12:
            return self._sent("/v1/verify", self._claims())
        if kind < 0.2:
            return self._sent("/mcp", self._message())
        path, parameters = self.chance.choice(self.addresses)
        query = "&".join(self._parameters(parameters))
        body = self._noise(99) if self.chance.random() < 0.05 else b""
        method = self.chance.choice(METHODS)
        return Request(method, self._path(path).encode(), query.encode(), self._headers(body), body)

    def _sent(self, path: str, content: Any) -> Request:
        body = json.dumps(content, ensure_ascii=self.chance.random() < 0.5).encode(
            errors="surrogatepass"
        )
        if self.chance.random() < 0.3:
            at = self.chance.randrange(len(body))
            body = (
                body[:at]
                + self.chance.choice((b"", b"\xff", b"[" * 9_000, self._noise(9)))
                + body[at + 1 :]
            )
        headers = (*self._headers(body), *AGENTS) if path == "/mcp" else self._headers(body)
        return Request("POST", path.encode(), b"", headers, body)

    def _path(self, template: str) -> str:
        collection = self.chance.choice(list(self.codes))
        known = self.codes.get(
            template.strip("/").removeprefix("v1/").split("/")[0], self.codes[collection]
        )
        code = (
            self.chance.choice(known)
            if self.chance.random() < 0.6
            else quote(self._value(), safe="")
        )
        path = template.replace("{collection}", collection).replace("{code}", code)
        if self.chance.random() < 0.05:
            path += "/" + self.chance.choice(CLIMBING)
        return path

    def _parameters(self, parameters: list[Any]) -> list[str]:
        """Write the required parameters, mostly valid, and others, often invalid."""
        asked = [one for one in parameters if one["in"] == "query"]
        required = [one for one in asked if one.get("required") and self.chance.random() < 0.95]
        others = (
            self.chance.choices(asked, k=self.chance.choice((0, 1, 1, 1, 2, 2, 9))) if asked else []
        )
        written = [self._written(one, odd=0.1) for one in required]
        written += [self._written(one, odd=0.3) for one in others]
        if self.chance.random() < 0.1:
            written.append(f"{quote(self._value())}={quote(self._value())}")
        return written

    def _written(self, parameter: dict[str, Any], odd: float) -> str:
        name, good = parameter["name"], parameter.get("example", self.cursor)
        if self.chance.random() < 0.05:
            return f"{name}={self.chance.choice(WRITTEN)}"
        if name in ("q", "text") and self.chance.random() < 0.7:
            good = self._filled(QUESTIONS if name == "q" else SENTENCES)
        elif self.chance.random() < odd:
            good = self._value()
        text = ",".join(map(str, good)) if isinstance(good, list) else str(good)
        return f"{name}={quote(text if self.chance.random() < 0.9 else self._cut(text), safe=',')}"

    def _value(self) -> str:
        kind = self.chance.randrange(6)
        if kind == 0:
            return self.chance.choice(CORPUS).decode("latin-1")
        if kind == 1:
            return self._filled(QUESTIONS)
        return self.chance.choice((NUMBERS, DAYS, LETTERS, NUMBERS + DAYS)[kind - 2])

    def _filled(self, templates: list[str]) -> str:
        words = {
            "mission": self.chance.choice(self.codes["missions"]),
            "number": self.chance.choice(
                [*NUMBERS[:-1], *map(str, range(1940, 2031)), "12 345", "1.2.3"]
            ),
            "day": self.chance.choice(DAYS),
            "word": self.chance.choice(
                [*LETTERS[:6], "Mali", "troops", "les femmes", "NEAR(", "100%"]
            ),
        }
        return self.chance.choice(templates).format(**words)

    def _cut(self, text: str) -> str:
        at = self.chance.randrange(len(text) + 1)
        return (
            text[:at]
            + self.chance.choice(("", "\0", "A", "%", ",", text))
            + text[at + self.chance.randrange(3) :]
        )

    def _noise(self, most: int) -> bytes:
        return self.chance.randbytes(self.chance.randrange(most))

    def _headers(self, body: bytes) -> Headers:
        chosen = self.chance.sample(list(READ), self.chance.choice((0, 0, 1, 1, 2, 4)))
        headers = [
            (name.encode(), self.chance.choice(READ[name]).encode("latin-1")) for name in chosen
        ]
        if body:
            headers.append((b"content-length", b"%d" % len(body)))
        return tuple(headers)

    def _claims(self) -> Any:
        if self.chance.random() < 0.5:
            return self._odd(
                {
                    "text": "".join(
                        self._filled(SENTENCES) for _ in range(self.chance.choice((1, 2, 60)))
                    )
                }
            )
        claim = {
            "subject": f"mission:{self.chance.choice(self.codes['missions'])}",
            "indicator": self.chance.choice(self.codes["indicators"]),
            "value": self._scalar(),
            "as_of": self.chance.choice(["2024-01-31", *DAYS]),
            "qualifier": self.chance.choice(["over", "exact", "x"]),
        }
        return self._odd({"claims": [self._odd(claim)] * self.chance.choice((1, 2, 300))})

    def _message(self) -> Any:
        _, tool, arguments, _ = self.chance.choice(ASKED_BY_AGENTS)
        tool = tool if self.chance.random() < 0.9 else self.chance.choice([*TOOLS, "nothing"])
        call: dict[str, Any] = {"name": tool, "arguments": self._odd(arguments)}
        method = self.chance.choice(
            ["tools/call"] * 6 + ["tools/list", "initialize", "resources/read", ""]
        )
        return self._odd(
            {
                "jsonrpc": "2.0",
                "id": self.chance.choice([1, "a", 10**30]),
                "method": method,
                "params": call,
            }
        )

    def _odd(self, content: dict[str, Any]) -> Any:
        """Return the content of a body, with parts now and then replaced, removed or added."""
        if self.chance.random() < 0.5:
            return content
        name = self.chance.choice(list(content))
        if isinstance(content[name], dict) and content[name]:
            return {**content, name: self._odd(content[name])}
        changes: list[dict[str, Any]] = [{name: self._scalar()}, {self._value(): 1}]
        return self.chance.choice([*({**content, **change} for change in changes), {}, [content]])

    def _scalar(self) -> Any:
        return self.chance.choice([*SCALARS, self._value(), self._value()])
