"""The CI workflow runs the same checks as a contributor."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
LOOP = (
    (ROOT / ".ci/run").read_text(encoding="utf-8").partition("for check in ")[2].partition(";")[0]
)


def test_a_curator_reads_the_lines_of_check_in_a_job_of_its_own() -> None:
    data = WORKFLOW.partition("\n  data:")[2].partition("\n  tests:")[0]
    assert "python -m seed check" in data
    assert "pytest" not in data


@pytest.mark.parametrize(
    "check", [quoted or word for quoted, word in re.findall(r'"([^"]+)"|(\S+)', LOOP)]
)
def test_every_check_of_a_submission_is_made(check: str) -> None:
    assert check in WORKFLOW


def test_the_tests_run_as_the_readme_says() -> None:
    command = ".venv/bin/uv run --locked pytest\n"
    assert command in WORKFLOW
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
