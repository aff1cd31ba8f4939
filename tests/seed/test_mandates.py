"""Mandates: the end that they add up to, and what a curator is told about them."""

import shutil
from pathlib import Path

import pytest

from api.facts.missions import MissionFacts
from api.vocabulary import Coverage, RecordType
from seed.build.coverage import coverage
from seed.build.mandates import is_unbroken, settle_mandates
from seed.checks.registry import check, hints
from seed.files.entries import Reading
from seed.files.reading import read_data, read_file
from seed.library import Library
from tests.conftest import SAMPLES

DAY = "2026-01-31"
CITED = 'citation = { source = "sample-dataset", locator = "row 6" }\n'
FIRST_TERM = (
    '[[mandates]]\nresolution = "S/RES/1 (1990)"\nadopted = "1990-03-01"\naction = "establishes"\n'
    f'until = "1991-03-31"\n{CITED}'
)
SECOND_TERM = (
    '[[mandates]]\nresolution = "S/RES/2 (1991)"\nadopted = "1991-03-30"\naction = "extends"\n'
    f'until = "1992"\n{CITED}'
)
LARGER = f'[[mandates]]\nresolution = "S/RES/3 (1991)"\naction = "enlarges"\n{CITED}'
LATE_TERM = f'[[mandates]]\nadopted = "1993-05"\naction = "extends"\nuntil = "1994"\n{CITED}'
OPEN = (
    f'[[mandates]]\nresolution = "S/RES/4 (1994)"\naction = "extends"\nopen_ended = true\n{CITED}'
)


def mission_with(mandates: str, tmp_path: Path, code: str = "sampo-ii") -> Library:
    """The miniature with these mandates in one of its missions."""
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    file = data / "missions" / f"{code}.toml"
    head, citations, tail = file.read_text(encoding="utf-8").partition("[[citations]]")
    file.write_text(f"{head}{mandates}\n{citations}{tail}", encoding="utf-8")
    reading = read_data(data)
    assert reading.problems == []
    return Library(reading.entries, day=DAY)


def settled(library: Library, code: str = "sampo-ii") -> MissionFacts:
    """A mission with the fields derived from its mandates."""
    settle_mandates(library, DAY)
    mission = library.record(RecordType.MISSION, code)
    assert isinstance(mission, MissionFacts)
    return mission


def test_the_newest_term_says_until_when_and_by_which_decision(tmp_path: Path) -> None:
    mission = settled(mission_with(FIRST_TERM + SECOND_TERM, tmp_path))
    assert (mission.mandate_until, mission.mandate_resolution) == ("1992", "S/RES/2 (1991)")
    assert mission.mandate_expired


def test_a_decision_on_size_alone_leaves_the_end_as_it_was(tmp_path: Path) -> None:
    mission = settled(mission_with(FIRST_TERM + LARGER, tmp_path))
    assert (mission.mandate_until, mission.mandate_resolution) == ("1991-03-31", "S/RES/1 (1990)")


def test_an_open_ended_mandate_has_no_end_and_does_not_run_out(tmp_path: Path) -> None:
    mission = settled(mission_with(FIRST_TERM + OPEN, tmp_path))
    assert (mission.mandate_until, mission.mandate_resolution) == (None, "S/RES/4 (1994)")
    assert not mission.mandate_expired


def test_the_mandate_of_a_closed_mission_does_not_run_out(tmp_path: Path) -> None:
    mission = settled(mission_with(FIRST_TERM, tmp_path, "sampo-i"), "sampo-i")
    assert mission.mandate_until == "1991-03-31"
    assert not mission.mandate_expired


@pytest.mark.parametrize(
    ("mandates", "unbroken"),
    [
        ("", False),
        (FIRST_TERM + SECOND_TERM, True),
        (FIRST_TERM + SECOND_TERM + LATE_TERM, False),
        (SECOND_TERM, False),
    ],
)
def test_a_chain_holds_when_no_term_begins_after_the_one_before(
    mandates: str, unbroken: bool, tmp_path: Path
) -> None:
    assert is_unbroken(settled(mission_with(mandates, tmp_path))) is unbroken


def test_a_mandate_that_has_run_out_is_a_hint(tmp_path: Path) -> None:
    library = mission_with(FIRST_TERM, tmp_path)
    assert check(library) == []
    assert [str(hint) for hint in hints(library)] == [
        "seed/data/missions/sampo-ii.toml:7: status:"
        " sampo-ii is ongoing, but its mandate ended on 1991-03-31: what followed?"
    ]


def test_a_file_that_gives_what_is_worked_out_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sampo-ii.toml"
    given = (SAMPLES / "data" / "missions" / "sampo-ii.toml").read_text(encoding="utf-8")
    file.write_text(f'mandate_until = "1999"\n{given}', encoding="utf-8")
    reading = Reading()
    read_file(RecordType.MISSION, file, "sampo-ii.toml", reading)
    assert [str(problem) for problem in reading.problems] == [
        "sampo-ii.toml:1: mandate_until: is worked out while loading; leave it out"
    ]


def test_coverage_tells_an_open_end_from_an_unproven_one(tmp_path: Path) -> None:
    library = mission_with(OPEN, tmp_path)
    told = {row["code"]: row["attributes"] for row in coverage(library, DAY)}
    assert told["sampo-ii"]["mandate_until"] == Coverage.NOT_APPLICABLE
    assert told["sampo-i"]["mandate_until"] == Coverage.NOT_CURATED
    assert told["undated-office"]["mandate_chain"] == Coverage.NOT_APPLICABLE


def test_every_running_mission_of_the_un_has_an_end_or_a_reason(real_reading: Reading) -> None:
    library = Library(real_reading.entries, day=real_reading.day)
    rows = {row["code"]: row["attributes"]["mandate_until"] for row in coverage(library, DAY)}
    running = {
        entry.record.code
        for entry in real_reading.entries
        if isinstance(entry.record, MissionFacts)
        and entry.record.status == "ongoing"
        and entry.record.kind != "partner_operation"
    }
    without = {code for code in running if rows[code] == Coverage.NOT_CURATED}
    assert len(running) == 22
    # Offices that rest on letters whose end we have not read, and one whose resolution sets none.
    assert without == {"unrcca", "unsco", "unscol", "unsoh"}
