"""Broken files: seed files, which must be refused by name, and the database itself."""

import random
from collections import Counter
from pathlib import Path

from tests.faults.place import Place

LONG = 200_000_000
MOST_KB = 60_000  # What a long line may cost; the largest curated file is read whole.
SERIES = """\
source = "sample-dataset"
recorded_on = "2026-01-31"
indicator = "people_serving"
locator = "row {mission} {day}"
columns = { mission = "subject", day = "as_of", serving = "value" }
"""


def cut_off(place: Place, times: int) -> str:
    """Truncate a seed file; what is still valid, and in no release log, is loaded whole.

    The rows of a series have the name of their manifest, which may be what no longer fits.
    """
    before = place.built()
    chance = random.Random(2026)  # noqa: S311  # not for secrets
    outcomes: Counter[str] = Counter()
    for _ in range(times):
        file = chance.choice(_files(place))
        content = file.read_bytes()
        file.write_bytes(content[: chance.randrange(len(content))])
        try:
            place.refused(place.load, f"{file.stem}.", "nothing was done")
        except AssertionError:
            ended = place.run(place.load)
            logged = "is in the log of release" in ended.printed
            assert logged or ended.code == 0
            outcomes["missed" if logged else "loaded"] += 1
            file.write_bytes(content)
            place.run(place.load)
        else:
            outcomes["refused"] += 1
            file.write_bytes(content)
        assert place.whole() == before
    place.served()
    return (
        f"refused with the file's name: {outcomes['refused']}, by the log of a release:"
        f" {outcomes['missed']}, still complete: {outcomes['loaded']}"
    )


def not_utf8(place: Place, times: int) -> str:
    """Put an invalid UTF-8 byte into a seed file."""
    before = place.built()
    chance = random.Random(2026)  # noqa: S311  # not for secrets
    for _ in range(times):
        file = chance.choice(_files(place))
        content = file.read_bytes()
        at = chance.randrange(len(content))
        file.write_bytes(content[:at] + b"\xff" + content[at:])
        place.refused(place.load, f"{file.name}:", "is not in UTF-8", "save it as UTF-8")
        file.write_bytes(content)
    assert place.served() == place.whole() == before
    return "the old release whole and served, file and word named"


def circular(place: Place, _: int) -> str:
    """Link a seed file to itself, a folder to its parent, and a database likewise."""
    before = place.built()
    loop, folder = place.data / "missions" / "loop.toml", place.data / "missions" / "folder"
    loop.symlink_to(loop)
    place.refused(place.load, "missions/loop.toml:1: file: cannot be read: it is a link to itself")
    place.refused(
        place.prepare, "missions/loop.toml:1: file: cannot be read: it is a link to itself"
    )
    loop.unlink()
    folder.symlink_to(place.data)
    assert place.served() == place.whole() == before
    place.built()
    place.database.unlink()
    place.database.symlink_to(place.database)
    place.built()
    return (
        "the file named; a folder is not entered twice; a database that links to itself is replaced"
    )


def long_line(place: Place, _: int) -> str:
    """Put a line of 200 MB into a record, a series, an external series and its header."""
    before = place.built()
    place.edit()
    usual = place.run(lambda: None).most_kb
    most = 0
    for file in ("missions/long.toml", "series/served.csv"):
        most = max(most, _refused(place, place.data / file))
    elsewhere = place.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "long.toml").write_text(SERIES, encoding="utf-8")
    rows = elsewhere / "long.csv"
    _lengthen(rows)
    load = lambda: place.load("--series", str(elsewhere))  # noqa: E731
    place.refused(load, "long.csv:1: file: its first lines are no rows of cells")
    assert place.served() == place.whole() == before
    rows.write_text("mission,day,serving\nmission:sampo-i,1993,5\n", encoding="utf-8")
    _lengthen(rows)
    ended = place.run(load)
    assert "figures: 1, zeros left out: 0, rejects: 1" in ended.printed, ended.printed
    most = max(most, ended.most_kb)
    assert most - usual < MOST_KB, f"{most - usual} kB"
    return f"refused by name; a row of another's series is listed; {most - usual} kB of memory"


def damaged(place: Place, times: int) -> str:
    """Overwrite a page of the database with zeros or noise, or truncate it; a start rebuilds it."""
    before = place.built()
    whole = place.database.read_bytes()
    chance = random.Random(2026)  # noqa: S311  # not for secrets
    outcomes: Counter[str] = Counter()
    for turn in range(times):
        page = chance.randrange(len(whole) // 4096) * 4096
        patch = [bytes(4096), chance.randbytes(4096), None][turn % 3]
        place.database.unlink()  # The file for download is another name of it.
        cut = whole[: chance.randrange(72, len(whole))]
        place.database.write_bytes(whole[:page] + patch + whole[page + 4096 :] if patch else cut)
        ended = place.run(place.prepare)
        known = "no database of Peacekeeping Facts" not in ended.printed
        if known and ended.code == 0:
            outcomes["anew" if place.database.read_bytes() == whole else "unnoticed"] += 1
        else:
            outcomes["refused"] += 1
            place.database.unlink()
            place.run(place.prepare)
    assert place.run(place.load).code == 0
    assert place.served() == place.whole() == before
    return f"built anew: {outcomes['anew']}, refused as not ours: {outcomes['refused']}, not noticed: {outcomes['unnoticed']}"


def _refused(place: Place, file: Path) -> int:
    content = file.read_bytes() if file.exists() else None
    _lengthen(file)
    ended = place.run(place.load)
    assert (ended.code, f"{file.name}:1: file: is larger than 10 MB" in ended.printed) == (1, True)
    file.unlink()
    if content:
        file.write_bytes(content)
    return ended.most_kb


def _lengthen(file: Path) -> None:
    with file.open("ab") as long:
        for _ in range(LONG // 1_000_000):
            long.write(b"x" * 1_000_000)


def _files(place: Place) -> list[Path]:
    return sorted(path for path in place.data.rglob("*.*") if path.is_file())
