"""Infer what a question leaves unsaid: that UN peacekeeping is meant, or the indicator, from other words."""

from api.questions.indicator_codes import (
    ALL_DEATHS,
    APPROVED,
    ASSESSMENT_SHARE,
    AUTHORISED,
    CEILING,
    DEATHS,
    EVER_SERVED,
    GIVERS,
    MONEY_GIVEN,
    SHARES_PAID,
    SINCE_START,
    SPENT,
    STRENGTH,
    WOMEN_SHARE,
)
from api.questions.lexicon import Lexicon
from api.questions.question import CONTRIBUTOR, HOST, Question
from api.vocabulary import RecordType

FIRST_YEAR = "1948"  # Of UN peacekeeping, which counts its deaths since then.
MONTH = "2010-12"
PAIR = 2
# The numbers of countries that take part: an initiative has figures of one of these at most.
TAKING_PART = ("endorsing_member_states", "participating_countries")


def add_implied(question: Question, lexicon: Lexicon) -> None:
    """Add what no word says: UN peacekeeping as subject, and the indicators that other words imply."""
    is_total = question.basis == "in_all" and not question.asking
    if is_total or lexicon.time.saying(question.words, "in_all_missions"):
        question.asking.add("how_many")
    question.is_whole |= _are_peacekeepers(question, lexicon)
    question.is_whole |= not question.mentions and _is_of_peacekeeping(question, lexicon)
    if question.is_whole or _is_of_mission(question) or question.says("gives"):
        anybody = lexicon.reading.anybody
        question.filler |= {n for n, word in enumerate(question.words) if word in anybody}
    _read_deadlier(question, lexicon)
    _add_implied_measures(question)
    _settle_over_the_years(question)
    if any(len(str(time.written)) == len(MONTH) for time in question.times):
        question.surplus |= question.places("month")  # "The monthly strength in December 2010".
    if question.extreme and not question.measures and question.says("sized"):
        question.measures[STRENGTH] = set(question.ranking)
    for superlative in question.superlatives & {*lexicon.ranked} if question.extreme else ():
        code = lexicon.ranked[superlative].removesuffix(SINCE_START)
        question.add_measure(code, question.ranking)


def _read_deadlier(question: Question, lexicon: Lexicon) -> None:
    """Read "was 2022 deadlier than 2023" as a comparison of the numbers of two times."""
    times = [time for time in question.times if time.first]
    are_compared = len(times) == PAIR and question.says("than", "either", "versus")
    ranked = {one for one in question.superlatives if one in lexicon.ranked}
    if not are_compared or question.mentions or len(ranked) != 1:
        return
    code = lexicon.ranked[ranked.pop()].removesuffix(SINCE_START)
    question.add_measure(code, question.ranking)
    question.superlatives, question.ranking, question.is_whole = set(), set(), True


def _are_peacekeepers(question: Question, lexicon: Lexicon) -> bool:
    """Say whether the people asked about are peacekeepers: those of the UN by name, or of a kind that only the UN has."""
    component, _ = question.dimensions.get("component", ("", set()))
    is_defined = "definition" in question.asking and "how_many" not in question.asking
    is_theirs = component in lexicon.reading.peacekeeping and not is_defined
    return is_theirs or (bool(component) and question.names_the_un)


def _is_of_peacekeeping(question: Question, lexicon: Lexicon) -> bool:
    """Say whether UN peacekeeping is meant: by a share of women, a claim about deaths, or an indicator that it alone has."""
    is_share = "share" in question.asking and {"sex", "component"} <= question.dimensions.keys()
    # "Fatalities" alone is a bare word, "fatalities in 2023" are those of peacekeeping.
    is_narrowed = any(time.first for time in question.times) or question.dimensions
    is_of_deaths = any(code.startswith(DEATHS) for code in question.measures)
    is_since_first = is_of_deaths and FIRST_YEAR in question.words
    is_bare = is_of_deaths and not (is_narrowed or question.breakdowns or question.superlatives)
    is_own = lexicon.reading.own & {*question.words} and not is_bare
    is_checked = is_of_deaths and question.bounds  # "Did at least 4,300 lose their lives".
    return bool(is_share or is_own or is_checked or is_since_first)


def _is_of_mission(question: Question) -> bool:
    """Say whether a mission is named, or "the mission in Mali"."""
    is_there = any(one.relation == HOST for one in question.mentions)
    named = bool(question.subjects(RecordType.MISSION))
    return named or (is_there and question.says("mission"))


def _settle_over_the_years(question: Question) -> None:
    """Read "over the years" as since the start where an indicator counts so, as of deaths, else as each year."""
    if "since_start" not in question.bases or "by_year" not in question.breakdowns:
        return
    since = {code for code in question.measures if code.endswith(SINCE_START)}
    if since - ({EVER_SERVED} if not question.says("perfect") else set()):
        del question.breakdowns["by_year"]
    else:
        question.times = [time for time in question.times if time.first]


