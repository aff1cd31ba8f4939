"""The names of countries, compared with datasets and ISO standards."""

import csv
from collections.abc import Iterator

import pycountry
import pytest
from babel import Locale

from api.facts.countries import CountryFacts, CountryNames
from api.facts.folding import slug
from api.vocabulary import RecordType
from seed.files.entries import Reading
from seed.names import Lookup, Misfit, names_of
from tests.seed.test_derive import COPIES

LANGUAGES = list(CountryNames.model_fields)
# Where CLDR has another name than the UN wants, such as Congo-Kinshasa, we keep to UN M49.
NAMED_AS_IN_M49 = {
    "ARE",
    "BES",
    "BLR",
    "BRN",
    "CIV",
    "COD",
    "COG",
    "CPV",
    "FLK",
    "KOR",
    "LAO",
    "MDA",
    "MMR",
    "PRK",
    "PSE",
    "RUS",
    "SWZ",
    "SYR",
    "TLS",
    "TUR",
    "VAT",
}
# Where the UN's name in full is another than the one of the packaged list, or is the usual one.
OFFICIAL = {
    "BIH": None,
    "ERI": "State of Eritrea",
    "GUY": "Co-operative Republic of Guyana",
    "ISL": None,
    "ITA": "Republic of Italy",
    "LBY": "State of Libya",
    "MMR": "Republic of the Union of Myanmar",
    "NPL": None,
    "NRU": "Republic of Naoero",
    "RWA": "Republic of Rwanda",
    "VAT": "Holy See",
}
# The column of country names in each dataset.
DATASETS = {
    "un-fatalities-2025-04-04": "casualty_nationality",
    "un-contributions-by-country-2015-2025": "country",
    "un-contributions-by-country-mission-2015-2025": "country",
    "un-contributions-mean-by-country-mission-2018-2020": "country",
    "un-contributors-2021-01-31": "country",
    "ipi-contributions-by-sex-2009-11-2014-02": "Contributor",
    "ipi-personnel-by-mission-1990-11-2017-03": "Country of Mission",
    "un-dpo-revenue-by-contributor-2013-2024": "contributor",
    "un-dpo-expenses-by-country-2018-2024": "country",
    "un-peacekeeping-trust-fund-contributions-2017-2024": "contributor",
    "un-regular-budget-assessments-2019-2026": "member_state",
}
CUT_SHORT = {"The former Yugoslav Republic o"}
NO_COUNTRY = {
    "",
    "ZZ [Undetermined]",
    "European Union",
    "World Bank",
    "Alibaba Foundation",
    "Bill & Melinda Gates Foundation",
    "Omega SA",
    "Organisation Internationale De La Francophonie",
    "Organisation Internationale de la Francophonie - OIF",
    "Patrick J. McGovern Foundation",
    "Stelios Philanthropic Foundation",
    "The National Archives Of Korea",
    "The Witold Pilecki Institute of Solidarity and Valor",
    "United Nations Association of Sweden",
    "University of St. Boniface",
    "Voluntary Contributor",
    "World Federation of United Nations Associations",
    "Reform Activities (COC)",
    "(SZA)",
}
TRANSFER = "(To)/From Trust Fund"  # Between funds of the UN, in the column of contributors.
WORLD_BANK = {
    "Bahamas, The": "bhs",
    "Brunei Darussalam": "brn",
    "Cabo Verde": "cpv",
    "Congo, Dem. Rep.": "cod",
    "Congo, Rep.": "cog",
    "Cote d'Ivoire": "civ",
    "Curacao": "cuw",
    "Czechia": "cze",
    "Egypt, Arab Rep.": "egy",
    "Eswatini": "swz",
    "Gambia, The": "gmb",
    "Hong Kong SAR, China": "hkg",
    "Iran, Islamic Rep.": "irn",
    "Korea, Dem. People's Rep.": "prk",
    "Korea, Rep.": "kor",
    "Kosovo": "xkx",
    "Kyrgyz Republic": "kgz",
    "Lao PDR": "lao",
    "Macao SAR, China": "mac",
    "Micronesia, Fed. Sts.": "fsm",
    "North Macedonia": "mkd",
    "Puerto Rico (US)": "pri",
    "Russian Federation": "rus",
    "Sao Tome and Principe": "stp",
    "Sint Maarten (Dutch part)": "sxm",
    "Slovak Republic": "svk",
    "Somalia, Fed. Rep.": "som",
    "St. Kitts and Nevis": "kna",
    "St. Lucia": "lca",
    "St. Martin (French part)": "maf",
    "St. Vincent and the Grenadines": "vct",
    "Syrian Arab Republic": "syr",
    "Taiwan, China": "twn",
    "Turkiye": "tur",
    "Venezuela, RB": "ven",
    "Viet Nam": "vnm",
    "Virgin Islands (U.S.)": "vir",
    "West Bank and Gaza": "pse",
    "Yemen, Rep.": "yem",
}
HEARD = {
    "República Democrática del Congo": "cod",
    "Congo": "cog",
    "République de Corée": "kor",
    "Южный Судан": "ssd",
    "马里": "mli",
    "لبنان": "lbn",
    "DRC": "cod",
    "Zaire": "cod",
    "UK": "gbr",
    "US": "usa",
    "NP": "npl",
    "Ivory Coast": "civ",
    "Turkey": "tur",
    "East Germany": "ddr",
    "USSR": "sun",
    "Yugoslavia": "yug",
    "Republic of Mali": "mli",
}


