"""Choose the indicators that a question asks for: those that most words name, ordered by how well they fit the time."""

from itertools import pairwise

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.statements import once
from api.questions.indicator_codes import OWED, SINCE_START
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.named_values import with_named_value
from api.questions.question import COUNTING, HOST, WHOLE, Question
from api.questions.subjects import subjects_of
from api.tables.indicators import IndicatorRow
from api.vocabulary import IndicatorKind, RecordType, Unit

NEWEST_FIRST = ("cumulative", "stock", "share", "flow", "target")
CUMULATIVE, FLOW = IndicatorKind.CUMULATIVE, IndicatorKind.FLOW
COUNTED = (Unit.COUNTRIES, Unit.MEMBER_STATES, Unit.ORGANISATIONS, Unit.MISSIONS)
OWED_BY_MEMBERS = (OWED, "arrears_usd")
IN_PERIOD = ("flow", "stock", "share", "target", "cumulative")
OVER_TIME = ("cumulative", "flow", "stock", "share", "target")


def indicators_asked(connection: Connection, question: Question, *, sure: bool) -> list[str]:
    """List the indicators that most words name, the best fit to the time first; `sure`: if every word has a place."""
    lexicon = read_lexicon(connection)
    kinds = indicator_kinds(connection)
    fitting = {
        code: _words(question, places)
        for code, places in question.measures.items()
        if code in kinds and (not sure or _is_told(connection, question, lexicon, code))
    }
    # Since the start only cumulative indicators count, however well another one is named.
    if question.basis in ("since_start", "in_all") and not question.extreme:
        fitting = {code: words for code, words in fitting.items() if kinds[code] == CUMULATIVE}
    if question.extreme:  # "Most peacekeepers ever" asks for no rank.
        units = indicator_units(connection)
        fitting = {code: words for code, words in fitting.items() if units[code] != Unit.RANK}
    if not fitting:
        return []
    fitting = _of_the_named(connection, question, fitting)
    best = max(fitting.values())
    codes = [code for code, words in fitting.items() if words == best]
    # "UN police" alone is answered by no number; the newest of them leads what is found.
    is_name = not (question.mentions or question.asking or question.without_place())
    telling = {place for code in codes for place in question.measures[code]}
    # What only names something asks for no number: an "office" is a mission, and no officers.
    of_missions = question.kind_places.get("mission", set())
    telling -= question.filler | question.narrowing | question.named | of_missions
    is_bare = _is_bare(question, telling) and not (is_name and not sure)
    return [] if is_bare else _by_time(connection, codes, question)


def _of_the_named(
    connection: Connection, question: Question, fitting: dict[str, tuple[int, int, int]]
) -> dict[str, tuple[int, int, int]]:
    """Keep the indicators that are held of the subjects named, or of UN peacekeeping; all of them if none is."""
    named = {target for one in question.mentions for target in one.targets}
    if not question.subjects(RecordType.INITIATIVE, RecordType.EVENT):
        named = {*WHOLE} if question.is_whole and not question.mentions else set()
    counted = subjects_of(connection)
    best = max(fitting.values())
    missions = {*question.subjects(RecordType.MISSION)}
    likeliest = (code for code, words in fitting.items() if words == best)
    if missions and not any(missions & {*counted.get(code, ())} for code in likeliest):
        named = missions  # "Maximum authorised" is a ceiling where nothing else is authorised.
    held = {code: words for code, words in fitting.items() if named & {*counted.get(code, ())}}
    return held or fitting


def _words(question: Question, places: set[int]) -> tuple[int, int, int]:
    """Return the score of an indicator: its words that narrow nothing, then all but filler, then filler alone."""
    places = places - question.breakdowns.get("by_year", set())
    if question.extreme:
        places = places - question.years
    telling = places - question.filler
    return len(telling - question.narrowing), len(telling), 0 if telling else len(places)


def _is_bare(question: Question, telling: set[int]) -> bool:
    """Say whether nothing asks for a number: "peacekeepers", "blue helmets on the Golan"; not "women in UNIFIL"."""
    of_time = question.times or question.breakdowns or question.newest_years
    asks = question.asking & COUNTING or of_time or question.extreme
    gives = any(one.country and one.relation != HOST for one in question.mentions)
    narrowing = {
        name for name, (_, places) in question.dimensions.items() if places - question.filler
    }
    # "Observers in Kashmir" only names the people there, as "blue helmets on the Golan" does.
    is_named = any(not one.is_everyday for one in question.mentions)
    is_of_somebody = question.mentions or question.names_the_un
    narrows = "cause" in narrowing or (narrowing - {"component"} and is_of_somebody)
    return not (telling or asks or gives or narrows or (narrowing and is_named))


