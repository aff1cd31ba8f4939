"""A Python client, generated from the published description and used without touching it."""

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

CONFIGURATION = Path(__file__).parent / "openapi-python-client.yaml"
pytestmark = pytest.mark.slow
PROGRAM = '''
"""Prints the four operations that began first of all that have ended, in two pages."""

import sys

from facts_client import Client
from facts_client.api.missions import list_missions
from facts_client.models import ListMissionsSortItem, MissionKind, MissionPage
from facts_client.types import UNSET, Unset

client = Client(base_url=sys.argv[1])
cursor: str | Unset = UNSET
for _ in range(2):
    page = list_missions.sync(
        client=client,
        kind=[MissionKind.PEACEKEEPING_OPERATION, MissionKind.SUPPORT_OFFICE],
        sort=[ListMissionsSortItem.STARTED],
        ended_isnull=False,
        limit=2,
        cursor=cursor,
    )
    assert isinstance(page, MissionPage), page
    for mission in page.data:
        if mission.ended is not None:
            print(mission.code, mission.ended)
    cursor = page.meta.next_cursor or UNSET
'''


@pytest.fixture
def folder(facts: TestClient, tmp_path: Path) -> Path:
    """A folder with the generated client and a program that uses it."""
    description = tmp_path / "openapi.json"
    description.write_bytes(facts.get("/openapi.json").content)
    words = ["--path", str(description), "--config", str(CONFIGURATION), "--fail-on-warning"]
    words += ["--meta", "none", "--output-path", str(tmp_path / "facts_client")]
    run(tmp_path, "openapi_python_client", "generate", *words)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return tmp_path


def run(folder: Path, module: str, *words: str) -> str:
    """What a Python module prints; it must succeed."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(  # noqa: S603  # our own words
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_generated_client_is_fully_typed_and_reads_two_pages(folder: Path, address: str) -> None:
    assert "no issues found" in run(folder, "mypy", "--strict", "facts_client", "program.py")
    assert run(folder, "program", address).splitlines() == [
        "unef-i 1967-06-17",
        "unogil 1958-12-09",
        "onuc 1964-06-30",
        "unsf 1963-04-30",
    ]
