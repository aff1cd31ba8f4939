"""Load the shared fixtures; the xdist controller starts without them."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


def pytest_configure(config: pytest.Config) -> None:
    """Load the fixtures, and the service with them, but not in the xdist controller."""
    if config.getoption("dist", "no") == "no":
        config.pluginmanager.import_plugin("tests.fixtures")
