"""What has been worked out for questions: their SQL, totals and facets, for as long as a database is open.

The cache belongs to the engine, as its execution option `question_cache`, and goes with it when another release is served.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

MOST_QUESTIONS = 2000
Worked = TypeVar("Worked")


class QuestionCache:
    """The results of the latest questions, worked out once for each key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._results: LRUCache[Hashable, Any] = LRUCache(MOST_QUESTIONS)

    def find(self, key: Hashable, work: Callable[[], Worked]) -> Worked:
        """Return the result for a key, worked out if it is not there; two threads may work at once."""
        with self._lock:
            if key in self._results:
                result: Worked = self._results[key]
                return result
        result = work()
        with self._lock:
            self._results[key] = result
        return result
