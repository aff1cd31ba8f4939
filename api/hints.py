"""Guess which word of a list was meant by one that is not in it: what `did_you_mean` says."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest

MOST_COMPARED = 20


def probably_meant(word: str, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Guess which of the words was probably meant; None when none is near."""
    matcher = SequenceMatcher(b=word)

    def shared_letters(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio() if matcher.real_quick_ratio() >= likeness else 0

    # Comparing letter by letter costs a hundred times as much, so only the likeliest come to it.
    likeliest = nlargest(MOST_COMPARED, words, key=shared_letters)
    return next(iter(get_close_matches(word, likeliest, n=1, cutoff=likeness)), None)
