"""What a word can mean in a question, beside names, times and indicators: the keys of `[listing]` in `words.toml`.

The answers of the search ask for these meanings with `says` and `places`. The words of each are in the file; one word
may have several meanings, and each answer reads the one it needs.
"""

from typing import Literal

Meaning = Literal[
    # What is asked for
    "mission",  # A mission, or several: the kind of record.
    "several",  # More than one mission, in the plural.
    "initiative",  # An initiative, or several: the kind of record.
    "several_initiatives",  # More than one initiative, in the plural.
    "ministerial",  # A ministerial meeting or summit, which is an initiative and an event.
    "event",  # An event, or that something happened.
    "timeline",  # All events of something, in their order.
    "resolution",  # A decision of the Security Council.
    "res",  # Before a number, as in a symbol: the number of a resolution.
    "mandate",  # The mandate of a mission.
    "country",  # A country or State, as what is asked for or counted.
    "person",  # Somebody, whoever holds a post.
    "several_people",  # All heads, not only the present one; also of all missions.
    "post",  # The post or role of a person.
    "indicator",  # An indicator, or what is measured.
    "several_indicators",  # More than one indicator, in the plural.
    "source",  # Who says so: sources, documents, data.
    "discrepancy",  # That sources disagree, or that numbers cannot be added up.
    "code",  # The code of a country or another record.
    "city",  # The city in which an event takes place.
    "year",  # A year: no countries or missions are ranked.
    "several_years",  # Years in the plural: of a ranking of years, several are told.
    "month",  # A month: no countries or missions are ranked, and a date is wanted.
    "date",  # The date or year of what happened.
    "how_long",  # The time something takes or took, or an age.
    "amount",  # A sum of money, though the word "money" may be missing.
    "counting",  # That a number is wanted, which defines nothing though it says "count".
    "total",  # The whole, beside a part of it that is asked for as well.
    "average",  # The mean of the values of several times.
    # How it is asked
    "which",  # Asks for what it stands before: "which", "what", "list", "show".
    "meaning",  # Asks what a term, a name or a number means, or for the description of a record.
    "defined",  # Asks for a definition: even beside a number, no value is wanted.
    "a_kind",  # Asks what something of a kind is, or does, in general: "what is a …", "the role of".
    "recommends",  # With an initiative, such as a report: asks what it comes to.
    "about",  # Before the topic of statements, events or indicators.
    "wish",  # Asks what should or might be: no fact answers.
    "negation",  # Turns a question round: no list answers.
    "limit",  # Bounds a number or makes a share of it: no list answers unless it reads the bound.
    # Verbs that say little, and prepositions
    "present",  # A verb in the present: the state of today is wanted.
    "past",  # A verb in the past, or "former": an earlier state may be wanted.
    "perfect",  # All that has been until now, whether or not it has ended.
    "history",  # With "in total": all that ever were, not those of today.
    "passive",  # Before a verb: it is done to what is named, as in "what was UNAMID replaced with".
    "still",  # Whether something goes on, or its state.
    "have",  # Any form of "have".
    "with",  # What is counted has something: "countries with missions".
    "by",  # Before who does something, or a date.
    "from",  # Before where somebody comes from.
    "after",  # Later than what is named.
    "before",  # Earlier than what is named.
    "at_the_time",  # Before what happened when somebody held a post: "when A4P was launched".
    "either",  # Between two of which one is right.
    # UN peacekeeping and its personnel
    "peacekeeping",  # Peacekeeping or peacekeepers: the missions of the UN are meant.
    "personnel",  # The people of a mission, in any words.
    "casualties",  # The dead, if of a mission or of peacekeepers; civilian ones are those of others.
    "allowed",  # What may be: the ceiling is meant, and not those who are there.
    "short",  # How far what there is is from what was allowed.
    "liquidation",  # The time after a mission has ended: the costs of closing it are meant.
    # Who gives
    "contributing",  # That people or money are given, as a verb or a noun, in any form.
    "contributor",  # Whoever gives people, as a noun alone.
    "gives",  # That people or money are given, as a verb alone: "people" beside it are those given.
    "stationed",  # Other words for what a contributor does with people: it has or fields them.
    "payer",  # That somebody pays, or has to.
    "bill",  # What is paid for: the budget, or the share of it.
    "creditors",  # That the contributors are whom money is owed.
    "players",  # Those who take part in an initiative, in the plural: donors, hosts, champions.
    "nationality",  # The country a person or a force comes from.
    # What happens to missions and records
    "began",  # Started, was created or launched.
    "issued",  # Was adopted or published, of a document: the date of an initiative.
    "ended",  # Ended, closed or left the country.
    "closing_now",  # Is about to end, and has not yet.
    "left",  # Left a country: with "is" or "are", what has not yet.
    "over",  # With a mission and "is": has ended.
    "due",  # Before a verb: what is decided, and still to come.
    "lasted",  # Took a time, or went on.
    "ran",  # Existed, operated or was deployed.
    "run_by",  # What the UN or another does with a mission: has, runs, leads.
    "hosting",  # What a country does that has a mission on its soil.
    "befell",  # That something happened, as one tells it of wars and reports.
    "mandate_decided",  # That a mandate was decided or extended, or the last decision.
    "mandate_ends",  # With a mandate: that it ends, or its present state.
    "expires",  # That a mandate ends, even where no word says "mandate".
    # What comes before and after
    "replaced",  # One took the place of another, as a verb.
    "successor",  # What came next.
    "predecessor",  # What came before, or a former name.
    "preceded",  # Came before, as a verb, or became: what a mission became followed it.
    "further",  # Asks for the next step beyond what came before or after.
    # Places and wholes
    "seat",  # Where something has its place, as a participle: "based", "located".
    "headquarters",  # The headquarters of a mission.
    "place",  # Where a mission or a person works, or the country of it.
    "held_at",  # Where and that a meeting takes place.
    "part_of",  # Belongs to a larger initiative.
    "contains",  # Has smaller initiatives in it.
    # Leading
    "leading",  # What a head does, or did.
    "acting",  # Holds a post only for a time.
    # Ranking, comparing, and changing
    "rank",  # The place in an order.
    "by_measure",  # Before what a list is ordered by.
    "size",  # Before what decides how large something is, or the size itself.
    "sized",  # The largest or smallest: without an indicator, the strength is meant.
    "more",  # Compares two, or one with a multiple of the other.
    "versus",  # Stands between two that are compared, or joins two that are asked for.
    "than",  # Before a time with which the present is compared: "fewer than in 2016".
    "more_than",  # Before a number, or as "above": a value has to be larger.
    "less_than",  # Before a number, or as "below": a value has to be smaller.
    "one_in",  # Between two numbers: one person in so many, which is a share.
    "changed",  # How a value differs between two times.
    "reduced",  # Made something smaller: what it is told to have done is no figure.
]
