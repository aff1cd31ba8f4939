"""Build the database: one transaction into a new file, which then replaces the old one."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic_core import to_json
from sqlalchemy import Connection, Engine, insert, text

from api.database.replace import swapped_in
from api.facts.sources import SourceFacts
from api.tables.coverage import CoverageRow
from api.tables.question_pages import QuestionPageRow
from api.tables.release import ReleaseRow, ReleaseTable
from api.vocabulary import Row
from seed.build.coverage import coverage
from seed.build.digests import digest_of, digest_of_code
from seed.build.external import ExternalLoad, digest_with
from seed.build.figure_marks import COUNT_ALIKE, FIND_MOVED, MARK_NEWEST
from seed.build.identifiers import fill_in_identifiers
from seed.build.mandates import settle_mandates
from seed.build.rows import Writer
from seed.build.schema import create_database, create_other_indexes
from seed.build.wholes import FIND_RIVALS, FIND_WHOLES
from seed.files.entries import Entry, Reading
from seed.files.places import RELEASE, question_files
from seed.files.reading import read_history, read_release
from seed.library import Library
from seed.question_pages import read_question_page
from seed.records import ReleaseRecord, counts_of
from seed.releases.changes import write_changes
from seed.releases.log import ReleaseLog
from seed.titles import fill_in_names
from seed.words import Words, read_lexicon


def load(
    entries: list[Entry],
    data: Path,
    database: Path,
    *,
    progress: Callable[[int], None] = lambda _: None,
    also: Callable[[Path], object] = lambda _: None,
    external: ExternalLoad | None = None,
) -> ReleaseRow:
    """Build the database beside the old one, then replace it; a failure changes nothing.

    `also` is called with the new file before it replaces the old one, to make the downloads. `external` has the
    external series, and counts their figures and rejects.
    """
    library = Library(sorted(entries, key=lambda entry: (entry.type, entry.record.code)))
    fill_in_names(library)
    library.day = _stated(data).date
    settle_mandates(library, library.day)
    fill_in_identifiers(library)
    external = external or ExternalLoad()
    with swapped_in(database) as new, external.rejects_beside(database):
        engine = create_database(new)
        try:
            with engine.begin() as connection:
                _fill(connection, library, read_lexicon(data), external, progress)
                release = _release(library, data, external)
                connection.execute(insert(ReleaseTable), release.model_dump())
                for page in _question_pages(data):
                    connection.execute(insert(QuestionPageRow), page)
                write_changes(connection, library, _history(data), release, external.loaded())
                create_other_indexes(connection)
                for statement in (*FIND_WHOLES, FIND_RIVALS, FIND_MOVED):
                    connection.execute(text(statement))
                external.refuse_contradictions(connection)
                connection.execute(text("ANALYZE"))
            if not external.series:  # A million rows of others are not worth the wait.
                _tighten(engine)
        finally:
            engine.dispose()
        also(new)
    return release


def _tighten(engine: Engine) -> None:
    """Shrink the file: rows that grew after they were written left free pages."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Were it interrupted, the file would never be used: half the time went into a copy to go back to.
        connection.execute(text("PRAGMA journal_mode = OFF"))
        connection.execute(text("VACUUM"))


def _fill(
    connection: Connection,
    library: Library,
    words: Words,
    external: ExternalLoad,
    progress: Callable[[int], None],
) -> None:
    writer = Writer(connection, library, words)
    for record in library.entries:
        writer.write(record)
        progress(1)
    external.run(writer)
    connection.execute(text(MARK_NEWEST), {"day": library.day})
    connection.execute(text(COUNT_ALIKE))
    for entry in writer.series.entries(library):
        writer.index.add(*entry)
    for row in coverage(library, str(library.day), writer.series.measured()):
        writer.add(CoverageRow, {**row, "answer": to_json(row).decode()})
    writer.write_index()
    writer.flush()


def _source_dates(library: Library) -> Iterator[str]:
    for entry in library.entries:
        if isinstance(entry.record, SourceFacts) and entry.record.date:
            yield entry.record.date


def _question_pages(data: Path) -> Iterator[Row]:
    reading = Reading()
    for file in question_files(data):
        read_question_page(file, file.name, reading)
    for facts, _ in reading.question_pages:
        yield {"code": facts.code, "place": facts.place, "page": facts.model_dump()}


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


def _release(library: Library, data: Path, external: ExternalLoad) -> ReleaseRow:
    stated = _stated(data)
    counts = counts_of([entry.type for entry in library.entries])
    curated = digest_of(data)
    files = [series.file for series in external.series]
    return ReleaseRow(
        id=1,
        version=stated.version,
        date=stated.date,
        digest=digest_with(curated, files) if files else curated,
        curated=curated,
        built_by=digest_of_code(),
        proven_as_of=max(_source_dates(library), default=None),
        counts={**counts, "figures": counts["figures"] + external.figures},
    )
