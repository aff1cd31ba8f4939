"""What was published, and what has changed since: records held against the logs of the releases.

Series from elsewhere (`seed load --series`) are no part of any release, and so of no history.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.tables.facts import CitedSource, Reference, derived_fields
from api.vocabulary import Change
from seed.library import Library
from seed.records import FigureRecord, Record
from seed.releases.log import Key, Logged, ReleaseLog

DIGITS = 12
GONE = ""  # The digest of a record that is not there.
# What a figure says. The place, the rank and the notes may be mended; these may not.
STATEMENT = (
    *("subject", "indicator", "value", "qualifier"),
    *("as_of", "period_start", "period_end", "dimensions", "source"),
)


def published(logs: Iterable[ReleaseLog]) -> dict[Key, tuple[ReleaseLog, Logged]]:
    """The last word on each record, with the release that said it; the first release comes first."""
    return {key: (log, row) for log in logs for key, row in log.rows.items()}


def differences(library: Library, logs: Iterable[ReleaseLog]) -> Iterator[tuple[Key, Logged]]:
    """What has become of each record since those releases, by type and code."""
    before = {key: row for key, (_, row) in published(logs).items()}
    now = {entry.key: entry.record for entry in library.entries}
    for key in sorted(before.keys() | now.keys()):
        known = before[key].digest if key in before else GONE
        row = _logged(now.get(key), known)
        if row.digest != known:
            yield key, row


def statement_of(figure: FigureRecord) -> str:
    """The digest of what a figure says, which stays as it was published."""
    return _digest({name: _own(getattr(figure, name)) for name in STATEMENT})


def _logged(now: Record | None, known: str) -> Logged:
    if now is None:
        return Logged(Change.WITHDRAWN, GONE)
    change = Change.CORRECTED if known else Change.ADDED
    if not isinstance(now, FigureRecord):
        return Logged(change, _digest(_own(now)))
    if now.withdrawn_on:
        change = Change.WITHDRAWN
    return Logged(change, _digest(_own(now)), statement_of(now))


def _own(value: Any) -> Any:
    """What the file gives: without defaults, and without the names that others have given."""
    if isinstance(value, Reference):
        return f"{value.type}:{value.code}"
    if isinstance(value, CitedSource):
        return value.code
    if isinstance(value, BaseModel):
        defaults = _defaults(type(value))
        given = {name: getattr(value, name) for name in defaults}
        return {name: _own(one) for name, one in given.items() if one != defaults[name]}
    return [_own(one) for one in value] if isinstance(value, list) else value


@cache
def _defaults(described: type[BaseModel]) -> dict[str, Any]:
    """What each field of a class holds where the file says nothing; what stands in no file is left out."""
    derived = derived_fields(described)
    fields = [one for one in described.model_fields.items() if one[0] not in derived]
    return {name: info.get_default(call_default_factory=True) for name, info in fields}


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
