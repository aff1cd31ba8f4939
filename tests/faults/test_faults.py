"""Every fault of the table, a few times: what was published stays whole, and the reason is told."""

import pytest

from tests.faults.known import VIEWS, can_have, tried


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_published_survives(view: str) -> None:
    if not can_have(view):
        pytest.skip(f"this machine does not allow it: {' '.join(VIEWS[view])}")
    done = tried(view, few=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("| ")
