"""Changes: what each release added, corrected and withdrew, so that a mirror can follow."""

from enum import StrEnum


class Change(StrEnum):
    """What a release did to a record."""

    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    LOADED = "loaded"
