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
    """Which records a search finds."""

    BEST = "best"
    ALL = "all"


class SearchFacet(StrEnum):
    """What hits can be counted by."""

    TYPE = "type"


class SearchParams(PagingParams):
    """What search can be asked."""

    q: Words = Field(
        description="A question or words to look for, in English or French. Any word counts, in any of its"
        ' forms; capitals, accents and punctuation do not. "A phrase" in quotes must stand so; `peace*` is'
        " the beginning of a word, and must occur too.",
        examples=["how many peacekeepers died in Mali"],
    )
    match: Match = Field(
        default=Match.BEST,
        description="`best`: records with any of the words, the best first. `all`: only records in which"
        " every word occurs in some form, words such as “the” left out; nothing is corrected.",
        examples=["all"],
    )
    type: AnyOf[RecordType] = parameter("Only records of these kinds.", "mission,initiative")
    time__gte: PartialDate | None = parameter(
        "Only what was true or happened in or after this year, month or day: missions while they ran,"
        " initiatives when launched; what has no known date is left out.",
        "2018",
    )
    time__lte: PartialDate | None = parameter(
        "Only what was true or happened in or before this year, month or day.", "2020-09-14"
    )
    facet: AnyOf[SearchFacet] = parameter("`type`: count all hits by their kind.", "type")


class SearchHit(Answer):
    """A record that search found."""

    type: str = Field(description="What the record is about.", examples=["mission"])
    code: Slug = Field(description="Code of the record.")
    name: str = Field(description="Name or title of the record.")
    href: str = Field(description="Address of the record.", examples=["/v1/missions/minusma"])
    detail: str | None = Field(
        description="Of a figure its value, what it is narrowed to, time and source, of a mission its years, of a"
        " person the office; null for others."
    )
    value: float | None = Field(description="Value of a figure; null for other records.")
    unit: Unit | None = Field(description="What the value is counted in; null without one.")
    qualifier: Qualifier | None = Field(description="How exact the value is; null without one.")
    as_of: PartialDate | None = Field(
        description="Moment the value was true; null when it counts a period."
    )
    period_start: PartialDate | None = Field(
        description="Start of the period the value counts; null when it is of a moment."
    )
    period_end: PartialDate | None = Field(
        description="End of the period the value counts; null when it is of a moment."
    )
    source: str | None = Field(
        description="Code of the source of a figure; null for other records.",
        examples=["security-council-briefing-2020-09-14"],
    )
    snippet: str | None = Field(
        description="Words of the record around the first match in its text; null when only its"
        " names match."
    )
    matches: list[str] = Field(description="The words of its names and its text that match.")
    score: int = Field(
        description="How well it fits: comparable within one answer, and to nothing else."
    )


class SearchedWord(Answer):
    """What became of a word of the question."""

    word: str = Field(description="The word or phrase.", examples=["minsuma"])
    state: WordState = Field(
        description="`matched`: looked for, and held by some record; `left_out`: not looked for, as"
        " “the” and “versus”; `corrected`: unknown, and read as another word; `unknown`: no record has it."
    )
    read_as: list[str] = Field(
        description="What it was read as, when that is not the word itself.", examples=[["minusma"]]
    )


class SearchMeta(Meta):
    """What the page of hits is a part of, and how the words were read."""

    match: str = Field(
        description="`all`: some hit holds every word that was looked for; `some`: none does; `none`:"
        " there is no hit.",
        examples=["all"],
    )
    all_words: int = Field(description="How many of the hits hold every word.")
    words: list[SearchedWord] = Field(description="What became of each word, in order of reading.")
    did_you_mean: str | None = Field(
        description="With `match=all` and no hit, the words that were probably meant and find something;"
        " else null."
    )


class SearchPage(Page[SearchHit]):
    """A page of hits, best first, with the answer to the question on top where it is certain."""

    answer: SearchAnswer | None = Field(
        description="What answers the question, where every word of it is understood and the data hold it;"
        " null otherwise, and that is normal: see the hits."
    )
    meta: SearchMeta = Field(description="Total, limit, release, and how the words were read.")


def _sentence(hit: Row) -> str:
    told = hit["detail"] or hit["snippet"]
    end = f": {told}" if told else "."
    return shorten(f"{hit['name']} ({hit['type']}){end}")


HITS = Rendering(answer=SearchHit, sentence=_sentence)  # Each carries its own address.
