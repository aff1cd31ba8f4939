"""Why a number is not verified: each refusal says so in words that are answered."""


class Unverifiable(Exception):
    """A passage has no meaning we can verify; the message says why."""


class OtherKind(Unverifiable):
    """The words want another indicator: one that is counted of such a subject, or in such a time."""


class NothingCounted(Unverifiable):
    """No word says what a number counts."""

    def __init__(self) -> None:
        super().__init__("nothing says what is counted")
