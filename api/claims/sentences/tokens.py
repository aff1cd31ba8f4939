"""Tokenise a text: sentences, and their tokens with their offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from api.facts.folding import fold

GROUP = "[,.'’ \u00a0\u2009\u202f]"
TOKEN = re.compile(
    rf"""
    (?P<symbol>\b[AS]/[A-Z0-9][\w./()-]*\w)
  | (?P<date>\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d\b)
  | (?P<number>[0-9]{{1,3}}(?P<group>{GROUP})[0-9]{{3}}(?![0-9])(?:(?P=group)[0-9]{{3}}(?![0-9]))*(?:[.,][0-9]{{1,2}}(?![0-9]))?
      |[0-9]+(?:[.,][0-9]+)?)
  | (?P<initials>\b(?:[A-Za-z]\.){{2,}})
  | (?P<word>[^\W_]+)
  | (?P<mark>[^\w\s'’‘ʼ`"“”«».!?…*])
    """,
    re.VERBOSE,
)
# A full stop ends a sentence where a capital, a digit or a quotation mark follows, or the line ends.
END = re.compile(r"(?:[.!?…]+[\"”’)»]*(?=\s+[\"“‘«(]?[A-Z0-9À-Ý])|[.!?…]*\s*\n)\s*")
BEFORE_END = re.compile(r"[\w.]+$")
ABBREVIATED = re.compile(
    r"^(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]?|nos?|mr|mrs|ms|dr|st|gen|lt|col|maj|capt|sgt|prof|approx|ca|vs|art|paras?|pp?"
    r"|vol|chap|res|fig|e\.g|i\.e|env)$",
    re.IGNORECASE,
)
HYPHENS = "-‐‑"
DASHES = "-‐‑–—―−"
OPENS = frozenset(
    ["the", "it", "in", "on", "this", "these", "they", "there", "its", "as", "since", "at", "by"]
)


class Kind(StrEnum):
    """The kind of a token."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    LABEL = "label"  # A symbol or a date in digits: it counts nothing.


@dataclass(frozen=True)
class Token:
    """A word, number or mark: folded, as typed, and with its offsets in the text."""

    kind: Kind
    word: str
    text: str
    start: int
    end: int
    follows_directly: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence."""
    start = 0
    for end in END.finditer(text):
        if "\n" not in end.group() and _is_abbreviated(text, end):
            continue
        if text[start : end.start()].strip():
            yield start, end.end()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    """Tell whether a full stop ends an abbreviation: `No. 5`, `the U.S. pays`."""
    before = BEFORE_END.search(text[max(0, end.start() - 20) : end.start()])
    if not before or not ABBREVIATED.match(before.group()) or end.group().strip() != ".":
        return False
    following = fold(text[end.end() : end.end() + 12]).partition(" ")[0]
    return not ("." in before.group() and following in OPENS)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokenise a sentence."""
    return _with_dashes(_taken_apart(text, start, end))


def _taken_apart(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    last = start
    for match in TOKEN.finditer(text, start, end):
        kind = _kind(match)
        directly = bool(found) and match.start() == last
        written = match.group().replace(".", "") if match["initials"] else match.group()
        word = fold(written) if kind is Kind.WORD else written
        if word == "+" and directly and found[-1].kind is Kind.WORD:
            kind, word = Kind.WORD, "plus"  # `A4P+` is another than `A4P`.
        last = match.end()
        if word:
            found.append(Token(kind, word, written, match.start(), match.end(), directly))
    return found


def word_at(words: Sequence[str], place: int) -> str:
    """Return the word at a place; empty outside the list."""
    return words[place] if 0 <= place < len(words) else ""


def is_token(tokens: Sequence[Token], place: int, kind: Kind, word: str | None = None) -> bool:
    """Tell whether a token of this kind, and word, is at a place; False outside the list."""
    if not 0 <= place < len(tokens):
        return False
    return tokens[place].kind is kind and word in (None, tokens[place].word)


def _with_dashes(found: list[Token]) -> list[Token]:
    """Drop hyphens within words; mark dashes between numbers as "-", all others as "—"."""
    kept: list[Token] = []
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if token.word not in DASHES:
            kept.append(token)
            continue
        joins = token.follows_directly and after is not None and after.follows_directly
        by_number = joins and any(one and one.kind is Kind.NUMBER for one in (before, after))
        if by_number or not joins or token.word not in HYPHENS:
            kept.append(replace(token, word="-" if by_number else "—"))
    return kept


def _kind(match: re.Match[str]) -> Kind:
    if match["word"] or match["initials"]:
        return Kind.WORD
    if match["number"]:
        return Kind.NUMBER
    return Kind.MARK if match["mark"] else Kind.LABEL
