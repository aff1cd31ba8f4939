"""Show a record: the model of its answer, its sentence, its address, and the formats it comes in."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from api.vocabulary import Format, Row


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """How a row is shown: the model of its answer, its sentence, and its address with `{code}` in it.

    The address is empty where each row carries its own `href`.
    """

    answer: type[BaseModel]
    sentence: Callable[[Row], str]
    address: str = ""
    feed: bool = False  # News, to which a reader may subscribe.

    @property
    def formats(self) -> tuple[Format, ...]:
        """List how a page of such records is written: as GeoJSON only where they have places, as Atom only news."""
        placed = "longitude" in self.answer.model_fields
        offered = {Format.GEOJSON: placed, Format.ATOM: self.feed}
        return tuple(format for format in Format if offered.get(format, True))

    def compact(self, row: Row) -> Row:
        """Tell a record in a sentence, with its address and that of its most telling source."""
        href = row.get("href", self.address.format(code=row.get("code")))
        text = " ".join(self.sentence(row).split())
        return {"text": text, "href": href, "source": self.source_of(row)}

    def source_of(self, row: Row) -> str | None:
        """Return the address of the source that tells most of a record; None where it cites none itself."""
        cited = row["citation"] if "citation" in row else next(iter(row.get("citations", [])), None)
        return f"/v1/sources/{cited['source']['code']}" if cited else None
