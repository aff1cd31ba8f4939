"""Read the settings once from environment variables, whose names start with `PEACEKEEPING_`, and pass them on."""

import os
import re
import sys
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path
from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.constraints import FORMS, form_of
from api.hints import probably_meant

PROGRAM = "peacekeeping-facts"
PREFIX = "PEACEKEEPING_"
PROJECT = Path(__file__).parent.parent / "pyproject.toml"  # Only a clone has it.
# Environment variables of the project's tests, which start services of their own.
OF_TESTS = {"bless", "copies", "texts", "test_database_url"}


Network = IPv4Network | IPv6Network


def cache_folder() -> Path:
    """Return the cache folder: that of the user, or else one in the working folder."""
    folder = user_cache_path(PROGRAM, appauthor=False)
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return folder if os.access(existing, os.W_OK) else Path.cwd() / PROGRAM


def _default_database_url() -> str:
    return f"sqlite:///{cache_folder() / 'facts.sqlite'}"


POSTGRESQL = r"postgresql\+psycopg://\S+"
DATABASE = rf"^(sqlite:///[^?]+|{POSTGRESQL})$"
REPLICA = rf"^{POSTGRESQL}$"
ORIGIN = r"^https?://[^/\s?#]+$"
FORMS[DATABASE] = (
    "the address of a SQLite file, such as sqlite:////var/lib/facts.sqlite, or of a PostgreSQL"
    " database, such as postgresql+psycopg://user:password@host/facts"
)
FORMS[REPLICA] = "the address of a PostgreSQL database, such as postgresql+psycopg://host/facts"
ROOT_PATH = r"^(/[A-Za-z0-9._~-]+)+$"
FORMS[ROOT_PATH] = "a path without a slash at its end, such as /facts"
CONTACT = r"^(mailto:|https://)\S+$"
FORMS[CONTACT] = "an address such as mailto:security@example.org or https://example.org/contact"
FORMS[ORIGIN] = "the address of a site without a path, such as https://facts.example.org"


def install(extra: str) -> str:
    """Return the command that installs an extra: into a clone, or into an installed package or image."""
    if PROJECT.exists():
        return f"uv sync --extra {extra}"
    return f"pip install '{PROGRAM}[{extra}]', or build the image with --build-arg EXTRAS={extra}"


def _needs(module: str, name: str, extra: str) -> AfterValidator:
    """Refuse a setting whose library is not installed."""

    def check(enabled: bool) -> bool:
        if enabled and not find_spec(module):
            words = {"name": name, "remedy": install(extra)}
            raise PydanticCustomError("not_installed", "It needs {name}: {remedy}", words)
        return enabled

    return AfterValidator(check)


class Settings(BaseSettings):
    """The settings of the service, each described on its field."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    database_url: str = Field(
        default_factory=_default_database_url,
        pattern=DATABASE,
        description="Where the built database is; by default a SQLite file in the user's cache, or"
        " in the working folder when there is none that can be written.",
    )
    replica_url: str | None = Field(
        default=None,
        pattern=REPLICA,
        description="Where the service reads, when not from `database_url`: a replica of it.",
    )
    public_url: str | None = Field(
        default=None,
        pattern=ORIGIN,
        description="Where the public reaches the service, such as https://facts.example.org; needed"
        " by citations and by the description for dataset search engines, which otherwise name no address."
        " The `Host` of a request is not trusted for that.",
    )
    root_path: str | None = Field(
        default=None,
        pattern=ROOT_PATH,
        description="The path below which a proxy offers the service, such as /facts: all addresses in answers"
        " begin with it.",
    )
    trusted_proxies: list[Network] = Field(
        default=[],
        description='The networks of proxies, as a JSON list such as ["10.0.0.0/8"], whose `X-Forwarded-Prefix`'
        " takes the place of `root_path`.",
    )
    contact: str | None = Field(
        default=None,
        pattern=CONTACT,
        description="Whom to tell of a weakness, such as mailto:security@example.org; shown in"
        " /.well-known/security.txt.",
    )
    longest_query_s: float = Field(
        default=5,
        gt=0,
        le=600,
        description="Seconds after which a question to the database is cut off, with a 503.",
    )
    kept_mb: int = Field(
        default=32,
        ge=0,
        le=100_000,
        description="Most memory of each process, in megabytes, for finished answers that are sent again as"
        " they are; 0 keeps none.",
    )
    drain_s: float = Field(
        default=1,
        ge=0,
        le=600,
        description="Seconds to go on answering when told to stop, while `/readyz` is 503; longer than a"
        " balancer takes to notice.",
    )
    access_log: bool = Field(
        default=False,
        description="Whether each request is logged: its number, route, status and duration, never its query.",
    )
    metrics: Annotated[bool, _needs("prometheus_client", "prometheus-client", "metrics")] = Field(
        default=False,
        description="Whether /metrics shows counts and durations to Prometheus; needs the extra `metrics`.",
    )
    mcp: Annotated[bool, _needs("mcp", "mcp", "mcp")] = Field(
        default=False,
        description="Whether /mcp answers agents over the Model Context Protocol; needs the extra `mcp`.",
    )

    @property
    def public_address(self) -> str:
        """Return the public URL with the path prefix, without a slash at its end; empty if it is not set."""
        return self.public_url + (self.root_path or "") if self.public_url else ""

    @property
    def reading_url(self) -> str:
        """Return the URL of the database that the service reads: the replica's, if there is one."""
        return self.replica_url or self.database_url


def read_settings() -> Settings:
    """Read the settings; exit with status 2 and a message for each wrong one."""
    mistakes = _unknown_names()
    try:
        settings = Settings()
    except ValidationError as error:
        mistakes += [_mistake(finding) for finding in error.errors()]
    else:
        if settings.database_url.startswith("postgresql") and not find_spec("psycopg"):
            mistakes.append(f"{PREFIX}DATABASE_URL: It needs psycopg: {install('postgresql')}")
    if mistakes:
        print(*mistakes, sep="\n", file=sys.stderr)
        sys.exit(2)
    return settings


def _unknown_names() -> list[str]:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    passed = known | {f"{PREFIX}{name.upper()}" for name in OF_TESTS}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in passed)
    return [_unknown(name, sorted(known)) for name in unknown]


def _unknown(name: str, known: list[str]) -> str:
    if meant := probably_meant(
        name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known]
    ):
        return f"{name} is no setting; did you mean {PREFIX}{meant}?"
    return f"{name} is no setting; these are: {', '.join(known)}"


def _mistake(finding: ErrorDetails) -> str:
    name = f"{PREFIX}{str(finding['loc'][0]).upper()}"
    pattern, message = finding.get("ctx", {}).get("pattern"), finding["msg"]
    wrong = f" is not {form_of(pattern)}" if pattern else f": {message}"
    value = re.sub(r":[^:/@]*@", ":***@", str(finding["input"]))  # Without its password.
    return f"{name}: {value!r}{wrong}"
