"""Rules that compare records with the releases: published ones stay, new ones are recorded later.

They come after all others: a record that is wrong in itself often seems gone, or to say something else.
"""

import glob
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from api.facts.changes import Change
from api.hints import probably_meant
from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem
from seed.files.places import LEFT_BEHIND
from seed.library import Library
from seed.records import FigureRecord
from seed.releases.history import statement_of
from seed.releases.log import Key, ReleaseLog

WITHDRAW = "withdraw it (withdrawn_on, withdrawn_reason, replaced_by)"
CORRECT = f"leave it as it was, {WITHDRAW} and add the corrected one with a code of its own"
FEW = 3  # Figures of one file that are told one by one.
MOST_COMPARED = 20
IS_NEW = "is new, and {!r} of release {} is gone: is it that one?"
AGAIN = "as long as nobody has it, log it anew with `python -m seed release --again`"


def consequences(library: Library, found: Iterable[Problem]) -> Iterator[Problem]:
    """Run these rules, but for files with a problem, which is probably the cause."""
    wrong = {_stem(problem.file) for problem in found}
    waiting = {
        entry.type
        for entry in library.entries
        if entry.key not in library.published and _stem(entry.origin.name) in wrong
    }
    yield from published_records_stay(library, waiting)
    for rule in (published_figures_keep_their_statement, new_figures_are_recorded_later):
        yield from (problem for problem in rule(library) if _stem(problem.file) not in wrong)


def published_records_stay(
    library: Library, waiting: Collection[RecordType] = ()
) -> Iterator[Problem]:
    """A published code leads somewhere for ever; kinds in `waiting` are not checked yet."""
    heirs = {} if RecordType.FIGURE in waiting else figures_recoded(library)
    many = _files_recoded(library, heirs)
    new = _new_records(library) if library.gone else {}
    for key in sorted(key for key in library.gone if key[0] not in waiting):
        log, row = library.published[key]
        type, code = key
        heir = heirs.get(code) if type is RecordType.FIGURE else None
        if heir is None:
            yield _gone(new[type], log, key)
        elif heir.origin.name not in many:
            yield heir.problem(("code",), _recoded(heir, log, code, row.statement))
    yield from many.values()


def _gone(new: Mapping[str, Entry], log: ReleaseLog, key: Key) -> Problem:
    """Report a missing record at the new one that probably replaces it, else at the log."""
    type, code = key
    if renamed := new.get(probably_meant(code, new, likeness=0.8) or ""):
        message = IS_NEW.format(code, log.version)
        return renamed.problem(("code",), f"{message} Then {_former_code(renamed, code)}")
    message = f"{type} {code!r} is in the log of release {log.version}, but gone"
    return Problem(log.name, log.line_of(key), "code", f"{message}{_way_back(log, key)}")


def _recoded(heir: Entry, log: ReleaseLog, code: str, statement: str) -> str:
    """Word the remedy for a figure under another code: restore the code, or correct properly."""
    if _statement(heir) == statement:
        keep = f'write code = "{code}" to keep its address'
        return f"was {code!r} in release {log.version}; {keep}"
    return f"{IS_NEW.format(code, log.version)} Then {_correction(heir)}"


def _new_records(library: Library) -> Mapping[RecordType, Mapping[str, Entry]]:
    """Collect new records of files with several, by type and code."""
    new: dict[RecordType, dict[str, Entry]] = {type: {} for type in RecordType}
    for entry in library.entries:
        if entry.type is not RecordType.FIGURE and entry.base and _is_new(library, entry):
            new[entry.type][entry.record.code] = entry
    return new


def _former_code(entry: Entry, code: str) -> str:
    fields = type(entry.record).model_fields
    names = next((name for name in ("aliases", "other_names") if name in fields), None)
    return f'write code = "{code}"' + (f", or name the old code in {names}" if names else "")


def _way_back(log: ReleaseLog, key: Key) -> str:
    """Word how to restore a missing record, first from a hidden or back-up file."""
    type, code = key
    data = log.file.parent.parent
    for file in sorted(data.glob(f"*/*{glob.escape(code)}.toml*")):
        if LEFT_BEHIND.match(file.name) and file.name.strip(".#~$").startswith(f"{code}.toml"):
            name = file.relative_to(data).as_posix()
            return f": {name} is hidden or a back-up, and not read; call it {code}.toml"
    if type is RecordType.FIGURE:
        return f"; put it back and {WITHDRAW}"
    return f"; put it back, or name it in aliases of the {type} that took its place"


