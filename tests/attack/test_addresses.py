"""Path traversal, header injection and forged hosts lead nowhere."""

import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.attack.conftest import Exchange, get, head_of
from tests.attack.corpus import CLIMBING

FOLDERS = ["/assets/", "/assets/vendored/", "/v1/missions/", "/v1/release/download/", "/docs/", "/"]
LINE_ENDS = ["%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%c0%8d%c0%8a", "%25%30%61"]
ECHOES = [
    "/v1/missions/{}Set-Cookie:a=b/",
    "/v1/missions/?q={}Set-Cookie:a=b",
    "/v1/missions?q=sample{}Set-Cookie:a=b&limit=1",
    "/v1/missions?format=csv&q={}Set-Cookie:a=b",
    "/v1/missions/SAMPO%20I?fields={}Set-Cookie:a=b",
    "/v1/missions/sampo-i{}Set-Cookie:a=b/citation?format=bibtex",
    "/v1/missions/sampo-i{}Set-Cookie:a=b/figures?format=csv",
    "/nothing/{}Set-Cookie:a=b",
    "/assets/docs.js{}Set-Cookie:a=b",
]
ELSEWHERE = "elsewhere.example"
PRETENCES = [
    f"Host: {ELSEWHERE}",
    f"X-Forwarded-Host: {ELSEWHERE}",
    f"X-Host: {ELSEWHERE}",
    f"Forwarded: for=192.0.2.1;host={ELSEWHERE};proto=https",
    "X-Forwarded-Proto: https",
    f"X-Forwarded-Server: {ELSEWHERE}",
    f"X-Forwarded-Prefix: //{ELSEWHERE}",
    "X-Original-URL: /v1/people",
    "X-Rewrite-URL: /v1/people",
    f"Referer: https://{ELSEWHERE}/",
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_address_climbs_out_of_its_folder(exchange: Exchange, folder: str) -> None:
    answers = [exchange(get(folder + climbing)) for climbing in CLIMBING]
    heads = [head_of(answer) for answer in answers]
    led = [exchange(get(head["location"])) for head in heads if "location" in head]
    heads += [head_of(answer) for answer in led]
    assert {head[":status"] for head in heads} <= {"307", "308", "400", "404"}
    assert [one for one in answers + led if b"root:" in one or b"[project]" in one] == []
    assert [head for head in heads if head.get("location", "/").startswith(("//", "/\\"))] == []


@pytest.mark.parametrize("end", LINE_ENDS)
def test_no_line_end_in_an_address_makes_a_header(exchange: Exchange, end: str) -> None:
    heads = [head_of(exchange(get(echo.format(end)))) for echo in ECHOES]
    assert [head for head in heads if "set-cookie" in head] == []
    assert {head[":status"] for head in heads} <= {"200", "308", "400", "404"}


@pytest.mark.parametrize("raw", ["\r", "\0", "\t", " ", "\x0b", "\x7f", "\xff"])
def test_what_no_address_may_hold_is_refused(exchange: Exchange, raw: str) -> None:
    answer = exchange(get(f"/v1/missions?q=a{raw}Set-Cookie:a=b"))
    assert head_of(answer)[":status"] == "400"


def test_no_link_is_added_to_the_header_that_holds_them(exchange: Exchange) -> None:
    question = f'/v1/missions?limit=1&country=MLI&q=sample>;rel="next",<http://{ELSEWHERE}/'
    link = head_of(exchange(get(question)))["link"]
    assert "<http" not in link
    assert "q=sample%3E;rel=%22next%22,%3Chttp://" in link


@pytest.mark.parametrize("pretence", PRETENCES)
def test_no_header_pretends_to_another_host_or_address(exchange: Exchange, pretence: str) -> None:
    for target in ("/", "/v1/missions/", "/v1/missions/SAMPO%20I", "/v1/release?format=jsonld"):
        plain, pretended = exchange(get(target)), exchange(get(target, pretence))
        assert ELSEWHERE.encode() not in pretended
        assert without_date(pretended) == without_date(plain)


@pytest.mark.parametrize("host", [ELSEWHERE, "", "a b", "testserver:99999", "[::1", "a@b", "\xff"])
def test_no_host_changes_an_answer(exchange: Exchange, host: str) -> None:
    plain, pretended = exchange(get("/v1/missions/")), exchange(get("/v1/missions/", host=host))
    assert without_date(pretended) == without_date(plain)


@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
def test_an_absolute_address_is_only_its_path(exchange: Exchange, scheme: str) -> None:
    absolute = exchange(get(f"{scheme}://{ELSEWHERE}/v1/missions/"))
    assert without_date(absolute) == without_date(exchange(get("/v1/missions/")))


def test_a_line_end_in_an_address_begins_no_line_of_the_log(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("api.routes.records.get_text", fail)
    with caplog.at_level(logging.INFO):
        assert samples.get("http://testserver/v1/missions/a%0D%0AINFO:%20forged").status_code == 500
    messages = [record.getMessage() for record in caplog.records]
    assert [message for message in messages if "forged" in message] != []
    assert [message for message in messages if "\n" in message or "\r" in message] == []


def without_date(answer: bytes) -> list[bytes]:
    """The lines of an answer, without the time of day."""
    return [line for line in answer.split(b"\r\n") if not line.lower().startswith(b"date:")]
