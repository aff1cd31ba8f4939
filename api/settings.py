"""The settings, read once from the environment and handed on; their names start with `PEACEKEEPING_`."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_database_url() -> str:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache if os.access(cache if cache.exists() else cache.parent, os.W_OK) else Path.cwd()
    return f"sqlite:///{folder / 'peacekeeping-facts' / 'facts.sqlite'}"


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(env_prefix="PEACEKEEPING_", frozen=True)

    database_url: str = Field(
        default_factory=_default_database_url,
        pattern=r"^sqlite:///.+",
        description="Where the built database is; by default a SQLite file in the user's cache, or"
        " in the working folder when there is none that can be written.",
    )
