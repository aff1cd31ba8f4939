"""Corrections overwrite nothing, and a mirror learns what to fetch, to mark and to delete.

The story, which `conftest.py` tells: release 1 says 154. It was 155. Release 2 withdraws the one and adds the other.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.vocabulary import Row
from seed.checks.registry import check
from seed.files.reading import read_data
from seed.library import Library
from tests.publishing import mend
from tests.service import build, served


def told(data: Path) -> list[str]:
    """The problems that the checks find."""
    reading = read_data(data)
    found = reading.problems + check(Library.of(reading, reading.history()))
    return [problem.message for problem in found]


@pytest.fixture(scope="module")
def unreleased(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over data that a curator has changed since release 2."""
    data = tmp_path_factory.mktemp("unreleased") / "seed" / "data"
    shutil.copytree(second, data)
    mend(data, "organisations.toml", "The office after", "What it was after")
    database = build(data, tmp_path_factory.mktemp("unreleased"))
    with served(f"sqlite:///{database}") as client:
        yield client


def changes(client: TestClient, question: str) -> list[Row]:
    """The changes of a query, on one page."""
    answer = client.get(f"/v1/changes?limit=500&{question}")
    assert answer.status_code == 200, answer.text
    found: list[Row] = answer.json()["data"]
    assert len(found) == answer.json()["meta"]["total"]
    return found


def brief(rows: list[Row]) -> list[str]:
    """Each change as a short text."""
    return [f"{row['type']} {row['code']} {row['change']}" for row in rows]


MISSED = [
    "figure renewal-154 withdrawn",
    "figure renewal-155 added",
    "mission later-office added",
    "mission undated-office withdrawn",
    "organisation old-office corrected",
]


@pytest.mark.parametrize(
    ("clocks", "values"),
    [
        ("as_of=2026", [155]),
        ("as_of=2026&known_at=2026-03-10", [155]),
        ("as_of=2026&known_at=2026-03-09", [154]),
        ("as_of=2026&known_at=2026-02", [154]),
        ("as_of=2026&known_at=2026-01-30", []),
        ("as_of=2001-05-16&known_at=2026-02", []),
        ("as_of=2001-05-16&known_at=2026-04", []),
        ("known_at=2026-02", [154]),
        ("known_at=2026-04", [155]),
        ("latest=true&known_at=2026-02", [154]),
        ("", [154, 155]),
    ],
)
def test_a_correction_is_seen_on_both_clocks(
    story: TestClient, clocks: str, values: list[float]
) -> None:
    page = story.get(f"/v1/initiatives/renewal/figures?sort=value&{clocks}").json()
    assert [figure["value"] for figure in page["data"]] == values


def test_a_withdrawn_figure_keeps_its_address_and_says_why(story: TestClient) -> None:
    figure = story.get("/v1/figures/renewal-154").json()
    assert figure["withdrawn_on"] == "2026-03-10"
    assert figure["withdrawn_reason"] == "The row below was read."
    assert figure["replaced_by"] == "renewal-155"


@pytest.mark.parametrize(
    "since", ["2026.1.1", "2026.2.1", "2026.2.1+01234567", "2026.2.1%2B01234567", "2026-03-14"]
)
def test_a_mirror_is_told_what_it_has_missed(story: TestClient, since: str) -> None:
    assert brief(changes(story, f"since={since}")) == MISSED


@pytest.mark.parametrize("since", ["2026.3.1", "2026-03-15", "2026-03", "2027"])
def test_a_mirror_that_has_all_is_told_nothing(story: TestClient, since: str) -> None:
    assert changes(story, f"since={since}") == []


def test_a_withdrawal_says_why_and_what_takes_its_place(story: TestClient) -> None:
    figure, office = changes(story, "since=2026.2.1&change=withdrawn")
    assert {name: value for name, value in figure.items() if name != "fields"} == {
        "type": "figure",
        "code": "renewal-154",
        "change": "withdrawn",
        "release": "2026.3.1",
        "released_on": "2026-03-15",
        "href": "/v1/figures/renewal-154",
        "reason": "The row below was read.",
        "replaced_by": "renewal-155",
    }
    assert (office["href"], office["replaced_by"]) == (None, "later-office")
    moved = story.get("/v1/missions/undated-office")
    assert (moved.status_code, moved.headers["location"]) == (308, "/v1/missions/later-office")


def test_who_has_nothing_is_told_of_every_record_once(story: TestClient) -> None:
    found = changes(story, "since=1945")
    keys = [(row["type"], row["code"]) for row in found]
    counts = story.get("/v1/release").json()["counts"]
    assert len(set(keys)) == len(keys) == sum(counts.values()) + 1
    assert {row["change"] for row in found} == {"added", "withdrawn"}


def test_every_address_that_is_told_answers(story: TestClient) -> None:
    addresses = [row["href"] for row in changes(story, "since=1945") if row["href"]]
    assert {story.get(address).status_code for address in addresses} == {200}


def test_without_a_release_the_whole_log_is_told(story: TestClient) -> None:
    page = story.get("/v1/changes?limit=0&facet=release,change,type").json()
    assert page["meta"]["total"] == 32
    assert page["facets"]["release"] == [
        {"value": "2026.1.1", "count": 26},
        {"value": "2026.3.1", "count": 5},
        {"value": "2026.2.1", "count": 1},
    ]
    assert {one["value"]: one["count"] for one in page["facets"]["change"]} == {
        "added": 29,
        "withdrawn": 2,
        "corrected": 1,
    }


