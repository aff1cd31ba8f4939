"""Each rule on fields, records or files, broken by the smallest sample."""

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seed.checks import citations
from seed.checks.citations import ACCEPTED, citations_have_words, fields_have_support
from seed.checks.registry import CHECKS, check, hints
from seed.checks.successions import two_at_once
from seed.files.entries import Problem, Reading
from seed.files.reading import read_data
from seed.library import Library
from tests.conftest import SAMPLES

FIRST, SECOND = "missions/sampo-i.toml", "missions/sampo-ii.toml"
FIGURES, DATASET = "figures/sample-briefing.toml", "figures/sample-dataset.toml"

BEFORE_CITATIONS = '\n[[citations]]\nsource = "sample-briefing"\n'


def _mandate(number: str, adopted: str, until: str, action: str = "extends") -> str:
    """One decision on a mandate, as a curator writes it."""
    return (
        f'\n[[mandates]]\nresolution = "S/RES/{number} (1990)"\nadopted = "{adopted}"\n'
        f'action = "{action}"\nuntil = "{until}"\n'
        'citation = { source = "sample-dataset", locator = "row 6" }\n'
    )


BROKEN = {
    "identifiers_lead_to_one_record": (
        "organisations.toml",
        '"row 4" }]\n\n[[organisations]]\n',
        '"row 4" }]\nhub_acronyms = ["NO"]\n\n[[organisations]]\nhub_acronyms = ["no"]\n',
        "organisations.toml:11: hub_acronyms: 'no' is that of old-office already",
    ),
    "codes_are_unique": (
        DATASET,
        'subject = "mission:sampo-i"\nindicator = "women_share"',
        'code = "sampo-i-nobody-left"\nsubject = "mission:sampo-i"\nindicator = "women_share"',
        "figures/sample-dataset.toml:13: code: 'sampo-i-nobody-left' is already in"
        " seed/data/figures/sample-dataset.toml; give one of them another `code`",
    ),
    "files_are_named_for_their_record": (
        "people/speaker.toml",
        'code = "speaker"',
        'code = "speaker-two"',
        "people/speaker.toml:1: code: is 'speaker-two'; call the file speaker-two.toml, or mend it",
    ),
    "references_exist": (
        FIGURES,
        '"person:speaker"',
        '"person:speeker"',
        "figures/sample-briefing.toml:12: attributed_to: there is no person 'speeker';"
        " did you mean 'speaker'?",
    ),
    "nothing_refers_to_itself": (
        FIRST,
        'successors = ["sampo-ii"]',
        'successors = ["sampo-ii", "sampo-i"]\npredecessors = ["sampo-i"]',
        "missions/sampo-i.toml:17: predecessors[0]: sampo-i cannot be its own predecessors",
    ),
    "lists_name_nothing_twice": (
        FIRST,
        'aliases = ["SANPO"]',
        'aliases = [\n    "SANPO",\n    "Sanpo",\n]',
        "missions/sampo-i.toml:6: aliases[1]: 'Sanpo' is named twice",
    ),
    "names_can_be_looked_for": (
        FIRST,
        '"SANPO"',
        '"…"',
        "missions/sampo-i.toml:4: aliases: '…' has no letter or digit",
    ),
    "texts_are_pinned": (
        "sources.toml",
        "paragraphs = 4\n",
        "",
        "sources.toml:8: text_file: goes with text_sha256 and paragraphs; give all three or none",
    ),
    "spans_run_forward": (
        FIRST,
        'ended = "1994"',
        'ended = "1989"',
        "missions/sampo-i.toml:7: ended: 1989 is before started 1990-03",
    ),
    "citations_have_a_place": (
        FIRST,
        "paragraph = 2",
        "paragraph = 9",
        "missions/sampo-i.toml:21: citations[0].paragraph: 9 does not exist;"
        " the last one of sample-briefing is 4",
    ),
    "cited_paragraphs_are_counted": (
        "countries.toml",
        'locator = "row 3"',
        'paragraph = 3, evidence = "CIV"',
        "countries.toml:21: citations[0].paragraph: sample-dataset is cited by paragraph here, but its"
        " record gives no text_file, text_sha256 and paragraphs: give them; or use locator instead",
    ),
    "citations_have_words": (
        DATASET,
        'locator = "row 7"\n',
        "",
        "figures/sample-dataset.toml:4: record: sample-dataset: give the words as evidence, or the row"
        " or page as locator",
    ),
    "fields_have_support": (
        FIRST,
        '    "headquarters",\n',
        "",
        "missions/sampo-i.toml:12: headquarters: no citation supports it; name it in `supports` where it"
        " was read",
    ),
    "regions_go_with_countries": (
        SECOND,
        'countries = ["MLI", "SOM"]',
        'region = "europe"\ncountries = ["MLI", "SOM"]',
        "missions/sampo-ii.toml:9: region: europe is not that of sampo-i, which is africa: both name MLI",
    ),
    "supported_fields_exist": (
        FIRST,
        '    "ended",\n',
        '    "endet",\n',
        "missions/sampo-i.toml:25: citations[0].supports[1]: 'endet' is not a field;"
        " did you mean 'ended'?",
    ),
    "figures_have_one_time": (
        DATASET,
        'period_end = "1994"\n',
        "",
        "figures/sample-dataset.toml:12: as_of: give as_of, or both period_start and period_end",
    ),
    "only_flows_add_up": (
        "indicators.toml",
        'kind = "share"',
        'kind = "share"\nadditive = true',
        "indicators.toml:15: additive: a share does not add up; leave `additive` out, or is it a flow?",
    ),
    "figures_fit_their_unit": (
        DATASET,
        "value = 12.5",
        "value = 125",
        "figures/sample-dataset.toml:15: value: 125 is not a percentage from 0 to 100",
    ),
    "ranks_have_reasons": (
        DATASET,
        "value = 12.5",
        'value = 12.5\nrank = "deprecated"',
        "figures/sample-dataset.toml:12: rank_reason: is missing; it goes with a rank other than normal",
    ),
    "statuses_agree_with_dates": (
        FIRST,
        'status = "closed"',
        'status = "ongoing"',
        "missions/sampo-i.toml:7: ended: is given, but the status is ongoing",
    ),
    "chains_hold": (
        FIRST,
        'successors = ["sampo-ii"]\n',
        "",
        "missions/sampo-ii.toml:10: predecessors[0]: sampo-i does not name it back;"
        " add 'sampo-ii' to successors in seed/data/missions/sampo-i.toml",
    ),
    "aliases_lead_to_one_record": (
        FIRST,
        '"SANPO"',
        '"Sampo II"',
        "missions/sampo-i.toml:4: aliases[0]: 'Sampo II' already means sampo-ii, in seed/data/missions/sampo-ii.toml",
    ),
    "cumulative_series_never_fall": (
        "series/served.csv",
        "1994,,,2500",
        "1994,,,1400",
        "series/served.csv:3: value: 1400 is less than 1500 before, but it is cumulative",
    ),
    "parts_do_not_exceed_the_whole": (
        "series/served.csv",
        "1994,police,,300",
        "1994,police,,3000",
        "series/served.csv:5: value: 3000 is more than the whole, 2500",
    ),
    "figures_lie_within_the_life_of_their_mission": (
        DATASET,
        'as_of = "1994-12-31"',
        'as_of = "1996"',
        "figures/sample-dataset.toml:4: note: is needed: sampo-i had ended in 1994",
    ),
    "successors_do_not_come_first": (
        SECOND,
        'started = "1994-07-01"',
        'started = "1989"',
        "missions/sampo-i.toml:16: successors[0]: sampo-ii began in 1989, before 1990-03:"
        " say why in note",
    ),
    "chains_come_to_an_end": (
        FIRST,
        'successors = ["sampo-ii"]',
        'successors = ["sampo-ii"]\npredecessors = ["sampo-ii"]',
        "missions/sampo-i.toml:17: predecessors: leads back to itself: sampo-i, sampo-ii, sampo-i",
    ),
    "nothing_done_lies_in_the_future": (
        "sources.toml",
        'date = "2001-05"',
        'date = "2099-05"',
        "sources.toml:6: date: 2099-05 lies in the future",
    ),
    "figures_are_true_by_now": (
        FIGURES,
        'as_of = "2001-05"',
        'as_of = "2099"',
        "figures/sample-briefing.toml:10: as_of: 2099 lies in the future",
    ),
    "years_have_four_right_digits": (
        FIRST,
        'started = "1990-03"',
        'started = "0990-03"',
        "missions/sampo-i.toml:6: started: 0990-03 is long before peacekeeping; is the year right?",
    ),
    "resolutions_are_adopted": (
        FIRST,
        '"S/RES/1 (1990)"',
        '"S/RES/1 (2099)"',
        "missions/sampo-i.toml:15: authorised_by: S/RES/1 (2099) is of a year to come",
    ),
    "roles_lie_within_a_life": (
        "people/speaker.toml",
        'name = "The speaker of the briefing"',
        'name = "The speaker of the briefing"\nborn = "2024"',
        "people/speaker.toml:9: roles[0].as_of: 2001-05 is before the birth in 2024",
    ),
    "coordinates_come_in_pairs": (
        FIRST,
        "longitude = -8.0\n",
        "",
        "missions/sampo-i.toml:1: longitude: is missing beside latitude",
    ),
    "coordinates_lie_near_their_country": (
        FIRST,
        "latitude = 12.65\nlongitude = -8.0",
        "latitude = -8.0\nlongitude = 12.65",
        "missions/sampo-i.toml:13: latitude: -8.0, 12.65 is not near MLI; latitude and longitude are"
        " changed over",
    ),
    "known_sources_exist": (
        "known.toml",
        '"sample-dataset"',
        '"sample-datasets"',
        "known.toml:12: lists[0].source: there is no source 'sample-datasets'; did you mean"
        " 'sample-dataset'?",
    ),
    "operations_are_all_there": (
        "missions/undated-office.toml",
        "special_political_mission",
        "peacekeeping_operation",
        "missions/undated-office.toml:3: kind: 2 UN peacekeeping operations had begun by 2001-05, says"
        " sample-briefing, and with this one we have 3: look at its kind and dates, and whether it is"
        " there under another name; newer counts go into seed/data/known.toml",
    ),
    "published_operations_resolve": (
        "known.toml",
        '"SAMPO II"',
        '"SAMPO II", "DOMREP"',
        "known.toml:13: lists[0].acronyms[2]: DOMREP is neither a mission nor an alias of one; add it",
    ),
    "mandates_stand_in_order": (
        FIRST,
        BEFORE_CITATIONS,
        _mandate("2", "1991-01-01", "1991-06-30")
        + _mandate("1", "1990-03-01", "1990-12-31")
        + BEFORE_CITATIONS,
        "missions/sampo-i.toml:28: mandates[1].adopted: is before 1991-01-01;"
        " put the oldest decision first",
    ),
    "decided_ends_are_kept": (
        SECOND,
        BEFORE_CITATIONS,
        _mandate("3", "1994-06-01", "2025-12-31", "extends_for_the_last_time") + BEFORE_CITATIONS,
        "missions/sampo-ii.toml:7: status: is ongoing, but S/RES/3 (1990) ends it on 2025-12-31;"
        " make it closed, or unknown until a source shows what followed",
    ),
    "flows_are_of_a_period": (
        "indicators.toml",
        'kind = "stock"',
        'kind = "flow"',
        "figures/sample-briefing.toml:10: as_of: people_serving counts what happens in a period; give"
        " period_start and period_end",
    ),
    "withdrawals_have_reasons": (
        DATASET,
        "value = 12.5",
        'value = 12.5\nwithdrawn_on = "2026-02-01"',
        "figures/sample-dataset.toml:12: withdrawn_reason: goes with withdrawn_on, and only with it;"
        " give both",
    ),
    "replacements_answer_the_same_question": (
        DATASET,
        "value = 12.5",
        'value = 12.5\nwithdrawn_on = "2026-02-01"\nwithdrawn_reason = "Misread."\n'
        'replaced_by = "sampo-i-nobody-left"',
        "figures/sample-dataset.toml:18: replaced_by: sampo-i-nobody-left has another subject,"
        " indicator or dimension, and is not the same number of that source and time",
    ),
    "published_records_stay": (
        DATASET,
        'code = "sampo-i-nobody-left"',
        'code = "sampo-i-nobody-there"',
        "figures/sample-dataset.toml:5: code: was 'sampo-i-nobody-left' in release 2026.1.1; write"
        ' code = "sampo-i-nobody-left" to keep its address',
    ),
    "published_figures_keep_their_statement": (
        DATASET,
        "value = 12.5",
        "value = 13.5",
        "figures/sample-dataset.toml:15: value: says something else than in release 2026.1.1; leave it"
        " as it was, withdraw it (withdrawn_on, withdrawn_reason, replaced_by) and add the corrected"
        " one with a code of its own",
    ),
    "new_figures_are_recorded_later": (
        DATASET,
        "[[figures]]\ncode",
        '[[figures]]\nsubject = "mission:sampo-i"\nindicator = "people_serving"\nvalue = 12\n'
        'as_of = "1993"\nlocator = "row 10"\n\n[[figures]]\ncode',
        "figures/sample-dataset.toml:2: recorded_on: is new since the release of 2026-01-31; give the day"
        " it was recorded in its own block",
    ),
    "functions_fit_their_body": (
        "people/speaker.toml",
        'body = "organisation:new-office"',
        'body = "organisation:new-office"\nfunctions = ["head_of_mission"]',
        "people/speaker.toml:7: roles[0].body: names no mission, but head_of_mission is a post in one",
    ),
    "predecessors_held_the_post": (
        "people/speaker.toml",
        'body = "organisation:new-office"',
        'body = "organisation:new-office"\nfunctions = ["head_of_department"]\npredecessor = "person:speaker"',
        "people/speaker.toml:9: roles[0].predecessor: speaker is nobody else with this function in this body",
    ),
    "elements_are_unique": (
        "initiatives/renewal.toml",
        'code = "care"',
        'code = "speed"',
        "initiatives/renewal.toml:15: areas[1].code: 'speed' is used twice",
    ),
}


