"""Random typos in a TOML file are explained in a curator's words, at a line near the typo."""

import re

import pytest
import tomli

from seed.files.toml_faults import explain_toml
from tests.conftest import SAMPLES

FILES = ["missions/sampo-i.toml", "initiatives/renewal.toml", "figures/sample-briefing.toml"]
OF_PARSERS = re.compile(
    r"at line \d|column \d|Expected|Invalid|Illegal|Unclosed|Unterminated|Errno|document after|Traceback"
)
SLIPS = ["", "“", '"', "[", "]", "]]", ",", "=", ":", "\\", "<<<<<<<\n", "\n", "{", "\x00"]


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_no_slip_of_the_keyboard_is_told_in_the_words_of_a_parser(file: str) -> None:
    text = (SAMPLES / "data" / file).read_text(encoding="utf-8")
    for at in range(len(text)):
        for slip in SLIPS:
            spoilt = text[:at] + slip + text[at + (not slip) :]
            try:
                tomli.loads(spoilt)
            except ValueError as error:
                line, message = explain_toml(spoilt, error)
                assert not OF_PARSERS.search(message), (message, spoilt)
                assert 1 <= line <= spoilt.count("\n") + 1
