"""Keep what would take longest to make again for its size: the policy GreedyDual-Size (Cao and Irani, 1997).

Of two answers of one size, one may have taken a hundred times as long to make as the other. A cache that forgets
whatever nobody has asked for longest forgets both alike; and it forgets everything just before it is asked for, as soon
as a little more is asked for in turn than it can hold.
"""

from collections.abc import Hashable
from heapq import heappop, heappush
from itertools import count
from typing import Protocol, TypeVar

from cachetools import Cache


class Priced(Protocol):
    """What is kept: its bytes, the seconds it took to make, and what it is worth, which is worked out here."""

    size: int
    seconds: float
    worth: float


Value = TypeVar("Value", bound=Priced)


class DearestCache(Cache[Hashable, Value]):
    """A cache of so many bytes that makes room by dropping what is worth least.

    The worth of what was dropped last is added to that of all that is asked for from then on: what is dear, but not
    asked for any more, goes in the end. What is asked for is not moved in the heap: its worth is looked at again there.
    """

    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_bytes, getsizeof=lambda value: value.size)
        self.dropped = 0.0
        self.heap: list[tuple[float, int, Hashable, Value]] = []
        self.numbers = count()  # Of two that are worth the same, the older one goes.

    def __getitem__(self, key: Hashable) -> Value:
        """Return what is kept for a key, which is thereby worth keeping longer."""
        value = super().__getitem__(key)
        value.worth = self.dropped + value.seconds / value.size
        return value

    def __setitem__(self, key: Hashable, value: Value) -> None:
        """Keep a value, and drop others as far as there is no room for it."""
        super().__setitem__(key, value)
        self._push(key, self[key])

    def popitem(self) -> tuple[Hashable, Value]:
        """Drop what is worth least."""
        while True:
            worth, _, key, value = heappop(self.heap)
            if value.worth > worth:
                self._push(key, value)
            else:
                self.dropped = worth
                del self[key]
                return key, value

    def clear(self) -> None:
        """Drop everything."""
        super().clear()
        self.heap.clear()

    def _push(self, key: Hashable, value: Value) -> None:
        heappush(self.heap, (value.worth, next(self.numbers), key, value))
