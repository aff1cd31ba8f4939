"""Fill the fact boxes of a record's page: each line is a query to a list of the API."""

from dataclasses import dataclass

from api.pages.openings.lines import Answer, Filters, Line, Owner
from api.wording import uncapitalised


@dataclass(frozen=True)
class Box:
    """A fact box: lines under one heading."""

    title: str
    lines: tuple[Line, ...]
    is_whole: bool = True  # Whether what it lacks is worth saying, and the box itself then.
    nothing: str = ""  # What it says where no line says anything.


@dataclass(frozen=True)
class Opening:
    """The opening of a kind of record's page: its boxes, and its charts as list filters.

    Of the alternatives of a chart the first is drawn that makes a series.
    """

    boxes: tuple[Box, ...] = ()
    charts: tuple[tuple[Filters, ...], ...] = ()


@dataclass(frozen=True)
class FilledBox:
    """A fact box with the answers for one record."""

    title: str
    answers: list[Answer]
    is_whole: bool
    nothing: str

    @property
    def held(self) -> list[Answer]:
        """The lines with an entry."""
        return [answer for answer in self.answers if answer.entries]

    @property
    def missing(self) -> list[str]:
        """The labels of lines without an entry, where that is worth saying."""
        if not self.is_whole or (self.nothing and not self.held):
            return []
        return [
            uncapitalised(answer.label)
            for answer in self.answers
            if not answer.entries and answer.is_gap
        ]


def fill_boxes(opening: Opening, owner: Owner) -> list[FilledBox]:
    """Answer the boxes of a record."""
    name = owner.record.get("name", "")
    boxes = [
        FilledBox(
            box.title.format(name=name),
            [line.answer(owner) for line in box.lines],
            box.is_whole,
            box.nothing,
        )
        for box in opening.boxes
    ]
    shown = [box for box in boxes if box.held or box.is_whole]
    return sorted(shown, key=lambda box: not box.held)  # What says nothing comes last.


def tell_sentences(opening: Opening, owner: Owner) -> list[str]:
    """Answer only the lines that are told in sentences."""
    lines = (line for box in opening.boxes for line in box.lines)
    return [line.answer(owner).told for line in lines if getattr(line, "told", "")]
