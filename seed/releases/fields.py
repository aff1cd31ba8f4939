"""The changed fields of a release, with their values before and after: a file beside its log.

The values are those of the seed files: without defaults, and other records by their code. Of a list only the
removed and added entries are written, with their positions, so that either release can be made of the other.
"""

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from api.facts.as_written import as_written
from api.facts.changes import Change
from api.vocabulary import RecordType, Row
from seed.library import Library
from seed.releases.log import Key, Logged

ENDING = ".fields.ndjson"
Fields = list[Row]


def fields_file(log: Path) -> Path:
    """Return the path of the changed fields beside a log."""
    return log.with_suffix(ENDING)


def changed_fields(
    rows: Iterable[tuple[Key, Logged]], before: Library, now: Library
) -> Iterator[tuple[Key, Fields]]:
    """Compare each corrected or withdrawn record with its state in the previous release."""
    for key, row in rows:
        old, new = before.record(*key), now.record(*key)
        if row.change is not Change.ADDED and old:
            yield key, list(_differences(as_written(old), as_written(new) if new else {}))


def format_fields(changes: Iterable[tuple[Key, Fields]]) -> bytes:
    """Write the changed fields as NDJSON, one line a record."""
    return b"".join(
        to_json({"type": type, "code": code, "fields": fields}) + b"\n"
        for (type, code), fields in changes
    )


def read_fields(log: Path) -> dict[Key, Fields]:
    """Read the changed fields of a release; none if it was logged without the previous one."""
    file = fields_file(log)
    if not file.is_file():
        return {}
    lines = map(from_json, file.read_bytes().splitlines())
    return {(RecordType(line["type"]), line["code"]): line["fields"] for line in lines}


def _differences(old: Row, new: Row) -> Iterator[Row]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if _text(before) == _text(after):
            continue
        if isinstance(before or [], list) and isinstance(after or [], list):
            yield {"field": name, **_entries(before or [], after or [])}
        else:
            yield {"field": name, "before": before, "after": after}


def _entries(old: list[Any], new: list[Any]) -> Row:
    """Return the removed and added entries of a list, with their positions."""
    matcher = SequenceMatcher(None, [*map(_text, old)], [*map(_text, new)], autojunk=False)
    went, came = set(range(len(old))), set(range(len(new)))
    for start, since, length in matcher.get_matching_blocks():
        went.difference_update(range(start, start + length))
        came.difference_update(range(since, since + length))
    return {
        "before": [old[place] for place in sorted(went)],
        "after": [new[place] for place in sorted(came)],
        "before_at": sorted(went),
        "after_at": sorted(came),
    }


def _text(value: Any) -> str:
    """Serialise a value as for its digest, where 1 is not 1.0."""
    return json.dumps(value, sort_keys=True)
