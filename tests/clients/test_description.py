"""The OpenAPI description with third-party tools: two linters and a generator of TypeScript types.

They come from npm; `npm ci` in this folder installs them, and without them these tests are skipped.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules" / ".bin"
COMPILER_OPTIONS = ["--strict", "--noEmit", "--target", "es2022", "--moduleResolution", "bundler"]
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not TOOLS.exists(), reason="npm ci in tests/clients installs what this needs"
    ),
]


@pytest.fixture
def description(facts: TestClient, tmp_path: Path) -> Path:
    """The published description as a file."""
    file = tmp_path / "openapi.json"
    file.write_bytes(facts.get("/openapi.json").content)
    return file


def run(tool: str, *words: str | Path) -> str:
    """The output of a tool."""
    command = [TOOLS / tool, *words]
    done = subprocess.run(  # noqa: S603  # our own words
        command, cwd=HERE, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_spectral_finds_nothing(description: Path) -> None:
    assert json.loads(run("spectral", "lint", "--quiet", "--format", "json", description)) == []


def test_redocly_finds_nothing(description: Path) -> None:
    assert json.loads(run("redocly", "lint", "--format", "json", description))["problems"] == []


def test_generated_types_compile_in_a_strict_program(description: Path, tmp_path: Path) -> None:
    program = shutil.copy(HERE / "list_missions.ts", tmp_path)
    run("openapi-typescript", description, "-o", tmp_path / "schema.d.ts")
    assert run("tsc", *COMPILER_OPTIONS, "--module", "esnext", program) == ""
