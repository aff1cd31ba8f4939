"""The words of the field as `words.toml` gives them: which tables and keys there are, and what each one says."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from api.tables.facts import Closed, ParticipantRole
from api.tables.list_words import ListWord
from api.vocabulary import RecordType, Text

Said = list[Text]  # Words and phrases, as people type them.
Month = Annotated[str, StringConstraints(pattern=r"^([1-9]|1[0-2])$")]
Count = Annotated[str, StringConstraints(pattern=r"^[1-9]\d?$")]


def _words(meaning: str) -> Said:
    said: Said = Field(default_factory=list, description=meaning)
    return said


class StopWords(Closed):
    """Words that are not looked for."""

    words: Said = Field(description="The words.")


class CapitalWord(Closed):
    """A word that is a name in capitals and another word in small letters."""

    word: Text = Field(description="The word.")
    means: Said = Field(min_length=1, description="What it is the name of.")
    alone: Literal["name", "word", "name_after"] = Field(
        default="word", description="How it is read where the whole text is in one case."
    )
    after: list[str] = Field(
        default_factory=list,
        description="With `name_after`: the words before it that make it a name.",
    )


class Meaning(Closed):
    """Words that are read as others, or that name records."""

    words: Said = Field(min_length=1, description="What people type.")
    means: Said = Field(min_length=1, description="What that means.")


class Synonyms(Closed):
    """Words that say nearly the same, each for each other, or all for what they mean."""

    words: Said = Field(min_length=1, description="What people type.")
    both: bool = Field(
        description="Whether each of the words is also looked for as each other one."
    )
    means: Said = Field(default_factory=list, description="What is also looked for, unless `both`.")

    @model_validator(mode="after")
    def _one_way_or_both(self) -> Self:
        if self.both == bool(self.means):
            raise ValueError("synonyms have either `both = true` or `means`")
        return self


class AskingWords(Closed):
    """Words that tell what is asked for."""

    how_many: Said = _words("A number.")
    share: Said = _words("A percentage.")
    who: Said = _words("A person.")
    when: Said = _words("A date.")
    where: Said = _words("A place.")
    why: Said = _words("A reason.")
    list: Said = _words("A list.")
    definition: Said = _words("What a word means.")
    what_happened: Said = _words("Events.")
    disagree: Said = _words("Where sources disagree.")
    mandate: Said = _words("The end of a mandate.")
    source: Said = _words("Who says something.")
    resolution: Said = _words("A resolution.")
    said: Said = _words("What somebody said.")


class SuperlativeWords(Closed):
    """Words that ask for the first or last of a ranking, or of a series."""

    most: Said = _words("The first by value.")
    least: Said = _words("The last by value.")
    peak: Said = _words("The highest value that one thing ever had.")
    trough: Said = _words("The lowest value that one thing ever had.")
    newest: Said = _words("The last in time.")
    oldest: Said = _words("The first in time.")
    longest: Said = _words("The one that lasted longest.")
    shortest: Said = _words("The one that lasted shortest.")
    deadliest: Said = _words("The one with the most deaths.")
    safest: Said = _words("The one with the fewest deaths.")
    costliest: Said = _words("The one that costs most.")
    cheapest: Said = _words("The one that costs least.")
    of: dict[str, str] = Field(
        default_factory=dict,
        description="The indicator that is ranked, where the word itself says so.",
    )


class TimeWords(Closed):
    """Words that tell which time is asked for."""

    now: Said = _words("The present.")
    since_start: Said = _words("From the start until now.")
    in_all: Said = _words("From the start until now, unless a time is named.")
    since: Said = _words("Before the start of an open time.")
    after: Said = _words("Before a time that is left out, with what follows it.")
    until: Said = _words("Before the end of an open time.")
    before: Said = _words("Before a time that is left out, with what comes before it.")
    during: Said = _words("Before a time.")
    between: Said = _words("Before the first of two times.")
    to: Said = _words("Between the first and the last time of a range.")
    conjunction: Said = _words("Those of `to` that also join two times apart.")
    onwards: Said = _words("Behind the start of an open time.")
    article: Said = _words("What may stand before a time, and tells nothing.")
    of: Said = _words("What may stand between a day, a month and a year.")
    start: Said = _words("Before a year: its first month.")
    middle: Said = _words("Before a year: the months in its middle.")
    end: Said = _words("Before a year: its last month.")
    year: Said = _words("Before a year: that it is one.")
    budget_year: Said = _words("Before or behind a year: that it runs from July to June.")
    decade: Said = _words("Before a year: that ten years are meant.")
    this_year: Said = _words("The year of the release.")
    last_year: Said = _words("The year before.")
    this_month: Said = _words("The month of the release.")
    last_month: Said = _words("The month before.")
    last: Said = _words("Before a number of years that end today.")
    years: Said = _words("Behind that number.")
    ago: Said = _words("Behind, or in French before, a number of years: so long before today.")
    future: Said = _words("Before a verb: that it is of a time to come, which must then be named.")
    next: Said = _words("What is to come.")


class RelationWords(Closed):
    """Words that tell how a country stands in a question, and by what a number is broken down."""

    host: Said = _words("Before a country: where the mission is.")
    contributor: Said = _words("Before or behind a country: whose people are meant.")
    payer: Said = _words("Before or behind a country: whose money is meant.")
    by_country: Said = _words("Each country apart.")
    by_mission: Said = _words("Each mission apart.")
    by_cause: Said = _words("Each cause apart.")
    by_year: Said = _words("Each year apart.")
    by_sex: Said = _words("Women and men apart.")


class ReadingWords(Closed):
    """Words that decide how a question is read, and name nothing."""

    articles: Said = _words("Articles before the name of a country.")
    missions: Said = _words("Behind the name of a country: that the mission there is meant.")
    anybody: Said = _words("Whom a mission has; without one, anybody may be meant.")
    giving: Said = _words("What countries do for UN peacekeeping, so that it need not be named.")
    everywhere: Said = _words("That all places are meant, which says nothing of whom.")
    surplus: Said = _words("What is said along and changes no number.")
    turning: Said = _words(
        "What turns a question round: it needs a place, though it is a stop word."
    )
    spending: Said = _words(
        "Behind what tells of all that was, or of a total: money over all years."
    )
    whole: Said = _words("Before a word of spending, next to it: all of it.")
    perfect: Said = _words("Before a word of spending: all of it until now.")
    harming: Said = _words(
        "Before the name of a mission: that it killed, which is not counted here."
    )
    listed: Said = _words("What a list is of, unless its number is asked for.")
    numbered: Said = _words("Before a number: that it is no year.")
    peacekeeping: Said = _words("Components that only UN peacekeeping has under these names.")
    general: Said = _words("Organisations that do much else: they alone name no subject.")


class OutsideWords(Closed):
    """Words of other subjects."""

    words: Said = Field(description="The words.")


class AskedAs(Closed):
    """How people ask for an indicator."""

    asked_as: Said = Field(min_length=1, description="The words and phrases.")
    otherwise: list[str] = Field(
        default_factory=list,
        description="Indicators meant by the same words of records that have no figure of this one.",
    )


class FieldWords(Closed):
    """All tables of `words.toml`."""

    stop: StopWords = Field(default=StopWords(words=[]), description="Words not looked for.")
    capitals: list[CapitalWord] = Field(default_factory=list, description="Names in capitals.")
    abbreviations: list[Meaning] = Field(default_factory=list, description="What people shorten.")
    phrases: list[Meaning] = Field(default_factory=list, description="Words that belong together.")
    synonyms: list[Synonyms] = Field(default_factory=list, description="Words that say the same.")
    asking: AskingWords = Field(default=AskingWords(), description="Words that ask.")
    superlatives: SuperlativeWords = Field(default=SuperlativeWords(), description="Ranking words.")
    time: TimeWords = Field(default=TimeWords(), description="Words of time.")
    months: dict[Month, Said] = Field(
        default_factory=dict, description="Names of months, by number."
    )
    counts: dict[Count, Said] = Field(default_factory=dict, description="Words for small numbers.")
    relations: RelationWords = Field(default=RelationWords(), description="Words of relations.")
    listing: dict[ListWord, Said] = Field(
        default_factory=dict, description="Words that tell what a list is of, and what it goes by."
    )
    taking_part: dict[ParticipantRole, Said] = Field(
        default_factory=dict, description="What countries and others do in an initiative."
    )
    posts: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Whose a post is where nothing is named: bodies by function, the newest first.",
    )
    reading: ReadingWords = Field(default=ReadingWords(), description="Words of reading.")
    dimensions: dict[str, dict[str, Said]] = Field(
        default_factory=dict, description="Words that narrow, by dimension and value."
    )
    loose: dict[str, Said] = Field(
        default_factory=dict, description="Words of a dimension that many use for everybody."
    )
    kinds: dict[str, dict[str, Said]] = Field(
        default_factory=dict, description="Words that name kinds of records, by field and value."
    )
    records: dict[RecordType, Said] = Field(
        default_factory=dict, description="Words that name a kind of record, by the kind."
    )
    subjects: list[Meaning] = Field(default_factory=list, description="Everyday names of records.")
    demonyms: dict[str, Said] = Field(default_factory=dict, description="Peoples, by country.")
    outside: OutsideWords = Field(
        default=OutsideWords(words=[]), description="Words of other subjects."
    )
    indicators: dict[str, AskedAs] = Field(
        default_factory=dict, description="How people ask for each indicator."
    )
