"""What the tests of the seed share."""

from pathlib import Path

import pytest

from tests.seed.elsewhere import Elsewhere


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    """An empty folder for a series."""
    return Elsewhere(tmp_path)
