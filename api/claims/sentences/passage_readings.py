"""One reading of a number: a claim, and how it was read."""

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

    `doubt`: why not to contradict it; `is_part`: its time is shorter than the counted periods; `is_rounded`: the number
    is printed with few digits, such as 1.14298 billion; `is_held`: the subject has such figures, `is_part_held`: this
    component, too; `others`: the range of ratios of other people who may be meant; `is_present`: the newest figure on
    the day of writing may be meant; `is_named`: the words name just this subject; `event_day`: the only day on which it
    was counted; `is_guard`: it is less likely and no answer, but a claim that it supports is not called false.
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
    """Build the claim of a reading."""
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
    """Tell whether a number is printed rounded, without a qualifier that says so."""
    return quantity.is_rounded and quantity.qualifier is None
