"""The query parameters of search, and the models of its response."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Slug
from api.lists.envelope import Answer, Meta, Page
from api.lists.parameters import AnyOf, PagingParams, Words, parameter
from api.lists.rendering import Rendering
from api.search.answers.answer import SearchAnswer
from api.vocabulary import PartialDate, Qualifier, RecordType, Row, Unit, WordState
from api.wording import shorten


class Match(StrEnum):
    """Which records match a search."""

    BEST = "best"
    ALL = "all"


class SearchFacet(StrEnum):
    """Field by which hits can be counted."""

    TYPE = "type"


class SearchParams(PagingParams):
    """Query parameters of the search."""

    q: Words = Field(
        description="A question or search terms, in English or French. Words match in any of their forms;"
        ' case, accents and punctuation are ignored. "A phrase" in quotes must match exactly; `peace*` matches a'
        " prefix, and must match too.",
        examples=["how many peacekeepers died in Mali"],
    )
    match: Match = Field(
        default=Match.BEST,
        description="`best`: records with any of the words, best match first. `all`: only records"
        " with every word in some form, except stop words such as “the”; typos are not corrected.",
        examples=["all"],
    )
    type: AnyOf[RecordType] = parameter("Only records of these types.", "mission,initiative")
    time__gte: PartialDate | None = parameter(
        "Only what was true or happened in or after this year, month or day: missions while they ran,"
        " initiatives when launched; records without a known date are left out.",
        "2018",
    )
    time__lte: PartialDate | None = parameter(
        "Only what was true or happened in or before this year, month or day.", "2020-09-14"
    )
    facet: AnyOf[SearchFacet] = parameter("`type`: count all hits by record type.", "type")


class SearchHit(Answer):
    """A record found by the search."""

    type: str = Field(description="Type of the record.", examples=["mission"])
    code: Slug = Field(description="Code of the record.")
    name: str = Field(description="Name or title of the record.")
    href: str = Field(description="URL path of the record.", examples=["/v1/missions/minusma"])
    detail: str | None = Field(
        description="For a figure its value, dimensions, time and source; for a mission its"
        " years; for a person the post; null for others."
    )
    value: float | None = Field(description="Value of a figure; null for other records.")
    unit: Unit | None = Field(description="Unit of the value; null without a value.")
    qualifier: Qualifier | None = Field(
        description="Qualifier of the value, such as `over`; null without a value."
    )
    as_of: PartialDate | None = Field(
        description="As-of date of the value; null when it counts a period."
    )
    period_start: PartialDate | None = Field(
        description="Start of the period counted; null when the value has an as-of date."
    )
    period_end: PartialDate | None = Field(
        description="End of the period counted, inclusive; null when the value has an as-of date."
    )
    source: str | None = Field(
        description="Code of the source of a figure; null for other records.",
        examples=["security-council-briefing-2020-09-14"],
    )
    snippet: str | None = Field(
        description="Excerpt of the text around the first match; null when only names match."
    )
    matches: list[str] = Field(description="Matching words of its names and text.")
    score: int = Field(description="Relevance score, comparable only within one response.")


class SearchedWord(Answer):
    """How a word of the query was treated."""

    word: str = Field(description="The word or phrase.", examples=["minsuma"])
    state: WordState = Field(
        description="`matched`: searched for, and found in some record; `left_out`: a stop word"
        " such as “the” or “versus”; `corrected`: unknown, and replaced by another word;"
        " `unknown`: in no record."
    )
    read_as: list[str] = Field(
        description="What it was read as; empty when that is the word itself.",
        examples=[["minusma"]],
    )


class SearchMeta(Meta):
    """Total and release of the hits, and how the words of the query were read."""

    match: str = Field(
        description="`all`: some hit has every word searched for; `some`: no hit has them all;"
        " `none`: there is no hit.",
        examples=["all"],
    )
    all_words: int = Field(description="Number of hits that have every word.")
    words: list[SearchedWord] = Field(
        description="How each word of the query was treated, in order."
    )
    did_you_mean: str | None = Field(
        description="With `match=all` and no hit, a corrected query that has hits; otherwise null."
    )


class SearchPage(Page[SearchHit]):
    """A page of hits, best match first, with the answer to the question where it is certain."""

    answer: SearchAnswer | None = Field(
        description="Answer to the question, where every word is understood and the data hold it;"
        " otherwise null, as is normal: read the hits."
    )
    meta: SearchMeta = Field(
        description="Total, page size, release, and how the words of the query were read."
    )


def _sentence(hit: Row) -> str:
    told = hit["detail"] or hit["snippet"]
    end = f": {told}" if told else "."
    return shorten(f"{hit['name']} ({hit['type']}){end}")


HITS = Rendering(answer=SearchHit, sentence=_sentence)  # Each carries its own address.
