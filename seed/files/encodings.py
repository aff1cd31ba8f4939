"""Detect the encoding of a file that is not UTF-8, to name it to the curator."""

from collections.abc import Iterable
from typing import NamedTuple

SAVE = "save it as UTF-8"
DECLARE = 'or write encoding = "{}" into the manifest'
LEAVE_OUT = "leave encoding out of the manifest"
DOCUMENTS = {
    b"PK\x03\x04": "a spreadsheet or a document",
    b"%PDF": "a PDF",
    b"{\\rtf": "a document",
}
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FEW = 0.05  # Of the bytes: more zeros than that are every second byte of UTF-16.


class Fault(NamedTuple):
    """The problem with the bytes of a file, and its line."""

    line: int
    message: str
    of_a_letter: bool = False


def fault_of(content: bytes) -> Fault | None:
    """Say why bytes are no text in UTF-8; None when they are."""
    for mark, what in DOCUMENTS.items():
        if content.startswith(mark):
            return Fault(1, f"is {what}, not text; save it as plain text, a table as CSV in UTF-8")
    if encoding_of(content) != "utf-8":
        return Fault(1, f"is in UTF-16; {SAVE}")
    if (zero := content.find(b"\0")) >= 0:
        return Fault(_line(content, zero), f"is not text; {SAVE}")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        word = _word(content, error.start)
        message = f"{word!r} is not in UTF-8 but probably in Windows-1252 or Latin-1; {SAVE}"
        return Fault(_line(content, error.start), message, of_a_letter=True)
    return None


def encoding_fault(start: bytes, lines: Iterable[bytes], encoding: str) -> Fault | None:
    """Say why a table is not in the encoding of its manifest, by its start and its lines."""
    fault = fault_of(start)
    is_text = encoding_of(start) != "utf-8" and not start.startswith(tuple(DOCUMENTS))
    if fault and not (fault.of_a_letter or is_text):
        return fault
    is_utf_16 = encoding_of(start) != "utf-8"
    if is_utf_16 != (encoding == "utf-16"):
        of_utf_16 = f"is in UTF-16; {SAVE}, {DECLARE.format('utf-16')}"
        return Fault(1, of_utf_16 if is_utf_16 else f"is not in UTF-16; {LEAVE_OUT}")
    return None if is_utf_16 else _letters_fault(lines, encoding)


def _letters_fault(lines: Iterable[bytes], encoding: str) -> Fault | None:
    """Find the first line with letters beyond ASCII: it tells UTF-8 from other encodings."""
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        fault = fault_of(line)
        if encoding != "utf-8":
            return None if fault else Fault(number, f"is in UTF-8, not in {encoding}; {LEAVE_OUT}")
        if fault:
            return Fault(number, f"{fault.message}, {DECLARE.format('windows-1252')}")
    return None


def encoding_of(content: bytes) -> str:
    """Detect UTF-16, by its byte order mark or many zero bytes; else say UTF-8."""
    zeros = content.count(b"\0")
    if content[:2] in MARKS or zeros <= FEW * len(content):
        return MARKS.get(content[:2], "utf-8")
    return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def _word(content: bytes, at: int) -> str:
    """Return the word around a byte, decoded as Windows-1252."""
    separators = b" ,;\t\r\n\"'"
    start, end = at, at
    while start and content[start - 1] not in separators:
        start -= 1
    while end < len(content) and content[end] not in separators:
        end += 1
    return content[start:end].decode("cp1252", errors="replace")