def _is_told(connection: Connection, question: Question, lexicon: Lexicon, code: str) -> bool:
    """Say whether every word has a place if this indicator is meant, and its unit and kind fit the way of asking."""
    is_percent = indicator_units(connection)[code] == Unit.PERCENT
    if "share" in question.asking and not is_percent and not _is_rate(question, lexicon, code):
        return False
    question = narrowed_by_name(connection, question, code)
    if _counts_another(connection, question, lexicon, code):
        return False
    used = (
        question.measure(code, lexicon),
        question.narrowing,
        of_money(question, lexicon, code),
        _counted(connection, question, code),
    )
    over_time = question.breakdowns.get("by_year", set())
    if question.extreme:
        over_time = over_time.union(question.ranking, question.years, question.numbered)
    if question.superlatives == {"newest"} and not _is_of_its_own(question, lexicon):
        over_time = over_time | question.ranking
    if _is_of_all_years(question, lexicon) and indicator_kinds(connection)[code] == FLOW:
        return False
    if _asks_which(connection, question, lexicon, code):
        return False
    if {*question.breakdowns} - {"by_year"} and not _is_named(question, code):
        return False
    return not question.left(*used, over_time)


def _is_of_its_own(question: Question, lexicon: Lexicon) -> bool:
    """Say whether "last" is of the mission, as in "its last year", and does not ask for the newest figure."""
    before = (place - 1 for place in question.ranking if place)
    is_own = any("own" in lexicon.time.at(question.words, place)[1] for place in before)
    return is_own and not question.times


def _is_rate(question: Question, lexicon: Lexicon, code: str) -> bool:
    """Say whether words such as "rate of" are part of what is measured: "the rate of reimbursement"."""
    share = lexicon.asking.saying(question.words, "share")
    return bool(share) and share <= question.measures[code] and "%" not in question.words


def _counts_another(
    connection: Connection, question: Question, lexicon: Lexicon, code: str
) -> bool:
    """Say whether something else is counted than this indicator does: "the number of grants" is no sum of dollars.

    "How many countries" supplied peacekeepers asks for no people, whatever an indicator is defined by.
    """
    is_of_dollars = indicator_units(connection)[code] == Unit.USD
    if is_of_dollars and question.says("counting") and not of_money(question, lexicon, code):
        return True
    creditors = question.places("creditors") - question.measures[code]
    creditors = {place for place in creditors if question.words[place] not in lexicon.stop_words}
    if creditors and code in OWED_BY_MEMBERS:
        return True  # What is owed to contributors is not what is owed by them.
    missions = question.counted & question.places("several") - question.measures[code]
    if missions and indicator_units(connection)[code] != Unit.MISSIONS:
        return True  # "How many UN missions does Pakistan serve in" asks for no people.
    named = (question.measures[code], question.narrowing, of_money(question, lexicon, code))
    again = _counted(connection, question, code)
    return bool(question.unplaced(*named, again) & question.counted)


def narrowed_by_name(connection: Connection, question: Question, code: str) -> Question:
    """Give words that have no place one as the value of a dimension, where the indicator has such a value."""
    lexicon = read_lexicon(connection)
    placed = question.measure(code, lexicon) | question.narrowing
    left = question.unplaced(placed | of_money(question, lexicon, code))
    return with_named_value(connection, question, code, left)


def _asks_which(connection: Connection, question: Question, lexicon: Lexicon, code: str) -> bool:
    """Say whether countries, missions or people are asked for by name, which a count does not tell, or a record is named."""
    is_name = question.measures[code] and question.measures[code] <= question.taken
    is_listed, words = question.lists_countries, question.words
    # "List the heads of missions" asks for people.
    posts = question.kind_places.get("function", set()) & question.measures[code]
    is_listed |= bool(posts and question.asking & {"list", "who"})
    if indicator_units(connection)[code] in COUNTED:  # "Countries that endorsed".
        of_which = {one for one, after in pairwise(words) if after in lexicon.reading.relative}
        said = words if question.asking & {"list", "who"} else of_which
        is_listed = bool(lexicon.reading.listed & {*said})
    return bool(is_name or is_listed) and "how_many" not in question.asking


def _counted(connection: Connection, question: Question, code: str) -> set[int]:
    """Return the words that repeat the unit of an indicator: "how many states" endorsed, missions "has the UN run"."""
    if "how_many" not in question.asking:
        return set()
    unit = indicator_units(connection)[code]
    if unit in (Unit.COUNTRIES, Unit.MEMBER_STATES):
        return question.places("country")
    if unit == Unit.MISSIONS and indicator_kinds(connection)[code] == CUMULATIVE:
        return question.places("began", "run_by")
    return set()


