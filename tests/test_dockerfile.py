"""The Dockerfile passes its linter and grants as little as needed; no Docker engine is used."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Instructions with their continued lines, comments left out.
INSTRUCTION = re.compile(r"^([A-Z]+) ((?:.*\\\n)*.*)$", re.MULTILINE)


@pytest.fixture
def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each build stage, with their arguments."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    found: list[list[tuple[str, str]]] = []
    for name, given in INSTRUCTION.findall(text):
        if name == "FROM":
            found.append([])
        found[-1].append((name, given))
    return found


def given_to(stage: list[tuple[str, str]], name: str) -> list[str]:
    """The arguments of all instructions of this name in a stage."""
    return [given for instruction, given in stage if instruction == name]


def test_the_linter_finds_nothing() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint
    done = subprocess.run(  # noqa: S603  # the linter of our own environment
        [hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_service_runs_as_nobody_in_particular(stages: list[list[tuple[str, str]]]) -> None:
    last = [name for name, _ in stages[-1]]
    assert given_to(stages[-1], "USER") == ["10001"]
    assert {"RUN", "COPY"} & set(last[last.index("USER") :]) == set()


def test_what_the_service_runs_does_not_belong_to_it(stages: list[list[tuple[str, str]]]) -> None:
    copied = given_to(stages[-1], "COPY")
    assert [one.split()[0] for one in copied] == ["--from=build"] * 2
    assert [one for one in copied if "--chown" in one or "--chmod" in one] == []


def test_nothing_is_fetched_but_what_is_locked(stages: list[list[tuple[str, str]]]) -> None:
    every = [instruction for stage in stages for instruction in stage]
    commands = " ".join(given for name, given in every if name == "RUN")
    assert {name for name, _ in every} & {"ADD", "VOLUME"} == set()
    assert re.findall(r"uv sync (--\w+)", commands) == ["--locked"] * 2
    assert re.findall(r"\b(curl|wget|pip|apt-get|git)\b", commands) == []


def test_an_edit_of_the_code_or_the_data_leaves_the_dependencies_as_they_are(
    stages: list[list[tuple[str, str]]],
) -> None:
    steps = [f"{name} {given}" for name, given in stages[0]]
    dependencies = next(at for at, step in enumerate(steps) if "--no-install-project" in step)
    assert [step for step in steps[:dependencies] if step.startswith("COPY")][-1].startswith(
        "COPY pyproject.toml uv.lock"
    )


def test_the_extras_of_the_image_are_those_of_the_project(
    stages: list[list[tuple[str, str]]],
) -> None:
    (extras,) = [given for name, given in stages[0] if name == "ARG"]
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {*extras.partition("=")[2].strip('"').split()} == {*known} - {"telemetry"}


def test_the_image_is_built_from_named_files_alone(stages: list[list[tuple[str, str]]]) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}
    copied = [one for one in given_to(stages[0], "COPY") if not one.startswith("--from")]
    assert lines[0] == "*"
    assert {name for one in copied for name in one.split()[:-1]} == let_in
    assert [name for name in let_in if name.startswith(".") or not (ROOT / name).exists()] == []
