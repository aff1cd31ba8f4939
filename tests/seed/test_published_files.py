"""Files as published: read as the manifest says, or refused with the key to add; never guessed."""

from pathlib import Path

import pytest
import typer

from seed.records import FigureRecord
from seed.series.cells import STANDS_FOR_NOTHING
from seed.series.rows import Reject
from tests.seed.elsewhere import EMPTY, Elsewhere

MANIFEST = """\
source = "sample-dataset"
recorded_on = "2026-01-31"
indicator = "people_serving"
locator = "row {Mission} {Date}"
columns = { Country = "dimensions.country", Mission = "subject", Date = "as_of", Troops = "value" }
names = { Country = "country", Mission = "mission" }
"""
HEADER = "Country,Mission,Date,Troops"
ROW = "MLI,SANPO,1992,5"
MONEY = """\
source = "sample-dataset"
recorded_on = "2026-01-31"
subject = "mission:sampo-i"
indicator = "pledged_usd"
locator = "row {Period}"
columns = { Period = "period", Amount = "value" }
"""


DOLLARS = """\
[[indicators]]
code = "pledged_usd"
name = "Pledged"
definition = "What donors pledged."
unit = "usd"
kind = "flow"
"""


def of_money(
    elsewhere: Elsewhere, keys: str, *rows: str
) -> tuple[list[FigureRecord], list[Reject]]:
    """Read amounts of money, with an indicator that is defined in the folder."""
    (elsewhere.folder / "indicators.toml").write_text(DOLLARS)
    elsewhere.write(f"{MONEY}{keys}\n", "Period,Amount", *rows)
    return elsewhere.read()


def with_dates(form: str) -> str:
    """A manifest with this date format."""
    return f'{MANIFEST}date_format = "{form}"\n'


