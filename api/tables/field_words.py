"""The schema of `words.toml`, the words of the field: which tables and keys there are, and what each one means."""

from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from api.constraints import Text
from api.facts.base import Closed, ParticipantRole
from api.tables.meanings import Meaning
from api.tables.reading_words import ReadingWords
from api.tables.sentence_words import Said, SentenceWords, words_for
from api.tables.time_words import TimeWords
from api.vocabulary import RecordType

Month = Annotated[str, StringConstraints(pattern=r"^([1-9]|1[0-2])$")]
PLACES = {"name", "of", "value", "when", "who", "how", "country", "rest", "have", "were"}


def _with_known_places(sentence: str) -> str:
    """Refuse a template sentence with an unknown placeholder, or without `{value}` or `{when}`."""
    places = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    if unknown := sorted(places - PLACES):
        raise ValueError(f"nothing fills {{{unknown[0]}}}; there are {', '.join(sorted(PLACES))}")
    if missing := sorted({"value", "when"} - places):
        raise ValueError(f"must say {{{missing[0]}}}")
    return sentence


Sentence = Annotated[str, AfterValidator(_with_known_places)]
# Words that people type, by what they mean: one thing, or several with commas between.
Meant = dict[Text, Annotated[Said, Field(min_length=1)]]
Count = Annotated[str, StringConstraints(pattern=r"^[1-9]\d?$")]


def each_meaning(means: str) -> list[str]:
    """Split meanings at their commas."""
    return [one.strip() for one in means.split(",")]


class StopWords(Closed):
    """Stop words, which are not searched for, or light words, which count little."""

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


class AskingWords(Closed):
    """Words that tell what is asked for."""

    how_many: Said = words_for("A number.")
    share: Said = words_for("A percentage.")
    who: Said = words_for("A person.")
    when: Said = words_for("A date.")
    where: Said = words_for("A place.")
    why: Said = words_for("A reason.")
    list: Said = words_for("A list.")
    definition: Said = words_for("What a word means.")
    what_happened: Said = words_for("Events.")
    disagree: Said = words_for("Where sources disagree.")
    true: Said = words_for("Whether a claim is true.")
    mandate: Said = words_for("The end of a mandate.")
    source: Said = words_for("Who says something.")
    resolution: Said = words_for("A resolution.")
    said: Said = words_for("What somebody said.")


class SuperlativeWords(Closed):
    """Words that ask for the first or last of a ranking, or of a series."""

    most: Said = words_for("The first by value.")
    least: Said = words_for("The last by value.")
    peak: Said = words_for("The highest value that one thing ever had.")
    trough: Said = words_for("The lowest value that one thing ever had.")
    newest: Said = words_for("The last in time.")
    oldest: Said = words_for("The first in time.")
    longest: Said = words_for("The one that lasted longest.")
    shortest: Said = words_for("The one that lasted shortest.")
    deadliest: Said = words_for("The one with the most deaths.")
    safest: Said = words_for("The one with the fewest deaths.")
    costliest: Said = words_for("The one that costs most.")
    cheapest: Said = words_for("The one that costs least.")
    of: dict[str, str] = Field(
        default_factory=dict,
        description="The indicator that is ranked, where the word itself says so.",
    )


class RelationWords(Closed):
    """Words that tell whether a country is a host or a contributor, and by what a number is broken down."""

    host: Said = words_for("Before a country: where the mission is.")
    contributor: Said = words_for("Before or behind a country: whose people are meant.")
    owner: Said = words_for("Behind a country: whose people are meant.")
    payer: Said = words_for("Before or behind a country: whose money is meant.")
    by_country: Said = words_for("Each country apart.")
    by_mission: Said = words_for("Each mission apart.")
    by_cause: Said = words_for("Each cause apart.")
    by_year: Said = words_for("Each year apart.")
    by_sex: Said = words_for("Women and men apart.")


class OutsideWords(Closed):
    """Words of subjects that are not peacekeeping."""

    words: Said = Field(description="The words.")


class AskedAs(Closed):
    """The words in which people ask for an indicator."""

    asked_as: Said = Field(min_length=1, description="The words and phrases.")
    otherwise: list[str] = Field(
        default_factory=list,
        description="Indicators meant by the same words of records that have no figure of this one.",
    )
    instead_of: str = Field(
        default="",
        description="Indicator and cause, written `fatalities:malicious_act`, or an indicator of no cause, written"
        " `civilian_staff:`, instead of which this one is told where there is no figure of that.",
    )


class SentenceTemplates(Closed):
    """Template sentences that tell a figure, with placeholders for its parts; see `[told]` in `words.toml`."""

    otherwise: Sentence = Field(
        default="{name}, {of} {rest}: {value}, {when}",
        description="The sentence of an indicator that has none of its own, or no place for what narrows it.",
    )
    indicators: dict[str, Sentence] = Field(
        default_factory=dict, description="The sentence of each indicator."
    )
    dimensions: dict[str, str] = Field(
        default_factory=dict, description="How a value of a dimension is said within a sentence."
    )
    with_article: list[str] = Field(
        default_factory=list, description="First words of names that have an article in a sentence."
    )
    values: dict[str, str] = Field(
        default_factory=dict, description="How single values are said instead."
    )


class FieldWords(Closed):
    """All tables of `words.toml`."""

    stop: StopWords = Field(default=StopWords(words=[]), description="Words not looked for.")
    light: StopWords = Field(default=StopWords(words=[]), description="Words that tell little.")
    capitals: list[CapitalWord] = Field(default_factory=list, description="Names in capitals.")
    misspelt: dict[str, list[str]] = Field(
        default_factory=dict, description="How words are often mistyped."
    )
    abbreviations: Meant = Field(default_factory=dict, description="What people shorten.")
    phrases: Meant = Field(default_factory=dict, description="Words that belong together.")
    synonyms: Meant = Field(default_factory=dict, description="Words that are also looked for.")
    asking: AskingWords = Field(default=AskingWords(), description="Words that ask.")
    superlatives: SuperlativeWords = Field(default=SuperlativeWords(), description="Ranking words.")
    time: TimeWords = Field(default=TimeWords(), description="Words of time.")
    months: dict[Month, Said] = Field(
        default_factory=dict, description="Names of months, by number."
    )
    decades: dict[str, Said] = Field(default_factory=dict, description="Names of decades.")
    counts: dict[Count, Said] = Field(default_factory=dict, description="Words for small numbers.")
    relations: RelationWords = Field(default=RelationWords(), description="Words of relations.")
    listing: dict[Meaning, Said] = Field(
        default_factory=dict,
        description="What words mean in questions, beside names, times and indicators.",
    )
    taking_part: dict[ParticipantRole, Said] = Field(
        default_factory=dict, description="What countries and others do in an initiative."
    )
    posts: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Whose a post is where nothing is named: bodies by function, the newest first.",
    )
    reading: ReadingWords[Said, Said] = Field(
        default=ReadingWords(), description="Words of reading."
    )
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
    subjects: Meant = Field(default_factory=dict, description="Everyday names of records.")
    demonyms: dict[str, Said] = Field(default_factory=dict, description="Peoples, by country.")
    outside: OutsideWords = Field(
        default=OutsideWords(words=[]), description="Words of other subjects."
    )
    indicators: dict[str, AskedAs] = Field(
        default_factory=dict, description="How people ask for each indicator."
    )
    told: SentenceTemplates = Field(
        default=SentenceTemplates(), description="How a figure is told in a sentence."
    )
    sentences: SentenceWords = Field(
        default=SentenceWords(), description="Words of claims in running text."
    )
