"""Where the tests find what they share: the miniature, and, in the processes that run them, the fixtures."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


def pytest_configure(config: pytest.Config) -> None:
    """Load the fixtures, and the service with them; the process that only hands out tests begins without."""
    if config.getoption("dist", "no") == "no":
        config.pluginmanager.import_plugin("tests.fixtures")
