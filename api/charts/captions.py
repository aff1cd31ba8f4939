"""Write the caption of a chart, and its description for screen readers."""

from api.charts.attribution import speaker_of
from api.charts.marks import words_of
from api.charts.series import Mark, Series
from api.wording import time_in_words, value_in_words

MOST_NOTES = 4
# The meaning of each mark that needs explaining, by its class in the SVG.
KEY = {
    'class="arrow"': "An arrow: that many or more (up) or fewer (down), the other end is not known.",
    'class="whisker"': "A whisker: the numbers that “about” or “nearly” allows.",
    'class="guide"': "A broken line: from one source to another.",
    'class="vague"': "A thin line: known to a month or a year only.",
    'class="gap"': "Grey: no figure is held.",
    'class="none"': "A flat line: none died, as the register is complete and has no row.",
    ' aside"': "Small and hollow, or a tick: what other sources state.",
    ' rival"': "Pale or hollow: one of several statements on the same time.",
    'class="across"': "A line across: a period that overlaps others.",
}


def key_to(svg: str) -> list[str]:
    """Explain the marks that occur in an SVG."""
    sentences = [words for mark, words in KEY.items() if mark in svg]
    return [" ".join(sentences)] if sentences else []


def notes_of(all_series: list[Series], across: list[Mark]) -> list[str]:
    """List the rival statements and the overlapping periods, each with who states them."""
    notes = [
        _note(series, marks)
        for series in all_series
        for marks in series.times
        if len({mark.value for mark in marks}) > 1 or marks[0] in across
    ]
    more = len(notes) - MOST_NOTES
    rest = [f"Statements on {more} more times are in the table."] if more > 0 else []
    return notes[:MOST_NOTES] + rest


def description_of(all_series: list[Series]) -> str:
    """Describe a chart in sentences: each series with its first, highest and last figure."""
    return " ".join(map(_description, all_series))


def _description(series: Series) -> str:
    highest = max(series.marks, key=lambda mark: mark.value)
    telling = (series.marks[0], highest, series.marks[-1])
    figures = dict.fromkeys(words_of(mark, with_speaker=series.has_speakers) for mark in telling)
    name = f"{series.name}: " if series.name else ""
    several = f"{len(series.marks)} figures, the first, the highest and the last are"
    return f"{name}{several if series.marks[1:] else 'one figure,'} {'; '.join(figures)}."


def _note(series: Series, marks: list[Mark]) -> str:
    statements = [
        f"{value_in_words(mark.figure)} ({speaker_of(mark.figure)})"
        for mark in sorted(marks, key=lambda mark: mark.aside)
    ]
    name = f", {series.name}" if series.name else ""
    return f"{time_in_words(marks[0].figure)}{name}: {'; '.join(statements)}."
