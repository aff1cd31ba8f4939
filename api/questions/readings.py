"""How a question about a figure can be read: subjects, indicator, dimensions and time, every word in its place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from api.lists.statements import once
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.names import Names, Target
from api.questions.question import CONTRIBUTOR, HOST, Mention, Question, Time
from api.tables.figures import Dimensions, FigureCountRow
from api.tables.indicators import IndicatorRow
from api.vocabulary import IndicatorKind, RecordType

WHOLE = (
    (RecordType.ORGANISATION, "un-peacekeeping"),
    (RecordType.ORGANISATION, "un-peace-operations"),
)
SUBJECTS = (RecordType.MISSION, RecordType.INITIATIVE, RecordType.ORGANISATION, RecordType.EVENT)
NEWEST_FIRST = ("cumulative", "stock", "share", "flow", "target")
IN_PERIOD = ("flow", "stock", "share", "target", "cumulative")
# People say soldiers and mean everybody in uniform.
ALSO_READ = {"troops": ("military_contingents", "military"), "military": ("troops",)}
# Sources name them by one or the other; the newer count is the better answer.
SAME = {"troops", "military_contingents"}
# Of UN peacekeeping as a whole, this says enough.
OF_PEACEKEEPING = {
    "formed_police_units",
    "individual_police",
    "experts_on_mission",
    "staff_officers",
}
GIVING = {
    "contribute",
    "contributes",
    "contributed",
    "contribution",
    "contributions",
    "contributor",
}
TELLING = 2  # Words that name an indicator so well that no subject is needed.


@dataclass(frozen=True)
class Asked:
    """One reading of a question: the subjects, one of which it is about, the indicator, and the dimensions."""

    subjects: tuple[Target, ...]
    indicator: str
    dimensions: dict[str, str]
    time: Time | None
    host: str | None = None  # Country of the missions, where these are the subjects.


@dataclass(frozen=True)
class About:
    """Whom a figure may be about, the country it is narrowed to, and the one of the missions."""

    subjects: tuple[Target, ...]
    giver: str | None = None
    host: str | None = None


def readings(
    connection: Connection, question: Question, names: Names, *, sure: bool = True
) -> Iterable[Asked]:
    """List the readings of a question, the likeliest first; all words have a place in each."""
    about = _about(question, names, sure=sure)
    if about is None:
        return
    country, host = about.giver, about.host
    for code in _indicators(connection, question, sure=sure):
        subjects = about.subjects or _only_subject(connection, question, code)
        if not subjects:
            return
        for narrowed in _narrowings(connection, question, code):
            if country and "location" in narrowed:
                yield Asked(((RecordType.COUNTRY, country),), code, narrowed, question.time)
            given = {"country": names.iso3.get(country, country.upper())} if country else {}
            whole = _ordered(connection, subjects, code)
            yield Asked(whole, code, narrowed | given, question.time, host)


def _only_subject(connection: Connection, question: Question, code: str) -> tuple[Target, ...]:
    """Return the one subject that an indicator is ever measured of, if its name is spelt out."""
    if len(question.measures.get(code, set()) - question.filler) < TELLING:
        return ()
    counted = FigureCountRow
    statement = select(col(counted.subject_type), col(counted.subject_code)).distinct()
    rows = connection.execute(statement.where(col(counted.indicator) == code)).all()
    return tuple((RecordType(type), subject) for type, subject in rows) if len(rows) == 1 else ()


def _ordered(connection: Connection, subjects: tuple[Target, ...], code: str) -> tuple[Target, ...]:
    """Put the whole first that the UN counts people by: its lists of contributors take in political missions."""
    if subjects != WHOLE or indicator_kinds(connection)[code] != IndicatorKind.STOCK:
        return subjects
    return WHOLE[::-1]


def _indicators(connection: Connection, question: Question, *, sure: bool) -> list[str]:
    """List the indicators that are asked for by the most words, in the order in which the time wants them."""
    lexicon = read_lexicon(connection)
    narrowing = {place for _, places in question.dimensions.values() for place in places}
    fitting = {
        code: (len(places - question.filler - narrowing), len(places))
        for code, places in question.measures.items()
        if not sure
        or not question.left(
            question.measure(code, lexicon), narrowing, _of_money(question, lexicon, code)
        )
    }
    if not fitting:
        return []
    best = max(fitting.values())
    kinds = indicator_kinds(connection)
    codes = [code for code, words in fitting.items() if words == best and code in kinds]
    if not best[0] and not question.asking and not question.mentions:
        return []
    return _by_time(codes, kinds, question.time)


def _of_money(question: Question, lexicon: Lexicon, code: str) -> set[int]:
    """Return the words that say again that something is counted in dollars."""
    if "_usd" not in code:
        return set()
    return {
        place
        for place, word in enumerate(question.words)
        if "dollars" in lexicon.synonyms.get(word, ()) or word == "dollars"
    }


def _by_time(codes: list[str], kinds: dict[str, str], time: Time | None) -> list[str]:
    basis = time.basis if time else None
    if basis not in ("since_start", "since"):
        # Who serves is asked for far more often than who has ever served; who died is asked for as a whole.
        stocks = {f"{code}_since_start" for code in codes if kinds[code] == IndicatorKind.STOCK}
        codes = [code for code in codes if code not in stocks]
    order = IN_PERIOD if basis == "in" else NEWEST_FIRST
    codes = sorted(codes, key=lambda code: order.index(kinds[code]))
    if basis in ("since_start", "since"):
        return [code for code in codes if kinds[code] == IndicatorKind.CUMULATIVE]
    if basis in ("until", "between", "next", "last_year"):
        return []
    if basis == "now":
        return [code for code in codes if kinds[code] != IndicatorKind.FLOW] or codes
    if basis == "in":
        rest = [code for code in codes if kinds[code] != IndicatorKind.CUMULATIVE]
        return rest or codes
    return codes[:1] if kinds.get(codes[0]) == IndicatorKind.CUMULATIVE else codes


def _narrowings(connection: Connection, question: Question, code: str) -> list[dict[str, str]]:
    """List the dimensions a figure may have; what is part of the name of the indicator need not be one."""
    found = [{name: value for name, (value, _) in question.dimensions.items()}]
    having = _dimensions_of(connection).get(code, set())
    phrase = question.measures.get(code, set())
    for name, (value, places) in question.dimensions.items():
        if name == "component" and value in ALSO_READ:
            alike = [{**one, name: other} for other in ALSO_READ[value] for one in found]
            near = [one for one in alike if one[name] in SAME]
            found += [*near, *_without(name, found), *(one for one in alike if one not in near)]
        elif name == "location" or (places <= phrase and name not in having):
            found += _without(name, found)
    return found


def _without(name: str, narrowed: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: value for key, value in one.items() if key != name} for one in narrowed]


def _dimensions_of(connection: Connection) -> dict[str, set[str]]:
    """Read by which dimensions each indicator is ever narrowed."""

    def read() -> dict[str, set[str]]:
        columns = [col(getattr(FigureCountRow, name)) for name in Dimensions.model_fields]
        counted = [func.count(column) for column in columns]
        statement = select(col(FigureCountRow.indicator), *counted)
        rows = connection.execute(statement.group_by(col(FigureCountRow.indicator)))
        names = [*Dimensions.model_fields]
        return {
            code: {n for n, number in zip(names, row, strict=True) if number} for code, *row in rows
        }

    return once(connection, ("dimensions of indicators",), read)


def _about(question: Question, names: Names, *, sure: bool) -> About | None:
    """Return whom a figure may be about; None where that is not clear."""
    named = [one for one in question.mentions if not one.country and _of_subjects(one.targets)]
    countries = [one for one in question.mentions if one.country]
    if sure and len(named) + len(countries) < len(question.mentions):
        return None
    subjects = _common([_of_subjects(one.targets) for one in named])
    if named and not subjects:
        if sure:
            return None
        subjects = _of_subjects(named[0].targets)
    placed = _place_countries(question, names, countries, subjects, sure=sure)
    return _about_named(question, names, subjects, placed, sure=sure) if placed else None


def _about_named(
    question: Question,
    names: Names,
    subjects: list[Target],
    placed: tuple[str | None, str | None],
    *,
    sure: bool,
) -> About | None:
    giver, host = placed
    if subjects:
        there = names.missions_in.get(host or "", [])
        apart = host and not {code for _, code in subjects} & {*there}
        return None if sure and apart else About(tuple(subjects), giver)
    if host:
        return _in_country(question, names, host, giver, sure=sure)
    if giver:
        of_peacekeeping = question.is_whole or bool(GIVING & {*question.words})
        return About(WHOLE, giver) if of_peacekeeping or not sure else None
    return About(WHOLE if not sure or _is_of_peacekeeping(question) else ())


def _place_countries(
    question: Question,
    names: Names,
    countries: list[Mention],
    subjects: list[Target],
    *,
    sure: bool,
) -> tuple[str | None, str | None] | None:
    """Tell the country that gives people or money from the one where the mission is; None where it is not clear."""
    givers = [one.country for one in countries if one.relation == CONTRIBUTOR]
    hosts = [one.country for one in countries if one.relation == HOST]
    missions = {code for type, code in subjects if type == RecordType.MISSION}
    for one in countries:
        if one.relation in (HOST, CONTRIBUTOR):
            continue
        there = names.missions_in.get(one.country or "", [])
        if missions & {*there}:
            hosts.append(one.country)
        elif subjects or question.is_whole or not there:
            givers.append(one.country)
        elif sure:
            return None
        else:
            hosts.append(one.country)
    if sure and max(len(givers), len(hosts)) > 1:
        return None
    return (givers[0] if givers else None), (hosts[0] if hosts else None)


def _in_country(
    question: Question, names: Names, host: str, giver: str | None, *, sure: bool
) -> About | None:
    """Return the peacekeeping operations in a country; soldiers there need not be those of the UN."""
    if sure and "component" in question.dimensions and not question.is_whole:
        return None
    there = names.operations_in(host, others=question.is_whole or not sure)
    return About(tuple((RecordType.MISSION, code) for code in _only(names, there)), giver, host)


def _is_of_peacekeeping(question: Question) -> bool:
    """Say whether a question without a subject is about UN peacekeeping and nothing else."""
    component, _ = question.dimensions.get("component", ("", set()))
    return question.is_whole or component in OF_PEACEKEEPING


def _only(names: Names, missions: list[str]) -> list[str]:
    """Leave out missions that worked in other countries too, if there are others."""
    countries = Counter(code for codes in names.missions_in.values() for code in codes)
    return [code for code in missions if countries[code] == 1] or missions


def _of_subjects(targets: Iterable[Target]) -> list[Target]:
    return [target for target in targets if target[0] in SUBJECTS]


def _common(mentions: list[list[Target]]) -> list[Target]:
    """Return the subjects that all mentions may mean, in the order of the first."""
    if not mentions:
        return []
    return [one for one in mentions[0] if all(one in others for others in mentions[1:])]


def indicator_kinds(connection: Connection) -> dict[str, str]:
    """Read how the values of each indicator behave in time."""
    statement = select(col(IndicatorRow.code), col(IndicatorRow.kind)).order_by(IndicatorRow.code)
    return once(
        connection,
        ("kinds of indicators",),
        lambda: {code: str(kind) for code, kind in connection.execute(statement)},
    )
