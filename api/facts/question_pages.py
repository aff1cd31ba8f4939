"""Question pages: frequent questions, with the requests to the API whose answers make each page."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.constraints import FORMS, Ordinal, Slug, Text
from api.facts.base import Closed

FIGURE_TABLE, FIGURE_CHART, TIMELINE = "figures/table", "figures/chart.svg", "missions/timeline.svg"
CHART = rf"^/v1/({FIGURE_TABLE}|{FIGURE_CHART}|{TIMELINE})\?[^\s?]+$".replace(".svg", r"\.svg")
TABLE = rf"^/v1/({FIGURE_TABLE}|[a-z]+)\?[^\s?]+$"
LIST = r"^/v1/[a-z]+\?[^\s?]+$"
FORMS[CHART] = f"the address of a chart or table, such as /v1/{FIGURE_CHART}?indicator=budget_usd"
FORMS[TABLE] = f"the address of a table or list, such as /v1/{FIGURE_TABLE}?rows=subject"
FORMS[LIST] = "the address of a list, such as /v1/figures?subject=initiative:a4p"
ChartQuery = Annotated[str, StringConstraints(pattern=CHART)]
TableQuery = Annotated[str, StringConstraints(pattern=TABLE)]
ListQuery = Annotated[str, StringConstraints(pattern=LIST)]


class ShownChart(Closed):
    """A chart of a question page."""

    title: Text = Field(description="What the chart shows, as its heading.")
    query: ChartQuery = Field(
        description="Address of the chart: `/v1/figures/chart.svg`, `/v1/missions/timeline.svg`, or `/v1/figures/table`,"
        " which is drawn as bars."
    )


class ShownTable(Closed):
    """A table of a question page."""

    title: Text = Field(description="What the table shows, as its heading.")
    query: TableQuery = Field(
        description="Address of the table, `/v1/figures/table`, or of a list, whose `fields` are the columns."
    )


class QuestionPageFacts(Closed):
    """A frequent question, and the requests that answer it."""

    code: Slug = Field(
        description="The last part of the address of the page, and the name of the file."
    )
    place: Ordinal = Field(
        description="Place among the questions; the first six stand on the first page."
    )
    title: Text = Field(description="The question, as people would ask it.")
    search: Text = Field(
        description="What search is asked: its answer is the sentence on top of the page."
    )
    also: list[Text] = Field(
        default_factory=list,
        description="What else search is asked; its answers stand below the first.",
    )
    about: Text = Field(description="What is counted and what is not, in our own words.")
    charts: list[ShownChart] = Field(min_length=1, description="Charts, the most telling first.")
    tables: list[ShownTable] = Field(min_length=1, description="Tables, the most telling first.")
    words: ListQuery = Field(
        description="Address of the figures, statements or other records whose sources are quoted."
    )
    not_known: list[Text] = Field(
        min_length=1, description="What our sources do not say, a sentence each."
    )

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"/questions/{self.code}"
