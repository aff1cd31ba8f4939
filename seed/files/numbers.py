"""Guess numbers that are written otherwise than in TOML: separators, decimal commas, units."""

import math
import re

SEPARATED = re.compile(r"[-+]?\d{1,3}(?:[,.'’_ \u00a0\u202f]\d{3})+")
DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
WITH_WORDS = re.compile(r"^[^\w-]*(-?\d[\d.,]*)\s*[^\d\s].*$")
NOT_DIGITS = re.compile(r"[^\d-]")


class Plain(str):
    """A number in plain digits, with what was wrong with the original."""

    why: str

    def __new__(cls, number: str, why: str) -> "Plain":
        """Keep the reason with the number."""
        plain = super().__new__(cls, number)
        plain.why = why
        return plain


def plain(text: str) -> Plain | None:
    """Guess the number that a text means; None if it has no digits to go by."""
    text = text.strip()
    if SEPARATED.fullmatch(text):
        return Plain(NOT_DIGITS.sub("", text), "without separators")
    if DECIMAL_COMMA.fullmatch(text):
        return Plain(text.replace(",", "."), "with a point")
    try:
        value = float(text.replace("_", ""))
    except ValueError:
        found = WITH_WORDS.match(text)
        return Plain(found[1].rstrip(".,").replace(",", ""), "and nothing else") if found else None
    if not math.isfinite(value):
        return None
    written = str(int(value)) if value == int(value) else repr(value)
    reasons = {written: "without quotes", text.lstrip("0") or "0": "without quotes"}
    why = "without leading zeros" if text.startswith("0") and text != written else "in plain digits"
    return Plain(written, reasons.get(text, why))
