"""Make seed files in which every text begins with an attack, if the checks let it through."""

import json
import re
from pathlib import Path

from seed.checks.registry import problems_of
from seed.files.entries import Problem
from seed.files.places import data_files
from seed.files.reading import read_data
from seed.library import Library

POISON = """=1+1<script>alert(1)</script>"'><img/src=x/onerror=alert(2)>]]>{{7*7}}"""
# Where a text begins that stands alone, in a list, or in a table on one line.
BEGINS = re.compile(r'(?:(?<= = )|(?<=\[)|(?<=, )|(?<=^    ))"(?=[^"])')
ROUNDS = 12

Lines = list[str]


def poison(data: Path) -> set[str]:
    """Put the attack before every text below a folder where it is not refused; the fields kept."""
    clean = {file: file.read_text("utf-8").split("\n") for _, file in data_files(data)}
    poisoned = {file: [_poisoned(line) for line in lines] for file, lines in clean.items()}
    for _ in range(ROUNDS):
        for file, lines in poisoned.items():
            file.write_text("\n".join(lines), "utf-8")
        problems = _problems(data)
        if not problems:
            break
        for name, line in {(problem.file, problem.line) for problem in problems}:
            file = data / name.rpartition(f"{data.name}/")[2]
            if file in clean:
                _take_back(poisoned[file], clean[file], line - 1)
    assert problems == []
    return {
        f"{_place(file, data).split('/')[0].removesuffix('.toml')}.{before.partition(' = ')[0].strip()}"
        for file, lines in clean.items()
        for before, after in zip(lines, poisoned[file], strict=True)
        if before != after
    }


def _poisoned(line: str) -> str:
    return BEGINS.sub(lambda quote: quote[0] + json.dumps(POISON)[1:-1], line)


def _place(file: Path, data: Path) -> str:
    return file.relative_to(data).as_posix()


def _problems(data: Path) -> list[Problem]:
    reading = read_data(data)
    return reading.problems or list(problems_of(reading, Library.of(reading, reading.history())))


def _take_back(poisoned: Lines, clean: Lines, place: int) -> None:
    """Restore a line; if it is clean already, the list that begins there; else the whole file."""
    end = place + 1
    if poisoned[place] == clean[place]:
        while end < len(clean) and clean[end].startswith(("    ", "]")):
            end += 1
    if poisoned[place:end] == clean[place:end]:
        place, end = 0, len(clean)
    poisoned[place:end] = clean[place:end]