def _files_recoded(library: Library, heirs: dict[str, Entry]) -> dict[str, Problem]:
    """Report once each file in which a shared change gives many figures other codes."""
    moved: dict[str, list[bool]] = defaultdict(list)
    for code, heir in heirs.items():
        is_moved = _statement(heir) == _published_statement(library, code)
        moved[heir.origin.name].append(is_moved)
    series = {heir.origin.name for heir in heirs.values() if heir.in_series}
    found = {}
    for name, ones in moved.items():
        message = f"gives {len(ones)} figures codes that they did not have in the releases"
        if name in series and any(ones):
            remedy = "write it, and the cells that it names, as they were"
            found[name] = _problem_of_manifest(library, name, "locator", f"{message}; {remedy}")
        elif ones.count(False) > FEW:
            remedy = "write what they share as it was"
            found[name] = _problem_of_manifest(library, name, "file", f"{message}; {remedy}")
    return found


def _problem_of_manifest(library: Library, name: str, key: str, message: str) -> Problem:
    for manifest, _, _ in library.shared.get(name, ())[:1]:
        return manifest.problem((key,), message)
    return Problem(name, 1, key, message)


def figures_recoded(library: Library) -> dict[str, Entry]:
    """Find published figures under another code: with the same statement, else a similar code."""
    gone = sorted(code for type, code in library.gone if type is RecordType.FIGURE)
    if not gone:
        return {}
    new = [(entry, figure) for entry, figure in library.figures if _is_new(library, entry)]
    same: dict[str, list[Entry]] = defaultdict(list)
    for entry, figure in new:
        same[statement_of(figure)].append(entry)
    heirs: dict[str, Entry] = {}
    for code in gone:
        if alike := same[_published_statement(library, code)]:
            heirs[code] = alike.pop(0)
    found, newest = {id(heir) for heir in heirs.values()}, _newest_day(library)
    others = [code for code in gone if code not in heirs]
    old = [one for one, figure in new if id(one) not in found and figure.recorded_on <= newest]
    for entry in sorted(old, key=lambda one: one.record.code):
        # Of many, such as all rows of a series, it does not matter which was which.
        few = len(old) <= MOST_COMPARED
        meant = probably_meant(entry.record.code, others) if few else next(iter(others), None)
        if meant:
            heirs[meant] = entry
            others.remove(meant)
    return heirs


def published_figures_keep_their_statement(library: Library) -> Iterator[Problem]:
    """The statement of a published figure is not overwritten."""
    rows = library.published
    for entry, figure in library.figures:
        if entry.key not in rows:
            continue
        log, row = rows[entry.key]
        if row.statement != statement_of(figure):
            message = f"says something else than in release {log.version}"
            yield entry.problem(("value",), f"{message}; {_correction(entry)}")


def _correction(entry: Entry) -> str:
    """Word how to correct a figure: a row of a series becomes a block of its own."""
    if not entry.in_series:
        return CORRECT
    block = f'[[figures]] block with code = "{entry.record.code}"'
    return f"leave it as it was; to correct it, make of the row as it was a {block}, and {WITHDRAW}"


def new_figures_are_recorded_later(library: Library) -> Iterator[Problem]:
    """What a release adds was recorded after the release before, so that `known_at` tells what was known then."""
    known, newest = library.published, _newest_day(library)
    since = {
        key: before.release.date
        for before, log in pairwise(library.releases)
        for key, row in log.rows.items()
        if row.change is Change.ADDED
    }
    recoded = {id(entry) for entry in figures_recoded(library).values()}
    for entry, figure in library.figures:
        day = since.get(entry.key, "" if entry.key in known else newest)
        if figure.recorded_on <= day and id(entry) not in recoded:
            yield entry.problem(("recorded_on",), _too_early(entry, day, figure.recorded_on))


def release_ahead(library: Library) -> str | None:
    """Return the newest release day if it is today or later: nothing can be recorded after it."""
    newest = _newest_day(library)
    return newest if newest >= date.today().isoformat() else None


def _too_early(entry: Entry, day: str, recorded: str) -> str:
    """Word which day a new figure needs, or how to add it to a release logged ahead."""
    if day >= date.today().isoformat():
        message = f"{recorded} is not after {day}, the day of a release that is logged: {AGAIN}"
        return f"{message}; else raise version and date in release.toml, and give a day after {day}"
    message = f"is new since the release of {day}"
    if entry.in_series:
        return (
            f"{message}; put new rows into a series of their own, with the day they were recorded"
        )
    where = "" if _says_itself(entry, "recorded_on") else " in its own block"
    return f"{message}; give the day it was recorded{where}"


def _says_itself(entry: Entry, key: str) -> bool:
    """Whether a record has a key itself, instead of from the head of its file."""
    content: Any = entry.origin.content
    for part in entry.base:
        content = content[part]
    return key in content


def _newest_day(library: Library) -> str:
    return library.releases[-1].release.date if library.releases else ""


def _is_new(library: Library, entry: Entry) -> bool:
    return entry.key not in library.published


def _statement(entry: Entry) -> str:
    return statement_of(entry.record) if isinstance(entry.record, FigureRecord) else ""


def _published_statement(library: Library, code: str) -> str:
    return library.published[RecordType.FIGURE, code][1].statement


def _stem(file: str) -> str:
    """Drop the suffix, as the manifest and the rows of a series belong together."""
    return file.rpartition(".")[0]
