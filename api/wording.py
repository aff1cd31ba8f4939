"""Dates, numbers, units and qualifiers in words: the only place that says them."""

from api.vocabulary import PartialDate, Qualifier, Row, TimeBasis, Unit

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

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LONGEST = 240


def day_in_words(date: PartialDate) -> str:
    """Say a date as precisely as it is known: `2018`, `March 2018`, `28 March 2018`."""
    year, *rest = date.split("-")
    month = [MONTHS[int(part) - 1] for part in rest[:1]]
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *month, year])


def number_in_words(figure: Row) -> str:
    """Say the number of a figure as exactly as its words, with its unit: `over 4,400 people`."""
    one, several = UNITS[Unit(figure["unit"])]
    number = f"{QUALIFIERS[Qualifier(figure['qualifier'])]}{figure['value']:,.15g}"
    return f"{number} {one if figure['value'] == 1 else several}".strip()


def time_in_words(figure: Row) -> str:
    """Say the moment or period that a figure is true of."""
    start, end = figure["period_start"], figure["period_end"]
    if figure["as_of"]:
        words = f"as of {day_in_words(figure['as_of'])}"
    elif start == end:
        words = f"in {day_in_words(start)}"
    else:
        words = f"from {day_in_words(start)} to {day_in_words(end)}"
    return f"{words} (inferred)" if figure["time_basis"] == TimeBasis.INFERRED else words


def with_acronym(record: Row) -> str:
    """Name a record with its acronym, unless the name holds it."""
    name, acronym = str(record["name"]), record["acronym"]
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def plain(word: str) -> str:
    """Say a word of a closed list without its underscores."""
    return word.replace("_", " ")


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text between two words, with an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]} …"
