"""Rank contributing countries by people, money or deaths, in UN peacekeeping or one mission; find the rank of one."""

from dataclasses import replace

from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.questions.about import only_there
from api.questions.indicator_codes import (
    ASSESSMENT_SHARE,
)
from api.questions.question import CONTRIBUTOR, HOST, Mention
from api.resources.countries import COUNTRIES
from api.resources.missions import MISSIONS
from api.search.answers.giving import (
    FEWEST_OF_MISSION,
    FEWEST_OF_MONEY,
    MONEY,
    RANK,
    Giving,
    rank_givers,
    read_giving,
)
from api.search.answers.inquiry import Inquiry, Listed, list_records
from api.search.answers.listed_figures import with_sentences
from api.search.answers.mission_facts import the_mission
from api.search.answers.rankings import Ranking, listed_of, tell_ranking
from api.vocabulary import RecordType, Row
from api.wording import value_in_words

ALMOST = 50  # Fewer give police, and all of them are told.
PAIR = 2
# What the regions of missions are in UN M49, which knows no Middle East.
REGIONS = {
    "africa": "africa",
    "americas": "americas",
    "asia_and_the_pacific": "asia,oceania",
    "europe": "europe",
}
COMPLETE = 100  # Fewer countries are those that a source picked, and tell nothing of the least.


def find_contributors(inquiry: Inquiry) -> Listed | None:
    """Rank the contributing countries, or list them all."""
    question, giving, mission = inquiry.question, read_giving(inquiry), _mission(inquiry)
    named = {type for one in inquiry.proper_names for type, _ in one.targets}
    # The countries of a body, "of NATO", are not known.
    is_clear = bool(mission) == bool(named) and RecordType.ORGANISATION not in named
    if giving is None or not is_clear or inquiry.excepts or not _asks_for_countries(inquiry):
        return None
    number, places = inquiry.question.number, inquiry.question.numbered
    used = giving.used | places | question.ranking | inquiry.mission_words
    used |= inquiry.places("rank", "code") | inquiry.words_naming("region")
    if not inquiry.is_told_by(used) or question.superlatives not in (set(), {"most"}, {"least"}):
        return None
    code = mission["code"] if mission else None
    is_ranked = bool(question.superlatives or number) or inquiry.says("rank")
    if not is_ranked and not inquiry.values("region"):
        return _all(inquiry, giving, code)
    ascending = question.superlatives == {"least"}
    fewest = COMPLETE if ascending and not code else number or FEWEST_OF_MONEY
    ranked = _in_region(
        inquiry, rank_givers(inquiry, giving, code, fewest=fewest, ascending=ascending)
    )
    if ranked is None:
        return None
    return tell_ranking(inquiry, ranked, number=number or (1 if ascending else None))


def _in_region(inquiry: Inquiry, ranked: Ranking | None) -> Ranking | None:
    """Keep the countries of the region asked for; None for a region that lists do not know."""
    regions = inquiry.values("region")
    if ranked is None or not regions:
        return ranked
    if {*regions} - {*REGIONS}:
        return None
    filters = {"region": ",".join(REGIONS[one] for one in regions)}
    countries = list_records(inquiry.connection, COUNTRIES, filters)
    codes = {one["iso3"] for one in countries}
    rows = [row for row in ranked.rows if row["dimensions"]["country"] in codes]
    return _of(ranked, rows, sorted(row["dimensions"]["country"] for row in rows)) if rows else None


def _of(ranked: Ranking, rows: list[Row], countries: list[str]) -> Ranking:
    """Keep the rows of some countries."""
    others = {name: value for name, value in ranked.filters.items() if "country" not in name}
    return Ranking(ranked.board, rows, others | {"dimensions.country": ",".join(countries)})


def _mission(inquiry: Inquiry) -> Row | None:
    """Return the mission that is contributed to: by its name, or as the only operation in a host country."""
    if mission := the_mission(inquiry):
        return mission
    host = inquiry.proper_names[0].country if len(inquiry.proper_names) == 1 else None
    if not host or inquiry.proper_names[0].relation != HOST:
        return None
    operations = inquiry.names.operations_in(host, others=False)
    codes = [code for code in only_there(inquiry.names, operations) if _runs(inquiry, code)]
    return get(inquiry.connection, MISSIONS, codes[0]) if len(codes) == 1 else None


