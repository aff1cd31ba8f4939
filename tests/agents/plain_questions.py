"""Forty plain questions of different kinds, and the calls by which an agent comes to an answer.

The first call is the question itself, as `search` takes it; where its `answer` is null, the calls that follow ask for it.
"""

from typing import Any, NamedTuple

Arguments = dict[str, Any]


class Asked(NamedTuple):
    """A question, the follow-up calls after the search, and words that the answer must contain."""

    question: str
    words: str
    calls: tuple[tuple[str, Arguments], ...] = ()


NOT_HELD = '"total":0'
UNIFORMED = {
    "indicator": "personnel_deployed",
    "subject": "UN peace operations",
    "dimensions.component": "uniformed",
}
QUESTIONS = (
    Asked("When did UNTAC start and end?", "from 15 March 1992 to 24 September 1993"),
    Asked("Which missions are in Africa now?", "MONUSCO"),
    Asked("Who led MONUSCO in 2015?", "Martin Kobler"),
    Asked("How many women serve in UN peacekeeping?", '"qualifier":"exact"'),
    Asked("What does UNMISS cost?", "US$ 976,818,600"),
    Asked("How many peacekeepers died in 2022?", "96 people"),
    Asked("Which mission is the deadliest?", "UNIFIL (339 people)"),
    Asked("What is A4P+?", "Action for Peacekeeping Plus"),
    Asked("Until when does the mandate of MINUSCA run?", "15 November 2026"),
    Asked("Which resolution created UNMISS?", "S/RES/1996 (2011)"),
    Asked("How many police officers are deployed in MINUSCA?", "formed police units"),
    Asked("How much did Japan give to the Triangular Partnership Programme?", "US$ 90 million"),
    Asked("How many people has the TPP trained?", "Over 7,000 people"),
    Asked("Which country pays most for peacekeeping?", "United States"),
    Asked("What happened to MINUSMA in 2023?", "MINUSMA closes"),
    Asked("Where do sources disagree about deaths?", "discrepancies"),
    Asked("Which missions ran in 1993?", "23 missions"),
    Asked("When was MINUSMA closed?", "31 December 2023"),
    Asked("How many missions have there been in Haiti?", "MINUSTAH"),
    Asked("Combien de casques bleus sont morts au Mali ?", "311"),
    Asked(
        "Which ten countries sent most people in uniform at the end of July 2025?",
        "Nepal",
        (
            (
                "read_table",
                {
                    "rows": "dimensions.country",
                    "top": 10,
                    "filters": {**UNIFORMED, "as_of": "2025-07-31"},
                },
            ),
        ),
    ),
    Asked(
        "How many troops did Nepal send in July 2025?",
        "as of 31 July 2025",
        (
            (
                "list_records",
                {
                    "type": "figure",
                    "filters": {
                        "indicator": "personnel_deployed",
                        "dimensions.country": "Nepal",
                        "dimensions.component": "troops",
                        "as_of": "2025-07",
                    },
                },
            ),
        ),
    ),
    Asked(
        "How did the deaths of UN peacekeeping go from year to year since 2015?",
        '"time":"2022"',
        (
            (
                "read_time_series",
                {
                    "subject": "UN peacekeeping",
                    "indicator": "fatalities",
                    "filters": {"breakdown": "none", "time__gte": "2015"},
                },
            ),
        ),
    ),
    Asked(
        "Deaths by year and mission since 2020?",
        "mission:minusma",
        (
            (
                "read_table",
                {
                    "rows": "subject",
                    "columns": "year",
                    "filters": {
                        "indicator": "fatalities",
                        "subject_type": "mission",
                        "time__gte": "2020",
                    },
                },
            ),
        ),
    ),
    Asked(
        "Of what did peacekeepers die in MINUSMA?",
        "malicious",
        (
            (
                "list_records",
                {
                    "type": "figure",
                    "filters": {
                        "subject": "MINUSMA",
                        "indicator": "fatalities_since_start",
                        "dimensions.cause": "any",
                        "latest": True,
                    },
                },
            ),
        ),
    ),
    Asked(
        "Add up all troops of 2020, please.",
        "is a stock",
        (
            (
                "read_table",
                {
                    "aggregate": "sum",
                    "filters": {"indicator": "personnel_deployed", "time__gte": "2020"},
                },
            ),
        ),
    ),
    Asked(
        "Which missions followed each other in Haiti after MINUSTAH?",
        "missions/binuh",
        (("list_records", {"type": "mission", "filters": {"chain": "MINUSTAH"}}),),
    ),
    Asked(
        "Which mandates end before 2027?",
        "missions/minusca",
        (
            (
                "list_records",
                {
                    "type": "mission",
                    "filters": {"mandate_until__lte": "2026", "status": "ongoing"},
                    "sort": ["mandate_until"],
                },
            ),
        ),
    ),
    Asked(
        "Over 4,300 peacekeepers have died since 1948. True?",
        '"verdict"',
        (
            (
                "verify_text",
                {"text": "Over 4,300 UN peacekeepers have died since 1948."},
            ),
        ),
    ),
    Asked(
        "Had 9 states endorsed the declaration on 19 May 2022?",
        '"verdict":"contradicted"',
        (
            (
                "verify_claim",
                {
                    "subject": "initiative:a4p-declaration",
                    "indicator": "endorsing_member_states",
                    "value": 9,
                    "as_of": "2022-05-19",
                },
            ),
        ),
    ),
    Asked(
        "Which missions lack a budget here?",
        "not curated",
        (("list_records", {"type": "coverage", "filters": {"lacks": "budget"}, "limit": 5}),),
    ),
    Asked(
        "What has the newest release changed on UNIFIL?",
        "corrected in release",
        (("read_history", {"record": ["UNIFIL"]}),),
    ),
    Asked(
        "Which figures were withdrawn?",
        "withdrawn in release",
        (("read_history", {"type": ["figure"], "change": ["withdrawn"]}),),
    ),
    Asked(
        "What does “fatalities” count, and what may it not be compared with?",
        '"not_comparable_with"',
        (("read_record", {"type": "indicator", "code": "fatalities"}),),
    ),
    Asked(
        "What did delegations say about performance?",
        "statements/",
        (("list_records", {"type": "statement", "filters": {"topic": "performance"}}),),
    ),
    Asked(
        "Who was force commander of UNIFIL?",
        "Force Commander",
        (
            (
                "list_records",
                {"type": "person", "filters": {"body": "UNIFIL", "function": "force_commander"}},
            ),
        ),
    ),
    Asked(
        "What events has the Triangular Partnership Programme had since 2020?",
        "/v1/events/",
        (
            (
                "list_records",
                {"type": "event", "filters": {"subject": "TPP", "started__gte": "2020"}},
            ),
        ),
    ),
    Asked(
        "Which speeches of the UN are read here?",
        ": speech, ",
        (("list_records", {"type": "source", "filters": {"kind": "speech"}}),),
    ),
    Asked(
        "How many drones did UNMISS lose in 1950?",
        NOT_HELD,
        (
            (
                "list_records",
                {
                    "type": "figure",
                    "filters": {"subject": "UNMISS", "time__lte": "1950"},
                },
            ),
        ),
    ),
    Asked(
        "Which UN missions were in Portugal?",
        NOT_HELD,
        (("list_records", {"type": "mission", "filters": {"country": "Portugal"}}),),
    ),
)
