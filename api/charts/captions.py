"""What is written below a chart, and what it says to those who do not see it."""

from collections.abc import Iterator

from api.charts.attribution import speaker_of
from api.charts.marks import words_of
from api.charts.series import Mark, Series
from api.wording import time_in_words, value_in_words

MOST_NOTES = 15
# What a mark means that needs explaining, by what it is called in the drawing.
KEY = {
    'class="arrow"': "An arrow: that many or more (up) or fewer (down), the other end is not known.",
    'class="whisker"': "A whisker: the numbers that “about” or “nearly” allows.",
    'class="guide"': "A broken line: from one source to another.",
    'class="vague"': "A thin line: known to a month or a year only.",
    ' rival"': "Pale or hollow: one of several statements on the same time.",
    'class="across"': "A line across: a period that overlaps others.",
}


def key_to(drawn: str) -> list[str]:
    """What the marks of a drawing mean."""
    said = [words for mark, words in KEY.items() if mark in drawn]
    return [" ".join(said)] if said else []


def notes_of(series: list[Series], across: list[Mark]) -> list[str]:
    """The rival statements and the overlapping periods, each with who states them."""
    notes = [
        _note(one, together)
        for one in series
        for together in one.times
        if len(together) > 1 or together[0] in across
    ]
    more = len(notes) - MOST_NOTES
    rest = [f"Statements on {more} more times are in the table."] if more > 0 else []
    return notes[:MOST_NOTES] + rest


def description_of(series: list[Series]) -> str:
    """The chart in sentences: each series with its first, highest and last figure."""
    return " ".join(_sentences(series))


def _note(one: Series, together: list[Mark]) -> str:
    said = [f"{value_in_words(mark.figure)} ({speaker_of(mark.figure)})" for mark in together]
    name = f", {one.name}" if one.name else ""
    return f"{time_in_words(together[0].figure)}{name}: {'; '.join(said)}."


def _sentences(series: list[Series]) -> Iterator[str]:
    for one in series:
        highest = max(one.marks, key=lambda mark: mark.value)
        telling = (one.marks[0], highest, one.marks[-1])
        said = dict.fromkeys(words_of(mark, named=one.spoken) for mark in telling)
        name = f"{one.name}: " if one.name else ""
        counted = f"{len(one.marks)} figures, the first, the highest and the last are"
        yield f"{name}{counted if len(one.marks) > 1 else 'one figure,'} {'; '.join(said)}."
