"""Counts and lists of others that our records are compared with, each with the source that says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownCount:
    """A number of operations that a source states, at a date where it has one."""

    number: int
    date: str
    source: str


@dataclass(frozen=True)
class KnownList:
    """Acronyms that a source lists."""

    source: str
    acronyms: tuple[str, ...]


OPERATIONS_EVER = KnownCount(71, "2018", "un-list-of-operations-2018")
RUNNING = (
    KnownCount(13, "2020-09-14", "security-council-briefing-2020-09-14"),
    KnownCount(11, "2025-05", "germany-press-berlin-ministerial-2025-05-12"),
)

# Left out: UNEF, UNOSOM and UNAVEM, rows that join phases which are listed one by one as well; and
# UNFOR, "United Nations Force" in Zagreb, a row without dates that names no operation of its own.
PUBLISHED_OPERATIONS = KnownList(
    "un-data-hub-operations-2024-02-19",
    (
        *("DOMREP", "IPTF", "MICAH", "MINUCI", "MINUGUA", "MINUJUSTH", "MINURCA", "MINURCAT"),
        *("MINURSO", "MINUSCA", "MINUSMA", "MINUSTAH", "MIPONUH", "MONUA", "MONUC", "MONUSCO"),
        *("ONUB", "ONUC", "ONUCA", "ONUMOZ", "ONUSAL", "UNAMIC", "UNAMID", "UNAMIR", "UNAMSIL"),
        *("UNASOG", "UNAVEM I", "UNAVEM II", "UNAVEM III", "UNCPSG", "UNCRO", "UNDOF", "UNEF I"),
        *("UNEF II", "UNFICYP", "UNGCI", "UNGOMAP", "UNIFIL", "UNIIMOG", "UNIKOM"),
        *("UNIPOM", "UNISFA", "UNMEE", "UNMIBH", "UNMIH", "UNMIK", "UNMIL", "UNMIS", "UNMISET"),
        *("UNMISS", "UNMIT", "UNMOGIP", "UNMOP", "UNMOT", "UNOCI", "UNOGIL", "UNOHCI", "UNOMIG"),
        *("UNOMIL", "UNOMSIL", "UNOMUR", "UNOSOM I", "UNOSOM II", "UNPF", "UNPREDEP"),
        *("UNPROFOR", "UNPSG", "UNSCOB", "UNSF", "UNSMA", "UNSMIH", "UNSMIS", "UNTAC", "UNTAES"),
        *("UNTAET", "UNTSO", "UNYOM"),
    ),
)

# Rough rectangles around host countries, in whole degrees: south, west, north, east. They only tell
# a swapped or mistyped coordinate from a plausible one; they are no statement about borders.
NEAR_DEGREES = 3
BOXES: dict[str, tuple[int, int, int, int]] = {
    "AFG": (29, 60, 39, 75),
    "AGO": (-19, 11, -4, 25),
    "BDI": (-5, 28, -2, 31),
    "BIH": (42, 15, 46, 20),
    "CAF": (2, 14, 12, 28),
    "CIV": (4, -9, 11, -2),
    "COD": (-14, 12, 6, 32),
    "CYP": (34, 32, 36, 35),
    "DOM": (17, -72, 20, -68),
    "EGY": (21, 24, 32, 37),
    "ERI": (12, 36, 19, 44),
    "ESH": (20, -18, 28, -8),
    "ETH": (3, 33, 15, 48),
    "GEO": (41, 40, 44, 47),
    "GTM": (13, -93, 18, -88),
    "HND": (12, -90, 17, -83),
    "HRV": (42, 13, 47, 20),
    "HTI": (18, -75, 21, -71),
    "IDN": (-11, 95, 6, 141),
    "IND": (6, 68, 36, 98),
    "IRN": (25, 44, 40, 64),
    "IRQ": (29, 38, 38, 49),
    "ISR": (29, 34, 34, 36),
    "KHM": (10, 102, 15, 108),
    "KWT": (28, 46, 31, 49),
    "LBN": (33, 35, 35, 37),
    "LBR": (4, -12, 9, -7),
    "MKD": (40, 20, 43, 23),
    "MLI": (10, -13, 25, 5),
    "MOZ": (-27, 30, -10, 41),
    "NAM": (-29, 11, -16, 26),
    "PAK": (23, 60, 37, 78),
    "PSE": (31, 34, 33, 36),
    "RWA": (-3, 28, -1, 31),
    "SDN": (8, 21, 23, 39),
    "SLE": (6, -14, 10, -10),
    "SLV": (13, -91, 15, -87),
    "SOM": (-2, 40, 12, 52),
    "SRB": (42, 18, 47, 23),
    "SSD": (3, 24, 13, 36),
    "SYR": (32, 35, 38, 43),
    "TCD": (7, 13, 24, 24),
    "TJK": (36, 67, 42, 76),
    "TLS": (-10, 124, -8, 128),
    "UGA": (-2, 29, 5, 36),
    "XKX": (41, 20, 44, 22),
    "YEM": (12, 42, 19, 55),
}
