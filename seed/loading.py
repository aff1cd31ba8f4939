"""From records to tables: one transaction into a new file, which then takes the place of the old one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic_core import to_json
from sqlalchemy import Connection, insert, text

import api.tables
from api.database import create_database
from api.swapping import swapped_in
from api.tables.coverage import CoverageRow
from api.tables.figures import COUNT_ALIKE, MARK_NEWEST
from api.tables.index import ReleaseRow, WordRow
from api.tables.sources import SourceFacts
from seed.changes import write_changes
from seed.coverage import coverage
from seed.entries import Entry, Reading
from seed.library import Library
from seed.mandates import settle_mandates
from seed.naming import name_everything
from seed.opening import LONGEST_LINE, bytes_of
from seed.reading import RELEASE, Table, data_files, read_history, read_release, series_manifests
from seed.records import ReleaseRecord, counts_of
from seed.releases import ReleaseLog, log_files
from seed.streaming import Stream, figure_indexes
from seed.writing import Writer

# The words are folded by us, so that every database engine compares them alike.
SEARCH_INDEX = """
    CREATE VIRTUAL TABLE search USING fts5(
        folded_names, folded_text, content='name', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')
"""


def digest_of(data: Path) -> str:
    """SHA-256 of the seed files in canonical order; line ends do not count, places on disk neither."""
    digest = hashlib.sha256()
    manifests = series_manifests(data)
    series = manifests + [manifest.with_suffix(".csv") for manifest in manifests]
    files = [file for _, file in data_files(data)] + series + [data / RELEASE, *log_files(data)]
    for file in sorted(files, key=lambda file: file.relative_to(data).as_posix()):
        content = bytes_of(file).replace(b"\r\n", b"\n")
        name = file.relative_to(data).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def digest_with(curated: str, tables: Iterable[Table]) -> str:
    """SHA-256 of the curated files, by their digest, and of series from elsewhere."""
    digest = hashlib.sha256(curated.encode())
    for table in tables:
        digest.update(f"\0{table.origin.name}\0{table.origin.text}\0".encode())
        with table.file.open("rb") as rows:
            for line in iter(lambda: rows.readline(LONGEST_LINE), b""):
                digest.update(line.replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def digest_of_code() -> str:
    """SHA-256 of the code that decides what a database and its downloads hold: a change makes them stale."""
    here, service = Path(__file__).parent, Path(api.tables.__file__).parent.parent
    folders = [service / name for name in ("tables", "queries", "responses")]
    modules = ("vocabulary", "formats", "publishing", "downloads", "routers/subjects")
    files = [file for folder in (here, *folders) for file in folder.glob("*.py")]
    files += [service / f"{module}.py" for module in modules]
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: (file.parent.name, file.name)):
        digest.update(file.name.encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def load(
    entries: list[Entry],
    data: Path,
    database: Path,
    *,
    progress: Callable[[int], None] = lambda _: None,
    also: Callable[[Path], object] = lambda _: None,
    stream: Stream | None = None,
) -> ReleaseRow:
    """Builds the database beside the old one and swaps it in; a failure changes nothing.

    `also` is given the new file, to make of it what belongs to it, before it takes its place. `stream` brings
    series from elsewhere, and learns what became of them.
    """
    library = Library(sorted(entries, key=lambda entry: (entry.type, entry.record.code)))
    name_everything(library)
    library.day = _stated(data).date
    settle_mandates(library, library.day)
    stream = stream or Stream()
    with swapped_in(database) as new, stream.rejects_beside(database):
        engine = create_database(new)
        try:
            with engine.begin() as connection:
                _fill(connection, library, stream, progress)
                release = _release(library, data, stream)
                connection.execute(insert(ReleaseRow), release.model_dump())
                write_changes(connection, library, _history(data), release)
                connection.execute(text("ANALYZE"))
        finally:
            engine.dispose()
        also(new)
    return release


def _fill(
    connection: Connection, library: Library, stream: Stream, progress: Callable[[int], None]
) -> None:
    for index in figure_indexes():
        index.drop(connection)
    writer = Writer(connection, library, stream.groups)
    for entry in library.entries:
        writer.write(entry)
        progress(1)
    writer.flush()
    stream.run(connection, taken=len(library.figures))
    stream.index(connection, taken=len(library.figures))
    connection.execute(text(MARK_NEWEST))
    connection.execute(text(COUNT_ALIKE))
    for found_by in stream.groups.entries(library):
        writer.find_by(found_by)
    for row in coverage(library, str(library.day), stream.groups.measured()):
        writer.add(CoverageRow, {**row, "answer": to_json(row).decode()})
    for word in sorted(writer.words):
        writer.add(WordRow, {"word": word})
    writer.flush()
    connection.execute(text(SEARCH_INDEX))
    connection.execute(text("INSERT INTO search(search) VALUES ('rebuild')"))


def _source_dates(library: Library) -> Iterator[str]:
    for entry in library.entries:
        if isinstance(entry.record, SourceFacts) and entry.record.date:
            yield entry.record.date


def _history(data: Path) -> list[ReleaseLog]:
    reading = Reading()
    read_history(data, reading)
    if reading.problems:
        raise ValueError(str(reading.problems[0]))
    return reading.releases


def _stated(data: Path) -> ReleaseRecord:
    stated = read_release(data / RELEASE, RELEASE, Reading())
    if stated is None:
        raise ValueError(f"{data / RELEASE} does not name the release")
    return stated


def _release(library: Library, data: Path, stream: Stream) -> ReleaseRow:
    stated = _stated(data)
    counts = counts_of([entry.type for entry in library.entries])
    curated = digest_of(data)
    tables = [placement.table for placement in stream.placements]
    return ReleaseRow(
        id=1,
        version=stated.version,
        date=stated.date,
        digest=digest_with(curated, tables) if tables else curated,
        curated=curated,
        built_by=digest_of_code(),
        proven_as_of=max(_source_dates(library), default=None),
        counts={**counts, "figures": counts["figures"] + stream.figures},
    )
