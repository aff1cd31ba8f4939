"""Declare how a record is rendered: the model of its answer, its sentence, its address, and its formats."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from api.vocabulary import Format, Row


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """How a row is rendered: the model of its answer, its sentence, and its address with `{code}` in it.

    The address is empty where each row carries its own `href`.
    """

    answer: type[BaseModel]
    sentence: Callable[[Row], str]
    address: str = ""
    feed: bool = False  # Also an Atom feed, to which readers may subscribe.

    @property
    def formats(self) -> tuple[Format, ...]:
        """List the formats of a page of such records: GeoJSON only where they have places, Atom only of a feed."""
        placed = "longitude" in self.answer.model_fields
        offered = {Format.GEOJSON: placed, Format.ATOM: self.feed}
        return tuple(format for format in Format if offered.get(format, True))

    def compact(self, row: Row) -> Row:
        """Render a record as `view=compact` does: its sentence, its address and that of its first source."""
        href = row.get("href", self.address.format(code=row.get("code")))
        text = " ".join(self.sentence(row).split())
        return {"text": text, "href": href, "source": self.source_of(row)}

    def source_of(self, row: Row) -> str | None:
        """Return the address of the first source of a record; None where it cites none itself."""
        cited = row["citation"] if "citation" in row else next(iter(row.get("citations", [])), None)
        return f"/v1/sources/{cited['source']['code']}" if cited else None
