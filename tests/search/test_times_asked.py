"""The time that is meant: of today, of all times, of this or the next budget year, or of several years in a row."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("how many peacekeepers are there in total", "personnel_deployed"),
        ("how many blue helmets does the UN have altogether", "personnel_deployed"),
        ("in total, how many soldiers serve under the UN flag", "personnel_deployed"),
        ("combien de casques bleus sont déployés en tout", "personnel_deployed"),
        ("how many women are there in UN peacekeeping in total", "personnel_deployed"),
        ("how many peacekeepers have served in total", "personnel_deployed_since_start"),
        ("how many peacekeepers have there ever been in total", "personnel_deployed_since_start"),
        ("how many peacekeepers have died in total", "fatalities_since_start"),
        ("overall death toll of UN peacekeeping", "fatalities_since_start"),
    ],
)
def test_in_total_is_all_of_today_unless_the_past_is_asked_for(
    facts: TestClient, question: str, indicator: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["understood"]["indicator"] == indicator
