"""Suggest the allowed word that was probably meant by an unknown one, for `did_you_mean`."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest

MOST_COMPARED = 20


def probably_meant(word: str, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the word that is most similar; None when none is similar enough."""
    matcher = SequenceMatcher(b=word)

    def shared_letters(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio() if matcher.real_quick_ratio() >= likeness else 0

    # Comparing letter by letter costs a hundred times as much, so only the best candidates get it.
    likeliest = nlargest(MOST_COMPARED, words, key=shared_letters)
    return next(iter(get_close_matches(word, likeliest, n=1, cutoff=likeness)), None)
