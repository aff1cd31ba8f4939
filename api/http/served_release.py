"""Hold the release being served, and switch to a newer one while the service runs.

A request reads from one `ServedRelease` from beginning to end, so no answer mixes two releases. The response cache
and the result cache belong to a release and go with it.
"""

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, NoResultFound
from starlette.concurrency import run_in_threadpool

from api.database.address import Database, Identity, database_at, open_reading, read_release
from api.database.pool import UNLIMITED
from api.http.response_cache import ResponseCache
from api.settings import Settings
from api.tables.release import ReleaseRow

LOG = logging.getLogger(__name__)
LOOK_S = 0.5
LISTENING_S = 0.1  # Until the server listens and answers: preparing takes the interpreter from it.
# What opening a database raises when it is not there, damaged, or its server is away.
UNREADABLE = (OSError, DatabaseError, NoResultFound)


@dataclass(eq=False)
class ServedRelease:
    """One release being served: its open database, and the cache of the responses made from it.

    As a context manager it stays open while a request reads from it.
    """

    database: Database
    identity: Identity
    engine: Engine
    release: ReleaseRow
    cache: ResponseCache
    # When this process began to serve it: `Last-Modified`, as the answers are the same bytes since then, and no longer.
    since: datetime
    readers: int = 0
    label: str = field(init=False)  # Every list carries it, so it is worked out once.
    last_modified: str = field(init=False)
    superseded: bool = field(default=False, init=False)
    # Whether a query has failed since the database could last be read; `/readyz` then checks it.
    failing: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.label = self.release.label
        self.last_modified = format_datetime(self.since, usegmt=True)

    def __enter__(self) -> None:
        self.readers += 1

    def __exit__(self, *_: object) -> None:
        self.readers -= 1
        if self.superseded:
            self.supersede()

    @property
    def unhurried(self) -> Engine:
        """The database without the time limit of queries, for work that no client waits for."""
        return self.engine.execution_options(**{UNLIMITED: True})

    def supersede(self) -> None:
        """Close the database as soon as no request reads from it."""
        self.superseded = True
        if not self.readers:
            self.engine.dispose()


class ReleaseServer:
    """Keep the current release open, and replace it when a newer database takes its place."""

    def __init__(self, settings: Settings, prepare: Callable[[Engine], None] | None = None) -> None:
        self.settings = settings
        self._prepare = prepare  # Fills the caches that all requests share.
        self.current = self._open(_now())
        self._refused: Identity = self.current.identity

    async def watch(self) -> None:
        """Prepare the current release, then look for a newer database twice a second, and serve it from then on.

        The current release is served meanwhile: a request that needs what is not prepared yet waits for it.
        """
        await asyncio.sleep(LISTENING_S)
        with self.current:
            await run_in_threadpool(self._prepare_first)
        while True:
            await asyncio.sleep(LOOK_S)
            if newer := await run_in_threadpool(self._find_newer):
                older, self.current = self.current, newer
                older.supersede()
                LOG.info("release %s is served from now on", newer.label)

    def _prepare_first(self) -> None:
        try:
            self._prepare_release(self.current)
        except Exception:
            LOG.exception("release %s could not be prepared", self.current.label)
        if self._prepare:
            # What is in memory now stays: the garbage collector need not walk through it again while answering.
            gc.freeze()

    def _prepare_release(self, served: ServedRelease) -> None:
        if self._prepare:
            self._prepare(served.unhurried)

    def _find_newer(self) -> ServedRelease | None:
        """Open the new database if one has replaced the current file."""
        identity = self.current.database.identify()
        if identity in (self.current.identity, self._refused):
            return None
        try:
            # Dates of HTTP know no parts of a second, in which a client may already have the older answers.
            newer = self._open(max(_now(), self.current.since + timedelta(seconds=1)))
            self._prepare_release(newer)
        except UNREADABLE as error:
            LOG.warning("the new database cannot be read; the old one is still served: %s", error)
            self._refused = identity
            return None
        if newer.release.built_by == self.current.release.built_by:
            return newer
        LOG.warning("the new database was built by other code; restart the service to serve it")
        self._refused = newer.identity
        newer.supersede()
        return None

    def _open(self, since: datetime) -> ServedRelease:
        """Open the database, again if it was replaced meanwhile: all connections must read the same one."""
        url = self.settings.reading_url
        database = database_at(url)
        while True:
            identity = database.identify()
            engine = open_reading(url, self.settings.longest_query_s)
            if database.identify() == identity:
                cache = ResponseCache(self.settings.kept_mb * 1_000_000)
                return ServedRelease(database, identity, engine, read_release(engine), cache, since)
            engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
