"""External series: loaded row by row by a manifest, with a report of every rejected row."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer
from fastapi.testclient import TestClient

from api.__main__ import prepare
from api.app import create_app
from api.settings import Settings
from seed.build.command import build
from seed.build.digests import digest_of
from seed.series.cells import STANDS_FOR_NOTHING
from seed.series.rows import Reject
from tests.seed.elsewhere import DATA, DEATHS, EMPTY, HEADER, WIDE, Elsewhere, curated, reject
from tests.service import served


def test_every_column_of_numbers_gives_a_figure_of_its_own(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1992-06,Ivory Coast,12,3", "sampo ii,1995,MLI,0,7")
    elsewhere.load()
    assert elsewhere.figures("subject_code, as_of, country, component, sex, value") == [
        ("sampo-i", "1992-06", "CIV", "troops", "male", 12),
        ("sampo-i", "1992-06", "CIV", "troops", "female", 3),
        ("sampo-ii", "1995", "MLI", "troops", "female", 7),
    ]
    assert elsewhere.figures("subject_name, time_last, locator")[0] == (
        "First Sample Operation",
        "1992-06-30",
        "Troops Male of Ivory Coast in SANPO, 1992-06",
    )


def test_who_keeps_a_copy_is_told_what_was_loaded(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1992,MLI,12,3")
    elsewhere.load()
    with served(f"sqlite:///{elsewhere.database}") as client:
        (told,) = client.get("/v1/changes?since=2026.1.1").json()["data"]
        label = client.get("/v1/release").json()["release"]
        again = client.get("/v1/changes", params={"since": label}).json()["data"]
    rows = (elsewhere.folder / "serving.csv").read_bytes()
    assert (told["type"], told["code"], told["change"]) == ("source", "sample-dataset", "loaded")
    assert [(field["field"], field["after"]) for field in told["fields"]] == [
        ("serving", {"figures": 2, "sha256": hashlib.sha256(rows).hexdigest()})
    ]
    assert again == []


def test_what_was_loaded_left_out_and_rejected_is_said_at_the_end(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1992,MLI,12,0", "UNX,1992,MLI,1,1", "UNY,1992,MLI,1,1")
    elsewhere.load()
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [
        f"{elsewhere.folder}/serving.csv: figures: 1, zeros left out: 1, rejects: 2",
        f"what could not be placed is listed, with its line, in {elsewhere.database}.rejects.csv",
        "        2  Mission: is not the name of a known mission",
    ]
    assert f"{curated() + 1} figures, " in said[0]


REJECTED = {
    "UNX,1992,MLI,1,0": ("Mission", "UNX", "is not the name of a known mission"),
    "Sampo,1992,MLI,1,0": (
        "Mission",
        "Sampo",
        "could mean more than one mission: sampo-i, sampo-ii; see `phases`",
    ),
    "SANPO,1992,Atlantis,1,0": ("Country", "Atlantis", "is not the name of a known country"),
    "SANPO,1992,MLI,many,0": ("Troops Male", "many", "is not a number"),
    "SANPO,1992,MLI,0,nan": ("Troops Female", "nan", STANDS_FOR_NOTHING),
    "SANPO,1992,MLI,1.5,0": ("Troops Male", "1.5", "is not a whole number of people"),
    "SANPO,1992,MLI,-1,0": ("Troops Male", "-1", "is negative, but counts people"),
    "SANPO,1992-13,MLI,1,0": ("Date", "1992-13", "is not a date of the calendar"),
    "SANPO,7 May,MLI,1,0": ("Date", "7 May", "is not a date written 2018, 2018-03 or 2018-03-28"),
    "SANPO,,MLI,1,0": ("Date", "", EMPTY),
    ",1992,MLI,1,0": ("Mission", "", EMPTY),
    "SANPO,1992,,1,0": ("Country", "", EMPTY),
    "SANPO,1992, ,1,0": ("Country", " ", EMPTY),
    "Mission,Date,Country,Troops Male,Troops Female": ("", "", "is the header once more"),
    "SANPO,1992,MLI,1": ("", "4", "has 4 cells, the header 5"),
    "SANPO,1992,MLI,5,0": (
        "code",
        "sampo-i-people-serving-1992-f2c3d53e",
        "is the figure of an earlier row once more",
    ),
}


@pytest.fixture(scope="module")
def with_rejects(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """A series of three good figures, between all kinds of rejected rows."""
    place = Elsewhere(tmp_path_factory.mktemp("rejects"))
    place.write(WIDE, HEADER, "SANPO,1992,MLI,5,6", "", *REJECTED, "SANPO,1993,MLI,7,0")
    place.load()
    return place


@pytest.mark.parametrize(("line", "row"), list(enumerate(REJECTED, 4)))
def test_a_row_without_a_place_is_listed_with_its_line(
    with_rejects: Elsewhere, line: int, row: str
) -> None:
    listed = [one for one in with_rejects.rejects() if one["line"] == str(line)]
    assert listed == [reject(line, *REJECTED[row])]


def test_the_rows_beside_those_without_a_place_are_loaded(with_rejects: Elsewhere) -> None:
    assert with_rejects.figures("value") == [(5,), (6,), (7,)]
    assert len(with_rejects.rejects()) == len(REJECTED)


def test_a_row_with_a_bad_cell_is_rejected_once_and_a_bad_number_alone(
    elsewhere: Elsewhere,
) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,7 May,MLI,1,2", "SANPO,1992,MLI,many,3")
    figures, rejects = elsewhere.read()
    assert [figure.value for figure in figures] == [3]
    assert rejects == [
        Reject(2, "Date", "7 May", "is not a date written 2018, 2018-03 or 2018-03-28"),
        Reject(3, "Troops Male", "many", "is not a number"),
    ]


def test_every_row_of_a_count_that_has_no_place_is_a_reject(elsewhere: Elsewhere) -> None:
    rows = ["SANPO,1992-05-01,Dragon", "SANPO,1992-05-01,Illness", "SANPO,1992-06-01,Dragon"]
    elsewhere.write(DEATHS, "mission,day,kind", *rows)
    figures, rejects = elsewhere.read()
    assert [(figure.dimensions.cause, figure.value) for figure in figures] == [("illness", 1)]
    assert [(one.line, one.cell) for one in rejects] == [(2, "Dragon"), (4, "Dragon")]


def test_codes_that_are_written_as_such_must_be_known(elsewhere: Elsewhere) -> None:
    manifest = WIDE.replace('names = { Mission = "mission", Country = "country" }', "")
    rows = ["mission:unx,1992,MLI,1,0", "mission:sampo-i,1992,XYZ,1,0", "SANPO,1992,MLI,1,0"]
    elsewhere.write(manifest, HEADER, *rows, "mission:sampo-i,1992,MLI,5,0")
    figures, (first, second, third) = elsewhere.read()
    assert [figure.value for figure in figures] == [5]
    assert first == (2, "Mission", "mission:unx", "is not a known mission")
    assert second == (3, "Country", "XYZ", "is not a known country")
    assert third.reason.startswith("is written type:code, such as country:jpn")


def test_an_empty_cell_among_several_numbers_is_no_figure_and_no_reject(
    elsewhere: Elsewhere,
) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1992,MLI,,6")
    (figure,), rejects = elsewhere.read()
    assert (figure.dimensions.sex, figure.value) == ("female", 6)
    assert rejects == []


def test_rows_are_counted_by_mission_year_and_cause(elsewhere: Elsewhere) -> None:
    rows = ["SANPO,1992-05-01,Illness", "sampo-i,1992-07-09,Illness", "SAMPO II,1996-01-02,Illness"]
    elsewhere.write(DEATHS, "mission,day,kind", *rows, "SANPO,1992-01-01,Malicious Act")
    elsewhere.load()
    columns = "subject_code, period_start, period_end, cause, value, locator"
    assert elsewhere.figures(columns) == [
        ("sampo-i", "1992", "1992", "illness", 2, "count of rows of SANPO in 1992, Illness"),
        ("sampo-ii", "1996", "1996", "illness", 1, "count of rows of SAMPO II in 1996, Illness"),
        ("sampo-i", "1992", "1992", "malicious_act", 1, "count of rows of SANPO in 1992, Malicious Act"),
    ]  # fmt: skip


def test_what_counts_as_no_word_makes_no_total_of_a_count(elsewhere: Elsewhere) -> None:
    rows = ["SANPO,1992-05-01,Not given", "SANPO,1992-05-01,Dragon", "SANPO,1992-05-01,Illness"]
    elsewhere.write(DEATHS, "mission,day,kind", *rows)
    figures, (unknown, dragon) = elsewhere.read()
    assert [(figure.dimensions.cause, figure.value) for figure in figures] == [("illness", 1)]
    assert unknown == (2, "kind", "Not given", EMPTY)
    assert dragon.reason.startswith("is not allowed; allowed: malicious_act, accident")


def test_a_name_of_several_missions_means_the_last_that_had_begun(elsewhere: Elsewhere) -> None:
    rows = [f"SAMPO,{day},Illness" for day in ("1990-02-28", "1990-03-01", "1994-07-01")]
    elsewhere.write(DEATHS, "mission,day,kind", *rows)
    figures, rejects = elsewhere.read()
    assert [figure.subject.code for figure in figures] == ["sampo-i", "sampo-ii"]
    assert rejects == [
        Reject(2, "mission", "SAMPO", "is the name of missions that had not yet begun")
    ]


def test_a_folder_brings_the_sources_it_cites(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE.replace("sample-dataset", "own-dataset"), HEADER, "SANPO,1992,MLI,5,0")
    (elsewhere.folder / "sources.toml").write_text(
        '[[sources]]\ncode = "own-dataset"\ntitle = "Own dataset"\nkind = "dataset"\n'
        'publisher = "Nobody"\ngrade = "secondary"\n'
    )
    elsewhere.load()
    assert elsewhere.figures("source") == [("own-dataset",)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("sample-dataset", "other", "serving.toml:1: source: there is no source 'other'"),
        ("people_serving", "x_y", "serving.toml:3: indicator: there is no indicator 'x_y'"),
        ("2026-01-31", "January", "serving.toml:2: recorded_on: 'January': a date is written"),
        (
            '"male"',
            '"man"',
            "measures.Troops Male.sex: 'man' is not allowed; allowed: female, male",
        ),
        ("Troops Male", "Troops", "measures.Troops: the CSV file has no column 'Troops'"),
        ('"as_of"', '"asof"', "columns.Date: 'asof' is not a key of a figure; did you mean"),
        ('Mission = "mission"', 'Mission = "ship"', "names.Mission: 'ship' is not allowed"),
        ("skip_zeros = true", "count_rows = true", "columns: the numbers come from one `value`"),
    ],
)
def test_a_manifest_that_is_wrong_stops_the_load(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str], old: str, new: str, problem: str
) -> None:
    assert old in WIDE
    elsewhere.write(WIDE.replace(old, new), HEADER, "SANPO,1992,MLI,5,0")
    with pytest.raises(typer.Exit):
        elsewhere.load()
    assert problem in capsys.readouterr().out
    assert not elsewhere.database.exists()


def test_a_folder_without_a_manifest_is_a_problem(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        elsewhere.load()
    assert "elsewhere:1: folder: holds no manifest of a series" in capsys.readouterr().out


def test_a_figure_has_the_code_it_would_have_in_the_curated_data(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    manifest = (DATA / "series" / "served.toml").read_text(encoding="utf-8")
    rows = (DATA / "series" / "served.csv").read_text(encoding="utf-8")
    elsewhere.write(manifest, rows.rstrip("\n"), "mission:sampo-i,1993,,,2000")
    elsewhere.load()
    assert elsewhere.figures("value") == [(2000,)]
    assert [one["reason"] for one in elsewhere.rejects()] == [
        "is the figure of an earlier row once more"
    ] * 4


def test_a_load_without_series_takes_their_list_of_rejects_away(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE, HEADER, "UNX,1992,MLI,5,0", "SANPO,1992,MLI,5,0")
    elsewhere.load()
    assert elsewhere.rejects() != []
    build(DATA, f"sqlite:///{elsewhere.database}", drop=True)
    assert not elsewhere.database.with_name("facts.sqlite.rejects.csv").exists()


def test_the_same_folders_give_the_same_bytes_and_another_release(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1992,MLI,5,0")
    elsewhere.load()
    first = elsewhere.database.read_bytes()
    elsewhere.load()
    assert elsewhere.database.read_bytes() == first
    with closing(sqlite3.connect(elsewhere.database)) as connection:
        ((digest, of_curated),) = connection.execute("SELECT digest, curated FROM release")
    assert of_curated == digest_of(DATA) != digest


def test_the_service_answers_with_figures_from_elsewhere(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1993,MLI,5,0")
    elsewhere.load()
    app = create_app(Settings(database_url=f"sqlite:///{elsewhere.database}"))
    with TestClient(app) as client:
        found = client.get(
            "/v1/figures?subject=mission:sampo-i&dimensions.country=MLI&time__gte=1993"
        ).json()
    assert [figure["value"] for figure in found["data"]] == [5]
    assert found["data"][0]["citation"]["locator"] == "Troops Male of MLI in SANPO, 1993"


def test_search_finds_a_series_once_and_leads_to_its_newest_figure(elsewhere: Elsewhere) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1993,MLI,5,8", "SANPO,1992,MLI,4,0", "SAMPO II,1995,,1,0")
    elsewhere.load()
    app = create_app(Settings(database_url=f"sqlite:///{elsewhere.database}"))
    with TestClient(app) as client:
        found = client.get("/v1/search?q=people serving sanpo").json()["data"]
        (series,) = (hit for hit in found if hit["name"].endswith("1992 to 1993"))
        newest = client.get(f"/v1/figures/{series['code']}").json()
    assert (series["type"], series["name"]) == (
        "figure",
        "People serving: First Sample Operation, 1992 to 1993",
    )
    assert newest["as_of"] == "1993"


def test_the_start_keeps_series_from_elsewhere_and_does_not_drop_them_in_silence(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.write(WIDE, HEADER, "SANPO,1993,MLI,5,0")
    elsewhere.load()
    prepare(f"sqlite:///{elsewhere.database}", DATA)
    assert "built from the present seed files" in capsys.readouterr().out
    with closing(sqlite3.connect(elsewhere.database)) as connection, connection:
        connection.execute("UPDATE release SET curated = 'another'")
    with pytest.raises(typer.Exit):
        prepare(f"sqlite:///{elsewhere.database}", DATA)
    assert "python -m seed load --series" in capsys.readouterr().err
