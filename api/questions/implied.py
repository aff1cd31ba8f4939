"""What a question says without its usual words: whose the people are, what is counted of them, and what is given."""

from api.questions.about import ALL_DEATHS, DEATHS, STRENGTH
from api.questions.lexicon import Lexicon
from api.questions.measures import SINCE_START
from api.questions.question import CONTRIBUTOR, HOST, Question
from api.vocabulary import RecordType

# What counts the countries of an initiative: of one no more than one is held.
TAKING_PART = ("endorsing_member_states", "participating_countries")
GIVERS = "contributing_countries"
EVER_SERVED = f"{STRENGTH}{SINCE_START}"
SPENT, APPROVED = "expenditure_usd", "budget_usd"
MONEY_GIVEN = "assessed_revenue_usd"
ASSESSMENT_SHARE = "peacekeeping_assessment_share"
SHARES_PAID = (ASSESSMENT_SHARE, "assessed_revenue_share")


def add_implied(question: Question, lexicon: Lexicon) -> None:
    """Read what is said without its usual words: whose the people are, and what is counted of them."""
    component, _ = question.dimensions.get("component", ("", set()))
    is_total = bool(question.time and question.time.basis == "in_all" and not question.asking)
    if is_total or lexicon.time.saying(question.words, "in_all_missions"):
        question.asking.add("how_many")
    # Soldiers and police of the United Nations are peacekeepers; so are those whom nobody else has.
    is_of_the_un = bool(component) and question.names_the_un
    is_share = {"share"} <= question.asking and "sex" in question.dimensions and component
    is_defined = question.asking & {"definition"} and "how_many" not in question.asking
    is_theirs = component in lexicon.reading.peacekeeping and not is_defined
    question.is_whole |= is_of_the_un or is_theirs
    # "Fatalities" alone is a bare word, "fatalities in 2023" are those of peacekeeping.
    is_narrowed = any(time.first for time in question.times) or question.dimensions
    is_of_deaths = any(code.startswith(DEATHS) for code in question.measures)
    is_bare = is_of_deaths and not (is_narrowed or question.breakdowns or question.superlatives)
    is_own = lexicon.reading.own & {*question.words} and not is_bare
    is_checked = is_of_deaths and question.bounds  # "Did at least 4,300 lose their lives".
    question.is_whole |= bool((is_share or is_own or is_checked) and not question.mentions)
    if question.is_whole or _is_of_mission(question) or "gives" in question.listing:
        anybody = lexicon.reading.anybody
        question.filler |= {n for n, word in enumerate(question.words) if word in anybody}
    _add_implied_measures(question)
    _settle_over_the_years(question)
    if question.extreme and not question.measures and "sized" in question.listing:
        question.measures[STRENGTH] = set(question.ranking)
    for superlative in question.superlatives & {*lexicon.ranked} if question.extreme else ():
        code = lexicon.ranked[superlative].removesuffix(SINCE_START)
        question.measures.setdefault(code, set()).update(question.ranking)


def _is_of_mission(question: Question) -> bool:
    """Say whether a mission is named, or "the mission in Mali"."""
    is_there = any(one.relation == HOST for one in question.mentions)
    named = bool(question.subjects(RecordType.MISSION))
    return named or (is_there and "mission" in question.listing)


def _settle_over_the_years(question: Question) -> None:
    """Read "over the years" as all since the start where such is counted, as deaths are, else as each year."""
    bases = {time.basis for time in question.times}
    if "since_start" not in bases or "by_year" not in question.breakdowns:
        return
    since = {code for code in question.measures if code.endswith(SINCE_START)}
    if since - ({EVER_SERVED} if "perfect" not in question.listing else set()):
        del question.breakdowns["by_year"]
    else:
        question.times = [time for time in question.times if time.first]


