"""Hints about texts and numbers that may be right, but look like typos."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.vocabulary import IndicatorKind, Qualifier, Rank, Unit
from seed.files.entries import Entry, Problem
from seed.files.meant import qualifiers_said
from seed.library import Library
from seed.records import FigureRecord

LONGEST = 2_000  # Characters; the longest note so far has half of them.
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]{2,6};|&#\d|\[[^\]]+\]\(|\*\*\S|(?<!\w)__\S")
DIGITS = re.compile(r"\d[\d.,’'\u00a0\u202f ]*")
NOT_DIGITS = re.compile(r"\D")
MOST = {Unit.PEOPLE: 10_000_000, Unit.USD: 10**12}


def texts_are_plain_and_short(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: HTML or Markdown, which is shown as typed, and long notes."""
    for entry, path, part in library.parts:
        for name in () if entry.in_series else _texts_of(type(part)):
            text = getattr(part, name)
            if not isinstance(text, str):
                continue
            if len(text) > LONGEST:
                message = f"has {len(text):,} characters: is it all needed?"
                yield entry.problem((*path, name), message)
            if name != "evidence" and (found := MARKUP.search(text)):
                message = f"{found[0]!r} is shown as it is: write plain text"
                yield entry.problem((*path, name), message)


def numbers_are_those_printed(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: `value_text` has other digits than the value."""
    for entry, figure in library.figures:
        printed = [_significant(digits) for digits in DIGITS.findall(figure.value_text or "")]
        if printed and _significant(f"{figure.value:f}") not in printed:
            message = f"is {figure.value:g}, but {figure.value_text!r} is printed: is it right?"
            yield entry.problem(("value",), message)


def qualifiers_are_those_printed(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: `value_text` says that an exact number is not exact."""
    said = {
        word: qualifier
        for word, qualifier in qualifiers_said(library.words)
        if qualifier != "exact"
    }
    if not said:
        return
    words = "|".join(re.escape(word) for word in sorted(said, key=len, reverse=True))
    before = re.compile(rf"\b({words})\W+\d")
    for entry, figure in library.figures:
        if figure.qualifier is Qualifier.EXACT and not figure.note and figure.value_text:
            found = before.search(figure.value_text.casefold())
            if found:
                message = f"is exact, but {figure.value_text!r} says {said[found[1]]}: is it right?"
                yield entry.problem(("qualifier",), message)


def numbers_are_of_this_world(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: more people or money than peacekeeping ever had."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if indicator and is_beyond_all(figure.value, indicator.unit):
            message = f"{figure.value:,.0f} {indicator.unit}: is it right?"
            yield entry.problem(("value",), message)


def is_beyond_all(value: float, unit: Unit) -> bool:
    """Tell whether a number exceeds the maximum of its unit."""
    return value > MOST.get(unit, value)


def sources_say_a_thing_once(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: one source has two numbers for the same figure."""
    said: dict[tuple[Any, ...], list[tuple[Entry, FigureRecord]]] = defaultdict(list)
    for entry, figure in library.figures:
        if figure.rank is not Rank.DEPRECATED and not figure.withdrawn_on:
            question = (figure.source.code, figure.subject.code, figure.indicator)
            time = (figure.as_of, figure.period_start, figure.period_end)
            said[*question, *time].append((entry, figure))
    for figures in said.values():
        for position, (entry, figure) in enumerate(figures[1:], 1):
            other, first = figures[position - 1]
            if first.dimensions == figure.dimensions and first.value != figure.value:
                kind = library.indicator(figure.indicator)
                if kind and kind.kind is not IndicatorKind.TARGET:
                    place = f"{other.origin.name} has {first.value:g} of that source and time"
                    yield entry.problem(("value",), f"{figure.value:g}, but {place}: is it right?")


def _significant(number: str) -> str:
    """Reduce a number to its significant digits, so that thousands and millions compare equal."""
    return NOT_DIGITS.sub("", number).strip("0")


@cache
def _texts_of(part: type[BaseModel]) -> list[str]:
    """Name the fields of a part that may hold sentences."""
    names = part.model_fields.items()
    return [name for name, info in names if "str" in str(info.annotation) and name != "code"]