def test_a_state_behind_its_release_is_honest_about_itself(unreleased: TestClient) -> None:
    label = unreleased.get("/v1/release").json()["release"]
    (row,) = changes(unreleased, "since=2026.3.1")
    assert brief([row]) == ["organisation new-office corrected"]
    assert (row["release"], row["released_on"]) == ("2026.3.1", None)
    assert changes(unreleased, "since=2026-03-15") == [row]
    assert changes(unreleased, f"since={label}") == []


def test_changes_come_page_by_page_in_every_order(story: TestClient) -> None:
    for order in ("type", "-release", "code", "-code,release"):
        seen: list[Row] = []
        address: str | None = f"/v1/changes?limit=5&sort={order}"
        while address:
            page = story.get(address).json()
            seen += page["data"]
            address = page["links"]["next"]
        assert len({str(row) for row in seen}) == len(seen) == 32


def test_changes_come_as_a_table_too(story: TestClient) -> None:
    text = story.get("/v1/changes?since=2026.2.1&type=figure&format=csv&fields=code,change").text
    assert text == "code,change\r\nrenewal-154,withdrawn\r\nrenewal-155,added\r\n"


def test_words_find_the_changes_of_the_records_that_have_them(story: TestClient) -> None:
    assert brief(changes(story, "q=%22undated+office%22")) == ["mission later-office added"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            "since=2026.4.1",
            "since: there is no release '2026.4.1'; allowed: 2026.3.1, 2026.2.1, 2026.1.1",
        ),
        (
            "since=yesterday",
            "since: 'yesterday' is not a release such as 2026.11.1 or 2026.11.1+9f2c1a7e,"
            " or a date such as 2026-11-21",
        ),
        ("since=2026-02-30", "since: '2026-02-30' is not a date of the calendar"),
        ("change=aded", "change: 'aded' is not allowed; did you mean 'added'?"),
        (
            "record=mission:later-ofice",
            "record: there is no mission 'mission:later-ofice'; did you mean 'mission:later-office'?",
        ),
    ],
)
def test_what_is_no_release_or_change_is_refused(
    story: TestClient, question: str, message: str
) -> None:
    answer = story.get(f"/v1/changes?{question}")
    assert (answer.status_code, answer.json()["detail"]) == (400, message)


def test_an_overwritten_figure_stops_the_next_release(second: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(second, tmp_path / "seed" / "data"))
    mend(data, "figures/renewal.toml", "value = 155", "value = 156")
    (message,) = told(data)
    assert message.startswith("says something else than in release 2026.3.1; leave it as it was")


def test_a_mended_note_or_source_title_overwrites_nothing(second: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(second, tmp_path / "seed" / "data"))
    mend(data, "figures/renewal.toml", 'locator = "row 10"', 'locator = "row 10"\nnote = "Seen."')
    mend(data, "sources.toml", 'title = "', 'title = "The ')
    assert told(data) == []


def test_a_code_may_only_be_given_up_for_another(second: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(second, tmp_path / "seed" / "data"))
    mend(data, "missions/later-office.toml", 'name = "Undated', 'name = "Late')
    assert told(data) == [
        "mission 'undated-office' is in the log of release 2026.3.1, but gone;"
        " put it back, or name it in aliases of the mission that took its place"
    ]


def test_a_correction_names_the_fields_that_changed(story: TestClient) -> None:
    (change,) = changes(story, "change=corrected&release=2026.3.1")
    assert change["fields"] == [
        {
            "field": "citations",
            "before": [],
            "after": [{"source": "sample-dataset", "locator": "row 3"}],
            "before_at": [],
            "after_at": [0],
        },
        {
            "field": "summary",
            "before": "The office before its change of name.",
            "after": "What it was before its change of name.",
            "before_at": None,
            "after_at": None,
        },
    ]


def test_a_withdrawal_names_what_was_added_to_the_figure(story: TestClient) -> None:
    (change,) = changes(story, "change=withdrawn&type=figure")
    told = {field["field"]: (field["before"], field["after"]) for field in change["fields"]}
    assert told["withdrawn_on"] == (None, "2026-03-10")


def test_what_was_added_tells_what_it_came_with(story: TestClient) -> None:
    (change,) = changes(story, "record=organisation:old-office&change=added")
    assert {field["field"]: field["after"] for field in change["fields"]} == {
        "code": "old-office",
        "name": "Old Office",
        "kind": "un_office",
        "successors": ["new-office"],
        "summary": "The office before its change of name.",
        "citations": [{"source": "sample-dataset", "locator": "row 4"}],
    }
    assert all(field["before"] is None for field in change["fields"])


def test_what_a_record_held_is_not_guessed_where_a_correction_was_not_logged(
    unreleased: TestClient,
) -> None:
    assert [row["fields"] for row in changes(unreleased, "record=organisation:new-office")] == [
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("record=figure:renewal-154", ["figure renewal-154 added", "figure renewal-154 withdrawn"]),
        (
            "record=mission:undated-office,mission:later-office&since=2026.2.1",
            ["mission later-office added", "mission undated-office withdrawn"],
        ),
        (
            "record=Mission:UNDATED-office&since=2026.2.1",
            ["mission undated-office withdrawn"],
        ),
        ("record=figure:renewal-155&change=corrected", []),
    ],
)
def test_the_history_of_a_record_is_asked_for(
    story: TestClient, question: str, found: list[str]
) -> None:
    assert brief(changes(story, question)) == found
