"""Refuse sums that may be wrong: only flows of one indicator and source add up, over disjoint parts or periods."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from api.facts.figures import Dimensions
from api.pivot.axes import Axis, Hosts, subject_of
from api.pivot.layout import Layout
from api.pivot.questions import Key, span_of, thing_of
from api.pivot.rules import Refusal, Rule
from api.resources.figure_params import FigureParams
from api.vocabulary import IndicatorKind, Rank, RecordType, Row

# Nobody is of two countries, sexes or causes of death in one source; components, purposes and places overlap.
EXCLUSIVE = {"country", "sex", "cause"}
# Of two missions none is a part of the other, nor is one of two countries; of two organisations one may be.
APART = {RecordType.MISSION, RecordType.COUNTRY}
# Filters that leave out parts by their numbers or words, so that the rest is the sum of nothing in particular.
PARTIAL = {"value", "lower", "upper", "qualifier", "q"}
KINDS = {
    IndicatorKind.STOCK: (Rule.SUM_OF_STOCK, "what is there at a moment, so the same is counted again"),
    IndicatorKind.CUMULATIVE: (Rule.SUM_OF_CUMULATIVE, "counted since a start, so each has those before in it"),
    IndicatorKind.SHARE: (Rule.SUM_OF_SHARE, "a part of a whole, and wholes differ"),
    IndicatorKind.TARGET: (Rule.SUM_OF_TARGET, "aimed at, and later targets replace earlier ones"),
}  # fmt: skip


def refuse_sums(
    layout: Layout,
    filters: FigureParams,
    figures: list[Row],
    cells: Iterable[list[Row]],
    hosts: Hosts,
) -> list[Refusal]:
    """List every rule that forbids a sum of these figures, each once, with what to ask instead."""
    refusals = [*_of_filters(filters), *_of_indicators(figures)]
    if Axis.MISSION_COUNTRY in (layout.rows, layout.columns):
        refusals += _of_hosts(figures, hosts)
    mixed: dict[Rule, Refusal] = {}
    for cell in cells:
        for refusal in _of_cell(cell) if len(cell) > 1 else ():
            mixed.setdefault(refusal.rule, refusal)
    return [*refusals, *mixed.values()]


def _of_filters(filters: FigureParams) -> Iterator[Refusal]:
    given = filters.given()
    newest = {"as_of", "latest"} & given
    if newest:
        yield Refusal(
            Rule.NEWEST_ALONE,
            min(newest),
            f"{min(newest)} keeps the newest period of each part, and these differ: bound time__gte and time__lte instead",
        )
    for name in sorted(given):
        if name.partition("__")[0] in PARTIAL:
            message = f"{name} leaves out parts by what they say: ask for the sum without it, and for the parts apart"
            yield Refusal(Rule.PARTS_LEFT_OUT, name, message)


def _of_indicators(figures: list[Row]) -> Iterator[Refusal]:
    kinds: dict[str, Row] = {figure["indicator"]: figure for figure in figures}
    for code, figure in sorted(kinds.items()):
        if kind := KINDS.get(figure["kind"]):
            rule, why = kind
            yield Refusal(
                rule,
                "aggregate",
                f"{code} is a {figure['kind']}: {why}; ask aggregate=latest, min or max, or name a flow",
            )
        elif not figure["additive"]:
            yield Refusal(
                Rule.NOT_ADDITIVE,
                "aggregate",
                f"{code} may count the same in two periods or parts, or nobody has proven that it does not"
                f" (/v1/indicators/{code} says what it counts): ask aggregate=latest, min or max",
            )


def _of_hosts(figures: list[Row], hosts: Hosts) -> Iterator[Refusal]:
    missions = {one["subject_code"] for one in figures if one["subject_type"] == RecordType.MISSION}
    shared = sorted(code for code in missions if len(hosts.get(code, ())) > 1)
    if shared:
        message = (
            f"a mission that ran in several countries, such as {shared[0]}, would count in each of them: use subject as"
            " rows, with mission_country= for the missions of one country"
        )
        yield Refusal(Rule.MISSION_IN_SEVERAL_COUNTRIES, "mission_country", message)


def _of_cell(figures: list[Row]) -> Iterator[Refusal]:
    """Yield each rule that forbids the sum of one cell."""
    if any(figure["rank"] == Rank.DEPRECATED for figure in figures):
        message = "deprecated figures are not to be used: ask for the sum without them"
        yield Refusal(Rule.DEPRECATED_FIGURES, "rank", message)
    yield from _of_single_things(figures)
    yield from _of_subjects({figure["subject_type"] for figure in figures}, figures)
    for name in Dimensions.model_fields:
        yield from _of_parts(f"dimensions.{name}", {figure[name] for figure in figures})
    if len({figure["source"] for figure in figures}) == 1:
        yield from _of_periods(figures)


def _of_single_things(figures: list[Row]) -> Iterator[Refusal]:
    """Refuse several indicators and several sources."""
    for name, rule in (("indicator", Rule.SEVERAL_INDICATORS), ("source", Rule.SEVERAL_SOURCES)):
        codes = sorted({figure[name] for figure in figures})
        if len(codes) > 1:
            message = (
                f"a sum is of one {name}, and a cell has {' and '.join(codes[:2])}: name one with {name}=, or use {name} as"
                " rows or columns"
            )
            yield Refusal(rule, name, message)


def _of_subjects(types: set[str], figures: list[Row]) -> Iterator[Refusal]:
    """Refuse subjects of which one may be a part of another."""
    if len({subject_of(figure) for figure in figures}) == 1:
        return
    if len(types) > 1:
        message = f"{' and '.join(sorted(types))} stand in one cell, of which one may count the other too: name one subject_type="
        yield Refusal(Rule.TOTAL_AND_PARTS, "subject_type", message)
    elif not types <= APART:
        message = f"of two records of type {min(types)} one may count the other too: name one with subject=, or ask rows=subject"
        yield Refusal(Rule.OVERLAPPING_SUBJECTS, "subject", message)


def _of_parts(name: str, values: set[str | None]) -> Iterator[Refusal]:
    """Refuse a total beside its parts, and parts that may overlap."""
    if len(values) == 1:
        return
    if None in values:
        message = f"the total, without {name}, stands beside its parts: ask {name}__isnull=false for the parts alone"
        yield Refusal(Rule.TOTAL_AND_PARTS, f"{name}__isnull", message)
    elif name.partition(".")[2] not in EXCLUSIVE:
        some = " and ".join(sorted(map(str, values))[:2])
        message = f"values of {name} may overlap, such as {some}: name one with {name}=, or use {name} as rows or columns"
        yield Refusal(Rule.OVERLAPPING_PARTS, name, message)


def _of_periods(figures: list[Row]) -> Iterator[Refusal]:
    """Refuse overlapping periods of one part, and two figures for one period."""
    ordered = sorted(figures, key=span_of)
    parts: dict[Key, list[Row]] = {}
    for figure in ordered:
        parts.setdefault(thing_of(figure), []).append(figure)
    for before, after in (pair for periods in parts.values() for pair in pairwise(periods)):
        if span_of(before) == span_of(after):
            message = (
                f"{before['code']} and {after['code']} state the same: name those to add with code=, or ask"
                " aggregate=latest"
            )
            yield Refusal(Rule.RIVAL_STATEMENTS, "aggregate", message)
        elif after["time_first"] <= before["time_last"]:
            message = (
                f"the periods of {before['code']} and {after['code']} overlap: use time as rows or columns, or bound time__gte"
                " and time__lte"
            )
            yield Refusal(Rule.OVERLAPPING_PERIODS, "time__gte", message)
