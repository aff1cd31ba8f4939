"""Changes: what each release added, corrected and withdrew, so that a mirror can follow."""

from enum import StrEnum


class Change(StrEnum):
    """Kind of change that a release made to a record."""

    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    LOADED = "loaded"
