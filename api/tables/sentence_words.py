"""The schema of `[sentences]` in `words.toml`: the words of claims in running text, and what each list is for."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from api.constraints import Text
from api.facts.base import Closed
from api.vocabulary import Qualifier, Unit

Said = list[Text]  # Words and phrases, as people write them.


class Size(StrEnum):
    """A multiplier in words: “12 thousand”."""

    DOZEN = "dozen"
    THOUSAND = "thousand"
    MILLION = "million"
    BILLION = "billion"
    TRILLION = "trillion"


class Around(StrEnum):
    """What the words before a year or a date mean: “by 2020”, “since 2020”."""

    AT = "at"
    BY = "by"
    END_OF = "end_of"
    START_OF = "start_of"
    PART_OF = "part_of"
    SINCE = "since"
    BESIDE = "beside"
    FROM = "from"
    UNTIL = "until"
    YEAR_TO = "year_to"
    YEAR_FROM = "year_from"


class TimeWord(StrEnum):
    """A relative time, in words instead of a year or a date: “last year”."""

    NOW = "now"
    SO_FAR = "so_far"
    SINCE_START = "since_start"
    LAST_YEAR = "last_year"
    THIS_YEAR = "this_year"
    LAST_MONTH = "last_month"
    THIS_MONTH = "this_month"
    THIS_BUDGET_YEAR = "this_budget_year"
    LAST_BUDGET_YEAR = "last_budget_year"
    THAT_YEAR = "that_year"
    THAT_YEARS_END = "that_years_end"
    THAT_TIME = "that_time"
    YEARLY = "yearly"
    WEEKDAY = "weekday"
    UNCLEAR = "unclear"


def words_for(meaning: str) -> Any:
    """Declare a list of words, with the description of what it is for."""
    return Field(default_factory=list, description=meaning)


class SentenceWords(Closed):
    """Words of claims in running text, where all other words of the field are understood too."""

    filler: Said = words_for("Words that say nothing of the number.")
    style: Said = words_for("The same, unless they are what the number counts.")
    superlatives: Said = words_for("What says nothing either, with one of `ranked` behind it.")
    ranked: Said = words_for("What superlatives rank.")
    stressing: Said = words_for("What only stresses the number behind it.")
    verbs: Said = words_for(
        "Verbs that say nothing where another word says what is counted, in all their forms."
    )
    turning: Said = words_for("What turns the meaning of a number round.")
    denying: Said = words_for("What says that something told is not so.")
    settling: Said = words_for("What becomes of cases and missions, which is not counted.")
    future: Said = words_for("Which of these only say that something is to come.")
    coming: Said = words_for("Indicators of what is to come, beside all targets.")
    changing: Said = words_for("Verbs of a change; a number after “by” is then a difference.")
    breaks: Said = words_for("Where a new statement begins.")
    going_on: Said = words_for("What looks like that and goes on with the statement before.")
    when: Said = words_for("The same, if there are numbers on both sides; the time goes along.")
    because: Said = words_for("The same, without the time.")
    joins: Said = words_for("What joins two numbers to a list.")
    parts: Said = words_for("Before a number that counts some of what stands before it.")
    parts_after: Said = words_for("The same, behind the number.")
    out_of: Said = words_for("Between a part and its whole: `66 of the 100 allegations`.")
    prepositions: Said = words_for("What parts the words of two numbers.")
    asides: Said = words_for("How a part between commas begins that narrows nothing.")
    describing: Said = words_for("How such a part begins that tells more of what is named.")
    rivals: Said = words_for(
        "How words begin that only rank among others, up to the next mark or time."
    )
    comparing: Said = words_for("How such a part begins whose number is of another time.")
    reporting: Said = words_for("Who only reports, decides or counts.")
    saying: Said = words_for("Verbs of saying.")
    that: Said = words_for("What stands between them and what is said.")
    pronouns: Said = words_for("What stands for the record that was named last.")
    peacekeepers: Said = words_for("Whom only the United Nations have.")
    everywhere: Said = words_for("That all missions are meant, whichever was named before.")
    with_political: Said = words_for("That political missions are counted too.")
    without_political: Said = words_for("That political missions are not counted.")
    of_peacekeeping: Said = words_for("Whom the United Nations alone send.")
    standing: Said = words_for("With a day: what has been counted up to it.")
    perfect: Said = words_for("Before a participle: until the day of writing.")
    pluperfect: Said = words_for("Before a participle: until a time that is told.")
    past: Said = words_for("Verbs of any time before.")
    present: Said = words_for("Verbs of the day of writing.")
    labels: Said = words_for("Before a number that only names something.")
    units: Said = words_for("Behind a number that counts what we never count.")
    losing: Said = words_for("Verbs of losing people, who are then one's own.")
    dying: Said = words_for("Indicators that may count others than peacekeepers.")
    anybody: Said = words_for("Who may be others, where nothing says that they are of a mission.")
    strangers: Said = words_for("Who are others, whatever else is said.")
    percent: Said = words_for("Per cent.")
    dollars: Said = words_for("United States dollars.")
    bridges: Said = words_for("What stands between a word such as “over” and its number.")
    vague: Said = words_for("Before a number that is none.")
    pointing: Said = words_for("Before a small number in words that points to something.")
    nouns: dict[Unit, Said] = Field(
        default_factory=dict, description="What is counted, by its unit."
    )
    before: dict[Qualifier, Said] = Field(
        default_factory=dict, description="Before a number: how exact it is."
    )
    after: dict[Qualifier, Said] = Field(
        default_factory=dict, description="Behind a number: how exact it is."
    )
    around: dict[Around, Said] = Field(
        default_factory=dict, description="Before a date: how it is meant."
    )
    numerals: dict[int, Said] = Field(default_factory=dict, description="Numbers in words.")
    sizes: dict[Size, Said] = Field(
        default_factory=dict, description="What the number before is multiplied by."
    )
    shares: dict[int, Said] = Field(
        default_factory=dict, description="Parts in words, by how many of a hundred they are."
    )
    share_of: dict[str, Said] = Field(
        default_factory=dict, description="What a share is of, by its indicator."
    )
    alike: dict[str, Said] = Field(
        default_factory=dict, description="Indicators that are verified too, by the one asked for."
    )
    actual: dict[str, Text] = Field(
        default_factory=dict, description="What there is, by the indicator of what is allowed."
    )
    asked_as: dict[str, Said] = Field(
        default_factory=dict, description="How sentences say what an indicator counts."
    )
    time: dict[TimeWord, Said] = Field(
        default_factory=dict, description="Times that are told by words."
    )
