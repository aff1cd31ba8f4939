"""The two clocks of a figure: `as_of`, what was true then, and `known_at`, what we knew then."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as searching
from hypothesis import strategies as st

from api.vocabulary import last_day
from tests.conftest import SAMPLES
from tests.service import build, served

Record = dict[str, Any]

BLOCK = """
[[figures]]
code = "made-{number}"
subject = "mission:sampo-{mission}"
indicator = "people_serving"
value = {number}
as_of = "{as_of}"
dimensions = {{ {dimensions} }}
locator = "row {number}"
recorded_on = "{recorded_on}"
rank = "{rank}"
"""
DATES = ["1991", "1992-03", "1992-03-15", "1992-04-01", "1993-12-31"]
DAYS = st.sampled_from([*DATES, "1990", "1992", "1992-03-14", "1994"])


def made_up(number: int, chance: random.Random) -> str:
    """A figure that shares its question with many others."""
    recorded, later = sorted(chance.choices(DATES, k=2), key=last_day)
    block = BLOCK.format(
        number=number,
        mission=chance.choice(["i", "ii"]),
        as_of=chance.choice(DATES),
        dimensions=chance.choice(["", 'sex = "female"', 'country = "MLI", cause = "illness"']),
        recorded_on=recorded,
        rank=chance.choice(["normal", "normal", "normal", "preferred", "deprecated"]),
    )
    withdrawn = f'withdrawn_on = "{later}"\nwithdrawn_reason = "Made up."\n'
    return block + withdrawn * chance.choice([0, 0, 1])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The samples with three hundred figures that answer the same few questions."""
    folder = tmp_path_factory.mktemp("clocks")
    data = Path(shutil.copytree(SAMPLES / "data", folder / "data"))
    chance = random.Random(1948)  # noqa: S311  # the same figures every time
    blocks = [made_up(number, chance) for number in range(300)]
    text = 'source = "sample-dataset"\n' + "".join(blocks)
    (data / "figures" / "made-up.toml").write_text(text, encoding="utf-8")
    with served(f"sqlite:///{build(data, folder)}") as client:
        yield client


@pytest.fixture(scope="module")
def figures(many: TestClient) -> list[Record]:
    """All figures."""
    found: list[Record] = many.get("/v1/figures?limit=500").json()["data"]
    return found


def known(figure: Record, known_at: str) -> bool:
    """Whether we had recorded a figure by then, and not withdrawn it."""
    day, withdrawn = last_day(known_at), figure["withdrawn_on"]
    return figure["recorded_on"] <= day and not (withdrawn and withdrawn <= day)


def time_of(figure: Record) -> str:
    """The last day a figure speaks of."""
    return last_day(figure["as_of"] or figure["period_end"])


def newest(figures: list[Record], as_of: str) -> set[str]:
    """The codes of the newest figures on each question until a day."""
    questions: dict[str, list[Record]] = {}
    for one in figures:
        if one["rank"] != "deprecated" and time_of(one) <= last_day(as_of):
            question = repr((one["subject"], one["indicator"], one["dimensions"]))
            questions.setdefault(question, []).append(one)
    found: set[str] = set()
    for competing in questions.values():
        last = max(map(time_of, competing))
        same_day = [one for one in competing if time_of(one) == last]
        preferred = [one for one in same_day if one["rank"] == "preferred"]
        found |= {one["code"] for one in preferred or same_day}
    return found


def codes(client: TestClient, question: str) -> set[str]:
    """The codes of the figures of a query."""
    page = client.get(f"/v1/figures?limit=500&fields=code&{question}").json()
    assert page["meta"]["total"] == len(page["data"])
    return {record["code"] for record in page["data"]}


@given(known_at=DAYS)
@searching(max_examples=10)
def test_known_at_alone_answers_what_stood_then(
    many: TestClient, figures: list[Record], known_at: str
) -> None:
    expected = {one["code"] for one in figures if known(one, known_at)}
    assert codes(many, f"known_at={known_at}") == expected


@given(known_at=DAYS, as_of=DAYS)
@searching(max_examples=60)
def test_of_what_was_known_the_newest_until_a_day_answers(
    many: TestClient, figures: list[Record], known_at: str, as_of: str
) -> None:
    then = [one for one in figures if known(one, known_at)]
    assert codes(many, f"known_at={known_at}&as_of={as_of}") == newest(then, as_of)


@given(as_of=DAYS)
@searching(max_examples=10)
def test_what_is_known_in_the_end_is_what_is_answered_without_the_clock(
    many: TestClient, as_of: str
) -> None:
    assert codes(many, f"known_at=2100&as_of={as_of}") == codes(many, f"as_of={as_of}")


def test_latest_obeys_the_second_clock_too(many: TestClient, figures: list[Record]) -> None:
    then = [one for one in figures if known(one, "1992")]
    assert codes(many, "known_at=1992&latest=true") == newest(then, "2026-01-31")
    assert codes(many, "known_at=1992&latest=false") == codes(many, "known_at=1992")


def test_a_month_of_recording_counts_from_its_first_day(many: TestClient) -> None:
    recorded = codes(many, "known_at=1992-03-01") - codes(many, "known_at=1992-02")
    texts = [many.get(f"/v1/figures/{code}").json()["recorded_on"] for code in sorted(recorded)]
    assert set(texts) == {"1992-03"}


@pytest.mark.parametrize("value", ["yesterday", "1992-02-30", ""])
def test_what_is_no_date_is_refused(many: TestClient, value: str) -> None:
    answer = many.get(f"/v1/figures?known_at={value}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "known_at"


def test_the_last_day_of_the_calendar_is_a_day_like_the_one_before(facts: TestClient) -> None:
    totals = {
        facts.get(f"/v1/figures?limit=0&as_of={day}{more}").json()["meta"]["total"]
        for day in ("9999-12-30", "9999-12-31", "9999-12", "9999")
        for more in ("", "&known_at=9999-12-31")
    }
    assert len(totals) == 1
    assert totals != {0}