def _is_of_all_years(question: Question, lexicon: Lexicon) -> bool:
    """Say whether all that was ever spent is asked for: "total cost of", "has spent"."""
    words, reading = question.words, lexicon.reading
    if not question.bases <= {"since"} or question.extreme or question.breakdowns:
        return False
    for place, word in enumerate(words):
        if word in reading.spending:
            next_to = {*words[max(0, place - 1) : place]}
            if next_to & reading.whole or reading.perfect & {*words[:place]}:
                return True
    return False


def _is_named(question: Question, code: str) -> bool:
    """Say whether words such as "nationalities" are part of the phrase for an indicator, and no breakdown."""
    split = (places for name, places in question.breakdowns.items() if name != "by_year")
    return set().union(*split) <= question.measures[code]


def of_money(question: Question, lexicon: Lexicon, code: str) -> set[int]:
    """Return the words for dollars, which repeat the unit of an indicator of money."""
    if "_usd" not in code:
        return set()
    return {
        place
        for place, word in enumerate(question.words)
        if "dollars" in lexicon.synonyms.get(word, ()) or word == "dollars"
    }


def _by_time(connection: Connection, codes: list[str], question: Question) -> list[str]:
    """Order indicators by how well their kind fits the time, and leave out those that it cannot mean."""
    kinds = indicator_kinds(connection)
    basis = question.basis
    is_of_years = "by_year" in question.breakdowns or question.newest_years
    is_of_years = is_of_years or (question.says("changed") and not question.times)
    if question.extreme or is_of_years or question.says("average"):
        return _sorted([one for one in codes if kinds[one] != CUMULATIVE], kinds, IN_PERIOD)
    if basis in ("since_start", "in_all"):
        return [code for code in codes if kinds[code] == CUMULATIVE]
    if basis in ("since", "until"):
        return _sorted(codes, kinds, OVER_TIME)
    codes = _without_history(connection, codes, question)
    if basis == "in":
        return _in_period(codes, kinds, question)
    if basis == "now":
        return _sorted(_without_flows(connection, codes), kinds, NEWEST_FIRST)
    return [] if basis else _newest(codes, kinds, question)


def _without_history(connection: Connection, codes: list[str], question: Question) -> list[str]:
    """Prefer those who serve now to all who ever served, or the reverse for "have served", where the words fit both."""
    perfect = question.places("perfect")
    ever = [code for code in codes if f"{code}{SINCE_START}" in codes]
    if any(len(perfect & question.measures[code] - question.filler) for code in ever):
        return [code for code in codes if code not in ever]
    kinds, units = indicator_kinds(connection), indicator_units(connection)
    now = {units[code] for code in codes if kinds[code] == IndicatorKind.STOCK}
    return [code for code in codes if kinds[code] != CUMULATIVE or units[code] not in now]


def _without_flows(connection: Connection, codes: list[str]) -> list[str]:
    """Leave out flows where a stock or another kind counts in the same unit: "now" asks for no sum over a period."""
    kinds, units = indicator_kinds(connection), indicator_units(connection)
    counted = {units[code] for code in codes if kinds[code] != FLOW}
    return [code for code in codes if kinds[code] != FLOW or units[code] not in counted]


def _newest(codes: list[str], kinds: dict[str, str], question: Question) -> list[str]:
    """Prefer counts since the start to those of a period, as all deaths are meant; not for events and initiatives."""
    if not question.subjects(RecordType.EVENT, RecordType.INITIATIVE):
        counted = {f"{code}{SINCE_START}" for code in codes} & {*codes}
        codes = [code for code in codes if f"{code}{SINCE_START}" not in counted]
    return _sorted(codes, kinds, NEWEST_FIRST)


def _in_period(codes: list[str], kinds: dict[str, str], question: Question) -> list[str]:
    """Put flows first for a period; for several years counts since the start, which may tell the same."""
    if question.time and question.time.has_years and not question.years_asked:
        return _sorted(codes, kinds, OVER_TIME)
    return _sorted([c for c in codes if kinds[c] != CUMULATIVE] or codes, kinds, IN_PERIOD)


def _sorted(codes: list[str], kinds: dict[str, str], order: tuple[str, ...]) -> list[str]:
    return sorted(codes, key=lambda code: order.index(kinds[code]))


def indicator_kinds(connection: Connection) -> dict[str, str]:
    """Read the kind of each indicator, such as `stock` or `flow`, by its code."""
    return once(connection, ("kinds of indicators",), lambda: _read(connection, IndicatorRow.kind))


def indicator_units(connection: Connection) -> dict[str, str]:
    """Read the unit of each indicator, by its code."""
    return once(connection, ("units of indicators",), lambda: _read(connection, IndicatorRow.unit))


def _read(connection: Connection, column: str) -> dict[str, str]:
    statement = select(col(IndicatorRow.code), col(column)).order_by(IndicatorRow.code)
    return {code: str(value) for code, value in connection.execute(statement)}
