"""Common mistakes of curators, one by one: what `check` says of each, in at most five lines.

Each of the tables in `mistakes/` says what is written otherwise in the miniature, what `check` printed before these
were tried (`before`), and what it prints now (`says`). The miniature comes with a few records that no release has
yet, in `mistakes/data`. Blessing writes what is printed now; `-m ""` for all of them.

A mistake is `slow` whose check ran no line of `seed` that one above it had not run: the same rule, told of another file.
"""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from seed.__main__ import app
from tests.blessing import BLESSING, assert_blessed
from tests.conftest import SAMPLES

FOLDER = Path(__file__).parent / "mistakes"
MOST_LINES = 5
PLACES = {"file", "copy", "rename"}
VERY_LONG = "Nobody reads on. " * 60_000


def mistakes() -> Iterator[Any]:
    """All mistakes, each with the table it stands in."""
    for table in sorted(FOLDER.glob("*.toml")):
        for mistake in tomllib.loads(table.read_text(encoding="utf-8"))["mistakes"]:
            marks = [pytest.mark.slow] if mistake.get("slow") else []
            yield pytest.param(table, mistake, id=f"{table.stem}: {mistake['slip']}", marks=marks)


@pytest.fixture(scope="module")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature with the records that no release has yet."""
    data = tmp_path_factory.mktemp("miniature") / "seed" / "data"
    shutil.copytree(SAMPLES / "data", data)
    return Path(shutil.copytree(FOLDER / "data", data, dirs_exist_ok=True))


def make(change: dict[str, Any], data: Path) -> None:
    """Make the mistake in a file."""
    file = data / change["file"]
    file.parent.mkdir(exist_ok=True)
    text = change["write"] if "write" in change else file.read_text(encoding="utf-8")
    if "old" in change:
        assert change["old"] in text
        text = text.replace(change["old"], change["new"]).replace("{very long}", VERY_LONG)
    to = data / change.get("copy", change.get("rename", change["file"]))
    if "rename" in change or "delete" in change:
        file.unlink()
    if "delete" not in change:
        to.parent.mkdir(exist_ok=True)
        text = text.replace("\n", change.get("newline", "\n"))
        to.write_bytes(text.encode(change.get("encoding", "utf-8")))


@contextmanager
def mistaken(mistake: dict[str, Any], data: Path) -> Iterator[None]:
    """Make a mistake, and undo it."""
    changes = (mistake, *mistake.get("also", []))
    touched = {data / change[key] for change in changes for key in PLACES & change.keys()}
    before = {file: file.read_bytes() for file in touched if file.exists()}
    for change in changes:
        make(change, data)
    yield
    for file in touched:
        file.unlink(missing_ok=True)
    for file, content in before.items():
        file.write_bytes(content)


def printed(data: Path) -> list[str]:
    """The output of `check`, without its last line."""
    done = CliRunner().invoke(app, ["check", "--data", str(data)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    lines = done.stdout.replace("seed/data/", "").splitlines()
    return lines if done.exit_code else lines[:-1]


def test_the_miniature_has_no_mistakes(miniature: Path) -> None:
    assert printed(miniature) == []


@pytest.mark.parametrize(("table", "mistake"), list(mistakes()))
def test_a_mistake_is_told_in_few_lines(
    table: Path, mistake: dict[str, Any], miniature: Path
) -> None:
    with mistaken(mistake, miniature):
        said = printed(miniature)
    assert len(said) <= MOST_LINES
    if BLESSING:
        bless(table, mistake["slip"], said)
    else:
        assert_blessed(mistake["slip"], "\n".join(mistake["says"]), "\n".join(said))


def bless(table: Path, slip: str, said: list[str]) -> None:
    """Write the present output of `check` into the table."""
    text = table.read_text(encoding="utf-8")
    lines = "".join(f"    {json.dumps(line, ensure_ascii=False)},\n" for line in said)
    says = f"says = [\n{lines}]\n" if said else "says = []\n"
    before, name, after = text.partition(f'slip = "{slip}"\n')
    block, heading, rest = after.partition("\n[[mistakes]]\n")
    block = re.sub(r"^says = \[(\]|.*?^\])\n?", "", block, flags=re.M | re.S).rstrip("\n") + "\n"
    table.write_text(before + name + block + says + heading + rest, encoding="utf-8")
