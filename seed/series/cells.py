"""Parse published cells: numbers, days and periods, into the values of figures."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from api.vocabulary import real_date
from seed.names import Misfit
from seed.series.layout import Layout

# Cells repeat: what one means is worked out once, as long as there are not too many different ones.
CACHED_CELLS = 20_000
PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
SPREADSHEET = "spreadsheet"
FIRST_DAY = date(1899, 12, 30)  # Of spreadsheets, which take 1900 for a leap year.
SERIAL = re.compile(r"\d{4,5}(\.0+)?", re.ASCII)
DIRECTIVE = re.compile(r"%([a-zA-Z%])")
DAYS, MONTHS, YEARS = set("djcx"), set("mbB"), set("Yy")
# The forms that are looked for in a date that is not understood, to ask for the right one.
FORMS = (
    *("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y"),
    *("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d/%m/%y", "%m/%d/%y", "%Y/%m/%d", "%Y%m%d"),
    *("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"),
    *("%B %Y", "%b %Y", "%b-%y", "%b-%Y", "%m/%Y", "%YM%m", "%Y/%m"),
)
BETWEEN = re.compile(r"\s+(?:to|until|through)\s+|\s*[–—]\s*|\s+-\s+|(?<=^\d{4})-(?=\d{4}$)")
ISO_BETWEEN = "/"

# What stands for an empty cell in many files; in a column of countries, NA is Namibia too.
NOTHING = {
    *("na", "n/a", "n.a.", "#n/a", "nan", "null", "nil", "none"),
    *("-", "--", "–", "—", ".", "..", "...", "…", "?"),
}
STANDS_FOR_NOTHING = (
    "stands for nothing? Add it to `missing` in the manifest, or say in `values` what it means"
)

Number = Callable[[str], float | str]


def number_reader(layout: Layout) -> Number:
    """Return a function that parses a number as the manifest says; other cells stay text."""
    grouped = _grouped(layout.thousands)
    scale = Decimal(str(layout.scale))

    @lru_cache(CACHED_CELLS)
    def read(cell: str) -> float | str:
        text = cell.strip()
        if layout.thousands and grouped.match(text):
            text = re.sub(rf"{re.escape(layout.thousands)}|[\u00a0\u202f]", "", text)
        if layout.decimal != ".":
            text = text.replace(".", " ").replace(layout.decimal, ".")
        if not PLAIN.fullmatch(text):
            return cell
        return float(text) if scale == 1 else float(Decimal(text) * scale)

    return read


def _grouped(thousands: str | None) -> re.Pattern[str]:
    """Match a number with thousands separators, three digits apart."""
    between = r"[ \u00a0\u202f]" if thousands == " " else re.escape(thousands or "")
    return re.compile(rf"-?\d{{1,3}}(?:{between}\d{{3}})+(?!\d)", re.ASCII)


def date_reader(form: str, latest: str) -> Callable[[str], str]:
    """Return a function that parses dates of a format; two-digit years are never after `latest`."""
    signs = set(DIRECTIVE.findall(form))

    def read(cell: str) -> str:
        text = " ".join(cell.split())
        if form == SPREADSHEET:
            return _serial(text)
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            raise Misfit(f"is not a date written {form}{form_hint(text)}") from None
        if "y" in signs and day.year > int(latest[:4]):
            day = day.replace(year=day.year - 100)
        if signs & DAYS:
            return day.isoformat()
        return f"{day:%Y-%m}" if signs & MONTHS else f"{day:%Y}"

    return read


def _serial(text: str) -> str:
    if not SERIAL.fullmatch(text):
        raise Misfit(f"is not a date as spreadsheets number them{form_hint(text)}")
    return (FIRST_DAY + timedelta(days=int(float(text)))).isoformat()


def form_hint(cell: str) -> str:
    """Suggest a `date_format` that fits a date not understood; empty where none does."""
    found = [form for form in FORMS if _fits(cell, form)]
    if SERIAL.fullmatch(cell) and not ISO_DATE.fullmatch(cell):
        found = [SPREADSHEET]
    if not found:
        return ""
    written = " or ".join(f'date_format = "{form}"' for form in found[:2])
    return f"; write {written} into the manifest"


def is_date(text: str) -> bool:
    """Tell whether a text is a valid date in ISO form, also a partial one."""
    try:
        real_date(text)
    except ValueError:
        return False
    return True


def form_fault(form: str) -> str | None:
    """Say why a date format is invalid; None when it is valid."""
    if form == SPREADSHEET:
        return None
    if not YEARS.intersection(DIRECTIVE.findall(form)):
        return f"{form!r} names no year; it is made of %d, %m, %b, %B, %y and %Y, or is {SPREADSHEET!r}"
    try:
        datetime.strptime(date(2021, 1, 31).strftime(form), form)
    except ValueError:
        return f"{form!r} is no form of a date; it is made of %d, %m, %b, %B, %y and %Y"
    return None


def interval_of(cell: str, read_date: Callable[[str], str]) -> str:
    """Parse a period in one cell into `start/end`, the form of ISO 8601."""
    parts = BETWEEN.split(cell.strip())
    if len(parts) == 1:
        parts = cell.strip().split(ISO_BETWEEN)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise Misfit("is not a period; write its first and its last day as 2026-07-01/2027-06-30")
    return ISO_BETWEEN.join(read_date(part.strip()) for part in parts)


def _fits(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True
