"""The line number of every TOML key is found, whatever surrounds it."""

import pytest

from seed.files.lines import Path, line_of

TEXT = '''\
# a comment with [brackets] and key = "value"
code = "x"
summary = """
started = "not a key"
"""
countries = [
    "MLI",
    "SOM",
]

[[citations]]
source = "a"

[[citations]]
source = "b"
supports = ["code"]

[[citations.parts]]
name = "inner"

[place]
town."quoted key" = { x = 1 }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("code",), 2),
        (("summary",), 3),
        (("countries", 0), 7),
        (("countries", 1), 8),
        (("citations", 0), 11),
        (("citations", 0, "source"), 12),
        (("citations", 1, "source"), 15),
        (("citations", 1, "supports", 0), 16),
        (("citations", 1, "parts", 0, "name"), 19),
        (("place", "town", "quoted key", "x"), 22),
        (("citations", 1, "missing"), 14),
        (("missing",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_on_its_line(path: Path, line: int) -> None:
    assert line_of(TEXT, path) == line


def test_a_file_is_looked_through_once_however_much_is_wrong_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"{TEXT}# another file\n"
    assert line_of(text, ("code",)) == 2
    monkeypatch.setattr("seed.files.lines.tomli.loads", None)
    assert line_of(text, ("summary",)) == 3
