"""Every fault of the table, a few times: the published release survives, and the reason is told."""

import subprocess

import pytest

from tests.faults.known import VIEWS, can_have, command

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_published_survives(view: str) -> None:
    if not can_have(view):
        pytest.skip(f"this machine does not allow it: {' '.join(VIEWS[view])}")
    words = command(view, few=True)
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("| ")
