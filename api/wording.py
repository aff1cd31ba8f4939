"""Dates, numbers, units and qualifiers in words: the only place that says them."""

from api.vocabulary import Qualifier, Unit

# Curators write this of a source that does not name its publisher.
UNNAMED = ("Not printed in the text", "Not named in the copy that was read")
# One and several; nothing where the name of the indicator says it better.
UNITS = {
    Unit.PEOPLE: ("person", "people"),
    Unit.COUNTRIES: ("country", "countries"),
    Unit.MEMBER_STATES: ("member state", "member states"),
    Unit.ORGANISATIONS: ("organisation", "organisations"),
    Unit.MISSIONS: ("mission", "missions"),
    Unit.USD: ("US dollar", "US dollars"),
    Unit.PERCENT: ("per cent", "per cent"),
    Unit.YEARS: ("year", "years"),
    Unit.RANK: ("", ""),
    Unit.INCIDENTS: ("incident", "incidents"),
    Unit.INCIDENTS_PER_WEEK: ("incident per week", "incidents per week"),
    Unit.CASES: ("case", "cases"),
    Unit.CARGO_UNITS: ("cargo unit", "cargo units"),
    Unit.ITEMS: ("", ""),
}
QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.CLOSE_TO: "close to ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.OVER: "over ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.UNDER: "under ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.UP_TO: "up to ",
}
