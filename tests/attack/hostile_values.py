"""Hostile values for parameters, headers and bodies, beside the attacks of `corpus.py`."""

from typing import Any

NUMBERS = [
    *("0", "-1", "+1", "1e308", "1e-320", "-1e309", "NaN", "0x10", "1_000", "1,000"),
    *("٣", "１２", "½", ".5", "5.", "1e", "00", "--1", "9" * 400),
]
DAYS = [
    *("0000", "0001-01-01", "9999-12-31", "10000-01-01", "2024-02-30", "2024-13"),
    *("-2024", "2024-1-1", "2024-W05", "1948-00"),
]
LETTERS = [
    "",
    " ",
    ",",
    ",,,,",
    "\u0301" * 200,
    "\u200f\u202emali\u202c\u200b",
    "\U0001f54a" * 100,
    "ﬁ İ ı ß ſ",
    "e\u0301" * 300,
    "a" * 5_000,
    "a,b," * 500,
    '"' * 99,
    "(" * 500,
    "\\" * 99,
]
# Values that are wrong as they are written in an address.
WRITTEN = [
    "%",
    "%zz",
    "%ED%A0%80",
    "%FF%FE",
    "%C0%A7",
    "a%00b",
    "+",
    ";a=b",
    "%2525",
    "&&",
    "=",
    "a=b=c",
]
QUESTIONS = [
    "how many peacekeepers served in {mission} in {number}",
    "top {number} countries by deaths since {day}",
    "deaths between {day} and {number}",
    "first {number} missions in {word} before {day}",
    "budget of {mission} {number} years ago {word}",
    "who led {mission} on {day}; {word}",
    "{mission} or {mission} against {word} per {number}",
    "percentage of {word} in {mission} more than {number}% of {number}",
]
SENTENCES = [
    "Over {number} peacekeepers have died in {mission} since {day}.",
    "{mission} cost ${number} billion in {number}, up from {number}%. ",
    "Between {number} and {number} of {number} women served in {word}; {mission} ended on {day}.",
    "«{word}» — {number}/{number} States, i.e. one in {number}, endorsed it by {day}.",
    "{number} {number}, {number}–{number} ({number}) troops, police and {word} of {mission}.",
]
SCALARS: list[Any] = [5, -1, 10**400, 1e308, True, None, "", [], {}, [[[]]], "\ud800", "\0"]
METHODS = ["GET"] * 60 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "get", "PRI"]
ACCEPTS = [
    *(
        "*/*",
        "text/html",
        "application/json;q=nan",
        "text/csv;q=1e999, */*;q=-1",
        "image/svg+xml",
        ";",
        "a/b/c",
    ),
    *(
        "application/geo+json",
        "text/html," * 900,
        "application/json; charset=\xff",
        '*/*; q="',
        "*/json",
    ),
]
# What a header may be that is read somewhere; every other one is passed over.
READ = {
    "accept": ACCEPTS,
    "accept-encoding": [
        "br",
        "zstd, gzip;q=0",
        "gzip;q=nan",
        "identity;q=0, *;q=0",
        "x" * 5_000,
        "br;q=1;q",
    ],
    "accept-language": ["fr", "*;q=\xff", "x" * 3_000],
    "if-none-match": ["*", '"a", W/"', '"' * 5_000, "\xff"],
    "if-modified-since": [
        "Sat, 01 Jan 99999 00:00:00 GMT",
        "yesterday",
        "Thu, 31 Feb 2024 25:61:61 GMT",
        "0",
    ],
    "range": [
        "bytes=-0",
        "bytes=9-1",
        "bytes=0-0,-1" * 300,
        f"bytes={'9' * 400}-",
        "lines=1-2",
        "bytes=\xb2-",
    ],
    "if-range": ['"a"', "yesterday", "\xff"],
    "origin": ["null", "http://elsewhere.example", "http://[::1", "http://localhost:0\t"],
    "x-forwarded-prefix": ["//elsewhere.example", "/a/../..", "\xff"],
    "traceparent": ["00-0-0-0", "\xff" * 55, f"00-{'f' * 32}-{'0' * 16}-zz"],
    "x-request-id": ["a" * 9_000, "\xff", "{}"],
    "content-encoding": ["gzip", "identity", "br, gzip", "\xff"],
    "content-type": [
        "text/plain",
        "application/json; charset=utf-7",
        "multipart/form-data; boundary=",
    ],
    "mcp-protocol-version": ["2025-06-18", "1900-01-01", "\xff"],
}
PAGES = [
    "/",
    "/search",
    "/verify",
    "/questions",
    "/coverage",
    "/changes",
    "/download",
    "/sitemap.xml",
]
DOCUMENTS = [
    "/docs",
    "/reference",
    "/recipes",
    "/llms.txt",
    "/robots.txt",
    "/assets",
    "/metrics",
    "/nothing",
]
# Without these no message of an agent is looked at.
AGENTS = (
    (b"accept", b"application/json, text/event-stream"),
    (b"content-type", b"application/json"),
)
