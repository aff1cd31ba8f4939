"""Declare the opening of each kind of record's page: fact boxes, sentences and charts."""

from dataclasses import replace
from types import MappingProxyType

from api.pages.openings.boxes import Box, Opening
from api.pages.openings.lines import ISO3, ITSELF, Each, Highest, Newest, OnceClosed, Ranking
from api.pages.openings.record_lines import (
    Belonging,
    HeadsThere,
    Holder,
    LastEvent,
    MissionsThere,
    Named,
    Offices,
    OfRecord,
    launch_in_words,
    led_by,
    mandate_in_words,
    state_in_words,
    when_it_was,
)
from api.questions.question import WHOLE
from api.vocabulary import Grade, RecordType
from api.wording import GRADES, day_in_words, publisher_of

BODIES = ",".join(f"{type}:{code}" for type, code in WHOLE)
TOTAL = {"breakdown": "none"}
EVERYBODY = {"dimensions.component": "uniformed", "dimensions.sex": "none"}
WOMEN = {"dimensions.component": "uniformed", "dimensions.sex": "female"}
WOMEN_SHARE = {"dimensions.component": "uniformed"}
OF_ALL_COUNTRIES = {**EVERYBODY, "dimensions.country": "none"}
OWN = {"subject": ITSELF}
SENT = {"subject": BODIES, "dimensions.country": ISO3}
THERE = {"mission_country": ISO3, "subject_type": "mission"}
DEPLOYED = {"indicator": "personnel_deployed"}
# What the money of a mission is called, the name that tells most first.
MONEY = (
    *("budget_usd", "budget_with_support_usd", "regular_budget_appropriation_usd"),
    *("expenditure_usd", "regular_budget_expenditure_usd"),
)
# What missions and the bodies over them are asked alike.
FUNDS = Newest("Money", tuple(OWN | TOTAL | {"indicator": one} for one in MONEY), named=True)
DEATHS = Newest("Deaths", (OWN | {"indicator": "fatalities_since_start"} | TOTAL,))
CONTRIBUTORS = Ranking("Largest contributors", "personnel_deployed", {"component": "uniformed"})
SERVING = {
    **DEPLOYED,
    **EVERYBODY,
    "subject_type": "mission",
    "dimensions.country": ISO3,
    "max_age": "2y",
    "value__gt": "0",
}
PLEDGES = "personnel_pledged_at_meeting,personnel_pledged,money_pledged_usd"
AUTHORISED = (
    OWN | {"indicator": "personnel_authorized"} | OF_ALL_COUNTRIES,
    OWN | {"indicator": "personnel_ceiling"},
)
CHARTS = (
    (OWN | DEPLOYED | OF_ALL_COUNTRIES,),
    (OWN | {"indicator": "fatalities"} | TOTAL,),
    FUNDS.alternatives,
)

