"""Rerank the best entries: multiply their scores by factors for names, indicator, dimensions, time and kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.facts.missions import MissionKind
from api.questions.names import Target
from api.search.hits.entries import Entries, Entry
from api.search.hits.ranking import RankedEntries, best_first
from api.search.hits.wanted import Wanted
from api.vocabulary import RecordType

Order = list[tuple[int, int, str | None]]
# Factors of the score of an entry, in per cent. They were chosen on questions.csv; a change is measured on unseen ones.
ANSWERS = 2000  # A record of the answer: it leads, however few words it shares with the question.
MEANT = 1000  # A figure that is likely meant, where each word of the question has its place.
LIKELY = 100  # The same, where a word has none: it gains by its order alone.
EXACT_NAME = 20_000  # The whole of what is typed is its name or code.
CODED = 2000  # Its code stands among other words.
NAMED_ALONE = 600  # It is named, and nothing else is asked.
NAMED = 400  # It is named, and holds all other words;
NAMED_LEAST = 200  # it holds none: of "the coup in Mali" an event says more than Mali.
WORKED_THERE = 250  # A mission in the country that is named, which holds all other words;
WORKED_THERE_LEAST = 120  # holds none.
TOUCHES = 250  # It is linked with all that is named, and holds all other words;
TOUCHES_LEAST = 100  # holds none.
HOLDS_ALL = 150  # It has no link with what is named, and holds all words.
HOLDS_NUMBER = 200  # It holds a number that is asked about.
LINKED = 300  # A statement of who is named, a discrepancy about what is named or measured.
MEASURES = (
    300  # A figure of the indicator that is asked for, or the indicator, where no subject is named.
)
MEASURES_OF_SUBJECT = 150  # The indicator, where one is: its figure should lead.
MEASURES_OTHER = 40  # A figure of another indicator.
FIGURE_UNASKED = 20  # Any figure, where none can be what is asked for.
ABOUT = 200  # A figure of the subject that is asked about.
ABOUT_OTHER = 50  # Of another subject.
NARROWED = 150  # A figure narrowed as is asked.
NARROWED_OTHER = 80  # Narrowed otherwise, or a total: better than nothing.
NARROWED_UNASKED = 50  # Narrowed, where the total is asked for.
IN_TIME = 130  # It touches the time that is asked for.
OUT_OF_TIME = 60  # It does not.
OF_KIND = 150  # A mission, event or initiative of the kind, status or region that is named.
OF_OTHER_KIND = 50  # Of another one.
OF_RECORD = 200  # Of the type of record that is named, as in "source for".
OF_PARTNERS = 80  # A mission of others in a country: those of the UN are meant first.
HELD_POST = 400  # A person who held the post that is asked for.
HELD_OTHER_POST = 150  # Who held another post of the same body.
NEWEST = 160  # Times this, who held it last, where no time is asked for;
THEN = 200  # who held it at the time that is asked for;
NOT_THEN = 50  # who held it at another time.
REPEATED = 30  # The second figure and later ones of one indicator and subject.
PARTNERS = ("mission", MissionKind.PARTNER_OPERATION)
RUNNING = {("mission", MissionKind.PEACEKEEPING_OPERATION), ("status", "ongoing")}
UNTIMED = (RecordType.SOURCE, RecordType.PERSON)
FIRST = 3  # Places that everybody looks at.
SEVERAL_NUMBERS = {RecordType.DISCREPANCY: 500}  # "Is it 71 or 72 operations?"
PLAIN = {RecordType.SOURCE: 50, RecordType.STATEMENT: 60, RecordType.DISCREPANCY: 60}
# Factors of record types, by the way of asking.
WANTED = {
    "who": {RecordType.PERSON: 200},
    "why": {RecordType.EVENT: 300, RecordType.DISCREPANCY: 120},
    "what_happened": {RecordType.EVENT: 250, RecordType.MISSION: 200},
    "disagree": {RecordType.DISCREPANCY: 700},
    "definition": {RecordType.INDICATOR: 300, RecordType.INITIATIVE: 200},
    "source": {RecordType.SOURCE: 400},
    "said": {RecordType.STATEMENT: 400},
    "resolution": {RecordType.EVENT: 200, RecordType.MISSION: 150},
    "when": {RecordType.MISSION: 150, RecordType.EVENT: 150},
    "where": {RecordType.MISSION: 150},
    "mandate": {RecordType.MISSION: 200},
    "how_many": {RecordType.FIGURE: 200},
    "share": {RecordType.FIGURE: 200},
    "list": {RecordType.MISSION: 120},
}


@dataclass(frozen=True)
class Pinned:
    """Candidates for reranking whatever their score, by the reason."""

    exact: dict[int, int]  # Entries whose name or code is typed, and how much they gain.
    leading: list[Target] = field(default_factory=list)  # Records that answer, or likely do.
    meant: dict[int, str] = field(default_factory=dict)  # Figures that do, by their entries.
    likely: dict[int, str] = field(default_factory=dict)  # Those that may, where none does.
    named: list[Target] = field(default_factory=list)
    sources: list[Target] = field(default_factory=list)  # Where the numbers asked for are from.
    holders: set[int] = field(default_factory=set)  # Entries of who held a post that is named.

    def entries(self, entries: Entries) -> list[int]:
        """List the numbers of all these entries."""
        records = map(entries.by_record.get, [*self.leading, *self.named, *self.sources])
        every = (*self.meant, *self.likely, *self.exact, *records, *self.holders)
        return [entry for entry in every if entry]


def look_closer(
    entries: Entries,
    ranked: RankedEntries,
    first: dict[int, int],
    wanted: Wanted,
    pinned: Pinned,
    *,
    is_answer: bool,
) -> Order:
    """Return the candidates reranked, the best first."""
    kinds, gains = _kinds(wanted), _gains(entries, wanted, pinned, is_answer=is_answer)
    found: Order = []
    for number, score in first.items():
        entry = entries.by_number[number]
        own = _factors(entry, entries, wanted, ranked.held.get(number, 0))
        pins = gains.get(number, 100), pinned.exact.get(number, 100)
        gained = _multiplied(score, (*own, kinds.get(entry.type, 100), *pins))
        found.append((number, gained, pinned.meant.get(number)))
    if is_answer and wanted.question.superlatives:
        for ranking in (map(entries.by_record.get, pinned.leading), pinned.meant):
            found = _ranked(found, [*ranking])
    if is_answer or wanted.is_value_of_name:
        found = _lifted(found, {*gains} if is_answer else {*pinned.meant})
    order = _without_repetition(best_first(found), entries)
    return order if is_answer else _with_the_named(order, entries, wanted)


def _gains(
    entries: Entries, wanted: Wanted, pinned: Pinned, *, is_answer: bool
) -> dict[int | None, int]:
    """Return the factor of each entry that answers or likely does, the greatest for the first."""
    is_clear = bool(wanted.amounts) or (wanted.is_understood and wanted.is_measured)
    strength = ANSWERS if is_answer else MEANT if is_clear else LIKELY
    leading, meant = len(pinned.leading), len(pinned.meant)
    leaders = enumerate(map(entries.by_record.get, pinned.leading))
    gains = {number: ANSWERS * (leading - place) // leading for place, number in leaders}
    return gains | {
        number: strength * (1 + meant - place) for place, number in enumerate(pinned.meant)
    }


def _multiplied(score: int, factors: Iterable[int]) -> int:
    """Multiply a score by factors in per cent, one after the other."""
    for factor in factors:
        score = score * factor // 100
    return score


def _with_the_named(order: Order, entries: Entries, wanted: Wanted) -> Order:
    """Lift what is named to the third place and below: who finds no answer starts from there."""
    order = [*order]
    for last, target in enumerate(wanted.starting_points, FIRST - 1):
        lift_to(order, last, entries.by_record.get(target))
    return order


def lift_to(order: Order, place: int, number: int | None, figure: str | None = None) -> bool:
    """Move an entry up to a place, and say whether it stood there or below."""
    at = next((n for n, one in enumerate(order) if one[0] == number), -1)
    if at < place:
        return False
    _, score, _ = order[place]
    moved, _, own = order.pop(at)
    order.insert(place, (moved, score, figure or own))
    return True


def _ranked(order: Order, leading: list[int | None]) -> Order:
    """Reorder the entries of a ranking as it is: the first gets the best of their scores, and so on."""
    scores = {number: score for number, score, _ in order if number in leading}
    in_order = [number for number in dict.fromkeys(leading) if number in scores]
    given = dict(zip(in_order, sorted(scores.values(), reverse=True), strict=True))
    return [(number, given.get(number, score), figure) for number, score, figure in order]


def _lifted(order: Order, answering: set[int | None]) -> Order:
    """Raise the scores of what answers above all others."""
    highest = max((score for number, score, _ in order if number not in answering), default=0)
    return [(n, score + highest * (n in answering), figure) for n, score, figure in order]


def _kinds(wanted: Wanted) -> dict[str, int]:
    """Return the factor of each record type."""
    question = wanted.question
    kinds: dict[str, int] = {str(type): factor for type, factor in PLAIN.items()}
    factors = [WANTED[kind] for kind in question.asking if kind in WANTED]
    if question.kinds.get("function"):
        factors.append(WANTED["who"])
    if not wanted.measures:
        factors = [one for one in factors if RecordType.FIGURE not in one]
    if question.says("ended") and not (wanted.measures or question.times):
        factors.append(WANTED["what_happened"])
    if wanted.amounts.bit_count() > 1:
        factors.append(SEVERAL_NUMBERS)
    for factor in factors:
        for type, times in factor.items():
            kinds[type] = max(kinds.get(type, 100), times)
    for record in wanted.records:
        kinds[record] = max(kinds.get(record, 100), OF_RECORD)
    if not wanted.is_of_figures:
        kinds[RecordType.FIGURE] = FIGURE_UNASKED
    return kinds


def _factors(entry: Entry, entries: Entries, wanted: Wanted, held: int) -> Iterator[int]:
    if (entry.type, entry.code) in wanted.named:
        yield _between(NAMED_LEAST, NAMED, wanted.share(held)) if wanted.content else NAMED_ALONE
    elif entry.type == RecordType.MISSION and entry.code in wanted.missions_there:
        yield _between(WORKED_THERE_LEAST, WORKED_THERE, wanted.share(held))
        yield from _of_mission_there(entry, wanted)
    elif _touches(entry, wanted):
        yield _between(TOUCHES_LEAST, TOUCHES, wanted.share(held))
    elif entry.type != RecordType.FIGURE and wanted.holds_all(held):
        yield HOLDS_ALL
    if held & wanted.amounts:
        yield HOLDS_NUMBER
    if not entry.narrowed.isdisjoint(wanted.links):
        yield LINKED
    if entry.type == RecordType.FIGURE:
        yield from _of_figure(entry, wanted)
    elif entry.type == RecordType.INDICATOR and entry.code in wanted.measures:
        yield MEASURES_OF_SUBJECT if wanted.about else MEASURES
    elif entry.type == RecordType.PERSON and wanted.functions:
        yield _of_posts(entry, entries, wanted)
    elif entry.narrowed:
        yield from _of_kind(entry, wanted)
    if wanted.time and entry.time_first and entry.type not in UNTIMED:
        is_then = wanted.overlaps(entry.time_first, entry.time_last)
        yield IN_TIME if is_then else OUT_OF_TIME


def _of_mission_there(entry: Entry, wanted: Wanted) -> Iterator[int]:
    """Yield factors that put a running operation before others in its country, and operations of partners behind."""
    if not wanted.time and entry.narrowed >= RUNNING:
        yield OF_KIND
    if PARTNERS in entry.narrowed:
        yield OF_PARTNERS


def _touches(entry: Entry, wanted: Wanted) -> bool:
    """Say whether a record links to each of the mentions."""
    return bool(wanted.touching) and not any(map(entry.narrowed.isdisjoint, wanted.touching))


def _of_figure(entry: Entry, wanted: Wanted) -> Iterator[int]:
    if wanted.measures:
        yield MEASURES if entry.indicator in wanted.measures else MEASURES_OTHER
    if wanted.about:
        yield ABOUT if entry.subject in wanted.about else ABOUT_OTHER
    narrowed = wanted.narrowed.items()
    for narrowing in narrowed:
        yield NARROWED if narrowing in entry.narrowed else NARROWED_OTHER
    if not entry.is_total and entry.narrowed.isdisjoint(narrowed):
        yield NARROWED_UNASKED


def _between(least: int, most: int, share: int) -> int:
    return least + (most - least) * share // 100


def _of_kind(entry: Entry, wanted: Wanted) -> Iterator[int]:
    """Yield a factor for each of kind, status and region that is named: whether the record has it."""
    for name, values in wanted.question.kinds.items():
        own = {value for known, value in entry.narrowed if known == name}
        if own:
            yield OF_OTHER_KIND if own.isdisjoint(values) else OF_KIND


def _of_posts(entry: Entry, entries: Entries, wanted: Wanted) -> int:
    """Return the factor of a person: the best of their posts by body, function and time."""
    best = 100
    for post in entries.posts.get(entry.code, ()):
        if post.body not in wanted.bodies:
            continue
        factor = HELD_POST if post.function in wanted.functions else HELD_OTHER_POST
        if wanted.time and post.first:
            is_then = wanted.overlaps(post.first, post.last)
            factor = factor * (THEN if is_then else NOT_THEN) // 100
        elif wanted.is_of_newest(post):
            factor = factor * NEWEST // 100
        best = max(best, factor)
    return best


def _without_repetition(order: Order, entries: Entries) -> Order:
    """Lower the second and later figures of one indicator and subject, so that the hits differ."""
    seen: set[tuple[Target, str]] = set()
    kept = []
    for number, score, figure in order:
        series = entries.by_number[number].series
        measured = series and series[1:]
        kept.append((number, score * REPEATED // 100 if measured in seen else score, figure))
        if measured:
            seen.add(measured)
    return best_first(kept)
