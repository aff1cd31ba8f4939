"""Write SVG: elements, and a sheet of blocks stacked vertically.

Only presentation attributes and `currentColor`: a picture within a page takes the colours of the page and
needs no style of its own, which its Content-Security-Policy would refuse.
"""

import re
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

WIDTH = 760
NARROW = 480  # What is so wide can be read on a phone as well.
EDGE = 16
LETTER = 6.4  # How wide one is on average.
SMALL_LETTERS, LARGE_LETTERS = 110, 64  # So many fit into a line, capitals among them.
# Each stands out from white and from near-black three to one, and from the others for the colour-blind.
COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#b87e00"),
    *("#c46a9d", "#808080", "#3a93c9", "#8c6d46"),
)


@dataclass(frozen=True)
class Block:
    """A part of an SVG, as wide as the sheet, with its own origin."""

    height: float
    markup: str


def element(name: str, *content: str, **attributes: Any) -> str:
    """Write one element; its content must be markup already."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
    )
    inner = "".join(content)
    return f"<{name}{pairs}>{inner}</{name}>" if inner else f"<{name}{pairs}/>"


def text_line(text: str, x: float, y: float, **attributes: Any) -> str:
    """Write a line of text, escaped."""
    return element("text", escape(text, quote=False), x=x, y=y, **attributes)


def tip(text: str) -> str:
    """Write a `<title>`: the tooltip of its parent element, or the name of the image."""
    return element("title", escape(text, quote=False))


def path(*steps: object, words: str = "", **attributes: Any) -> str:
    """Write a `<path>`, with `words` as its tooltip."""
    outline = re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(map(_short, steps)))
    return element("path", tip(words) if words else "", d=outline, **attributes)


def heading(title: str, width: int = WIDTH) -> Block:
    """Set the title, wrapped to the width."""
    return _lines(wrap(title, width * LARGE_LETTERS // WIDTH), 21, font_size=17, font_weight=600)


def cut(text: str, longest: int) -> str:
    """Cut a text to so many letters, with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def caption(texts: list[str], width: int = WIDTH) -> Block:
    """Set the lines of a caption, wrapped to the width."""
    letters = width * SMALL_LETTERS // WIDTH
    return _lines([line for text in texts for line in wrap(text, letters)], 15, opacity=0.85)


def legend(entries: list[tuple[str, str]], width: int = WIDTH) -> Block:
    """Set the legend: samples with names; empty for a single series."""
    if len(entries) < 2:
        return Block(0, "")
    items, x, y = [], float(EDGE), 12.0
    for name, sample in entries:
        room = 38 + LETTER * len(name)
        if x + room > width and x > EDGE:
            x, y = float(EDGE), y + 18
        place = f"translate({_short(x)} {_short(y)})"
        items.append(element("g", sample, text_line(name, 30, 0), transform=place, class_="entry"))
        x += room + 8
    return Block(y + 6, "".join(items))


def sheet(title: str, description: str, blocks: list[Block], width: int = WIDTH) -> str:
    """Assemble blocks into an SVG, with title and description for screen readers."""
    groups, y = [], float(EDGE)
    for block in blocks:
        if block.height:
            groups.append(element("g", block.markup, transform=f"translate(0 {_short(y)})"))
            y += block.height + 8
    names = [tip(title), element("desc", escape(description, quote=False))]
    return element(
        "svg",
        *names,
        *groups,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        width=width,
        height=y,
        viewBox=f"0 0 {width} {_short(y)}",
        font_family="system-ui, sans-serif",
        font_size=12,
        fill="currentColor",
    )


def _short(value: Any) -> str:
    """Format a number to one decimal, to keep the SVG small."""
    return f"{round(value, 1) + 0.0:g}" if isinstance(value, float) else str(value)


def _lines(lines: list[str], height: int, **attributes: Any) -> Block:
    texts = [text_line(line, EDGE, height * place + 12) for place, line in enumerate(lines)]
    return Block(height * len(lines), element("g", *texts, **attributes))
