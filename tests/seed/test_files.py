"""Every real seed file, one test each, so that a failure names the file."""

from pathlib import Path

import pytest

from api.vocabulary import RecordType
from seed.files.entries import Reading
from seed.files.places import DATA, data_files, history_files, series_manifests
from seed.files.reading import read_file
from seed.files.series import read_series

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


@pytest.mark.parametrize("manifest", series_manifests(DATA), ids=lambda file: file.name)
def test_a_series_says_only_what_it_may(manifest: Path) -> None:
    reading = Reading()
    read_series(manifest, manifest.name, reading)
    assert reading.problems == []
    assert reading.entries


def test_every_file_below_the_data_is_read_or_a_template() -> None:
    manifests = series_manifests(DATA)
    rows = {manifest.with_suffix(".csv") for manifest in manifests}
    read = (
        {file for _, file in data_files(DATA)}
        | rows
        | {*manifests, *(DATA / name for name in ("release.toml", "words.toml", "known.toml"))}
    )
    read |= {*history_files(DATA), *(DATA / "questions").glob("*.toml")}
    others = set(DATA.glob("**/*")) - read
    assert [
        file for file in others if file.is_file() and not file.name.startswith("_template")
    ] == []
