"""The schema of `[reading]` in `words.toml`: the words that decide how a question is read."""

from typing import Generic, TypeVar

from api.facts.base import Closed
from api.tables.sentence_words import Said, words_for

Words = TypeVar("Words")
Phrases = TypeVar("Phrases")


class ReadingWords(Closed, Generic[Words, Phrases]):
    """Words that decide how a question is read, but name nothing: as lists in the file, or compiled for reading."""

    articles: Words = words_for("Articles before the name of a country.")
    missions: Words = words_for("Behind the name of a country: that the mission there is meant.")
    called_after: Words = words_for("Behind a demonym: that the mission in the country is meant.")
    again: Words = words_for("Behind a demonym, where a mission is named before: another one.")
    anybody: Words = words_for("Whom a mission has; without one, anybody may be meant.")
    giving: Words = words_for(
        "What countries do for UN peacekeeping, so that it need not be named."
    )
    sending: Words = words_for("What a country that is named does for the UN, which need not be.")
    everywhere: Phrases = words_for("That all places are meant, which says nothing of whom.")
    surplus: Phrases = words_for("What is said along and changes no number.")
    turning: Words = words_for(
        "What turns a question round: it needs a place, though it is a stop word."
    )
    spending: Words = words_for(
        "Behind what tells of all that was, or of a total: money over all years."
    )
    whole: Words = words_for("Before a word of spending, next to it: all of it.")
    perfect: Words = words_for("Before a word of spending: all of it until now.")
    harming: Phrases = words_for(
        "Before the name of a mission: that it killed, which is not counted here."
    )
    listed: Words = words_for("What a list is of, unless its number is asked for.")
    relative: Words = words_for("Behind what a list is of: which of them.")
    numbered: Words = words_for("Before a number: that it is no year.")
    peacekeeping: Said = words_for("Components that only UN peacekeeping has under these names.")
    operations_alone: Words = words_for("Of a time: that no political missions are meant.")
    own: Words = words_for("What is counted of the UN alone, so that it need not be named.")
    before_mission: Words = words_for("Between a country and the mission there.")
    belonging: Words = words_for("Between people and a country: not enough to tell whose they are.")
    joining: Said = words_for("Between two questions in one.")
    beside: Said = words_for("Between two figures that are to be set side by side.")
    first_person: Words = words_for(
        "A clause with one of these, before a question, tells of the asker."
    )
    occasions: Words = words_for(
        "A clause with one of these, beside a question, tells what the answer is for, or how it is wanted."
    )
    citing: Phrases = words_for("What asks for the citation or the date that every answer carries.")
    causing: Phrases = words_for("Before a cause of death.")
    opening: Phrases = words_for(
        "What a question may begin with, and says nothing: a program is told so."
    )
    apposed: Phrases = words_for(
        "With what a clause begins that tells what else happened at a time."
    )
    yes_or_no: Phrases = words_for("With what a question begins that wants a yes or a no.")
    numeral: Words = words_for("What numbers are written with in words, behind `more than`.")
    one: Words = words_for("Before “in” and a number: that a share is meant.")
    crossing: Words = words_for("What a number does that comes to another.")
    general: Said = words_for("Organisations that do much else: they alone name no subject.")
