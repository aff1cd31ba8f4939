"""Errors that refuse a number; each message is part of the answer."""


class Unverifiable(Exception):
    """A number that cannot be read as a claim; the message says why."""


class OtherKind(Unverifiable):
    """The words rule this indicator out, so that another should be tried."""


class NothingCounted(Unverifiable):
    """No word says what a number counts."""

    def __init__(self) -> None:
        super().__init__("nothing says what is counted")
