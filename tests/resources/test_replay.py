"""A mirror that applies the listed changes to a release gets the next one, byte for byte."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.facts.as_written import as_written
from api.vocabulary import Row
from seed.files.places import DATA, log_files
from seed.files.reading import read_data
from seed.releases.history import digest
from seed.releases.log import Key, read_log
from tests.resources.test_changes import changes

Copy = dict[Key, Row]


def in_bytes(copy: Copy) -> bytes:
    """The records of a copy, one a line."""
    lines = [json.dumps([*key, copy[key]], sort_keys=True) for key in sorted(copy) if copy[key]]
    return "\n".join(lines).encode()


def records_of(data: Path) -> bytes:
    """The records in the seed files of a release."""
    return in_bytes({entry.key: as_written(entry.record) for entry in read_data(data).entries})


def replay(copy: Copy, told: list[Row]) -> None:
    """Applies changes to a copy, as the documentation of `/v1/changes` says."""
    for change in told:
        record = copy.setdefault((change["type"], change["code"]), {})
        for field in change["fields"]:
            name, after = field["field"], field["after"]
            if field["after_at"] is not None:
                entries = enumerate(record.get(name, []))
                kept = [entry for at, entry in entries if at not in field["before_at"]]
                for at, entry in zip(field["after_at"], after, strict=True):
                    kept.insert(at, entry)
                after = kept
            if after in (None, []):
                record.pop(name, None)
            else:
                record[name] = after


def test_a_release_and_its_changes_make_the_next_one(
    first: Path, second: Path, story: TestClient
) -> None:
    copy: Copy = {}
    for version in ("2026.1.1", "2026.2.1"):
        replay(copy, changes(story, f"release={version}"))
    assert in_bytes(copy) == records_of(first)
    replay(copy, changes(story, "release=2026.3.1"))
    assert in_bytes(copy) == records_of(second)


@pytest.mark.slow
def test_every_release_is_made_of_what_was_told_of_it(facts: TestClient) -> None:
    copy: Copy = {}
    told = facts.get("/v1/changes?sort=release&format=ndjson").text
    changes = [json.loads(line) for line in told.splitlines()]
    # What was corrected behind the last release is logged with the next one.
    open_ = {(change["type"], change["code"]) for change in changes if not change["released_on"]}
    for file in log_files(DATA):
        log = read_log(file, file.read_text(encoding="utf-8"), file.name)
        replay(copy, [change for change in changes if change["release"] == log.version])
        logged = {key: row.digest for key, row in log.rows.items() if key not in open_}
        assert {key: digest(copy[key]) if copy[key] else "" for key in logged} == logged
