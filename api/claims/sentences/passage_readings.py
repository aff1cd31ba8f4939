"""One reading of a number: the claim that it makes, and how it was read."""

from dataclasses import dataclass

from api.claims.claims import Claim
from api.claims.sentences.moments import Moment
from api.claims.sentences.numbers import Quantity
from api.questions.names import Target
from api.vocabulary import Qualifier

OF_SOME = "it may be told of some missions only"  # Why a number is in doubt.


@dataclass(frozen=True)
class PassageReading:
    """One reading of a number: the claim, and how it was read.

    `doubt`: why it must not be contradicted; `is_part`: its time is shorter than what is counted; `is_rounded`: the
    number is printed to fewer digits than a claim would be, such as 1.14298 billion; `is_held`: such numbers of the
    subject are, and `is_part_held`: of this part of it; `others`: between which shares of such a number that of others
    lies who may be meant; `is_present`: the newest count on the day of writing may be meant; `is_named`: the words name
    just this subject; `event_day`: the day on which alone such a number of the subject was counted; `is_guard`: it is
    less likely and no answer, but what it bears out is not called false.
    """

    claim: Claim
    said: tuple[str, ...] = ()
    doubt: str | None = None
    is_part: bool = False
    is_rounded: bool = False
    is_held: bool = True
    others: tuple[float, float] | None = None
    is_present: bool = False
    is_named: bool = True
    event_day: str | None = None
    is_guard: bool = False
    is_part_held: bool = True


def claim_of(
    quantity: Quantity, target: Target, code: str, narrowed: dict[str, str], moment: Moment
) -> Claim:
    """Write a reading as a claim."""
    rounded = Qualifier.ABOUT if quantity.is_rounded else None
    return Claim.model_validate(
        {
            "subject": f"{target[0]}:{target[1]}",
            "indicator": code,
            "value": quantity.value,
            "qualifier": quantity.qualifier or rounded,
            "lower": quantity.lower,
            "upper": quantity.upper,
            "as_of": moment.as_of,
            **{f"dimensions.{name}": value for name, value in narrowed.items()},
        }
    )


def is_rounded(quantity: Quantity) -> bool:
    """Tell whether a number is printed to fewer digits than are counted, without a word that says so."""
    return quantity.is_rounded and quantity.qualifier is None
