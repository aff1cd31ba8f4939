"""Tokens and stems of search, also while several threads use them."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.tables.words import stem_of

WORDS = [
    f"{begin}{middle}{end}"
    for begin in ("deploy", "nation", "general", "operat", "effect", "consider")
    for middle in ("", "al", "iz", "ation", "ational", "iveness", "fulness", "ousli")
    for end in ("", "s", "ed", "ing", "ly", "ement", "ational")
]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Make Python switch threads as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_read_words_at_once_get_the_stems_that_one_gets() -> None:
    stem_of.cache_clear()
    alone = [stem_of(word) for word in WORDS]
    for _ in range(5):
        stem_of.cache_clear()
        with ThreadPoolExecutor(6) as threads:
            together = list(threads.map(stem_of, WORDS * 2))
        assert together == alone * 2