def _runs(inquiry: Inquiry, mission: str) -> bool:
    """Say whether a mission ran at the time asked for, by default today."""
    started, ended = inquiry.names.lives.get(mission, ("", ""))
    day, time = inquiry.names.day, inquiry.question.time
    first, last = (time.first, time.last) if time and time.first else (day, day)
    return started <= str(last) and (not ended or ended >= str(first))


def find_rank(inquiry: Inquiry) -> Listed | None:
    """Answer which rank one country has among the contributors."""
    countries = inquiry.question.countries
    giving = read_giving(inquiry)
    is_asked = inquiry.says("rank") or _asks_whether_first(inquiry)
    if len(countries) != 1 or not is_asked or giving is None:
        return None
    missions = [code for _, code in inquiry.question.subjects(RecordType.MISSION)]
    if len(inquiry.proper_names) != 1 + len(missions) or len(missions) > 1:
        return None
    used = giving.used | inquiry.places("rank", "present", "post", "more")
    if not inquiry.is_told_by(used, inquiry.question.ranking, inquiry.mission_words):
        return None
    mission = missions[0] if missions else None
    ranked = rank_givers(inquiry, giving, mission, fewest=FEWEST_OF_MONEY if mission else ALMOST)
    return _place(inquiry, ranked, countries[0]) if ranked else None


def _asks_whether_first(inquiry: Inquiry) -> bool:
    """Say whether the first rank is asked about: "is Rwanda the largest", "has India lost more than any other"."""
    is_first = 0 in inquiry.places("present") or inquiry.says("more")
    is_first &= inquiry.question.superlatives == {"most"}
    return is_first and not inquiry.asks("who", "list", "how_many")


def compare_contributors(inquiry: Inquiry) -> Listed | None:
    """Compare two contributing countries at one time, in one mission or in all."""
    countries = [one for one in inquiry.question.countries if one.relation != HOST]
    if len(countries) != PAIR or not inquiry.says("versus", "more"):
        return None
    others = [one for one in inquiry.proper_names if one not in countries]
    mission = _mission_of(inquiry, others)
    giving = read_giving(inquiry)
    if (others and mission is None) or giving is None:
        return None
    comparing = inquiry.places("versus", "more") | inquiry.question.ranking | inquiry.mission_words
    if not inquiry.is_told_by(giving.used, comparing):
        return None
    is_about = inquiry.is_of_peacekeeping or inquiry.question.names_the_un
    is_sent = inquiry.says("contributing") or any(one.relation == CONTRIBUTOR for one in countries)
    if not (mission or is_about or (is_sent and inquiry.says("contributing", "from"))):
        return None
    codes = [inquiry.names.iso3.get(str(one.country), "") for one in countries]
    for indicator in giving.indicators:
        only = Giving((indicator,), giving.used)
        ranked = rank_givers(inquiry, only, mission, fewest=FEWEST_OF_MONEY)
        if ranked is None or indicator == RANK:
            continue
        rows = [row for row in ranked.rows if row["dimensions"]["country"] in codes]
        if len(rows) == PAIR:
            listed = tell_ranking(inquiry, _of(ranked, rows, codes), number=None, kind="list")
            return replace(listed, records=with_sentences(inquiry, rows))
    return None


def _mission_of(inquiry: Inquiry, mentions: list[Mention]) -> str | None:
    """Return the code of the mission that a single mention stands for, by its name or its host country."""
    if len(mentions) != 1:
        return None
    mission = _mission(replace(inquiry, question=replace(inquiry.question, mentions=mentions)))
    return mission["code"] if mission else None


