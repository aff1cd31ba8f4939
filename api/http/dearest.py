"""Evict from a cache what is cheapest to make again for its size: the policy GreedyDual-Size (Cao and Irani, 1997).

Of two answers of one size, one may have taken a hundred times as long to make as the other; an LRU cache evicts both
alike. And where a little more is asked for in turn than it can hold, it evicts each answer just before it is needed.
"""

from collections.abc import Hashable
from heapq import heappop, heappush
from itertools import count
from typing import Protocol, TypeVar

from cachetools import Cache


class Priced(Protocol):
    """A cached value: its size in bytes, the seconds it took to make, and its worth, which the cache sets."""

    size: int
    seconds: float
    worth: float


Value = TypeVar("Value", bound=Priced)


class DearestCache(Cache[Hashable, Value]):
    """A cache of at most so many bytes, which evicts the value that is worth least.

    A value is worth its seconds per byte, and, from each use on, as much more as the one evicted last was worth: so one
    that was dear, but is used no more, goes in the end. A use moves nothing in the heap: eviction looks at it again.
    """

    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_bytes, getsizeof=lambda value: value.size)
        self.dropped = 0.0
        self.heap: list[tuple[float, int, Hashable, Value]] = []
        self.numbers = count()  # Of two that are worth the same, the older one goes.

    def __getitem__(self, key: Hashable) -> Value:
        """Return the value of a key, and raise its worth, as it was used."""
        value = super().__getitem__(key)
        value.worth = self.dropped + value.seconds / value.size
        return value

    def __setitem__(self, key: Hashable, value: Value) -> None:
        """Cache a value, and evict others until there is room for it."""
        super().__setitem__(key, value)
        self._push(key, self[key])

    def popitem(self) -> tuple[Hashable, Value]:
        """Evict the value that is worth least."""
        while True:
            worth, _, key, value = heappop(self.heap)
            if value.worth > worth:
                self._push(key, value)
            else:
                self.dropped = worth
                del self[key]
                return key, value

    def clear(self) -> None:
        """Evict everything."""
        super().clear()
        self.heap.clear()

    def _push(self, key: Hashable, value: Value) -> None:
        heappush(self.heap, (value.worth, next(self.numbers), key, value))
