"""Releases that can be told apart: another version, and another first word in mission names."""

import os
import shutil
from pathlib import Path

from seed.build.load import load
from seed.files.reading import read_data

VERSION = 'version = "'


def build_release(data: Path, folder: Path, version: str, word: str) -> Path:
    """The database of a copy of the seed in which the name of every mission begins with a word."""
    copy = Path(shutil.copytree(data, folder / "seed" / "data"))
    release = copy / "release.toml"
    text = release.read_text(encoding="utf-8")
    before, _, rest = text.partition(VERSION)
    after = rest.partition('"')[2]
    release.write_text(f'{before}{VERSION}{version}"{after}', encoding="utf-8")
    for mission in copy.glob("missions/*.toml"):
        if not mission.name.startswith("_"):
            name = f'name = "{word} of {mission.stem}"'
            lines = mission.read_text(encoding="utf-8").splitlines()
            named = [name if line.startswith("name =") else line for line in lines]
            mission.write_text("\n".join(named), encoding="utf-8")
    database = folder / "facts.sqlite"
    load(read_data(copy).entries, copy, database)
    return database


def put(release: Path, database: Path) -> None:
    """Replace the release that the service reads, atomically, as `python -m seed load` does."""
    new = database.with_suffix(".new")
    shutil.copyfile(release, new)
    os.replace(new, database)
