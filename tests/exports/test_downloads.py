"""The whole dataset as one file: equal to the lists, with checksums, resumable, made once."""

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DatabaseError

from api.__main__ import prepare
from api.app import create_app
from api.database.address import find_release
from api.exports import write as publishing
from api.exports.files import folder_of
from api.exports.write import publish
from api.lists.resource import Resource
from api.resources.registry import RESOURCES
from api.settings import Settings
from seed.build.command import build
from seed.build.load import load
from seed.files.reading import read_data
from tests.conftest import SAMPLES

DATA = SAMPLES / "data"
ADDRESS = "/v1/release/download"
FORMATS = ["sqlite", "ndjson", "csv", "datapackage"]


@pytest.fixture(scope="module")
def archive(samples: TestClient) -> ZipFile:
    """The tables of the miniature."""
    return ZipFile(io.BytesIO(samples.get(f"{ADDRESS}?format=csv").content))


@pytest.fixture(scope="module")
def package(samples: TestClient) -> dict[str, Any]:
    """The description of those tables."""
    content: dict[str, Any] = samples.get(f"{ADDRESS}?format=datapackage").json()
    return content


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_list_names_every_file_with_its_true_size_and_sum(samples: TestClient) -> None:
    listed = samples.get(ADDRESS).json()
    assert [file["format"] for file in listed["files"]] == FORMATS
    for file in listed["files"]:
        content = samples.get(file["href"]).content
        assert (file["bytes"], file["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )


def test_a_file_says_what_it_is_and_of_which_release(samples: TestClient) -> None:
    label = samples.get("/v1/release").json()["release"]
    for file in samples.get(ADDRESS).json()["files"]:
        headers = samples.get(file["href"]).headers
        assert headers["content-type"] == file["media_type"]
        assert headers["content-disposition"] == f'attachment; filename="{file["file"]}"'
        assert label in file["file"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/vnd.sqlite3", "application/vnd.sqlite3"),
        ("application/gzip", "application/gzip"),
        ("application/zip, */*;q=0.1", "application/zip"),
    ],
)
def test_the_accept_header_chooses(samples: TestClient, accept: str, media_type: str) -> None:
    response = samples.get(ADDRESS, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert "Accept" in response.headers["vary"]


def test_what_is_not_offered_is_refused_with_what_is(samples: TestClient) -> None:
    refused = samples.get(ADDRESS, headers={"Accept": "text/csv"})
    assert refused.status_code == 406
    assert "application/zip" in refused.json()["detail"]
    (error,) = samples.get(f"{ADDRESS}?format=sqlit").json()["errors"]
    assert error["did_you_mean"] == "sqlite"


def test_the_database_holds_the_release(samples: TestClient, tmp_path: Path) -> None:
    release = samples.get("/v1/release").json()
    file = tmp_path / "facts.sqlite"
    file.write_bytes(samples.get(f"{ADDRESS}?format=sqlite").content)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT digest FROM release").fetchall() == [(release["digest"],)]
        assert connection.execute("SELECT count(*) FROM mission").fetchall() == [(3,)]


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_every_line_is_a_record_as_it_is_answered(samples: TestClient, resource: Resource) -> None:
    text = gzip.decompress(samples.get(f"{ADDRESS}?format=ndjson").content).decode()
    lines = [json.loads(line) for line in text.splitlines()]
    type, plural = resource.type, resource.plural
    answered = samples.get(f"/v1/{plural}?limit=500").json()["data"]
    assert [line["record"] for line in lines if line["type"] == type] == answered


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_every_table_is_the_list_as_csv(
    samples: TestClient, archive: ZipFile, resource: Resource
) -> None:
    plural = resource.plural
    answered = samples.get(f"/v1/{plural}?limit=500&format=csv").content
    assert archive.read(f"{plural}.csv") == answered


def test_the_tables_come_with_their_description_and_a_word_on_reading_them(
    archive: ZipFile, package: dict[str, Any]
) -> None:
    tables = [f"{resource.plural}.csv" for resource in RESOURCES.values()]
    assert archive.namelist() == [*tables, "datapackage.json", "README.txt"]
    assert json.loads(archive.read("datapackage.json")) == package
    assert package["version"] in archive.read("README.txt").decode()


def test_the_description_is_true_of_every_table(archive: ZipFile, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        content = archive.read(resource["path"])
        header = next(csv.reader(io.StringIO(content.decode(resource["encoding"]))))
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_the_description_has_what_frictionless_asks_for(package: dict[str, Any]) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        assert resource["mediatype"] == "text/csv"
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 5, (resource["name"], field["name"])


def test_every_cell_of_the_real_data_has_the_type_of_its_column(facts: TestClient) -> None:
    read: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "number": float,
        "boolean": ["true", "false"].index,
        "string": str,
    }
    archive = ZipFile(io.BytesIO(facts.get(f"{ADDRESS}?format=csv").content))
    for resource in json.loads(archive.read("datapackage.json"))["resources"]:
        types = {field["name"]: read[field["type"]] for field in resource["schema"]["fields"]}
        rows = csv.DictReader(io.StringIO(archive.read(resource["path"]).decode(), newline=""))
        for row in rows:
            assert [types[name](cell) for name, cell in row.items() if cell]


@pytest.mark.parametrize("format", FORMATS)
def test_a_broken_download_goes_on_to_the_same_bytes(samples: TestClient, format: str) -> None:
    address = f"{ADDRESS}?format={format}"
    whole = samples.get(address)
    middle, tag = len(whole.content) // 2, whole.headers["etag"]
    rest = samples.get(address, headers={"Range": f"bytes={middle}-", "If-Range": tag})
    assert rest.status_code == 206
    assert whole.content[:middle] + rest.content == whole.content
    assert rest.headers["content-range"] == (
        f"bytes {middle}-{len(whole.content) - 1}/{len(whole.content)}"
    )


def test_a_part_keeps_like_the_whole(samples: TestClient) -> None:
    address = f"{ADDRESS}?format=csv"
    whole, part = samples.get(address), samples.get(address, headers={"Range": "bytes=-10"})
    for name in ("etag", "last-modified", "cache-control", "vary", "accept-ranges"):
        assert part.headers[name] == whole.headers[name]
    assert (whole.headers["accept-ranges"], part.content) == ("bytes", whole.content[-10:])


def test_a_part_of_another_release_is_answered_with_the_whole(samples: TestClient) -> None:
    address, headers = f"{ADDRESS}?format=csv", {"Range": "bytes=10-", "If-Range": '"another"'}
    answer = samples.get(address, headers=headers)
    assert (answer.status_code, answer.content) == (200, samples.get(address).content)


@pytest.mark.parametrize("wanted", ["bytes=", "bytes=x-y", "bytes=9-3", "lines=1-2", "nonsense"])
def test_what_is_no_range_is_ignored(samples: TestClient, wanted: str) -> None:
    address = f"{ADDRESS}?format=csv"
    answer = samples.get(address, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (200, samples.get(address).content)


def test_a_range_behind_the_end_is_refused_with_the_size(samples: TestClient) -> None:
    address = f"{ADDRESS}?format=csv"
    size = len(samples.get(address).content)
    refused = samples.get(address, headers={"Range": f"bytes={size}-"})
    assert (refused.status_code, refused.json()["status"]) == (416, 416)
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["content-range"] == f"bytes */{size}"


def test_head_tells_the_size_without_the_file(samples: TestClient) -> None:
    address = f"{ADDRESS}?format=sqlite"
    get, head = samples.get(address), samples.head(address)
    assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=1-5"}])
def test_a_file_the_client_has_is_not_sent_again(
    samples: TestClient, headers: dict[str, str]
) -> None:
    address = f"{ADDRESS}?format=csv"
    tag = samples.get(address).headers["etag"]
    again = samples.get(address, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-range" not in again.headers


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        build(DATA, f"sqlite:///{tmp_path}/{name}/facts.sqlite")
    first, second = contents(tmp_path / "first"), contents(tmp_path / "second")
    assert len(first) == 6
    assert first == second


def test_where_files_cannot_be_linked_they_are_copied(
    samples: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError

    build(DATA, f"sqlite:///{tmp_path}/linked/facts.sqlite")
    monkeypatch.setattr(os, "link", refuse)
    build(DATA, f"sqlite:///{tmp_path}/copied/facts.sqlite")
    assert contents(tmp_path / "copied") == contents(tmp_path / "linked")


@pytest.mark.parametrize("before", [False, True])
def test_a_build_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    database = tmp_path / "facts.sqlite"
    if before:
        build(DATA, f"sqlite:///{database}")
    there = contents(tmp_path)
    monkeypatch.setattr(publishing, "README", "{nonsense}")
    with pytest.raises(KeyError, match="nonsense"):
        build(DATA, f"sqlite:///{database}")
    assert contents(tmp_path) == there
    assert len(list(tmp_path.iterdir())) == (2 if before else 0)


def test_the_files_of_the_release_before_are_kept_and_no_older_ones(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    build(DATA, f"sqlite:///{database}")
    release = find_release(f"sqlite:///{database}")
    assert release
    present = folder_of(database, release)
    for age, name in enumerate(["before", "older", "oldest"]):
        (present.parent / name).mkdir()
        os.utime(present.parent / name, (1_000_000 - age, 1_000_000 - age))
    publish(database, database)
    assert {path.name for path in present.parent.iterdir()} == {present.name, "before"}


def test_the_files_of_the_live_database_are_kept_however_many_loads_have_died(
    tmp_path: Path,
) -> None:
    database, successor = tmp_path / "facts.sqlite", tmp_path / "successor.sqlite"
    build(DATA, f"sqlite:///{database}")
    (live,) = (tmp_path / "facts.sqlite.downloads").iterdir()
    os.utime(live, (1_000_000, 1_000_000))
    (live.parent / "of a load that died").mkdir()
    (live.parent / ".of a load that was killed.4711.new").mkdir()
    data = Path(shutil.copytree(DATA, tmp_path / "seed" / "data"))
    (data / "release.toml").write_text('version = "2026.1.2"\ndate = "2026-01-31"\n')
    release = load(read_data(data).entries, data, successor)
    publish(successor, database)
    assert set(live.parent.iterdir()) == {live, folder_of(database, release)}


def test_a_database_that_holds_no_release_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE other (id)")
    with pytest.raises(DatabaseError, match="no such table: release"):
        publish(database, database)


def test_a_database_without_downloads_is_given_them_at_the_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'facts.sqlite'}"
    prepare(url, DATA)
    there = contents(tmp_path)
    shutil.rmtree(tmp_path / "facts.sqlite.downloads")
    prepare(url, DATA)
    assert contents(tmp_path) == there


def test_where_nothing_can_be_written_it_is_served_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'facts.sqlite'}"
    prepare(url, DATA)
    shutil.rmtree(tmp_path / "facts.sqlite.downloads")
    (tmp_path / "facts.sqlite.downloads").write_text("in the way")
    prepare(url, DATA)
    assert "as it is, without downloads" in capsys.readouterr().out
    with TestClient(create_app(Settings(database_url=url))) as client:
        refused = client.get(ADDRESS)
        assert (refused.status_code, client.get("/v1/missions").status_code) == (503, 200)
        assert "python -m seed load" in refused.json()["detail"]
        assert client.get("/v1/release?format=jsonld").json()["distribution"] == []
