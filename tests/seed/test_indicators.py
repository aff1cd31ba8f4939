"""`not_comparable_with` is mutual: both indicators name each other."""

from api.facts.indicators import IndicatorFacts
from seed.files.entries import Reading


def test_what_must_not_be_compared_is_said_on_both_sides(real_reading: Reading) -> None:
    records = (entry.record for entry in real_reading.entries)
    told = {
        record.code: set(record.not_comparable_with)
        for record in records
        if isinstance(record, IndicatorFacts)
    }
    one_sided = [(code, other) for code, others in told.items() for other in others]
    assert [(code, other) for code, other in one_sided if code not in told[other]] == []
