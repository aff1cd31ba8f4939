"""A real nginx with the configuration of `api/OPERATIONS.md`, as far as it can be run here."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running import HOST, PATIENCE_S, until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PAGE = Path(__file__).parent.parent.parent / "api" / "OPERATIONS.md"


def configuration(folder: Path, service: int, port: int) -> str:
    """The configuration of the page, with the ports and paths of this machine."""
    _, _, rest = PAGE.read_text("utf-8").partition("```nginx\n")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"  {kind}_temp_path {folder / kind};\n" for kind in kinds)
    return replaced(
        rest.partition("```")[0],
        {
            "127.0.0.1:8000": f"{HOST}:{service}",
            "listen 443": f"listen {HOST}:{port}",
            "/var/cache/nginx/facts": str(folder / "cache"),
            "/etc/ssl/facts": str(folder / "facts"),
            "http {\n": f"http {{\n  access_log off;\n{paths}",
        },
    )


def replaced(text: str, changes: dict[str, str]) -> str:
    """The text with some words changed, each of which it must hold."""
    for written, here in changes.items():
        assert written in text, f"{PAGE.name} no longer says {written!r}"
        text = text.replace(written, here)
    return text


@contextmanager
def started(folder: Path, text: str, port: int) -> Iterator[int]:
    """Start nginx with a configuration that listens at the port; yield its process id."""
    assert NGINX
    (folder / "nginx.conf").write_text(text)
    own = f"pid {folder / 'pid'}; error_log {folder / 'error.log'}; daemon off;"
    own += " user root;" if os.geteuid() == 0 else ""
    process = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-g", own])  # noqa: S603  # our own words
    try:
        assert until(lambda: is_listening(port))
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def is_listening(port: int) -> bool:
    """Whether a server listens at the port."""
    with socket.socket() as connection:
        return connection.connect_ex((HOST, port)) == 0
