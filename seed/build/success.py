"""Refuse a load of external series that loses a series, places no row, or contradicts itself."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from api.facts.changes import Change
from seed.checks.plausibility import COUNTED
from seed.files.series import SeriesFile

SeriesName = tuple[str, str]  # The source and the name of the manifest.
LOADED = f"""
    SELECT code, fields FROM change JOIN changed_fields ON changed_fields.id = changed_fields
    WHERE change = '{Change.LOADED}'
"""  # noqa: S608  # a word of our own
LESS_THAN_A_PART = f"""
    SELECT whole.id, whole.value, max(part.value)
    FROM figure AS part JOIN figure AS whole ON whole.id = part.whole
    JOIN indicator ON indicator.code = part.indicator
    WHERE whole.value < part.value AND max(whole.id, part.id) > :before
    AND part.qualifier = 'exact' AND whole.qualifier = 'exact'
    AND unit IN ({", ".join(f"'{unit}'" for unit in sorted(COUNTED))})
    GROUP BY whole.id ORDER BY whole.id
"""  # noqa: S608  # words of our own


class NoSuccess(Exception):
    """A refused load, which changes nothing, with the reasons in sentences."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)


def refuse_loss(database: Path, files: Iterable[SeriesFile]) -> None:
    """Refuse a load that would drop external series of the database, as it does not name them."""
    named = {(file.series.source, Path(file.name).stem) for file in files}
    lost = {key: number for key, number in _held(database).items() if key not in named}
    if lost:
        remedy = "name its folder with --series too, or let it go with --drop"
        raise NoSuccess(
            f"the database holds {name}, {number:,} figures of {source}, which this load leaves out; {remedy}"
            for (source, name), number in lost.items()
        )


def totals_below_parts(connection: Connection, before: int) -> list[tuple[int, float, float]]:
    """List the totals, by their id, that are less than one of their parts, with both numbers."""
    rows = connection.execute(text(LESS_THAN_A_PART), {"before": before})
    return [(whole, total, part) for whole, total, part in rows]


def _held(database: Path) -> dict[SeriesName, int]:
    """Return the external series of a database, with their numbers of figures."""
    if not database.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            loaded = connection.execute(LOADED).fetchall()
    except (
        sqlite3.Error
    ):  # It is no database of ours, or a damaged one, which holds nothing to lose.
        return {}
    return {
        (source, told["field"]): told["after"]["figures"]
        for source, fields in loaded
        for told in json.loads(fields)
    }