def _all(inquiry: Inquiry, giving: Giving, mission: str | None) -> Listed | None:
    """List all contributors in order; None where only their number is asked for, which is a figure."""
    if inquiry.asks("how_many") and not mission:
        return None
    if giving.indicators == MONEY:
        ranked = rank_givers(inquiry, giving, mission, fewest=FEWEST_OF_MONEY)
        return tell_ranking(inquiry, ranked, number=None) if ranked else None
    is_of_mission = mission and inquiry.says("country", "contributor")
    is_listed = is_of_mission or inquiry.says("which", "contributing", "stationed")
    is_listed |= "by_country" in inquiry.question.breakdowns
    if not is_listed and not inquiry.asks("list", "who", "where"):
        return None
    # Fewer give police than give anybody.
    fewest = ALMOST if inquiry.dimensions_beside_names else COMPLETE
    ranked = rank_givers(inquiry, giving, mission, fewest=FEWEST_OF_MISSION if mission else fewest)
    return tell_ranking(inquiry, ranked, number=None) if ranked else None


def _asks_for_countries(inquiry: Inquiry) -> bool:
    """Say whether contributing countries are asked for, and nothing else."""
    is_share = inquiry.asks("share")
    is_origin = asks_for_origin(inquiry)
    is_other = inquiry.asks("why", "when") or (inquiry.asks("where") and not is_origin)
    # "Is it true that 120 countries", "which mission has the most contributing countries".
    is_other |= inquiry.asks("true") and bool(inquiry.question.numbered)
    is_other |= any(one + 1 in inquiry.places("mission") for one in inquiry.places("which"))
    if is_other or inquiry.says("year", "month"):
        return False
    is_paid = inquiry.says("payer") or ASSESSMENT_SHARE in inquiry.question.measures
    is_paid &= not inquiry.places("personnel") - inquiry.places("bill")
    if is_share and not (is_paid and inquiry.question.superlatives == {"most"}):
        return False
    if inquiry.says("several") and not inquiry.question.is_whole:
        return False
    told = inquiry.places("counting") | inquiry.question.surplus
    is_of_words = inquiry.places("meaning") - told  # "With counts", "counting every cause".
    # The "smallest country" is not the one that gives least.
    is_of_size = any(place + 1 in inquiry.places("country") for place in inquiry.places("sized"))
    if is_of_words or inquiry.says("indicator") or is_of_size:
        return False
    is_about = inquiry.is_of_peacekeeping or inquiry.says("contributing")
    # A scale by which many pay is that of peacekeeping alone.
    is_about |= bool(inquiry.proper_names) or is_share
    is_of_countries = is_origin or inquiry.says("country", "contributor", "payer")
    # "Who can be a peacekeeper" asks for no countries.
    is_sent = inquiry.question.ranking or inquiry.proper_names or inquiry.says("gives", "stationed")
    is_of_givers = inquiry.asks("who") and (is_sent or inquiry.says("contributing"))
    return is_about and bool(is_of_countries or is_of_givers)


def asks_for_origin(inquiry: Inquiry) -> bool:
    """Say whether the origin of people is asked for: "where do most peacekeepers come from"."""
    last = len(inquiry.question.words) - 1
    is_from = inquiry.says("nationality") or last in inquiry.places("from")
    return inquiry.asks("where") and is_from


def _place(inquiry: Inquiry, ranked: Ranking, mention: Mention) -> Listed | None:
    """Write the rank of a country: the official one, or one more than the countries with larger values."""
    iso3 = inquiry.names.iso3.get(str(mention.country))
    row = next((one for one in ranked.rows if one["dimensions"]["country"] == iso3), None)
    if row is None:
        return None
    is_rank = ranked.board.indicator == RANK
    above = sum(one["value"] > row["value"] for one in ranked.rows)
    place = int(row["value"]) if is_rank else above + 1
    name = get_country_names(inquiry.connection).get(str(iso3), str(iso3))
    with_value = "" if is_rank else f" ({value_in_words(row)})"
    told = f"{name} is number {place} of {len(ranked.rows)} countries{with_value}"
    named = [(str(RecordType.COUNTRY), str(mention.country), name)]
    return listed_of(inquiry, _of(ranked, [row], [str(iso3)]), named=named, told=told)
