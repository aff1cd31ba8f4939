"""List the dimensions that a number may have: as worded, and as such words are often meant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.claims.sentences.language import Language
from api.claims.sentences.records import held
from api.claims.sentences.refusals import OtherKind
from api.facts.components import WIDER
from api.questions.indicators import indicator_units
from api.questions.names import Target
from api.questions.question import SEVERAL, Question
from api.questions.readings import dimensions_of, narrowings
from api.vocabulary import Cause, Component, Unit

IN_THE_FIELD = "field"
UNIFORMED = (Component.UNIFORMED,)
CONTRIBUTED = (*UNIFORMED, Component.TROOPS)  # By countries, in the words of many.
ALL = (None, *UNIFORMED)
# Of all in uniform, seldom are the soldiers a smaller share than this, and all with the civilians a larger one.
SHARE_OF_SOLDIERS, SHARE_WITH_CIVILIANS = 0.6, 1.4


@dataclass(frozen=True)
class Narrowed:
    """Possible dimensions of a number; `doubt`: why not sure; `is_held`: there are such figures.

    `others`: the range of ratios to it of people often called the same: soldiers alone, or all with civilians.
    """

    dimensions: dict[str, str]
    doubt: str | None = None
    is_held: bool = True
    others: tuple[float, float] | None = None

    @property
    def component(self) -> str | None:
        """The component of the personnel."""
        return self.dimensions.get("component")


def narrow(
    language: Language,
    question: Question,
    code: str,
    target: Target,
    giver: str | None,
    *,
    naming: Question,
) -> list[Narrowed]:
    """List possible dimensions, the likeliest first; refuse those not counted apart.

    `naming`: the words that name who is counted, which may be those of the number before.
    """
    having = dimensions_of(language.connection).get(code, set())
    shares = _of_others(language, naming, giver) if "component" in having else None
    question = _without_uncounted(question, having)
    if indicator_units(language.connection)[code] == Unit.COUNTRIES:
        question = _of_senders(question, having)
    country = _country_of(language, code, giver)
    if country and "country" not in having:
        raise OtherKind("of countries this is not counted")
    shapes = held(language.connection, code).shapes.get(target, frozenset())
    counted = {component for component, of_country in shapes if of_country == bool(country)}
    found: list[Narrowed] = []
    for narrowed in _read(language, question, code, counted):
        for one in _widened(language, question, narrowed, having, counted):
            full = one.dimensions | country
            is_counted = SEVERAL not in full.values() and {*full} <= having
            if is_counted and full not in [known.dimensions for known in found]:
                others = shares if one.component in ALL else None
                doubt = None if giver else one.doubt  # Countries send only people in uniform.
                found.append(Narrowed(full, doubt, one.component in counted, others))
    if not found:
        raise OtherKind("it is narrowed to what is not counted apart")
    return found


def _country_of(language: Language, code: str, giver: str | None) -> dict[str, str]:
    """Return the `country` dimension: the contributing country, else the only one counted."""
    if giver:
        return {"country": language.names.iso3.get(giver, giver.upper())}
    only = held(language.connection, code).only_country
    return {"country": only} if only else {}


def _read(
    language: Language, question: Question, code: str, counted: set[str | None]
) -> Iterator[dict[str, str]]:
    """Yield the dimensions of the words, without readings that drop an important one."""
    placed, places = question.dimensions.get("location", ("", set()))
    if places <= question.taken | question.filler:
        placed = ""  # A country that is named, and where the mission is: "In Cambodia, UNTAC".
    for narrowed in narrowings(language.connection, question, code):
        if placed not in ("", IN_THE_FIELD, narrowed.get("location")):
            continue  # "In Africa" narrows, even where it is not counted apart.
        is_left_out = "component" in question.dimensions and "component" not in narrowed
        if not is_left_out or not counted - {None}:  # All personnel are more than all in uniform.
            yield narrowed


def _widened(
    language: Language,
    question: Question,
    narrowed: dict[str, str],
    having: set[str],
    counted: set[str | None],
) -> Iterator[Narrowed]:
    """Yield what words may also mean: soldiers for all in uniform, killed for by attacks."""
    component = narrowed.get("component")
    wider = WIDER.get(component, ()) if component else UNIFORMED
    alike = [one for one in wider if one in counted and (component or "sex" not in narrowed)]
    is_loose = component is not None and _is_loose(language, question, "component")
    if is_loose and "component" in having and not counted & {component, *alike}:
        doubt = "all are counted together, soldiers or not"
        yield Narrowed(_with(narrowed, "component", None), doubt)
    if component or None in counted or not alike:
        yield Narrowed(narrowed)
    for other in alike:
        yield Narrowed(_with(narrowed, "component", other))
    if "cause" in having and "cause" not in narrowed and _is_loose(language, question, "cause"):
        yield Narrowed({**narrowed, "cause": Cause.MALICIOUS_ACT})


def _of_others(
    language: Language, naming: Question, giver: str | None
) -> tuple[float, float] | None:
    """Return the range of ratios to all in uniform that loose words, or none, may mean."""
    if _is_loose(language, naming, "component"):
        return SHARE_OF_SOLDIERS, 1
    if "component" in naming.dimensions:
        return None
    return (
        SHARE_OF_SOLDIERS,
        1 if giver else SHARE_WITH_CIVILIANS,
    )  # Countries send hardly any civilians.


def _with(narrowed: dict[str, str], name: str, value: str | None) -> dict[str, str]:
    rest = {key: one for key, one in narrowed.items() if key != name}
    return {**rest, name: value} if value else rest


def _is_loose(language: Language, question: Question, dimension: str) -> bool:
    """Tell whether the words of a dimension are often used for everybody, or every death."""
    loose = language.words.loose
    places = question.dimensions.get(dimension, ("", set()))[1]
    if not places:
        return any(dimension in loose.at(question.words, n)[1] for n in range(len(question.words)))
    length, meanings = loose.at(question.words, min(places))
    return length == len(places) and dimension in meanings


def _of_senders(question: Question, having: set[str]) -> Question:
    """Drop the component of contributing countries, which send only people in uniform."""
    told = question.dimensions
    if "purpose" in having and "component" not in having and "component" in told:
        raise OtherKind("of who promises just these it is not counted")
    if told.get("component", ("", set()))[0] not in (*CONTRIBUTED, SEVERAL):
        return question
    return replace(question, dimensions={name: told[name] for name in told if name != "component"})


def _without_uncounted(question: Question, having: set[str]) -> Question:
    """Drop a dimension whose words are a name, or belong to another dimension."""
    told = question.dimensions
    counted = {n for name in having & {*told} for n in told[name][1]} | question.taken
    kept = {
        name: value
        for name, value in told.items()
        if not value[1] <= (question.taken if name in having else counted)
    }
    return replace(question, dimensions=kept)
