"""The look of a standalone SVG: light or dark, and its width."""

import re
from enum import StrEnum

from pydantic import BaseModel, Field

from api.charts.svg import WIDTH

LIGHT = "svg{color:#1f1f1f;background:#fff}"
DARK = "svg{color:#e8e8e8;background:#161616}"
SIZE = re.compile(r'width="(\d+)" height="([\d.]+)"')


class Theme(StrEnum):
    """Colour theme of a chart, whatever the reader's colour scheme."""

    LIGHT = "light"
    DARK = "dark"


# A picture of its own has no page to take its colours from; readers of dark screens get light lines.
STYLES = {
    None: f"{LIGHT}@media(prefers-color-scheme:dark){{{DARK}}}",
    Theme.LIGHT: LIGHT,
    Theme.DARK: DARK,
}


class Look(BaseModel):
    """How a picture can be asked to look."""

    theme: Theme | None = Field(
        default=None,
        description="`light` or `dark`; by default the reader's colour scheme. SVG only.",
        examples=["light"],
    )
    width: int | None = Field(
        default=None,
        ge=200,
        le=2400,
        description=f"Width in pixels, by default {WIDTH}. SVG only.",
        examples=["1200"],
    )


def styled(svg: str, look: Look) -> str:
    """Add the colours and set the width of an SVG, which scales with it."""
    style = f"<style>{STYLES[look.theme]}</style><title>"
    return _as_wide(svg, look.width).replace("<title>", style, 1)


def _as_wide(svg: str, width: int | None) -> str:
    size = SIZE.search(svg)
    if not width or not size:
        return svg
    height = float(size[2]) * width / float(size[1])
    return SIZE.sub(f'width="{width}" height="{height:.0f}"', svg, count=1)
