"""Print problems as lines, similar ones folded into a few, so that no cause is buried."""

import re
from collections.abc import Iterable
from itertools import groupby

from seed.files.entries import Problem

MOST_ALIKE = 3
NUMBER = re.compile(r"\d[\d.,:-]*")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def lines_of(problems: Iterable[Problem], *, each: bool = False) -> list[str]:
    """Write problems in order, one line each, or at most three lines for each kind."""
    if each:
        return [str(problem) for problem in dict.fromkeys(problems)]
    kinds: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        kinds.setdefault(_kind(problem), []).append(problem)
    return [line for alike in kinds.values() for line in _lines(alike)]


def _kind(problem: Problem) -> str:
    """The key of similar problems: the message without numbers, and in CSV files without cells."""
    message = NUMBER.sub("…", problem.message)
    return QUOTED.sub("…", message) if problem.file.endswith(".csv") else message


def _lines(alike: list[Problem]) -> list[str]:
    """Fold equal problems of a file into one line, and similar ones from the third line on."""
    groups = [list(group) for _, group in groupby(alike, lambda one: (one.file, one.message))]
    lines = [f"{group[0]}{_rest(group[1:])}" for group in groups]
    if len(lines) <= MOST_ALIKE:
        return lines
    shown = lines[:MOST_ALIKE]
    return [*shown[:-1], f"{groups[MOST_ALIKE - 1][0]}{_others(groups[MOST_ALIKE - 1 :])}"]


def _rest(same: list[Problem]) -> str:
    """Say how often a line comes again in its file."""
    if not same:
        return ""
    lines = "line" if len(same) == 1 else "lines"
    return f" (and {len(same)} more {lines}, to {max(one.line for one in same)})"


def _others(groups: list[list[Problem]]) -> str:
    """Say how many problems like the first one follow, and where."""
    rest = [problem for group in groups for problem in group][1:]
    files = list(dict.fromkeys(problem.file for problem in rest))
    if files == [groups[0][0].file]:
        return f" (and {len(rest)} more like it, to line {max(one.line for one in rest)})"
    where = f"{len(files)} files" if len(files) > 1 else files[0]
    return f" (and {len(rest)} more like it, in {where})"