def _add_implied_measures(question: Question) -> None:
    """Add the implied indicators; the order matters, as each step looks at those added before it."""
    _add_deaths(question)
    _add_shares(question)
    _add_money_given(question)
    _add_givers(question)
    _add_strength(question)
    _add_authorised(question)


def _add_deaths(question: Question) -> None:
    """Read suicides as deaths, and casualties of a mission, of peacekeepers or of a contributing country."""
    cause, places = question.dimensions.get("cause", ("", set()))
    dead = places if cause == "self_inflicted" else set()
    is_given = any(one.relation == CONTRIBUTOR for one in question.countries)
    if question.subjects(RecordType.MISSION) or question.is_whole or is_given:
        dead = dead | question.places("casualties")
    for code in (DEATHS, ALL_DEATHS) if dead else ():
        question.add_measure(code, dead)


def _add_shares(question: Question) -> None:
    """Read a percentage that a country pays as its assessment share, and one of women as the share of women."""
    if "share" in question.asking:
        paid, people = question.places("payer"), question.places("personnel")
        is_of_money = not people - question.places("bill")
        is_paid = paid and is_of_money and question.countries
        for code in SHARES_PAID if is_paid else ():
            question.add_measure(code, paid)
        sex, places = question.dimensions.get("sex", ("", set()))
        if sex == "female":
            question.add_measure(WOMEN_SHARE, places)
    if _is_share_of_women(question):
        question.measures.pop(WOMEN_SHARE, None)


def _add_strength(question: Question) -> None:
    """Read "women in UNIFIL", "is China in UNMISS" and "how many people does it have" as those who serve there."""
    countries = question.countries
    people = question.places("person") & question.counted
    is_there = 0 in question.places("present") and len(countries) == 1
    is_there |= bool(people)
    is_of_mission = _is_of_mission(question)
    is_counted = {*question.dimensions} & {"sex", "component"} or question.says("changed")
    is_counted = is_counted or any(one.relation == CONTRIBUTOR for one in countries)
    is_asked = question.subjects(RecordType.MISSION) or "how_many" in question.asking
    missions = question.filler | question.kind_places.get("mission", set())
    is_measured = STRENGTH in question.measures or any(
        places - missions or not places for places in question.measures.values()
    )
    if not is_measured and is_asked and (is_counted or (is_there and is_of_mission)):
        question.measures = {STRENGTH: question.places("mission") if is_of_mission else set()}


def _add_authorised(question: Question) -> None:
    """Read "how many soldiers can UNMISS have" as those it is authorised to have, not those who serve there."""
    allowed = question.places("allowed") - question.taken  # "May 2024" is no verb.
    is_asked = "how_many" in question.asking and question.subjects(RecordType.MISSION)
    if allowed and is_asked and STRENGTH in question.measures:
        people = question.measures.pop(STRENGTH)
        for code in (AUTHORISED, CEILING):
            question.add_measure(code, people, allowed)


def _is_share_of_women(question: Question) -> bool:
    """Say whether women are the denominator of a share: "what percentage of women peacekeepers are police"."""
    narrowed = {name: places for name, (_, places) in question.dimensions.items()}
    verbs = question.places("present", "past")
    behind = {place + 1 for place in verbs} & narrowed.get("component", set())
    return bool(behind) and max(narrowed.get("sex", {max(behind)})) < min(behind)


def _add_money_given(question: Question) -> None:
    """Read "how much does China contribute" and "how much is spent" as money, unless people are named."""
    filler = question.filler
    giving, amount = question.places("contributing"), question.places("amount")
    if giving and amount and not question.places("personnel") - giving - filler:
        others = {c: p for c, p in question.measures.items() if not p <= giving | amount | filler}
        question.measures = {MONEY_GIVEN: giving | amount} | others
    paid = question.places("payer")
    if amount and paid and not question.measures and question.countries:
        question.measures = {MONEY_GIVEN: amount | paid}
    # What peacekeeping spends a year is what is approved for it, unless a time or the actual cost is asked for.
    is_dated = any(time.first for time in question.times) and not question.says("than")
    is_dated |= question.says("short")
    is_yearly = question.is_whole and not (question.mentions or is_dated)
    if is_yearly and (spent := question.measures.pop(SPENT, set())):
        question.add_measure(APPROVED, spent)
    if amount and paid and MONEY_GIVEN in question.measures and "share" not in question.asking:
        question.measures.pop(ASSESSMENT_SHARE, None)


def _add_givers(question: Question) -> None:
    """Read "how many states provide troops" as the number of contributing countries."""
    countries, giving = question.places("country"), question.places("contributing")
    if question.counted & countries and giving - question.taken:
        question.add_measure(GIVERS, countries, giving, question.places("personnel"))
        question.is_whole |= not question.mentions
    if question.counted & countries and question.subjects(RecordType.INITIATIVE):
        for code in TAKING_PART:
            question.add_measure(code, countries)
