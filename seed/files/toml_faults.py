"""Explain TOML syntax errors to curators, since the parser's words are for programmers."""

import re
from collections.abc import Callable
from typing import NamedTuple

from seed.files.numbers import plain

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
CURLY = re.compile(r"(?:[=\[,]|^)\s*([“”„‟‘’‚«»])")
CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})")
VALUE = re.compile(r"^\s*(?P<key>[^=:\"'\[]*?)\s*(?P<sign>[=:])\s*(?P<value>.*?)\s*(?:#.*)?$")
NOTHING = {"null", "none", "nil", "nan", "n/a", "-", "–", "?", "tbd", "unknown"}
YES_AND_NO = {"true", "false", "yes", "no"}
HEADING = re.compile(r"^\s*(\[+)\s*([\w.-]+)")
DATE = re.compile(r"^\d{4}-\d{2}(-\d{2})?$")
KEY_FOLLOWS = re.compile(r"[\w.-]+\s*=")
BREAKS_OFF = "Expected newline or end of document"
UNCLOSED = ("Unclosed array", "Unclosed inline table", "Expected end of document")


class Broken(NamedTuple):
    """A line that the TOML parser rejects, with the parser's message."""

    lines: list[str]
    number: int
    column: int
    error: str

    @property
    def line(self) -> str:
        """The text of the line."""
        return self.lines[self.number - 1] if self.number <= len(self.lines) else ""

    @property
    def value(self) -> str:
        """The text after the key and its sign."""
        found = VALUE.match(self.line)
        return found["value"] if found else ""


def explain_toml(text: str, error: Exception) -> tuple[int, str]:
    """Return the line that a curator should look at, and what to change there."""
    message = str(error)
    place = PLACE.search(message)
    lines = text.split("\n")
    number, column = (int(place[1]), int(place[2])) if place else (len(lines), 1)
    if not place and "at end of document" not in message:
        number = 1
    broken = Broken(lines, number, column, PLACE.sub("", message).strip())
    for look in LOOKS:
        if found := look(broken):
            return found
    shown = f": {broken.line.strip()[:60]}" if broken.line.strip() else ""
    return number, f"is not TOML; look at the quotes, the brackets and the = of this line{shown}"


Found = tuple[int, str] | None


def _conflict(broken: Broken) -> Found:
    if not CONFLICT.match(broken.line):
        return None
    return broken.number, "is a mark of a merge: keep one of the two versions, delete the marks"


def _curly(broken: Broken) -> Found:
    found = CURLY.search(broken.line)
    return (broken.number, f'{found[1]} is a typographic quote; write "') if found else None


def _heading(broken: Broken) -> Found:
    found = HEADING.match(broken.line)
    if not found:
        return None
    brackets = len(found[1])
    if "twice" in broken.error or "overwrite" in broken.error or "mutable" in broken.error:
        return (
            broken.number,
            f"{found[2]} is there already; is it a list? Then write [[{found[2]}]] each time",
        )
    written = f"{'[' * brackets}{found[2]}{']' * brackets}"
    return broken.number, f"the heading is not closed; write {written}"


def _twice(broken: Broken) -> Found:
    if "overwrite" not in broken.error and "Duplicate" not in broken.error:
        return None
    found = VALUE.match(broken.line)
    key = f"the key {found['key']!r}" if found else "a key"
    return broken.number, f"{key} is there twice; keep one of the two"


def _unclosed_text(broken: Broken) -> Found:
    if "Illegal character" not in broken.error and "Unterminated string" not in broken.error:
        return None
    if "\\n" not in broken.error and "Unterminated" not in broken.error:
        return broken.number, "holds a character that cannot be seen; write the line anew"
    return broken.number, 'the " that closes the text is missing; a text stands on one line'


def _backslash(broken: Broken) -> Found:
    if "\\" not in broken.line or not re.search(r"[Hh]ex|[Ee]scape|\\\\", broken.error):
        return None
    return broken.number, r"\ begins a sign of its own in a text; write \\, or quote with '"


def _key(broken: Broken) -> Found:
    if "after a key" not in broken.error and broken.error != "Invalid statement":
        return None
    found = VALUE.match(broken.line)
    if not found:
        return broken.number, "has no =; a line is written key = value, a comment begins with #"
    if found["sign"] == ":":
        return broken.number, "write = in place of the :"
    if " " in found["key"]:
        return broken.number, f"a key has no blanks; write {found['key'].replace(' ', '_')}"
    return broken.number, f"{found['key']!r} is no key; a key has letters, digits and _"


def _quotes(broken: Broken) -> Found:
    """Explain unescaped quotes in a text of a list or inline table."""
    before, rest = (
        broken.line[: broken.column - 1].rstrip(),
        broken.line[broken.column - 1 :].lstrip(),
    )
    if not broken.error.startswith(UNCLOSED) or not before.endswith('"') or not rest:
        return None
    if KEY_FOLLOWS.match(rest) or not (rest[0].isalnum() or rest[0] in "“”„’'(-–"):
        return None
    return broken.number, _behind(rest)


def _behind(rest: str) -> str:
    return f'{rest[:40]!r} stands behind the value; quotes in a text are written \\"'


def _unclosed_list(broken: Broken) -> Found:
    if not broken.error.startswith(UNCLOSED):
        return None
    opened = broken.number
    while opened > 1 and not VALUE.match(broken.lines[opened - 1]):
        opened -= 1
    if opened == broken.number and broken.column == 1 and opened > 1:
        opened -= 1
    while opened > 1 and "=" not in broken.lines[opened - 1]:
        opened -= 1
    return opened, "a comma between two items, or the ] or } that closes them, is missing"


def _more(broken: Broken) -> Found:
    """Explain text after a complete value."""
    if BREAKS_OFF not in broken.error:
        return None
    if DATE.match(broken.value):
        return broken.number, f'a date is written in quotes: "{broken.value}"'
    if number := plain(broken.value):
        return broken.number, f"write {number}, {number.why}"
    if broken.value.endswith(","):
        return broken.number, "a comma ends this line; delete it"
    rest = broken.line[broken.column - 1 :].strip()
    if rest.startswith(","):
        return broken.number, "several values are written in [ ]"
    return broken.number, _behind(rest)


def _value(broken: Broken) -> Found:
    if "Invalid" not in broken.error:
        return None
    value, number = broken.value, plain(broken.value)
    told = {
        "nothing stands behind the =; leave the key out": not value,
        f"{value} is no value; leave the key out": value.casefold() in NOTHING,
        "write true or false, in small letters": value.casefold() in YES_AND_NO,
        'the " that opens the text is missing': value.endswith('"'),
        f"write {number}, {number.why if number else ''}": number,
        f'text is written in quotes: "{value}"': True,
    }
    return broken.number, next(message for message, holds in told.items() if holds)


LOOKS: list[Callable[[Broken], Found]] = [
    _conflict,
    _curly,
    _quotes,
    _unclosed_list,
    _heading,
    _twice,
    _unclosed_text,
    _backslash,
    _key,
    _more,
    _value,
]
