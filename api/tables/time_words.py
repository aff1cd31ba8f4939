"""The schema of `[time]` in `words.toml`: the words of times."""

from api.facts.base import Closed
from api.tables.sentence_words import Said, words_for


class TimeWords(Closed):
    """Words that tell which time is asked for."""

    now: Said = words_for("The present.")
    since_start: Said = words_for("From the start until now.")
    by_now: Said = words_for("Of these, those that tell what there is by today.")
    in_all: Said = words_for("From the start until now, unless a time is named.")
    in_all_missions: Said = words_for("Of no time: that all missions are counted together.")
    since: Said = words_for("Before the start of an open time.")
    after: Said = words_for("Before a time that is left out, with what follows it.")
    until: Said = words_for("Before the end of an open time.")
    before: Said = words_for("Before a time that is left out, with what comes before it.")
    during: Said = words_for("Before a time.")
    between: Said = words_for("Before the first of two times.")
    to: Said = words_for("Between the first and the last time of a range.")
    conjunction: Said = words_for("Those of `to` that also join two times apart.")
    either: Said = words_for("Between two months of one year, either of which may be meant.")
    onwards: Said = words_for("Behind the start of an open time.")
    article: Said = words_for("What may stand before a time, and tells nothing.")
    of: Said = words_for("What may stand between a day, a month and a year.")
    start: Said = words_for("Before a year: its first month.")
    middle: Said = words_for("Before a year: the months in its middle.")
    end: Said = words_for("Before a year: its last month.")
    year: Said = words_for("Before a year: that it is one.")
    budget_year: Said = words_for("Before or behind a year: that it runs from July to June.")
    decade: Said = words_for("Before a year: that ten years are meant.")
    this_year: Said = words_for("The year of the release.")
    last_year: Said = words_for("The year before.")
    next_year: Said = words_for("The year after.")
    this_budget_year: Said = words_for("The budget year of the day of the release.")
    last_budget_year: Said = words_for("The budget year before.")
    last_full_budget_year: Said = words_for(
        "The last budget year that is over, or that lies wholly in the life of the mission named."
    )
    next_budget_year: Said = words_for("The budget year after.")
    spring: Said = words_for("March to May.")
    summer: Said = words_for("June to August.")
    autumn: Said = words_for("September to November.")
    this: Said = words_for("Before a month or a season: the last one that has begun.")
    own: Said = words_for("Before a last year: that it is one of something, and not of today.")
    year_before: Said = words_for("The year before.")
    year_after: Said = words_for("The year after.")
    this_century: Said = words_for("The century that runs.")
    this_month: Said = words_for("The month of the release.")
    last_month: Said = words_for("The month before.")
    last: Said = words_for("Before a number of years that end today.")
    years: Said = words_for("Behind that number.")
    as_held: Said = words_for("Behind a number of years: the last of which a figure is held.")
    ago: Said = words_for("Behind, or in French before, a number of years: so long before today.")
    future: Said = words_for(
        "Before a verb: that it is of a time to come, which must then be named."
    )
    next: Said = words_for("What is to come.")
