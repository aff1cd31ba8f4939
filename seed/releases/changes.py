"""The rows of the changes of all releases, and which changes a mirror must apply."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pydantic_core import to_json
from sqlalchemy import Connection

from api.facts.changes import Change
from api.facts.folding import slug
from api.tables.changes import ChangedFieldsRow, ChangeRow, PublishedRow
from api.tables.release import ReleaseRow
from api.vocabulary import Row
from seed.build.inserting import TableWriter, insert_rows
from seed.library import Library, other_slugs
from seed.records import FigureRecord
from seed.releases.fields import Fields, read_fields
from seed.releases.history import differences
from seed.releases.log import Key, Logged, ReleaseLog

NEVER = (1, 0)
LATER = "9999-12-31"


@dataclass(frozen=True)
class State:
    """A release with its changes, or the unreleased changes since the last, without a date."""

    number: int
    version: str
    date: str | None
    rows: dict[Key, Logged]
    fields: dict[Key, Fields]


def write_changes(
    connection: Connection,
    library: Library,
    logs: list[ReleaseLog],
    present: ReleaseRow,
    loaded: dict[Key, Fields],
) -> None:
    """Write the tables of releases and changes; `loaded` are the external series, by source."""
    states = list(_states(library, logs, present))
    rows = _change_rows(library, states)
    if loaded:
        last = State(len(states) + 1, present.version, None, {}, loaded)
        rows = chain(rows, _loaded_rows(last))
        states = [*states, last]
    releases = [
        {"number": state.number, "version": state.version, "date": state.date or LATER}
        for state in states
    ]
    insert_rows(connection, PublishedRow, releases)
    _write_rows(connection, rows)


def _write_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Write the changes; the few that name changed fields have these in a table of their own."""
    changes, long = TableWriter(connection, ChangeRow), TableWriter(connection, ChangedFieldsRow)
    for row in rows:
        changed = row["changed_fields"]
        if changed:
            long.add({"fields": to_json(changed).decode()})
        changes.add({**row, "changed_fields": long.number if changed else None})
    long.flush()
    changes.flush()


def _loaded_rows(state: State) -> Iterator[Row]:
    """Make a change row for each source with external series, which mirrors do not have."""
    for (type, code), fields in sorted(state.fields.items()):
        yield {
            **{"type": type, "code": code, "number": state.number},
            **{"change": Change.LOADED, "release": state.version, "released_on": state.date},
            **{"is_there": True, "reason": None, "replaced_by": None},
            **{"missed_from": 0, "missed_until": state.number - 1, "changed_fields": fields},
        }


def _states(library: Library, logs: list[ReleaseLog], present: ReleaseRow) -> Iterator[State]:
    for number, log in enumerate(logs, 1):
        yield State(number, log.version, log.release.date, log.rows, read_fields(log.file))
    logged = present.version in [log.version for log in logs]
    rows = dict(differences(library, logs))
    if rows or not logged:
        date = None if logged else present.date
        yield State(len(logs) + 1, present.version, date, rows, {})


def _change_rows(library: Library, states: Iterable[State]) -> Iterator[Row]:
    """Make a row for every change of every record, by type and code."""
    events: dict[Key, list[tuple[State, Change]]] = defaultdict(list)
    for state in states:
        for key, row in state.rows.items():
            events[key].append((state, row.change))
    by_former_code = _records_by_former_code(library)
    for key in sorted(events):
        numbered = [(state.number, change) for state, change in events[key]]
        for (state, change), (first, last) in zip(
            events[key], _missed_spans(numbered), strict=True
        ):
            yield {
                **{"type": key[0], "code": key[1]},
                **{"change": change, "release": state.version, "released_on": state.date},
                **_present_state(library, by_former_code, key, change),
                "number": state.number,
                **{"missed_from": first, "missed_until": last},
                "changed_fields": state.fields.get(key),
            }


def _missed_spans(events: list[tuple[int, Change]]) -> list[tuple[int, int]]:
    """Return for each change the first and last release of mirrors that must learn of it.

    A mirror without the record learns that it was added, one that has it learns the last change; of a withdrawal
    every mirror learns that alone.
    """
    last, change = events[-1]
    spans = {last: (0, last - 1)}
    if change is not Change.WITHDRAWN:
        added = max((number for number, change in events if change is Change.ADDED), default=0)
        spans = {last: (added, last - 1), added: (0, added - 1)}
    return [spans.get(number, NEVER) for number, _ in events]


def _present_state(
    library: Library, by_former_code: dict[Key, str], key: Key, change: Change
) -> Row:
    """Return whether a record exists; of a withdrawn one, the reason and its replacement."""
    type, code = key
    record = library.record(type, code)
    reason = heir = None
    if change is Change.WITHDRAWN and isinstance(record, FigureRecord):
        reason, heir = record.withdrawn_reason, record.replaced_by
    elif record is None:
        heir = by_former_code.get((type, slug(code)))
        reason = "Its code is now another name of the record that takes its place."
    return {"is_there": bool(record), "reason": reason, "replaced_by": heir}


def _records_by_former_code(library: Library) -> dict[Key, str]:
    """Return the code of the record that each former code leads to."""
    return {
        (entry.type, name): entry.record.code
        for entry in library.entries
        for name in other_slugs(entry)
    }
