"""Compare outcomes with accepted ones in files (snapshots), which are rewritten on request.

A test that finds something else fails with the changes, and with the one command that accepts them.
"""

import json
import os
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from typing import Any

import pytest

BLESSING = bool(os.environ.get("PEACEKEEPING_BLESS"))
COMMAND = "PEACEKEEPING_BLESS=1 .venv/bin/uv run --locked pytest -n 0 -m '' {test}"
if BLESSING and "PYTEST_XDIST_WORKER" in os.environ:
    raise pytest.UsageError("accept with -n 0: two workers would write the same file at once")
MOST_CHANGES = 40
LONGEST_CHANGE = 160


def assert_blessed(name: str, accepted: str, actual: str) -> None:
    """Fail if an outcome differs from the accepted one."""
    if accepted != actual:
        pytest.fail(f"{name} is not what was accepted:\n\n{describe(accepted, actual)}", False)


def describe(accepted: str, actual: str) -> str:
    """Describe how two outcomes differ, with the command that accepts the new one."""
    changes = changes_between(accepted, actual)
    shown = [cut(change) for change in islice(changes, MOST_CHANGES)]
    if more := sum(1 for _ in changes):
        shown.append(f"... and {more} more")
    test = os.environ["PYTEST_CURRENT_TEST"].partition("::")[0]
    command = COMMAND.format(test=test)
    return "\n".join([*shown, "", "To accept this, run", f"    {command}", "and read the diff."])


def changes_between(accepted: str, actual: str) -> Iterator[str]:
    """The changes, by path where both are JSON and by line elsewhere."""
    try:
        before, after = json.loads(accepted), json.loads(actual)
    except ValueError:
        lines = unified_diff(accepted.splitlines(), actual.splitlines(), n=1, lineterm="")
        return islice(lines, 2, None)  # Without the names of the files.
    if before == after:
        return iter(["only the order or the layout is another"])
    return changed_paths(before, after)


def changed_paths(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Yield what was removed (-), added (+) or changed between two JSON values, with its path."""
    if before == after:
        return
    old, new = members(before), members(after)
    if old is None or new is None or type(before) is not type(after):
        yield f"  {path}: {json.dumps(before)} -> {json.dumps(after)}"
        return
    for key in [*old, *(key for key in new if key not in old)]:
        place = f"{path}{key}" if not path or key.startswith("[") else f"{path}.{key}"
        if key not in new:
            yield f"- {place}: {json.dumps(old[key])}"
        elif key not in old:
            yield f"+ {place}: {json.dumps(new[key])}"
        else:
            yield from changed_paths(old[key], new[key], place)


def members(value: Any) -> dict[str, Any] | None:
    """The members of a JSON object or list by key: name, value or position; None for a scalar."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list):
        return None
    names = [one.get("name") if isinstance(one, dict) else json.dumps(one) for one in value]
    if None in names or len(set(names)) < len(names):
        names = [str(place) for place in range(len(value))]
    return {f"[{name}]": one for name, one in zip(names, value, strict=True)}


def cut(change: str) -> str:
    """Truncate a change to a readable length."""
    return change if len(change) <= LONGEST_CHANGE else f"{change[: LONGEST_CHANGE - 3]}..."
