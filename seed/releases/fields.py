"""Which fields of a record a release changed, with what they held before and after: a file beside its log.

The values are those of the seed files: without defaults, and other records by their code. Of a list only the
entries that went and those that came are told.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from api.tables.changes import Change
from api.vocabulary import RecordType, Row
from seed.library import Library
from seed.releases.history import as_written
from seed.releases.log import Key, Logged

ENDING = ".fields.ndjson"
Fields = list[Row]


def fields_file(log: Path) -> Path:
    """Name the file beside the log of a release."""
    return log.with_suffix(ENDING)


def changed_fields(
    rows: Iterable[tuple[Key, Logged]], before: Library, now: Library
) -> Iterator[tuple[Key, Fields]]:
    """Compare each record that a release corrected or withdrew with what it was in the release before."""
    for key, row in rows:
        old, new = before.record(*key), now.record(*key)
        if row.change is not Change.ADDED and old and new:
            yield key, list(_differences(as_written(old), as_written(new)))


def format_fields(changes: Iterable[tuple[Key, Fields]]) -> bytes:
    """Write the changed fields of each record on a line."""
    return b"".join(
        to_json({"type": type, "code": code, "fields": fields}) + b"\n"
        for (type, code), fields in changes
    )


def read_fields(log: Path) -> dict[Key, Fields]:
    """Read the changed fields of a release; none where the release before was not at hand when it was logged."""
    file = fields_file(log)
    if not file.is_file():
        return {}
    lines = map(from_json, file.read_bytes().splitlines())
    return {(RecordType(line["type"]), line["code"]): line["fields"] for line in lines}


def _differences(old: Row, new: Row) -> Iterator[Row]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before != after:
            if isinstance(before or [], list) and isinstance(after or [], list):
                before, after = (
                    _without(before or [], after or []),
                    _without(after or [], before or []),
                )
            yield {"field": name, "before": before, "after": after}


def _without(entries: list[Any], others: list[Any]) -> list[Any]:
    """Take the entries that are not among the others."""
    known = {json.dumps(other, sort_keys=True) for other in others}
    return [entry for entry in entries if json.dumps(entry, sort_keys=True) not in known]
