"""The release that is served, opened whole, and a newer one taken up while the service runs.

A request reads from one edition from beginning to end, so no answer mixes two releases. What was kept of an
edition goes with it.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, NoResultFound
from starlette.concurrency import run_in_threadpool

from api.database.address import Database, Identity, database_at, open_reading, read_release
from api.http.response_cache import Kept
from api.settings import Settings
from api.tables.index import ReleaseRow

LOG = logging.getLogger(__name__)
LOOK_S = 0.5
# What opening a database raises when it is not there, damaged, or its server is away.
UNREADABLE = (OSError, DatabaseError, NoResultFound)


@dataclass(eq=False)
class Edition:
    """One release as it is served: its database, and the answers it has given."""

    database: Database
    identity: Identity
    engine: Engine
    release: ReleaseRow
    kept: Kept
    readers: int = 0
    superseded: bool = field(default=False, init=False)
    # Whether a question has failed since the database could last be read; `/readyz` then looks closer.
    failing: bool = field(default=False, init=False)

    def __enter__(self) -> None:
        """Holds the edition open; the last reader of one that is superseded closes it."""
        self.readers += 1

    def __exit__(self, *_: object) -> None:
        self.readers -= 1
        if self.superseded:
            self.supersede()

    def supersede(self) -> None:
        """Closes the edition as soon as nobody reads it."""
        self.superseded = True
        if not self.readers:
            self.engine.dispose()


class Editions:
    """The edition that is served now, and how a newer one takes its place."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.now = self._open()
        self._refused: Identity = self.now.identity

    async def watch(self) -> None:
        """Takes up every new release, for as long as the service runs."""
        while True:
            await asyncio.sleep(LOOK_S)
            if newer := await run_in_threadpool(self._find_newer):
                older, self.now = self.now, newer
                older.supersede()
                LOG.info("release %s is served from now on", newer.release.label)

    def _find_newer(self) -> Edition | None:
        """The edition that has taken the place of the one that is served, if it can be read."""
        identity = self.now.database.identify()
        if identity in (self.now.identity, self._refused):
            return None
        try:
            newer = self._open()
        except UNREADABLE as error:
            LOG.warning("the new database cannot be read; the old one is still served: %s", error)
            self._refused = identity
            return None
        if newer.release.built_by == self.now.release.built_by:
            return newer
        LOG.warning("the new database was built by other code; restart the service to serve it")
        self._refused = newer.identity
        newer.supersede()
        return None

    def _open(self) -> Edition:
        """The edition that is there now, all of whose connections read the same database."""
        url = self.settings.reading_url
        database = database_at(url)
        while True:
            identity = database.identify()
            engine = open_reading(url, self.settings.longest_query_s)
            if database.identify() == identity:
                kept = Kept(self.settings.kept_mb * 1_000_000)
                return Edition(database, identity, engine, read_release(engine), kept)
            engine.dispose()