MISSION = Opening(
    boxes=(
        Box(
            "At a glance",
            (
                OfRecord("Status", state_in_words, ("started", "ended", "status")),
                OfRecord("Mandate", mandate_in_words, ("mandate_until",)),
                OnceClosed(
                    Newest(
                        "In uniform",
                        (OWN | DEPLOYED | OF_ALL_COUNTRIES, OWN | DEPLOYED | TOTAL),
                    ),
                    None,
                ),
                Highest("Most in uniform", (OWN | DEPLOYED | OF_ALL_COUNTRIES,)),
                OnceClosed(
                    Newest("Authorised", AUTHORISED),
                    Highest("Most authorised", AUTHORISED, fewest=1),
                ),
                DEATHS,
                Each(
                    "Deaths by cause",
                    OWN | {"indicator": "fatalities_since_start", "dimensions.cause": "any"},
                ),
                OnceClosed(FUNDS, Highest("Most money", FUNDS.alternatives, named=True, fewest=1)),
                OnceClosed(
                    Holder("Head", "head_of_mission"), Holder("Last head", "head_of_mission")
                ),
                OnceClosed(CONTRIBUTORS, replace(CONTRIBUTORS, at_its_most=True)),
            ),
        ),
    ),
    charts=CHARTS,
)
COUNTRY = Opening(
    boxes=(
        Box(
            "In {name}",
            (
                MissionsThere("Missions"),
                HeadsThere("Last heads of missions", "head_of_mission"),
                Each(
                    "Deaths in missions there, of people from anywhere",
                    THERE | TOTAL | {"indicator": "fatalities_since_start"},
                    told="{value}, from any country, died in {of}, {when}.",
                    by_subject=True,
                ),
                Each(
                    "In uniform in missions there",
                    THERE | DEPLOYED | OF_ALL_COUNTRIES,
                    by_subject=True,
                ),
            ),
            nothing="No mission in it is held.",
        ),
        Box(
            "From {name}",
            (
                Newest(
                    "In uniform in UN missions",
                    (SENT | DEPLOYED | EVERYBODY,),
                    told="{name} had {value} in uniform in UN missions {when}.",
                ),
                Highest(
                    "Most in uniform",
                    (SENT | DEPLOYED | EVERYBODY,),
                    told="The most on record is {value}, {when}.",
                ),
                Each("Where they serve", SERVING, by_subject=True, is_gap=False),
                Newest("Women among them", (SENT | DEPLOYED | WOMEN,)),
                Newest("Rank among contributors", (SENT | {"indicator": "contributor_rank"},)),
                Newest(
                    "Deaths of its people, in missions anywhere",
                    (SENT | {"indicator": "fatalities_since_start", "dimensions.cause": "none"},),
                    told="{value} of its nationality died in UN missions anywhere, {when}.",
                ),
                Newest(
                    "Assessed for peacekeeping", (SENT | {"indicator": "assessed_revenue_usd"},)
                ),
                Newest(
                    "Share of the assessments",
                    (
                        SENT | {"indicator": "peacekeeping_assessment_share"},
                        SENT | {"indicator": "assessed_revenue_share"},
                    ),
                ),
                Each(
                    "Pledged",
                    {"dimensions.country": ISO3, "indicator": PLEDGES},
                    by_subject=True,
                    is_gap=False,
                ),
            ),
            nothing="No figure of what it sent or paid is held.",
        ),
    ),
    charts=(
        (SENT | DEPLOYED | EVERYBODY,),
        (SENT | {"indicator": "assessed_revenue_usd"},),
    ),
)
INITIATIVE = Opening(
    boxes=(
        Box(
            "At a glance",
            (
                OfRecord("Status", launch_in_words, ("launched",)),
                LastEvent("Newest event held"),
                Belonging(
                    "Part of", lambda one: {"code": one["parent"]} if one["parent"] else None
                ),
                Belonging(
                    "Parts, and what followed",
                    lambda one: {"parent": one["code"], "sort": "launched"},
                ),
                Belonging(
                    "Beside it",
                    lambda one: (
                        {"parent": one["parent"], "sort": "launched"} if one["parent"] else None
                    ),
                ),
                OfRecord("Run by", led_by, ("lead_entity",)),
            ),
        ),
    )
)
ORGANISATION = Opening(
    boxes=(
        Box(
            "At a glance",
            (
                Newest("In uniform", (OWN | DEPLOYED | OF_ALL_COUNTRIES,)),
                Newest("Women in uniform", (OWN | {"indicator": "women_share"} | WOMEN_SHARE,)),
                DEATHS,
                Each(
                    "Deaths by cause",
                    OWN
                    | {
                        "indicator": "fatalities_since_start",
                        "dimensions.cause": "any",
                        "dimensions.country": "none",
                    },
                ),
                FUNDS,
                Holder("Head", "head_of_department"),
                CONTRIBUTORS,
            ),
            is_whole=False,
        ),
    ),
    charts=CHARTS,
)
EVENT = Opening(
    boxes=(
        Box(
            "At a glance",
            (
                OfRecord("When", when_it_was, ("started", "ended")),
                OfRecord("Where", lambda event: event["place"] or "", ("place", "country")),
                Named("About", "subjects"),
            ),
            is_whole=False,
        ),
    )
)
SOURCE = Opening(
    boxes=(
        Box(
            "At a glance",
            (
                OfRecord("Published by", lambda source: publisher_of(source) or "", ()),
                OfRecord(
                    "Dated", lambda source: source["date"] and day_in_words(source["date"]), ()
                ),
                OfRecord("Grade", lambda source: GRADES[Grade(source["grade"])], ()),
            ),
            is_whole=False,
        ),
    )
)
PERSON = Opening(boxes=(Box("Offices", (Offices("Held"),)),))
INDICATOR = Opening(
    charts=(
        (
            {"indicator": "{code}"},
            {"indicator": "{code}", "subject": BODIES} | OF_ALL_COUNTRIES,
            {"indicator": "{code}", "subject": BODIES, "breakdown": "none"},
            {"indicator": "{code}", "breakdown": "none"},
        ),
    )
)
OPENINGS = MappingProxyType(
    {
        RecordType.MISSION: MISSION,
        RecordType.COUNTRY: COUNTRY,
        RecordType.INITIATIVE: INITIATIVE,
        RecordType.PERSON: PERSON,
        RecordType.ORGANISATION: ORGANISATION,
        RecordType.EVENT: EVENT,
        RecordType.SOURCE: SOURCE,
        RecordType.INDICATOR: INDICATOR,
    }
)