@pytest.fixture(scope="module")
def countries(real_reading: Reading) -> list[CountryFacts]:
    """All countries of the real data."""
    records = (entry.record for entry in real_reading.entries)
    return [record for record in records if isinstance(record, CountryFacts)]


@pytest.fixture(scope="module")
def lookup(countries: list[CountryFacts]) -> Lookup:
    """The name lookup of series, over all countries."""
    return Lookup((RecordType.COUNTRY, country) for country in countries)


def test_the_facts_are_those_of_the_standards_where_we_did_not_decide_otherwise(
    countries: list[CountryFacts],
) -> None:
    current = {one.iso3: one for one in countries if one.iso3 and one.iso2 and one.m49}
    assert current.keys() == {one.alpha_3 for one in pycountry.countries}
    for one in pycountry.countries:
        ours = current[one.alpha_3]
        assert (ours.iso2, ours.m49) == (one.alpha_2, one.numeric)
        assert ours.official_name == official(one, ours.name)
    for language in LANGUAGES:
        territories = Locale(language).territories
        other = {
            one.iso3
            for one in countries
            if one.names and getattr(one.names, language) != territories[str(one.iso2)]
        }
        assert other <= NAMED_AS_IN_M49
    former = {one.iso3: one.code_withdrawn for one in countries if one.code_withdrawn}
    withdrawn = {one.alpha_3: one.withdrawal_date for one in pycountry.historic_countries}
    assert former.items() <= withdrawn.items()


def official(country: pycountry.db.Country, usual: str) -> str | None:
    """The expected official name: that of pycountry without "the"; None if it is the usual one."""
    if country.alpha_3 in OFFICIAL:
        return OFFICIAL[country.alpha_3]
    name = getattr(country, "official_name", usual).removeprefix("the ")
    return None if slug(name) == slug(usual) else name


def names_in(dataset: str) -> Iterator[str]:
    """The distinct country names in a dataset."""
    file = COPIES / f"{dataset}.csv"
    if not file.exists():
        pytest.skip(f"no copy of {dataset} in {COPIES}")
    with file.open(encoding="utf-8-sig", newline="") as rows:
        yield from dict.fromkeys(row[DATASETS[dataset]] for row in csv.DictReader(rows))


def unknown(names: Iterator[str], lookup: Lookup) -> Iterator[str]:
    """The names that the lookup does not find."""
    for name in names:
        try:
            lookup.find(RecordType.COUNTRY, name)
        except Misfit:
            yield name


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_country_of_a_dataset_is_understood(dataset: str, lookup: Lookup) -> None:
    left = {name for name in unknown(names_in(dataset), lookup) if TRANSFER not in name}
    assert left <= NO_COUNTRY | CUT_SHORT


@pytest.mark.parametrize(("name", "code"), [*WORLD_BANK.items(), *HEARD.items()])
def test_a_country_is_understood_as_people_write_it(name: str, code: str, lookup: Lookup) -> None:
    assert lookup.find(RecordType.COUNTRY, name) == code


def test_a_code_of_two_letters_is_looked_up_but_not_searched_for(
    countries: list[CountryFacts], lookup: Lookup
) -> None:
    india = next(one for one in countries if one.iso3 == "IND")
    assert lookup.find(RecordType.COUNTRY, "IN") == "ind"
    assert "IN" not in [name for _, name in names_of(india)]


def test_the_names_of_those_who_are_no_country_are_refused(lookup: Lookup) -> None:
    assert set(unknown(iter(sorted(NO_COUNTRY)), lookup)) == NO_COUNTRY


def test_who_came_after_a_state_that_was_names_it_back(countries: list[CountryFacts]) -> None:
    yugoslavia = next(one for one in countries if one.code == "yug")
    assert yugoslavia.successors == ["bih", "hrv", "mkd", "scg", "svn"]
    named_back = {one.code for one in countries if "yug" in one.predecessors}
    assert named_back == set(yugoslavia.successors)