@pytest.mark.parametrize("rule", [rule.__name__ for rule in CHECKS])
def test_a_broken_rule_is_told_with_its_place_and_remedy(rule: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    file, old, new, message = BROKEN[rule]
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")
    reading = read_data(data)
    assert reading.problems == []
    found = check(Library.of(reading, reading.history()))
    assert f"seed/data/{message}" in [str(problem) for problem in found]


def test_the_samples_break_no_rule() -> None:
    reading = read_data(SAMPLES / "data")
    assert check(Library.of(reading, reading.history())) == []


@pytest.fixture(scope="module")
def real(real_reading: Reading) -> Library:
    """All real records."""
    return Library.of(real_reading, real_reading.history())


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.__name__)
def test_the_real_data_keep_every_rule(
    rule: Callable[[Library], Iterator[Problem]], real: Library
) -> None:
    assert [str(problem) for problem in rule(real)] == []


def test_nothing_is_accepted_without_need(real: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a failure, delete the line from `accepted.toml`: the words or the source were found."""
    accepted = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))
    monkeypatch.setattr(citations, "_accepted", lambda section: {})
    for section, rule in (
        ("without_words", citations_have_words),
        ("concluded", fields_have_support),
    ):
        refused = len(list(rule(real)))
        assert refused == sum(map(len, accepted[section].values()))


def test_no_two_lead_one_body_at_once(real: Library) -> None:
    assert [str(hint) for hint in two_at_once(real)] == []


def test_a_number_far_from_its_neighbour_in_time_is_a_hint(tmp_path: Path) -> None:
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    file = data / "series" / "served.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2500", "25000"), encoding="utf-8")
    library = Library(read_data(data).entries)
    assert check(library) == []
    assert [str(hint) for hint in hints(library)] == [
        "seed/data/series/served.csv:3: value: 25000 after 1500: is it right?"
    ]


def test_a_number_printed_in_millions_but_called_exact_is_a_hint(
    tmp_path: Path,
) -> None:
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    file = data / "figures" / "sample-dataset.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("value = 0\n", 'value = 2000000\nvalue_text = "2 million"\n'), encoding="utf-8"
    )
    assert (
        "seed/data/figures/sample-dataset.toml:4: qualifier: 2 million looks rounded: is it about?"
        in [str(hint) for hint in hints(Library(read_data(data).entries))]
    )


def test_a_figure_may_move_to_the_question_its_number_answers(tmp_path: Path) -> None:
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    file = data / "figures" / "sample-dataset.toml"
    moved = (
        '\n[[figures]]\ncode = "sampo-i-nobody-left-moved"\nsubject = "mission:sampo-ii"\n'
        'indicator = "people_serving"\nvalue = 0\nas_of = "1994-12-31"\nlocator = "row 7"\n'
        'note = "Too early."\n'
    )
    withdrawn = (
        'value = 0\nwithdrawn_on = "2026-02-01"\nwithdrawn_reason = "Of the other mission."\n'
        'replaced_by = "sampo-i-nobody-left-moved"'
    )
    text = file.read_text(encoding="utf-8").replace("value = 0", withdrawn)
    file.write_text(text + moved, encoding="utf-8")
    assert check(Library(read_data(data).entries)) == []


def miniature_with(missions: str, tmp_path: Path) -> Library:
    """The samples with a mission newer than every reference count, where no rectangle is."""
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    (data / "missions" / "sampo-iii.toml").write_text(missions, encoding="utf-8")
    reading = read_data(data)
    return Library.of(reading, reading.history())


NEXT = """code = "sampo-iii"
name = "Third Sample Operation"
kind = "peacekeeping_operation"
started = "2002-03-01"
status = "unknown"
countries = ["SOM"]
latitude = 2.0
longitude = 45.3
summary = "Newer than what others have counted."
citations = [{ source = "sample-dataset", locator = "row 9" }]
"""


def test_the_next_operation_and_its_host_need_no_python(tmp_path: Path) -> None:
    library = miniature_with(NEXT, tmp_path)
    assert check(library) == []
    assert [str(hint) for hint in hints(library)] == [
        "seed/data/missions/sampo-iii.toml:7: latitude: cannot be compared with SOM: add"
        " SOM = [south, west, north, east] to seed/data/known.toml"
    ]


def test_an_operation_too_many_is_the_one_that_no_release_has(tmp_path: Path) -> None:
    library = miniature_with(NEXT.replace("2002-03-01", "1991"), tmp_path)
    (_, problem) = check(library)
    assert problem.file == "seed/data/missions/sampo-iii.toml"
    assert (
        "2 UN peacekeeping operations had begun by 2001-05, says sample-briefing" in problem.message
    )


def test_a_hint_at_what_no_release_has_comes_first(tmp_path: Path) -> None:
    data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
    sources = data / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    dated = text.replace('title = "Sample dataset"', 'title = "Sample dataset"\ndate = "1990"')
    sources.write_text(dated, encoding="utf-8")
    (data / "figures" / "z-new.toml").write_text(
        'source = "sample-dataset"\nrecorded_on = "2026-02-01"\nsubject = "mission:sampo-i"\n'
        'indicator = "people_serving"\nvalue = 12\nas_of = "1993"\nlocator = "row 10"\n'
    )
    reading = read_data(data)
    found = hints(Library.of(reading, reading.history()))
    assert [hint.file.rpartition("/")[2] for hint in found][:2] == [
        "z-new.toml",
        "sample-dataset.toml",
    ]