def stopped(elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The messages of a load that changes nothing."""
    with pytest.raises(typer.Exit):
        elsewhere.load()
    said = capsys.readouterr().out.replace(f"{elsewhere.folder}/", "")
    return [str(line) for line in said.splitlines()]


def test_an_empty_cell_is_unknown_and_its_row_is_rejected(elsewhere: Elsewhere) -> None:
    elsewhere.write(MANIFEST, HEADER, ROW, ",SANPO,1993,7", "MLI,,1993,8", "MLI,SANPO,1993,")
    figures, rejects = elsewhere.read()
    assert [(one.dimensions.country, one.value) for one in figures] == [("MLI", 5)]
    assert rejects == [
        Reject(3, "Country", "", EMPTY),
        Reject(4, "Mission", "", EMPTY),
        Reject(5, "Troops", "", "is empty"),
    ]


@pytest.mark.parametrize("word", ["NA", "n/a", "..", "-", "–", "#N/A"])
def test_a_word_for_nothing_is_neither_namibia_nor_a_number(
    elsewhere: Elsewhere, word: str
) -> None:
    elsewhere.write(MANIFEST, HEADER, f"{word},SANPO,1993,7", f"MLI,SANPO,1994,{word}")
    _, rejects = elsewhere.read()
    assert [(one.line, one.column, one.reason) for one in rejects] == [
        (2, "Country", STANDS_FOR_NOTHING),
        (3, "Troops", STANDS_FOR_NOTHING),
    ]
    elsewhere.write(
        f'{MANIFEST}missing = ["{word}"]\nempty = {{ Country = "all" }}\n',
        HEADER,
        f"{word},SANPO,1993,7",
    )
    (figure,), _ = elsewhere.read()
    assert (figure.dimensions.country, figure.value) == (None, 7)


def test_an_empty_cell_may_be_all_of_them(elsewhere: Elsewhere) -> None:
    manifest = MANIFEST + 'empty = { Country = "all" }\nmissing = ["World"]\n'
    elsewhere.write(manifest, HEADER, ROW, ",SANPO,1992,7", "World,SANPO,1993,9")
    figures, _ = elsewhere.read()
    assert [(one.dimensions.country, one.value) for one in figures] == [
        ("MLI", 5),
        (None, 7),
        (None, 9),
    ]


def test_an_empty_cell_may_be_the_same_as_above(elsewhere: Elsewhere) -> None:
    manifest = MANIFEST + 'empty = { Country = "above" }\n'
    rows = [",SANPO,1991,1", ROW, ",SAMPO II,1995,7", "CIV,UNX,1995,8", ",SAMPO II,1995,9"]
    elsewhere.write(manifest, HEADER, *rows)
    figures, rejects = elsewhere.read()
    assert [(one.dimensions.country, one.value) for one in figures] == [
        ("MLI", 5),
        ("MLI", 7),
        ("CIV", 9),
    ]
    assert rejects[0] == Reject(2, "Country", "", "is empty, and so is all above")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            'empty = { Mission = "all" }',
            "serving.toml:7: empty.Mission: all of what? Give 'subject' as a key of the manifest",
        ),
        (
            'empty = { Troops = "all" }',
            "serving.toml:7: empty.Troops: says nothing; it is for columns that say what a number is of",
        ),
        (
            'empty = { Country = "none" }',
            "serving.toml:7: empty.Country: 'none' is not allowed; allowed: unknown, all, above",
        ),
        (
            'delimiter = "tab"',
            "serving.toml:7: delimiter: 'tab' is not one sign, neither a letter, a digit nor a quote,"
            " such as a comma",
        ),
        (
            "delimeter = ';'",
            "serving.toml:7: delimeter: is not a key of this kind of record; did you mean 'delimiter'?",
        ),
        (
            'date_format = "%d of %B"',
            "serving.toml:7: date_format: '%d of %B' names no year; it is made of %d, %m, %b, %B, %y"
            " and %Y, or is 'spreadsheet'",
        ),
    ],
)
def test_what_cannot_be_right_about_cells_is_a_problem(
    elsewhere: Elsewhere, change: str, problem: str
) -> None:
    elsewhere.write(f"{MANIFEST}{change}\n", HEADER, ROW)
    assert elsewhere.problems() == [problem]


def test_rows_without_a_word_are_no_total_of_a_count(elsewhere: Elsewhere) -> None:
    manifest = MANIFEST.replace(', Troops = "value"', "") + "count_rows = true\n"
    elsewhere.write(manifest + 'empty = { Country = "all" }\n', HEADER, ROW)
    (problem,) = elsewhere.problems()
    assert problem == (
        "serving.toml:8: empty.Country: the rows without it are not all rows;"
        " leave it out, and they are rejected"
    )


def test_a_total_that_is_less_than_its_part_stops_the_load(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.write(MANIFEST + 'empty = { Country = "all" }\n', HEADER, ROW, ",SANPO,1992,4")
    assert stopped(elsewhere, capsys) == [
        "serving.csv:3: value: 4 is less than its part, 5; is it a total? See `empty` in the manifest"
    ]
    assert not elsewhere.database.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_a_file_is_read_in_the_encoding_that_the_manifest_names(
    elsewhere: Elsewhere, encoding: str
) -> None:
    elsewhere.write(f'{MANIFEST}encoding = "{encoding}"\n')
    rows = f"{HEADER}\r\nCôte d’Ivoire,SANPO,1992,5\r\n"
    (elsewhere.folder / "serving.csv").write_bytes(rows.encode(encoding))
    (figure,), _ = elsewhere.read()
    assert (figure.dimensions.country, figure.value) == ("CIV", 5)


@pytest.mark.parametrize(
    ("encoding", "named", "problem"),
    [
        (
            "windows-1252",
            "",
            "serving.csv:2: file: 'Côte' is not in UTF-8 but probably in Windows-1252 or Latin-1;"
            ' save it as UTF-8, or write encoding = "windows-1252" into the manifest',
        ),
        (
            "utf-16",
            "",
            "serving.csv:1: file: is in UTF-16; save it as UTF-8,"
            ' or write encoding = "utf-16" into the manifest',
        ),
        (
            "utf-8",
            'encoding = "windows-1252"\n',
            "serving.csv:2: file: is in UTF-8, not in windows-1252; leave encoding out of the manifest",
        ),
        (
            "utf-8",
            'encoding = "utf-16"\n',
            "serving.csv:1: file: is not in UTF-16; leave encoding out of the manifest",
        ),
    ],
)
def test_another_encoding_is_named_and_not_guessed(
    elsewhere: Elsewhere,
    capsys: pytest.CaptureFixture[str],
    encoding: str,
    named: str,
    problem: str,
) -> None:
    elsewhere.write(MANIFEST + named)
    rows = f"{HEADER}\nCôte d’Ivoire,SANPO,1992,5\n"
    (elsewhere.folder / "serving.csv").write_bytes(rows.encode(encoding))
    assert elsewhere.problems() == [problem]


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ('delimiter = ";"', ["Country;Mission;Date;Troops", "MLI;SANPO;1992;5"]),
        ('delimiter = "\\t"', [HEADER.replace(",", "\t"), ROW.replace(",", "\t")]),
        ("skip_rows = 3", ["People serving", "", "Source: the publisher,,,", HEADER, ROW]),
        (
            "header_rows = 2",
            ["Country,Mission,Date,", ",,,Troops", ROW],
        ),
        ("", ["Country , Mission,\"Date\n\",Troops,", ROW + ","]),
    ],
)  # fmt: skip
def test_lines_are_read_as_they_are_laid_out(
    elsewhere: Elsewhere, keys: str, lines: list[str]
) -> None:
    elsewhere.write(f"{MANIFEST}{keys}\n", *lines)
    (figure,), _ = elsewhere.read()
    said = (figure.dimensions.country, figure.subject.code, figure.as_of, figure.value)
    assert said == ("MLI", "sampo-i", "1992", 5)


def test_merged_cells_of_an_upper_line_go_on_to_the_right(elsewhere: Elsewhere) -> None:
    manifest = MANIFEST.replace(', Troops = "value"', "") + (
        "header_rows = 2\n[measures]\n"
        '"Troops Male" = { sex = "male" }\n"Troops Female" = { sex = "female" }\n'
    )
    elsewhere.write(
        manifest, ",,,Troops,", "Country,Mission,Date,Male,Female", "MLI,SANPO,1992,5,6"
    )
    figures, _ = elsewhere.read()
    assert [(one.dimensions.sex, one.value) for one in figures] == [("male", 5), ("female", 6)]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            ["Country;Mission;Date;Troops", "MLI;SANPO;1992;5"],
            "1: header: the columns are separated by semicolons;"
            ' write delimiter = ";" into the manifest, or save the file with commas',
        ),
        (
            ["People serving, by country;;;", "Country;Mission;Date;Troops", "MLI;SANPO;1992;5"],
            "1: header: the columns are separated by semicolons;"
            ' write delimiter = ";" into the manifest, or save the file with commas',
        ),
        (
            ["People serving", "", HEADER, ROW],
            "1: header: is not the header, which stands in line 3; write skip_rows = 2 into the manifest",
        ),
        (
            ["Country,Mission,Date,Strength,", ",,,Troops,Police", "MLI,SANPO,1992,5,6"],
            "1: header: has empty cells; does the header stand in two lines?"
            " Then write header_rows = 2 into the manifest",
        ),
        (
            [HEADER + ",Troops", ROW + ",500"],
            "1: header: names the column 'Troops' twice; give each a name of its own",
        ),
        (["", ""], "1: header: is empty; the first line names the columns"),
    ],
)
def test_the_form_of_a_file_is_looked_at_before_its_columns(
    elsewhere: Elsewhere, lines: list[str], problem: str
) -> None:
    elsewhere.write(MANIFEST, *lines)
    assert elsewhere.problems() == [f"serving.csv:{problem}"]


@pytest.mark.parametrize(
    ("form", "cell", "as_of"),
    [
        ("%d-%b-%y", "31-Jan-21", "2021-01-31"),
        ("%d-%b-%y", "31-Jan-58", "1958-01-31"),
        ("%d/%m/%Y", "03/02/2021", "2021-02-03"),
        ("%m/%d/%Y", "03/02/2021", "2021-03-02"),
        ("%Y-%m-%dT%H:%M:%S", "2021-01-31T00:00:00", "2021-01-31"),
        ("%B %Y", "January  2021", "2021-01"),
        ("%YM%m", "2021M01", "2021-01"),
        ("%b-%y", "Jan-21", "2021-01"),
        ("FY%Y", "FY2021", "2021"),
        ("spreadsheet", "44227", "2021-01-31"),
        ("spreadsheet", "44227.0", "2021-01-31"),
    ],
)
def test_dates_are_read_in_the_form_of_the_publisher_and_no_more_precise(
    elsewhere: Elsewhere, form: str, cell: str, as_of: str
) -> None:
    elsewhere.write(with_dates(form), HEADER, f"MLI,SANPO,{cell},5")
    (figure,), _ = elsewhere.read()
    assert figure.as_of == as_of


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("31-Jan-21", '"%d-%b-%y"'),
        ("31/01/2021", '"%d/%m/%Y"'),
        ("03/02/2021", '"%d/%m/%Y" or date_format = "%m/%d/%Y"'),
        ("2021-01-31T00:00:00", '"%Y-%m-%dT%H:%M:%S"'),
        ("2021-01-31 00:00:00", '"%Y-%m-%d %H:%M:%S"'),
        ("44227", '"spreadsheet"'),
        ("2021M01", '"%YM%m"'),
        ("January 2021", '"%B %Y"'),
        ("2021/01/31", '"%Y/%m/%d"'),
    ],
)
def test_a_date_in_another_form_is_rejected_with_the_form_to_write(
    elsewhere: Elsewhere, cell: str, form: str
) -> None:
    elsewhere.write(MANIFEST, HEADER, ROW, f"MLI,SANPO,{cell},5")
    _, rejects = elsewhere.read()
    reason = "is not a date written 2018, 2018-03 or 2018-03-28"
    remedy = f"write date_format = {form} into the manifest"
    assert rejects == [Reject(3, "Date", cell, f"{reason}; {remedy}")]


@pytest.mark.parametrize(
    ("keys", "cell", "start", "end"),
    [
        ("", "1992-07-01/1993-06-30", "1992-07-01", "1993-06-30"),
        ("", "1992-07 to 1993-06", "1992-07", "1993-06"),
        ("", "1992-1993", "1992", "1993"),
        ('date_format = "%b %Y"', "Jul 1992 - Jun 1993", "1992-07", "1993-06"),
        ('date_format = "%d %B %Y"', "1 July 1992 – 30 June 1993", "1992-07-01", "1993-06-30"),
        (
            'values = { Period = { "1992/93" = "1992-07-01/1993-06-30" } }',
            "1992/93",
            "1992-07-01",
            "1993-06-30",
        ),
    ],
)
def test_a_period_may_stand_in_one_cell(
    elsewhere: Elsewhere, keys: str, cell: str, start: str, end: str
) -> None:
    (figure,), _ = of_money(elsewhere, keys, f"{cell},5")
    assert (figure.period_start, figure.period_end) == (start, end)


@pytest.mark.parametrize(
    ("keys", "cell", "value"),
    [
        ("scale = 1000", "62552.8", 62_552_800),
        ("scale = 1000000", "6.4", 6_400_000),
        ('thousands = ","', '"62,552,800"', 62_552_800),
        ('thousands = " "', "62 552\u00a0800", 62_552_800),
        ('thousands = "."\ndecimal = ","', '"62.552,5"', 62_552.5),
    ],
)
def test_numbers_are_read_as_they_are_written(
    elsewhere: Elsewhere, keys: str, cell: str, value: float
) -> None:
    (figure,), _ = of_money(elsewhere, keys, f"1992/1992,{cell}")
    assert figure.value == value


@pytest.mark.parametrize("cell", ["12,34", "1,2345", "１２", "٣", "1e3", "2_304"])
def test_digits_in_another_order_are_no_number(elsewhere: Elsewhere, cell: str) -> None:
    _, rejects = of_money(elsewhere, 'thousands = ","', f'1992/1992,"{cell}"')
    assert rejects == [Reject(2, "Amount", cell, "is not a number")]


def test_a_column_a_year_is_one_line_of_the_manifest(elsewhere: Elsewhere) -> None:
    manifest = MANIFEST.replace(', Date = "as_of", Troops = "value"', "").replace(" {Date}", "")
    manifest += 'missing = [".."]\n[measures]\n"{year} [YR{year}]" = { as_of = "{year}" }\n'
    header = "Country,Mission,Series,1992 [YR1992],1993 [YR1993],1994 [YR1994]"
    elsewhere.write(manifest, header, "MLI,SANPO,people,5,..,7", "CIV,SANPO,people,,8,9")
    figures, _ = elsewhere.read()
    assert [(one.dimensions.country, one.as_of, one.value) for one in figures] == [
        ("MLI", "1992", 5),
        ("MLI", "1994", 7),
        ("CIV", "1993", 8),
        ("CIV", "1994", 9),
    ]


@pytest.mark.parametrize(
    ("row", "column", "cell", "reason"),
    [
        ("MLI,SANPO,2201-01-31,9", "Date", "2201-01-31", "is after the day on which it was recorded, 2026-01-31"),
        ("MLI,SANPO,2026-02,9", "Date", "2026-02", "is after the day on which it was recorded, 2026-01-31"),
        ("MLI,SANPO,0202-01-31,9", "Date", "0202-01-31", "is long before peacekeeping"),
        ("MLI,SANPO,1993,1000000000000000", "Troops", "1000000000000000", "is more people than peacekeeping ever saw"),
    ],
)  # fmt: skip
def test_impossible_days_and_crowds_are_rejected(
    elsewhere: Elsewhere, row: str, column: str, cell: str, reason: str
) -> None:
    elsewhere.write(MANIFEST, HEADER, ROW, row)
    _, rejects = elsewhere.read()
    assert rejects == [Reject(3, column, cell, reason)]


@pytest.mark.parametrize("rows", [(), ("MLI,UNX,1992,5", "MLI,UNX,1993,5")])
def test_a_load_that_places_nothing_changes_nothing(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str], rows: tuple[str, ...]
) -> None:
    elsewhere.write(MANIFEST, HEADER, ROW)
    elsewhere.load()
    before = elsewhere.database.read_bytes()
    capsys.readouterr()
    elsewhere.write(MANIFEST, HEADER, *rows)
    said = stopped(elsewhere, capsys)
    assert said[0] == "serving.csv: no figure could be placed, so that this is no series"
    assert (
        said[1:]
        == ["        2  Mission: is not the name of a known mission, first in line 2"][: len(rows)]
    )
    assert elsewhere.database.read_bytes() == before


def test_a_series_that_was_there_is_not_lost_in_silence(
    elsewhere: Elsewhere, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.write(MANIFEST, HEADER, ROW)
    elsewhere.load()
    (tmp_path / "other").mkdir()
    other = Elsewhere(tmp_path / "other")
    other.database = elsewhere.database
    other.write(MANIFEST, HEADER, "CIV,SANPO,1992,6", name="others")
    capsys.readouterr()
    assert stopped(other, capsys) == [
        "the database holds serving, 1 figures of sample-dataset, which this load leaves out;"
        " name its folder with --series too, or let it go with --drop"
    ]
    other.load(elsewhere.folder, other.folder)
    assert other.figures("value") == [(5,), (6,)]
