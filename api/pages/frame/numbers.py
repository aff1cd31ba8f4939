"""Group the figures about a record by indicator, newest first, rival statements folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from api.lists.lookups import get_country_names, get_names
from api.lists.records import find_related
from api.lists.resource import Resource
from api.questions.question import WHOLE
from api.resources.figures import FIGURES
from api.resources.registry import RESOURCES
from api.search.answers.inquiry import list_records
from api.vocabulary import Rank, RecordType, Row, last_day
from api.wording import dimensions_in_words

MOST_GROUPS, MOST_TIMES = 10, 3
READ = 60  # Figures of one indicator, the newest first, among which those to be shown are chosen.
UNSAID = "all personnel, or not specified"  # Beside others that are of those in uniform.
# What people ask for first; the others follow, those of most figures first.
ASKED = (
    *("fatalities_since_start", "fatalities", "personnel_deployed", "personnel_authorized"),
    *("women_share", "budget_usd", "expenditure_usd", "contributor_rank"),
    *("peacekeeping_assessment_share", "endorsing_member_states"),
)


@dataclass(frozen=True)
class ShownFigure:
    """A figure of one time, with its dimensions in words, and rival statements."""

    figure: Row
    scope: str
    about: Row | None  # Its subject, where that is not the record itself.
    rivals: list[Row]


@dataclass(frozen=True)
class Group:
    """The newest figures of one indicator about a record, with the address of all."""

    name: str
    code: str
    total: int
    address: str
    moments: list[ShownFigure]


@dataclass(frozen=True)
class Numbers:
    """The figures about a record: groups in full, and the names and sizes of the others."""

    total: int
    groups: list[Group]
    others: list[Group]


def group_numbers(connection: Connection, owner: Resource, code: str) -> Numbers:
    """Group the figures about a record, or attributed to parts of it, by indicator."""
    counting = FIGURES.filters(limit=0, facet=["indicator"])
    counted = find_related(connection, owner, code, FIGURES, counting)
    facets = sorted(counted.facets["indicator"], key=_order)
    groups = [
        _group(connection, owner, code, facet, is_shown=place < MOST_GROUPS)
        for place, facet in enumerate(facets)
    ]
    return Numbers(counted.total, groups[:MOST_GROUPS], groups[MOST_GROUPS:])


def _order(facet: Row) -> tuple[int, int]:
    indicator = facet["value"]
    place = ASKED.index(indicator) if indicator in ASKED else len(ASKED)
    return place, -facet["count"]


def _group(
    connection: Connection, owner: Resource, code: str, facet: Row, *, is_shown: bool
) -> Group:
    indicator: str = facet["value"]
    moments: list[ShownFigure] = []
    if is_shown:
        asked = FIGURES.filters.model_validate(
            {"indicator": indicator, "sort": "-time", "limit": READ}
        )
        rows = find_related(connection, owner, code, FIGURES, asked).rows
        moments = list(_moments(connection, owner, code, rows))[:MOST_TIMES]
    return Group(
        name=get_names(connection, RecordType.INDICATOR)[indicator],
        code=indicator,
        total=facet["count"],
        address=f"/{owner.plural}/{code}/figures?indicator={indicator}",
        moments=moments,
    )


def newest_of_each(connection: Connection, indicator: str) -> list[ShownFigure]:
    """Return the newest total of each subject: UN peacekeeping first, stale ones last."""
    rows = list_records(connection, FIGURES, {"indicator": indicator, "latest": "true"})
    moments = list(_moments(connection, RESOURCES[RecordType.INDICATOR], indicator, rows))
    seen: dict[tuple[str, str], ShownFigure] = {}
    for moment in moments:
        subject = moment.figure["subject"]
        seen.setdefault((subject["type"], subject["code"]), moment)
    return sorted(seen.values(), key=_whole_first)


def _whole_first(moment: ShownFigure) -> tuple[bool, bool, float]:
    figure = moment.figure
    is_part = (figure["subject"]["type"], figure["subject"]["code"]) not in WHOLE
    return is_part, figure["stale"], -figure["value"]


def _moments(
    connection: Connection, owner: Resource, code: str, rows: Iterable[Row]
) -> Iterator[ShownFigure]:
    """Yield the figures with the fewest dimensions, each with its rivals."""
    standing = [row for row in rows if not row["withdrawn_on"] and row["rank"] != Rank.DEPRECATED]
    least = min(map(_depth, standing), default=0)
    countries = get_country_names(connection)
    shown = [row for row in standing if _depth(row) == least]
    whole = UNSAID if any(row["dimensions"]["component"] for row in shown) else ""
    questions: dict[tuple[str, ...], list[Row]] = {}
    for row in shown:
        questions.setdefault(_question(row), []).append(row)
    for rivals in sorted(questions.values(), key=_newest_first):
        rivals.sort(key=lambda row: (row["rank"] != Rank.PREFERRED, row["code"]))
        figure, *others = rivals
        subject = figure["subject"]
        is_own = (subject["type"], subject["code"]) == (owner.type, code)
        yield ShownFigure(
            figure,
            dimensions_in_words(figure["dimensions"], countries) or whole,
            None if is_own else subject,
            others,
        )


def _newest_first(rivals: list[Row]) -> tuple[int, float]:
    """Sort key: newest first, then the largest, so that a whole precedes its parts."""
    figure = rivals[0]
    until = last_day(figure["as_of"] or figure["period_end"])
    return -date.fromisoformat(until).toordinal(), -figure["value"]


def _depth(row: Row) -> int:
    """Count the dimensions of a figure; all in uniform is none."""
    narrowed = row["dimensions"].items()
    return sum(
        bool(value) and (name, value) != ("component", "uniformed") for name, value in narrowed
    )


def _question(row: Row) -> tuple[str, ...]:
    """Return the key that rivals share: subject, dimensions and time."""
    subject, times = row["subject"], ("as_of", "period_start", "period_end")
    parts = (subject["type"], subject["code"], *row["dimensions"].values())
    return (*map(str, parts), *(str(row[name]) for name in times))
