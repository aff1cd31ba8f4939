"""Shorten answers to the limit of tokens: fewer records, truncated lists, and a count of what was left out."""

from collections.abc import Callable
from typing import Any

from pydantic_core import to_json

from api.vocabulary import Row

MOST_LETTERS = 7_600  # With the release, 2,000 tokens of four letters.


def is_short(answer: Row) -> bool:
    """Tell whether an answer is within the limit."""
    return letters_in(answer) <= MOST_LETTERS


def letters_in(value: Any) -> int:
    """Count the letters of a value as JSON."""
    return len(to_json(value).decode())


def fewer(ask: Callable[[int], Row], limit: int) -> Row:
    """Ask for a page with as many records as fit; its cursor continues after these."""
    answer = ask(limit)
    while not is_short(answer) and limit > 1:
        limit = max(1, min(limit - 1, limit * MOST_LETTERS // letters_in(answer)))
        answer = ask(limit)
    return answer


def shorten(answer: Row, *names: str) -> Row:
    """Truncate some lists of an answer, the longest first, until it fits; `left_out` counts what was cut from each."""
    cut = {name: [*answer[name]] for name in names}
    sizes = {name: [letters_in(entry) + 1 for entry in cut[name]] for name in names}
    whole = {name: sum(sizes[name]) for name in names}
    left_out: dict[str, int] = {}
    beside = letters_in(answer | cut | {"left_out": left_out}) - sum(whole.values())
    # The sum of sizes is never too high, so the whole is serialised only when it may fit.
    while any(cut.values()) and (
        beside + sum(whole.values()) > MOST_LETTERS
        or not is_short(answer | cut | {"left_out": left_out})
    ):
        longest = max(whole, key=whole.__getitem__)
        cut[longest].pop()
        whole[longest] -= sizes[longest].pop()
        left_out[longest] = left_out.get(longest, 0) + 1
    return answer | cut | {"left_out": left_out}
