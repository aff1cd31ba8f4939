"""The marks of charts: what is drawn, left open or refused, and the same facts in the table."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.charts.series import NoSeries
from api.vocabulary import Qualifier
from tests.charts.pictures import RELEASE, SVG, draw, figure, marks, parsed, said, words


def _edges(bar: Element) -> Iterator[tuple[float, float, float]]:
    """The left, bottom and top of each bar."""
    left, rest = bar.attrib["d"].removeprefix("M").split(" ")[0], bar.attrib["d"]
    bottom = rest.split(" ")[1].partition("V")[0]
    yield float(left), float(bottom), float(rest.partition("V")[2].partition("h")[0])


def test_every_figure_is_one_mark_and_one_row_of_the_table() -> None:
    chart = draw(figure("2001", 10), figure("2002", 20), figure("2003", 30))
    assert len(marks(chart, "point")) == 3
    assert chart.table.rows[0].cells == (
        "2001",
        "10 people",
        "exactly 10",
        "Gazette, “The Gazette”",
    )
    assert chart.table.columns == ("Time", "Value", "Allows", "Source")


def test_the_picture_is_named_and_described_for_those_who_do_not_see_it() -> None:
    picture = parsed(draw(figure("2001", 10), figure("2002", 1234567)).svg)
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "People: SAMPO I, 2001 to 2002"
    assert "2002: 1,234,567 people" in str(picture.findtext(f"{SVG}desc"))


def test_over_is_an_arrow_and_no_line_runs_through_it() -> None:
    chart = draw(figure("2001", 10), figure("2002", 20, "over"), figure("2003", 30))
    assert [said(mark) for mark in marks(chart, "point", "open")] == ["2002: over 20 people"]
    assert len(marks(chart, "arrow")) == 1
    assert marks(chart, "line") == []


def test_at_most_is_an_arrow_downwards() -> None:
    chart = draw(figure("2001", 10), figure("2002", 20, "at_most"))
    (arrow,) = marks(chart, "arrow")
    assert "v14" in arrow.attrib["d"]
    assert "or fewer (down)" in words(chart)


def test_about_has_a_whisker_of_what_it_allows() -> None:
    chart = draw(figure("2001", 100), figure("2002", 200, "about"))
    assert len(marks(chart, "whisker")) == 1
    assert chart.table.rows[1].cells[1:3] == ("about 200 people", "180 to 220")


def test_a_gap_in_years_is_a_gap_in_the_line() -> None:
    years = ("2001", "2002", "2003", "2008", "2009")
    (line,) = marks(draw(*[figure(year, 10) for year in years]), "line")
    assert line.attrib["d"].count("L") == 3


def test_a_year_is_not_joined_with_a_day_within_it() -> None:
    chart = draw(figure("2001", 55), figure("2001-11-15", 54))
    assert marks(chart, "line") == []
    assert len(marks(chart, "vague")) == 1


def test_a_period_is_a_bar_from_zero() -> None:
    chart = draw(figure("2001", 50, kind="flow"), figure("2003", 100, kind="flow"))
    (_, bottom, low), (_, other_bottom, high) = [
        edges for bar in marks(chart, "bar") for edges in _edges(bar)
    ]
    assert bottom == other_bottom
    assert bottom - high == pytest.approx(2 * (bottom - low), abs=0.2)
    assert "0 20 40 60 80 100" in words(chart)


def test_zero_is_a_number_and_shows() -> None:
    chart = draw(figure("2001", 50, kind="flow"), figure("2002", 0, kind="flow"))
    _, (_, bottom, top) = [edges for bar in marks(chart, "bar") for edges in _edges(bar)]
    assert bottom - top == 1


def test_at_least_is_a_bar_with_an_open_end() -> None:
    chart = draw(figure("2001", 50, kind="flow"), figure("2002", 58, "at_least", kind="flow"))
    assert [said(bar) for bar in marks(chart, "bar", "open")] == ["2002: at least 58 people"]
    assert len(marks(chart, "arrow")) == 1


def test_rival_statements_of_one_time_stand_side_by_side_and_are_named() -> None:
    chart = draw(
        figure("2001", 40, kind="flow"),
        figure("2002", 50, kind="flow"),
        figure("2002", 60, kind="flow", source="Herald"),
    )
    first, second = [edges for bar in marks(chart, "bar", "rival") for edges in _edges(bar)]
    assert first[0] < second[0]
    assert "2002: 50 people (Gazette); 60 people (Herald)." in words(chart)


def test_a_preferred_statement_is_full_beside_its_rivals() -> None:
    chart = draw(
        figure("2001", 40),
        figure("2002", 50, rank="preferred"),
        figure("2002", 60, source="Herald"),
    )
    assert [said(mark) for mark in marks(chart, "point", "aside")] == ["2002: 60 people (Herald)"]
    assert len(marks(chart, "line")) == 1


def test_of_two_sources_the_one_with_most_figures_leads_and_the_other_stands_beside() -> None:
    told = {"Gazette": range(2001, 2007), "Herald": range(2004, 2010)}
    figures = [figure(str(year), 10, source=who) for who, years in told.items() for year in years]
    chart = draw(*figures, figure("2000", 9))
    assert len(marks(chart, "point", "aside")) == 3  # Of the Herald, in the years of the Gazette.
    assert [line.attrib["d"].count("L") for line in marks(chart, "line")] == [8]
    assert marks(chart, "label") == marks(chart, "entry") == []


def test_what_another_source_states_of_a_year_is_a_tick_on_its_bar() -> None:
    years = [figure(str(year), 50, kind="flow") for year in range(2001, 2005)]
    chart = draw(*years, figure("2003", 60, kind="flow", source="Herald"))
    assert len(marks(chart, "bar")) == 4
    assert [said(tick) for tick in marks(chart, "tick")] == ["2003: 60 people (Herald)"]


def test_a_year_of_which_nothing_was_to_be_counted_is_flat_and_no_gap() -> None:
    years = [figure(year, 50, kind="flow") for year in ("2001", "2004")]
    chart = draw(*years, empty={2002, 2003, 2005})
    assert marks(chart, "gap") == []
    assert len(marks(chart, "none")) == 1
    assert "2001 to 2005" in words(chart)


def test_series_with_long_names_have_a_legend() -> None:
    names = ("Mission of the United Nations to Sampo", "Office of the United Nations in Sampo")
    figures = [figure(year, 10, subject=name) for year in ("2001", "2002") for name in names]
    for place, one in enumerate(figures):
        one["subject"]["code"] = f"sampo-{place % 2}"
    chart = draw(*figures)
    assert [entry.findtext(f"{SVG}text") for entry in marks(chart, "entry")] == list(names)
    assert marks(chart, "label") == []


def test_years_without_a_figure_are_grey_and_say_so() -> None:
    chart = draw(figure("2001", 10, kind="flow"), figure("2006", 20, kind="flow"))
    assert [said(gap) for gap in marks(chart, "gap")] == ["no figure held, 2002 to 2005"]
    assert "no figure held" in words(chart)
    assert marks(draw(figure("2001", 10), figure("2002", 20)), "gap") == []


def test_bars_of_one_period_are_as_wide_where_a_series_has_none() -> None:
    alone = figure("2001", 10, kind="flow", subject="SAMPO I")
    both = [figure("2002", 10, kind="flow"), figure("2002", 20, kind="flow", subject="SAMPO II")]
    both[1]["subject"]["code"] = "sampo-ii"
    widths = [
        float(bar.attrib["d"].partition("h")[2].partition("V")[0])
        for bar in marks(draw(alone, *both), "bar")
    ]
    assert max(widths) - min(widths) < 1


def test_the_years_of_two_gaps_that_only_a_moment_parts_are_not_read_as_those_of_both() -> None:
    apart = draw(figure("2001", 1), figure("2006", 2), figure("2008", 2), figure("2013", 3))
    assert "2002 to 2005" in words(apart)
    parted = draw(figure("2001", 1), figure("2006-01-01", 2), figure("2011", 3))
    assert len(marks(parted, "gap")) == 2
    assert "2002 to 2005" not in words(parted)


def test_deaths_by_cause_of_one_source_are_stacked() -> None:
    causes = ("accident", "illness")
    chart = draw(
        *[
            figure(year, 10, kind="flow", cause=cause)
            for year in ("2001", "2002")
            for cause in causes
        ]
    )
    lower, upper = [edges for bar in marks(chart, "bar")[:2] for edges in _edges(bar)]
    assert (upper[0], upper[1]) == (lower[0], lower[2])
    assert upper[2] >= 26  # Within the frame, which ends there.


def test_what_is_not_a_cause_is_never_stacked() -> None:
    subjects = ("SAMPO I", "SAMPO II")
    figures = [figure(year, 10, kind="flow") for year in ("2001", "2002") for _ in subjects]
    for place, one in enumerate(figures):
        one["subject"] = {"type": "mission", "code": f"s{place % 2}", "name": subjects[place % 2]}
    edges = [edge for bar in marks(draw(*figures), "bar") for edge in _edges(bar)]
    assert len({bottom for _, bottom, _ in edges}) == 1


def test_a_period_across_others_is_a_line_over_them() -> None:
    chart = draw(
        figure("2001", 10, kind="flow"),
        figure("2002", 20, kind="flow"),
        figure("2001-07-01/2002-06-30", 15, kind="flow"),
        figure("2003", 30, kind="flow"),
    )
    assert len(marks(chart, "bar")) == 3
    assert [said(line) for line in marks(chart, "across")] == ["July 2001 to June 2002: 15 people"]


def test_a_target_has_a_shape_of_its_own_and_the_colour_of_what_it_is_for() -> None:
    target = {"kind": "target", "indicator": "target", "indicator_name": "Target"}
    chart = draw(figure("2001", 5), figure("2002", 6), figure("2003", 9) | target)
    point, _, goal = marks(chart, "point")
    assert point.get("fill") == goal.get("fill")
    assert "h18" in goal.attrib["d"]


def test_dollars_are_in_millions_with_separators() -> None:
    chart = draw(figure("2001", 6.5e9, unit="usd"), figure("2002", 7.25e9, unit="usd"))
    assert "million US dollars" in words(chart)
    assert "8,000" in words(chart)
    assert chart.table.rows[1].cells[1] == "US$ 7.25 billion"


def test_the_source_line_names_the_first_source_and_counts_the_others() -> None:
    chart = draw(figure("2001", 1), figure("2002", 2), figure("2003", 3, source="Herald"))
    assert "Source: Gazette, “The Gazette”; 1 more." in words(chart)
    assert RELEASE in words(chart)


def test_markup_in_a_name_stays_text() -> None:
    hostile = "</title><script>alert(1)</script>&"
    chart = draw(figure("2001", 1, subject=hostile), figure("2002", 2, subject=hostile))
    assert "<script" not in chart.svg
    assert hostile in str(parsed(chart.svg).findtext(f"{SVG}title"))


@pytest.mark.parametrize(
    ("figures", "parameter", "message"),
    [
        ([], "indicator", "no figure passes"),
        ([figure("2001", 1)], "indicator", "stands alone in time"),
        ([figure("2001", 1), figure("2002", 2, unit="usd")], "indicator", "2 units (people, usd)"),
        (
            [figure("2001", 1), figure("2002", 2, kind="cumulative")],
            "indicator_kind",
            "(cumulative, stock)",
        ),
        (
            [figure("2001", 1, cause=f"cause-{place}") for place in range(9)],
            "dimensions.cause",
            "9 series",
        ),
    ],
)
def test_what_makes_no_series_is_refused_with_what_would(
    figures: list[dict[str, Any]], parameter: str, message: str
) -> None:
    with pytest.raises(NoSeries) as refused:
        draw(*figures)
    assert refused.value.parameter == parameter
    assert message in str(refused.value)


TIMES = st.sampled_from(["2001", "2001-05", "2001-05-07", "2002", "2002-07-01/2003-06-30", "2019"])


def alike(kind_and_unit: tuple[str, str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Random figures with the same kind and unit."""
    kind, unit = kind_and_unit
    one = st.builds(
        figure,
        TIMES,
        st.one_of(st.integers(0, 10**12), st.floats(-1e6, 1e12)),
        st.sampled_from(list(Qualifier)),
        kind=st.just(kind),
        unit=st.just(unit),
        source=st.sampled_from(["Gazette", "Ünïcode & <Co>"]),
        cause=st.sampled_from([None, "illness", "accident"]),
        rank=st.sampled_from(["normal", "preferred"]),
    )
    return st.lists(one, max_size=12, unique_by=lambda figure: figure["code"])


KINDS = st.sampled_from(
    [("flow", "people"), ("flow", "usd"), ("stock", "people"), ("share", "percent")]
)


@given(KINDS.flatmap(alike))
def test_any_figures_are_drawn_one_mark_each_or_refused(figures: list[dict[str, Any]]) -> None:
    try:
        chart = draw(*figures)
    except NoSeries:
        return
    drawn = [one for kind in ("point", "bar", "across", "tick") for one in marks(chart, kind)]
    assert len(drawn) == len(chart.table.rows) == len(figures)
    assert "nan" not in chart.svg
