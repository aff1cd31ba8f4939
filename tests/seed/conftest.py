"""Fixtures of the seed's tests."""

from pathlib import Path

import pytest

from seed.files.entries import Reading
from seed.files.places import DATA
from seed.files.reading import read_data
from tests.seed.elsewhere import Elsewhere


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    """An empty folder for a series."""
    return Elsewhere(tmp_path)


@pytest.fixture(scope="session")
def real_reading() -> Reading:
    """The real data, read once for each worker; only to be looked at."""
    return read_data(DATA)
