"""The sandbox of the faults: seed files, a database of them, and loaders as processes."""

import hashlib
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import typer
from fastapi.testclient import TestClient

from api.__main__ import prepare
from api.app import create_app
from api.database.address import database_at, find_release
from api.exports.files import DownloadFormat, find_downloads
from api.settings import Settings
from seed.__main__ import app
from tests.conftest import SAMPLES

CRASHED = 70  # The exit code of a child that ended with a traceback.
Action = Callable[[], object]


class Ended(NamedTuple):
    """The exit code of a process (negative if killed), its output and its peak memory."""

    code: int
    printed: str
    most_kb: int


@dataclass
class Place:
    """A folder with a copy of the miniature, and `facts.sqlite` in a folder of its own."""

    folder: Path
    editions: int = 0

    def __post_init__(self) -> None:
        self.data = self.folder / "seed" / "data"
        shutil.copytree(SAMPLES / "data", self.data)
        self.use(self.folder / "built" / "facts.sqlite")

    def use(self, database: Path) -> None:
        """Choose the path of the database."""
        self.database, self.url = database, f"sqlite:///{database}"
        os.environ["PEACEKEEPING_DATABASE_URL"] = self.url

    def edit(self) -> str:
        """Change the seed files to another release; return its version."""
        self.editions += 1
        version = f"2026.2.{self.editions}"
        words = f'version = "{version}"\ndate = "2026-01-31"\n'
        (self.data / "release.toml").write_text(words, encoding="utf-8")
        return version

    def load(self, *words: str) -> None:
        """What `python -m seed load` does."""
        app(["load", "--data", str(self.data), *words])

    def prepare(self) -> None:
        """What `python -m api` does before it serves."""
        prepare(self.url, self.data)

    def begin(self, action: Action) -> int:
        """Start an action in a child process; return its id."""
        if child := os.fork():
            return child
        with self._printed(os.getpid()).open("w", encoding="utf-8") as printed:
            os.dup2(printed.fileno(), 1)
            os.dup2(printed.fileno(), 2)
        os._exit(_code_of(action))

    def end(self, child: int) -> Ended:
        """Wait for the end of a child process."""
        _, status, usage = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        printed = self.told(child)
        self._printed(child).unlink(missing_ok=True)
        return Ended(code, printed, usage.ru_maxrss)

    def told(self, child: int) -> str:
        """The output of a child process so far."""
        printed = self._printed(child)
        return printed.read_text(encoding="utf-8") if printed.exists() else ""

    def _printed(self, child: int) -> Path:
        return self.folder / f"printed-{child}.txt"

    def run(self, action: Action) -> Ended:
        """Run an action in a child process to its end."""
        ended = self.end(self.begin(action))
        assert ended.code != CRASHED, ended.printed
        return ended

    def refused(self, action: Action, *words: str) -> None:
        """Run an action that must fail with these words, and change nothing."""
        there = self.there()
        ended = self.run(action)
        assert ended.code in (1, 3), ended
        assert [word for word in words if word not in ended.printed] == [], ended.printed
        assert "Traceback" not in ended.printed, ended.printed
        assert self.there() == there

    def there(self) -> dict[str, bytes]:
        """The files beside the database, with their content, but for the lock."""
        files = sorted(path for path in self.database.parent.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files if path.suffix != ".lock"}

    def built(self) -> str:
        """Load a new release undisturbed; return its version, after checking for leftovers."""
        version = self.edit()
        ended = self.run(self.load)
        assert ended.code == 0, ended.printed
        downloads = f"{self.database.name}.downloads"
        there = {path.name for path in self.database.parent.iterdir()}
        assert there == {self.database.name, downloads, f".{self.database.name}.lock"}
        left = [path.name for path in (self.database.parent / downloads).glob(".*")]
        assert left == []
        assert self.whole() == version
        return version

    def whole(self) -> str:
        """The version of the database, after proving every byte of it and of its downloads."""
        release = find_release(self.url)
        assert release, "there is no release"
        assert database_at(self.url).is_whole()
        found = find_downloads(self.database, release)
        assert found, "the release has no downloads"
        for download in found.values():
            assert _sum(download.path) == download.sha256
        assert _sum(self.database) == found[DownloadFormat.SQLITE].sha256
        return release.version

    def lacks_downloads(self) -> bool:
        """Whether the downloads of the release are missing."""
        release = find_release(self.url)
        return release is not None and not find_downloads(self.database, release)

    def served(self) -> str:
        """The version that a service answers with, after checking its missions and downloads."""
        service = create_app(Settings(database_url=self.url))
        with TestClient(service) as client:
            assert client.get("/v1/missions").json()["meta"]["total"] == 3
            assert client.get("/v1/release/download?format=csv").status_code == 200
            label: str = client.get("/v1/release").json()["release"]
        return label.partition("+")[0]


def _code_of(action: Action) -> int:
    try:
        action()
    except SystemExit as error:
        return int(error.code or 0)
    except typer.Exit as error:
        return error.exit_code
    except BaseException:
        traceback.print_exc()
        return CRASHED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
