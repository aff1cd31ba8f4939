"""Reconstruct what records were, in the form of the seed files: take them as they are now, and undo later changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.as_written import row_as_written
from api.facts.base import Place
from api.facts.changes import Change
from api.facts.figures import FigureFacts
from api.resources.figures import Figure
from api.resources.registry import RESOURCES
from api.tables.changes import ChangedFieldsRow, ChangeRow
from api.vocabulary import RecordType, Row

Key = tuple[RecordType, str]
OF_FIGURES = {
    *(*FigureFacts.model_fields, "code", "subject", "dimensions"),
    *("attributed_to", "recorded_on"),
}


class Logged(NamedTuple):
    """A change as it is stored."""

    release: str
    released_on: str | None
    change: str
    fields: str | None


def tell_what_came(connection: Connection, rows: list[Row]) -> list[Row]:
    """Fill in the fields of added records in the answer to `changes`: they are not stored, but reconstructed."""
    keys = {(RecordType(row["type"]), row["code"]) for row in rows if row["change"] == Change.ADDED}
    now, log = _written_now(connection, keys), _log(connection, keys)
    for row in rows:
        key = RecordType(row["type"]), row["code"]
        if row["change"] == Change.ADDED:
            later = _behind(log[key], row)
            row["fields"] = _all_fields(undone(now.get(key, {}), later))
    return rows


def undone(record: Row | None, changes: Sequence[Logged]) -> Row | None:
    """Return what a record was before some changes, given oldest first; None where a change was not logged in full."""
    for change in reversed(changes):
        if change.change == Change.ADDED:
            record = {}
        elif record is None or not change.fields:
            return None
        else:
            record = dict(_undo(record, from_json(change.fields)))
    return record


def _undo(record: Row, fields: list[Row]) -> Iterator[tuple[str, Any]]:
    before = {field["field"]: _value_before(record, field) for field in fields}
    for name, value in {**record, **before}.items():
        if value not in (None, []):
            yield name, value


def _value_before(record: Row, field: Row) -> Any:
    if "before_at" not in field:
        return field["before"]
    came = set(field["after_at"])
    entries = [entry for at, entry in enumerate(record.get(field["field"], [])) if at not in came]
    for at, entry in zip(field["before_at"], field["before"], strict=True):
        entries.insert(at, entry)
    return entries


def _all_fields(record: Row | None) -> list[Row]:
    return [
        {"field": name, "before": None, "after": value, "before_at": None, "after_at": None}
        for name, value in (record or {}).items()
    ]


def _behind(log: list[Logged], row: Row) -> list[Logged]:
    """Return the later changes of the same record."""
    places = [(change.release, change.released_on) for change in log]
    return log[places.index((row["release"], row["released_on"])) + 1 :]


def _log(connection: Connection, keys: Collection[Key]) -> dict[Key, list[Logged]]:
    """Return all changes of these records, the oldest first."""
    key = col(ChangeRow.type), col(ChangeRow.code)
    own = [col(getattr(ChangeRow, name)) for name in Logged._fields if name != "fields"]
    statement = (
        select(*key, *own, col(ChangedFieldsRow.fields))
        .outerjoin(ChangedFieldsRow, col(ChangeRow.changed_fields) == col(ChangedFieldsRow.id))
        # Apart, because SQLite looks up no pairs in an index.
        .where(key[0].in_({type for type, _ in keys}), key[1].in_({code for _, code in keys}))
        .where(col(ChangeRow.change) != Change.LOADED)
        .order_by(*key, col(ChangeRow.number))
    )
    log: dict[Key, list[Logged]] = defaultdict(list)
    for type, code, *change in connection.execute(statement):
        log[RecordType(type), code].append(Logged(*change))
    return log


def _written_now(connection: Connection, keys: Iterable[Key]) -> dict[Key, Row]:
    """Read the records that exist, in the form of the seed files."""
    codes: dict[RecordType, list[str]] = defaultdict(list)
    for type, code in keys:
        codes[type].append(code)
    return {
        (type, row["code"]): _written(type, row)
        for type, wanted in codes.items()
        for row in _read(connection, type, wanted)
    }


def _read(connection: Connection, type: RecordType, codes: list[str]) -> Iterator[Row]:
    resource = RESOURCES[type]
    statement = resource.select().where(resource.column("code").in_(codes))
    return map(resource.record, connection.execute(statement))


def _written(type: RecordType, row: Row) -> Row:
    if type is RecordType.FIGURE:
        return _figure_as_written(row)
    return row_as_written(RESOURCES[type].kind.facts, row)


def _figure_as_written(row: Row) -> Row:
    """Write a figure as a seed file does, with paragraph, locator and evidence among its own fields."""
    written = row_as_written(Figure, row)
    place = {name: at for name, at in written["citation"].items() if name in Place.model_fields}
    own = {name: value for name, value in written.items() if name in OF_FIGURES and value != {}}
    return {**own, **place}
