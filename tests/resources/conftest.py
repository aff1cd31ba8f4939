"""Two releases of a copy of the samples, as their curators published them.

The story: release 1 says 154. It was 155. Release 2 withdraws the one and adds the other.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.conftest import SAMPLES
from tests.publishing import mend, publish, state
from tests.service import build, served

FIRST = """
[[figures]]
code = "renewal-154"
subject = "initiative:renewal"
indicator = "people_serving"
value = 154
as_of = "2001-05-17"
locator = "row 9"
recorded_on = "2026-02-01"
"""
WITHDRAWN = """
withdrawn_on = "2026-03-10"
withdrawn_reason = "The row below was read."
replaced_by = "renewal-155"
"""
ROW_4 = '{ source = "sample-dataset", locator = "row 4" }'
SECOND = FIRST.replace("154", "155").replace("row 9", "row 10").replace("2026-02-01", "2026-03-10")


@pytest.fixture(scope="package")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data when release 1 was published."""
    data = tmp_path_factory.mktemp("first") / "seed" / "data"
    shutil.copytree(SAMPLES / "data", data)
    state(data, FIRST, "2026.2.1", "2026-02-01")
    assert publish(data) == {"added": 1, "corrected": 0, "withdrawn": 0}
    return data


@pytest.fixture(scope="package")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data when release 2 was published, which also renames an office and corrects another."""
    data = tmp_path_factory.mktemp("second") / "seed" / "data"
    shutil.copytree(first, data)
    state(data, FIRST + WITHDRAWN + SECOND, "2026.3.1", "2026-03-15")
    mend(data, "missions/undated-office.toml", '"undated-office"', '"later-office"')
    (data / "missions" / "undated-office.toml").rename(data / "missions" / "later-office.toml")
    mend(data, "organisations.toml", "The office before", "What it was before")
    mend(data, "organisations.toml", ROW_4, f"{ROW_4.replace('4', '3')}, {ROW_4}")
    assert publish(data, before=first) == {"added": 2, "corrected": 1, "withdrawn": 2}
    return data


@pytest.fixture(scope="package")
def story(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service after both releases."""
    database = build(second, tmp_path_factory.mktemp("story"))
    with served(f"sqlite:///{database}") as client:
        yield client
