"""Women in uniform and their share by kind, from the UN's month-end tables of contributors."""

from collections import Counter
from pathlib import Path

from seed.series.derive import un_contingents as contingents
from seed.series.derive.tables import Row, Written, number_of, write_rows

# Police and formed police units are counted together, as in the years before 2015.
KINDS = {**contingents.KINDS, "police": "police", "fpu": "police"}


def write_women(people: list[Row], months: list[Row], days: set[str], folder: Path) -> None:
    """Write women and their share by kind, and the share of all together, on the days given.

    In December 2018 the tables do not tell the sexes of each kind; the share of all together is known.
    """
    women, everyone = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in people:
        if row["date"] in days:
            key = row["date"], KINDS[row["type"]]
            women[key] += number_of(row["female"])
            everyone[key] += number_of(row["total"])
    write_rows(
        folder / "women-by-kind.csv",
        ["date", "component", "sex", "people"],
        [(*key, "female", n) for key, n in women.items() if n],
    )
    for row in months:
        if row["date"] in days:
            key = row["date"], "uniformed"
            women[key] += number_of(row["women"])
            everyone[key] += number_of(row["sum_of_rows"])
    shares: list[Written] = [
        (*key, "field", f"{100 * women[key] / n:.2f}") for key, n in everyone.items()
    ]
    write_rows(
        folder / "women-share-by-kind.csv", ["date", "component", "location", "share"], shares
    )
