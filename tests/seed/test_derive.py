"""Derived series are reproduced byte for byte from copies of the datasets, which are not part of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seed.files.places import DATA
from seed.series.derive.fatalities import fatalities
from seed.series.derive.ipi import contributions, personnel

COPIES = Path(os.environ.get("PEACEKEEPING_COPIES", Path(__file__).parents[3] / "shared" / "data"))
needs_copies = pytest.mark.skipif(
    not COPIES.is_dir(),
    reason="the datasets are not part of the project; point PEACEKEEPING_COPIES at copies",
)
REGISTER_HEADER = (
    "id,incident_date,casualty_id,mission_acronym,type_of_casualty,gender,casualty_nationality,"
    "casualty_personnel_type,type_of_incident,m49_code,isocode3,last_update"
)


def row(day: str, mission: str, personnel: str, cause: str) -> str:
    """A row of the register of fatalities."""
    return f"1,{day},x,{mission},Fatality,M,France,{personnel},{cause},250.0,FRA,2025-04-04"


def test_deaths_are_counted_by_mission_year_cause_and_personnel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "register.csv"
    rows = [
        row("2014-05-01", "MINUSMA", "Military", "Malicious Act"),
        row("2014-06-01", "MINUSMA", "Local ", "Illness"),
        row("2025-01-02", "MINUSCA", "Police", "Accident"),
        row("1975-01-01", "UNEF", "Military", "Accident"),
        row("2001-01-01", "UNSecretariat", "Other", "Illness"),
    ]
    copy.write_text("\n".join([REGISTER_HEADER, *rows]) + "\n")
    fatalities(copy, tmp_path)
    assert capsys.readouterr().out == "4 rows placed, 1 left out: UNSecretariat 1\n"
    assert (tmp_path / "fatalities-by-mission.csv").read_text().splitlines()[:4] == [
        "mission,cause,deaths",
        "mission:minusca,,1",
        "mission:minusca,accident,1",
        "mission:minusma,,2",
    ]
    assert "2025-01-01,2025-02-18,accident,,1" in (tmp_path / "fatalities-by-year.csv").read_text()
    by_mission_and_year = (tmp_path / "fatalities-by-mission-and-year.csv").read_text()
    assert "mission:unef-ii,1975,1975,1,\n" in by_mission_and_year
    assert "mission:minusma,2014,2014,2,\n" in by_mission_and_year


@needs_copies
def test_the_series_of_fatalities_are_reproduced(tmp_path: Path) -> None:
    fatalities(COPIES / "un-fatalities-2025-04-04.csv", tmp_path)
    made = list(tmp_path.iterdir())
    assert len(made) == 5
    assert [file.name for file in made if file.read_bytes() != committed(file)] == []


@needs_copies
def test_the_series_of_contributions_are_reproduced(tmp_path: Path) -> None:
    contributions(COPIES / "ipi-contributions-by-sex-2009-11-2014-02.csv", tmp_path)
    made = list(tmp_path.iterdir())
    assert len(made) == 3
    assert [file.name for file in made if file.read_bytes() != committed(file)] == []


@needs_copies
def test_the_series_of_personnel_are_reproduced(tmp_path: Path) -> None:
    personnel(
        COPIES / "ipi-personnel-total-1990-11-2017-03.csv",
        COPIES / "ipi-personnel-by-mission-1990-11-2017-03.csv",
        tmp_path,
    )
    made = list(tmp_path.iterdir())
    assert len(made) == 3
    assert [file.name for file in made if file.read_bytes() != committed(file)] == []


def committed(file: Path) -> bytes:
    """The same file as it is in the project."""
    return (DATA / "series" / file.name).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("command", [["seed", "derive"], ["seed.derive"]])
def test_the_series_are_derived_by_a_group_of_commands_of_the_seed(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-m", *command, "--help"], capture_output=True, text=True, check=True
    )
    assert all(word in done.stdout for word in ("fatalities", "personnel", "contributions"))
