"""Add routes lazily, when one of them is first requested, so that their modules are imported only then."""

from collections.abc import Callable
from threading import Lock

from fastapi import APIRouter
from starlette.routing import Match
from starlette.types import Scope


class LateRouter(APIRouter):
    """A router that is empty until it is completed: by the first request for one of its routes, or before.

    `add` imports the modules of its routes and adds them; `has` tells whether one of them may answer a path.
    """

    def __init__(self, add: Callable[[APIRouter], None], has: Callable[[str], bool]) -> None:
        super().__init__()
        self._add = add
        self._has = has
        self._is_complete = False
        self._one_at_a_time = Lock()

    def is_wanted(self, path: str) -> bool:
        """Tell whether a request for this path has to wait until the router is complete."""
        return not self._is_complete and self._has(path)

    def complete(self) -> None:
        """Add the routes, once; requests for them wait meanwhile."""
        with self._one_at_a_time:
            if not self._is_complete:
                self._add(self)
                self._is_complete = True

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a request that may be for one of the routes; for any other, do not try each of them."""
        if not self._has(scope["path"]):
            return Match.NONE, {}
        self.complete()
        return super().matches(scope)
