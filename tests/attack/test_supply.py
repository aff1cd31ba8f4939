"""Supply chain: dependencies are pinned by hash and audited, and no secret is published."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
HASH = re.compile(r"sha256:[0-9a-f]{64}")
UV = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
# Each begins with letters of its own: what begins with `\b` is tried at every letter of 15 MB.
SECRETS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "cloud key": r"(AKIA|ASIA)[0-9A-Z]{16}\b|AIza[0-9A-Za-z_-]{35}\b",
    "token of a code host": r"gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{22,}|glpat-[\w-]{20}",
    "token of a package registry": r"pypi-AgE[\w-]{50,}|npm_[0-9A-Za-z]{36}\b",
    "token of a messenger": r"xox[abprs]-[0-9A-Za-z-]{10,}",
    "key of a paid service": r"sk(?<!\wsk)(_live_|-)[0-9A-Za-z_-]{20,}",
    "signed token": r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "password in an address": r"://[^\s/:@\"'{}<>]+:(?!password@|\*{3}@)[^\s/@\"'{}<>]+@[\w.-]+",
}
EXAMPLES = {
    "private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "cloud key": "AKIA" + "A" * 16,
    "token of a code host": "ghp_" + "a" * 36,
    "token of a package registry": "npm_" + "a" * 36,
    "token of a messenger": "xoxb-" + "1" * 12,
    "key of a paid service": "sk_live_" + "a" * 24,
    "signed token": "eyJ" + "a" * 12 + ".eyJ" + "a" * 12 + "." + "a" * 12,
    "password in an address": "postgresql://facts" + ":secret@db.example/facts",
}


def locked() -> list[dict[str, Any]]:
    """The packages of the lock file, our own left out."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return [one for one in packages if "editable" not in one["source"]]


def test_every_package_is_fixed_by_hash() -> None:
    assert len(locked()) > 50
    for package in locked():
        files = [*package.get("wheels", []), package.get("sdist")]
        hashes = [file["hash"] for file in files if file]
        assert hashes, package["name"]
        assert all(map(HASH.fullmatch, hashes)), package["name"]


def test_every_package_comes_from_the_one_index() -> None:
    (source,) = {tuple(package["source"].items()) for package in locked()}
    assert source[0][0] == "registry"


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """The files that are published, as text."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so no file is tracked")
    listed = subprocess.run(  # noqa: S603  # our own words
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text("utf-8", errors="replace") for name in names}


@pytest.mark.parametrize("kind", SECRETS)
def test_no_published_file_holds_a_secret(published: dict[str, str], kind: str) -> None:
    secret = re.compile(SECRETS[kind])
    assert secret.search(EXAMPLES[kind])
    assert [name for name, text in published.items() if secret.search(text)] == []


ADVISORY = {"id": "SAMPLE-1", "modified": "2026-01-31T00:00:00Z", "summary": "A sample."}


@contextmanager
def advisories(found: list[dict[str, str]]) -> Iterator[tuple[str, list[Any]]]:
    """A fake advisory database with these for each package: its address, and its requests."""
    asked: list[Any] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            queries = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
            asked.extend(queries)
            self.answer({"results": [{"vulns": found} for _ in queries]})

        def do_GET(self) -> None:
            self.answer(ADVISORY)

        def answer(self, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def audit(service: str) -> tuple[int, str]:
    """The exit code and the output of `uv audit --locked` with that service."""
    assert UV
    done = subprocess.run(  # noqa: S603  # our own words
        [UV, "audit", "--locked", "--service-url", service],
        cwd=ROOT,
        env={**os.environ, "UV_HTTP_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "unrecognized subcommand" in done.stderr:
        pytest.skip("this uv has no audit yet")
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(UV is None, reason="uv is not installed")
def test_the_audit_asks_for_every_package_and_passes_when_none_is_weak() -> None:
    with advisories([]) as (service, asked):
        assert audit(service)[0] == 0
    audited = {(query["package"]["name"], query["version"]) for query in asked}
    assert audited == {(package["name"], package["version"]) for package in locked()}


@pytest.mark.slow
@pytest.mark.skipif(UV is None, reason="uv is not installed")
def test_the_audit_fails_when_a_package_is_weak_and_when_nobody_can_be_asked() -> None:
    with advisories([ADVISORY]) as (service, _):
        code, printed = audit(service)
    assert (code, "SAMPLE-1" in printed) == (1, True)
    assert audit(service)[0] == 2
