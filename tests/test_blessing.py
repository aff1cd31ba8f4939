"""A failed blessing shows what has changed, and the command that accepts it."""

import json
from typing import Any

import pytest

from tests.blessing import assert_blessed, changed_paths, describe

BEFORE = {
    "paths": {
        "/v1/missions": {
            "parameters": [{"name": "kind", "schema": {"enum": ["a", "b"]}}, {"name": "limit"}]
        },
        "/v1/old": {},
    },
    "rows": [[1], [2]],
}
AFTER = {
    "paths": {
        "/v1/missions": {
            "parameters": [
                {"name": "country"},
                {"name": "kind", "schema": {"enum": ["a", "c"]}},
                {"name": "limit"},
            ]
        }
    },
    "rows": [[1], [3]],
}


def test_changes_of_a_document_are_told_by_path() -> None:
    assert list(changed_paths(BEFORE, AFTER)) == [
        '- paths./v1/missions.parameters[kind].schema.enum["b"]: "b"',
        '+ paths./v1/missions.parameters[kind].schema.enum["c"]: "c"',
        '+ paths./v1/missions.parameters[country]: {"name": "country"}',
        "- paths./v1/old: {}",
        "- rows[[2]]: [2]",
        "+ rows[[3]]: [3]",
    ]


@pytest.mark.parametrize(
    ("accepted", "actual", "change"),
    [
        ({"a": 1}, {"a": "1"}, '  a: 1 -> "1"'),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "only the order or the layout is another"),
        ({"a": "x" * 500}, {"a": "y"}, "..."),
        (list(range(100)), [], "... and 60 more"),
    ],
)
def test_changes_are_short_and_never_passed_over(accepted: Any, actual: Any, change: str) -> None:
    assert change in describe(json.dumps(accepted), json.dumps(actual))


def test_changes_of_a_text_are_told_by_line() -> None:
    assert describe("one\ntwo\n", "one\nthree\n").splitlines()[:4] == [
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "+three",
    ]


def test_the_command_blesses_the_file_of_the_test_that_failed() -> None:
    with pytest.raises(pytest.fail.Exception, match="page is not what was accepted") as failed:
        assert_blessed("page", "one", "two")
    assert "PEACEKEEPING_BLESS=1" in str(failed.value)
    assert str(failed.value).count(" tests/test_blessing.py\n") == 1
