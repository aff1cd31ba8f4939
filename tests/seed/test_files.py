"""Every real seed file, one test each, so that a failure names the file."""

from pathlib import Path

import pytest

from api.vocabulary import RecordType
from seed.reading import DATA, Reading, data_files, read_file

FILES = [
    pytest.param(type, file, id=file.relative_to(DATA).as_posix())
    for type, file in data_files(DATA)
]


@pytest.mark.parametrize(("type", "file"), FILES)
def test_a_seed_file_says_only_what_it_may(type: RecordType, file: Path) -> None:
    reading = Reading()
    read_file(type, file, file.name, reading)
    assert reading.problems == []
    assert reading.entries


def test_every_file_below_the_data_is_read_or_a_template() -> None:
    read = {file for _, file in data_files(DATA)} | {DATA / "release.toml"}
    others = set(DATA.glob("**/*")) - read
    assert [
        file for file in others if file.is_file() and not file.name.startswith("_template")
    ] == []