def _add_implied_measures(question: Question) -> None:
    """Read suicides as deaths, a percentage of women as their share, "women in UNIFIL" as those who serve there.

    So are the casualties of a mission or of peacekeepers, where nobody else's are meant.
    """
    narrowed = {name: places for name, (_, places) in question.dimensions.items()}
    missions = question.subjects(RecordType.MISSION)
    is_suicide = question.dimensions.get("cause", ("",))[0] == "self_inflicted"
    is_theirs = missions or question.is_whole
    casualties = question.listing.get("casualties", set()) if is_theirs else set[int]()
    dead = casualties | (narrowed["cause"] if is_suicide else set())
    for code in (DEATHS, ALL_DEATHS) if dead else ():
        question.measures.setdefault(code, set()).update(dead)
    paid = question.listing.get("payer", set())
    people = question.listing.get("personnel", set()) - question.listing.get("bill", set())
    is_paid = paid and not people and any(one.country for one in question.mentions)
    for code in SHARES_PAID if "share" in question.asking and is_paid else ():
        question.measures.setdefault(code, set()).update(paid)
    if "share" in question.asking and question.dimensions.get("sex", ("",))[0] == "female":
        question.measures.setdefault("women_share", set()).update(narrowed["sex"])
    if _is_share_of_women(question):
        question.measures.pop("women_share", None)
    _add_money_given(question)
    counted = {*narrowed} & {"sex", "component"} or any(
        one.relation == CONTRIBUTOR for one in question.mentions
    )
    _add_givers(question)
    # "Is China in UNMISS" asks for its people there.
    countries = [one for one in question.mentions if one.country]
    is_there = 0 in question.listing.get("present", ()) and len(countries) == 1
    # "How many people does UNFICYP have": those of the mission.
    people = question.listing.get("person", set()) & question.counted
    is_there |= bool(people and {"have", "more_than"} & {*question.listing})
    of_mission = is_there and _is_of_mission(question)
    is_counted = counted or "changed" in question.listing or of_mission
    if not question.measures and is_counted and (missions or "how_many" in question.asking):
        question.measures[STRENGTH] = (
            question.listing.get("mission", set()) if _is_of_mission(question) else set()
        )


def _is_share_of_women(question: Question) -> bool:
    """Say whether women are the whole, and not the part: "what percentage of women peacekeepers are police"."""
    narrowed = {name: places for name, (_, places) in question.dimensions.items()}
    verbs = question.listing.get("present", set()) | question.listing.get("past", set())
    behind = {place + 1 for place in verbs} & narrowed.get("component", set())
    return bool(behind) and max(narrowed.get("sex", {max(behind)})) < min(behind)


def _add_money_given(question: Question) -> None:
    """Read "how much does China contribute" and "how much is spent" as money: people are counted, or named as such."""
    listing, filler = question.listing, question.filler
    giving, amount = listing.get("contributor", set()), listing.get("amount", set())
    if giving and amount and not listing.get("personnel", set()) - giving - filler:
        others = {c: p for c, p in question.measures.items() if not p <= giving | amount | filler}
        question.measures = {MONEY_GIVEN: giving | amount} | others
    paid = listing.get("payer", set())
    if amount and paid and not question.measures and any(m.country for m in question.mentions):
        question.measures = {MONEY_GIVEN: amount | paid}
    # What peacekeeping spends a year is what is approved for it, unless a time or the actual cost is asked for.
    is_dated = any(time.first for time in question.times) or "short" in listing
    is_yearly = question.is_whole and not (question.mentions or is_dated)
    if is_yearly and (spent := question.measures.pop(SPENT, set())):
        question.measures.setdefault(APPROVED, set()).update(spent)
    if amount and paid and MONEY_GIVEN in question.measures and "share" not in question.asking:
        question.measures.pop(ASSESSMENT_SHARE, None)


def _add_givers(question: Question) -> None:
    """Read "how many states provide troops" as what counts those who give."""
    listing = question.listing
    countries, giving = listing.get("country", set()), listing.get("contributor", set())
    if question.counted & countries and giving - question.told:
        people = listing.get("personnel", set())
        question.measures.setdefault(GIVERS, set()).update(countries, giving, people)
        question.is_whole |= not question.mentions
    if question.counted & countries and question.subjects(RecordType.INITIATIVE):
        for code in TAKING_PART:
            question.measures.setdefault(code, set()).update(countries)
