"""Rules about coordinates: they lie in or near the country, as far as `known.toml` says where that is."""

from collections.abc import Iterator
from typing import NamedTuple

from api.facts.events import EventFacts
from api.facts.missions import MissionFacts
from seed.files.entries import Entry, Problem
from seed.known import KNOWN
from seed.library import Library

NEAR_DEGREES = 3  # The rectangles are rough, and headquarters lie across borders.


class Point(NamedTuple):
    """Coordinates in a record, with the countries that they should lie in."""

    entry: Entry
    latitude: float
    longitude: float
    countries: list[str]

    def is_near(self, rectangle: list[int], *, swapped: bool = False) -> bool:
        """Whether the point lies in or near a rectangle, or would with its coordinates swapped."""
        south, west, north, east = rectangle
        latitude, longitude = self.latitude, self.longitude
        if swapped:
            latitude, longitude = longitude, latitude
        return (
            south - NEAR_DEGREES <= latitude <= north + NEAR_DEGREES
            and west - NEAR_DEGREES <= longitude <= east + NEAR_DEGREES
        )


def coordinates_come_in_pairs(library: Library) -> Iterator[Problem]:
    """A latitude has a longitude, and back."""
    for entry in library.entries:
        place = entry.record
        if isinstance(place, MissionFacts | EventFacts):
            for here, there in (("latitude", "longitude"), ("longitude", "latitude")):
                if getattr(place, here) is not None and getattr(place, there) is None:
                    yield entry.problem((there,), f"is missing beside {here}")


def coordinates_lie_near_their_country(library: Library) -> Iterator[Problem]:
    """Coordinates lie in or near one of the countries; swapped ones seldom do."""
    for point, rectangles, unknown in _strays(library):
        if not unknown:
            remedy = "look at the sign and the digits"
            if any(point.is_near(one, swapped=True) for one in rectangles):
                remedy = "latitude and longitude are changed over"
            where = f"{point.latitude}, {point.longitude} is not near {', '.join(point.countries)}"
            yield point.entry.problem(("latitude",), f"{where}; {remedy}")


def countries_have_rectangles(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: coordinates in a country without a rectangle cannot be checked."""
    if library.known.rectangles:
        for point, _, unknown in _strays(library):
            for country in unknown:
                example = f"{country} = [south, west, north, east]"
                message = f"cannot be compared with {country}: add {example} to seed/data/{KNOWN}"
                yield point.entry.problem(("latitude",), message)


def _strays(library: Library) -> Iterator[tuple[Point, list[list[int]], list[str]]]:
    """List points near none of their countries, with known rectangles and countries without one."""
    for point in _points(library):
        known = library.known.rectangles
        rectangles = [known[country] for country in point.countries if country in known]
        unknown = [country for country in point.countries if country not in known]
        if point.countries and not any(point.is_near(one) for one in rectangles):
            yield point, rectangles, unknown


def _points(library: Library) -> Iterator[Point]:
    for entry in library.entries:
        place = entry.record
        if (
            not isinstance(place, MissionFacts | EventFacts)
            or place.latitude is None
            or place.longitude is None
        ):
            continue
        countries = place.countries if isinstance(place, MissionFacts) else [place.country]
        yield Point(entry, place.latitude, place.longitude, [one for one in countries if one])
