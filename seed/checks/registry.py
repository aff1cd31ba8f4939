"""All rules about the data: a rule is a function that yields problems, and a line in one of the lists here.

A rule runs over every record that could be read, so one run shows all problems.
"""

from collections.abc import Callable, Iterator

from seed.build.identifiers import identifiers_lead_to_one_record
from seed.build.mandates import (
    closed_missions_have_no_mandate,
    decided_ends_are_kept,
    mandates_end_soon,
    mandates_have_run_out,
    mandates_stand_in_order,
)
from seed.checks.citations import (
    citations_have_a_place,
    citations_have_words,
    cited_paragraphs_are_counted,
    fields_have_support,
    regions_go_with_countries,
    supported_fields_exist,
)
from seed.checks.consistency import (
    aliases_lead_to_one_record,
    chains_come_to_an_end,
    chains_hold,
    codes_are_unique,
    elements_are_unique,
    figures_have_one_time,
    files_are_named_for_their_record,
    lists_name_nothing_twice,
    names_can_be_looked_for,
    nothing_refers_to_itself,
    ranks_have_reasons,
    references_exist,
    spans_run_forward,
    statuses_agree_with_dates,
    texts_are_pinned,
)
from seed.checks.coordinates import (
    coordinates_come_in_pairs,
    coordinates_lie_near_their_country,
    countries_have_rectangles,
)
from seed.checks.corrections import (
    replacements_answer_the_same_question,
    withdrawals_have_reasons,
)
from seed.checks.counts import (
    known_sources_exist,
    operations_are_all_there,
    published_operations_resolve,
)
from seed.checks.dates import (
    beginnings_have_come,
    figures_are_true_by_now,
    nothing_done_lies_in_the_future,
    resolutions_are_adopted,
    sources_know_what_they_tell,
    statuses_are_proven,
    years_have_four_right_digits,
)
from seed.checks.plausibility import (
    cumulative_series_never_fall,
    figures_fit_their_unit,
    figures_lie_within_the_life_of_their_mission,
    flows_are_of_a_period,
    neighbours_far_apart,
    only_flows_add_up,
    parts_do_not_exceed_the_whole,
    round_numbers_are_about,
    successors_do_not_come_first,
)
from seed.checks.published import (
    consequences,
    new_figures_are_recorded_later,
    published_figures_keep_their_statement,
    published_records_stay,
)
from seed.checks.question_pages import check_question_pages
from seed.checks.successions import (
    functions_fit_their_body,
    predecessors_held_the_post,
    roles_lie_within_a_life,
    roles_lie_within_their_mission,
    two_at_once,
)
from seed.checks.texts import (
    numbers_are_of_this_world,
    numbers_are_those_printed,
    qualifiers_are_those_printed,
    sources_say_a_thing_once,
    texts_are_plain_and_short,
)
from seed.checks.words import check_words
from seed.files.entries import Entry, Problem, Reading
from seed.library import Library
from seed.releases.history import has_changed

Rule = Callable[[Library], Iterator[Problem]]

# What these find is told first, since it is often the cause of what the others find.
CAUSES: list[Rule] = [
    codes_are_unique,
    files_are_named_for_their_record,
    references_exist,
    nothing_refers_to_itself,
    chains_come_to_an_end,
    lists_name_nothing_twice,
    names_can_be_looked_for,
    texts_are_pinned,
    cited_paragraphs_are_counted,
    spans_run_forward,
    nothing_done_lies_in_the_future,
    years_have_four_right_digits,
]
# These wait until the files with the records that they compare are right.
CONSEQUENCES: list[Rule] = [
    published_records_stay,
    published_figures_keep_their_statement,
    new_figures_are_recorded_later,
]
CHECKS: list[Rule] = [
    *CAUSES,
    citations_have_a_place,
    citations_have_words,
    supported_fields_exist,
    fields_have_support,
    regions_go_with_countries,
    resolutions_are_adopted,
    figures_have_one_time,
    figures_are_true_by_now,
    ranks_have_reasons,
    statuses_agree_with_dates,
    chains_hold,
    aliases_lead_to_one_record,
    identifiers_lead_to_one_record,
    elements_are_unique,
    functions_fit_their_body,
    predecessors_held_the_post,
    roles_lie_within_a_life,
    figures_fit_their_unit,
    only_flows_add_up,
    cumulative_series_never_fall,
    parts_do_not_exceed_the_whole,
    figures_lie_within_the_life_of_their_mission,
    flows_are_of_a_period,
    successors_do_not_come_first,
    coordinates_come_in_pairs,
    coordinates_lie_near_their_country,
    known_sources_exist,
    operations_are_all_there,
    published_operations_resolve,
    mandates_stand_in_order,
    decided_ends_are_kept,
    withdrawals_have_reasons,
    replacements_answer_the_same_question,
    *CONSEQUENCES,
]
HINTS: list[Rule] = [
    neighbours_far_apart,
    mandates_have_run_out,
    mandates_end_soon,
    closed_missions_have_no_mandate,
    two_at_once,
    round_numbers_are_about,
    countries_have_rectangles,
    beginnings_have_come,
    sources_know_what_they_tell,
    statuses_are_proven,
    roles_lie_within_their_mission,
    numbers_are_those_printed,
    qualifiers_are_those_printed,
    numbers_are_of_this_world,
    sources_say_a_thing_once,
    texts_are_plain_and_short,
]


def check(library: Library) -> list[Problem]:
    """Run all checks, those that find the causes of others first."""
    others = [rule for rule in CHECKS if rule not in CAUSES and rule not in CONSEQUENCES]
    causes, effects = (
        sorted(problem for rule in rules for problem in rule(library)) for rules in (CAUSES, others)
    )
    return [*causes, *sorted(consequences(library, [*causes, *effects])), *effects]


def problems_of(reading: Reading, library: Library) -> list[Problem]:
    """List all problems of what was read, the causes first.

    The words of the search are looked up in all records, so they wait until all can be read.
    """
    words = [] if reading.unread else check_words(reading.words, reading.words_text, library)
    pages = check_question_pages(reading.question_pages, library)
    return [*sorted(reading.problems), *check(library), *pages, *words]


def hints(library: Library) -> list[Problem]:
    """Run the checks whose findings may be right; new or changed records come first."""
    found = sorted(hint for rule in HINTS for hint in rule(library))
    files = {hint.file for hint in found}
    new = {
        entry.origin.name
        for entry in library.entries
        if entry.origin.name in files and _is_new(library, entry)
    }
    return sorted(found, key=lambda hint: hint.file not in new)


def _is_new(library: Library, entry: Entry) -> bool:
    """Whether no release has a record in this state; rows of series are only looked up by code."""
    _, row = library.published.get(entry.key, (None, None))
    return row is None or (not entry.in_series and has_changed(entry.record, row))
