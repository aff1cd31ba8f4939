"""Compare records with the release logs: what is published, and what has changed since.

Series from elsewhere (`seed load --series`) are no part of any release, and so of no history.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from api.facts.as_written import as_written
from api.facts.changes import Change
from seed.library import Library
from seed.records import FigureRecord, Record
from seed.releases.log import Key, Logged, ReleaseLog, published

DIGITS = 12
SORTED = json.JSONEncoder(sort_keys=True)  # Made once, since there are many thousand to write.
GONE = ""  # The digest of a record that is not there.
# What a figure says. The place, the rank and the notes may be mended; these may not.
STATEMENT = (
    *("subject", "indicator", "value", "qualifier"),
    *("as_of", "period_start", "period_end", "dimensions", "source"),
)


def differences(library: Library, logs: Iterable[ReleaseLog]) -> Iterator[tuple[Key, Logged]]:
    """List the added, corrected and withdrawn records since those releases, by type and code."""
    before = {key: row for key, (_, row) in published(logs).items()}
    now = {entry.key: entry.record for entry in library.entries}
    for key in sorted(before.keys() | now.keys()):
        known = before[key].digest if key in before else GONE
        record = now.get(key)
        if _digest_of(record) != known:
            yield key, _logged(record, known)


def has_changed(record: Record, row: Logged | None) -> bool:
    """Tell whether a record differs from its last log line, or has none."""
    return row is None or _digest_of(record) != row.digest


def statement_of(figure: FigureRecord) -> str:
    """Return the digest of a figure's statement, which may not change once published."""
    return digest({name: as_written(getattr(figure, name)) for name in STATEMENT})


def _digest_of(record: Record | None) -> str:
    return digest(as_written(record)) if record else GONE


def _logged(record: Record | None, published_digest: str) -> Logged:
    if record is None:
        return Logged(Change.WITHDRAWN, GONE)
    change = Change.CORRECTED if published_digest else Change.ADDED
    if not isinstance(record, FigureRecord):
        return Logged(change, _digest_of(record))
    if record.withdrawn_on:
        change = Change.WITHDRAWN
    return Logged(change, _digest_of(record), statement_of(record))


def digest(content: dict[str, Any]) -> str:
    """Return the short digest of a record's content, as in the release logs."""
    return hashlib.sha256(SORTED.encode(content).encode()).hexdigest()[:DIGITS]
