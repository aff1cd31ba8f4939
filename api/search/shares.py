"""What share of a number is that of one country, of women or of one cause: the two figures that make it, and their ratio."""

from dataclasses import replace

from api.questions.indicators import indicator_units
from api.questions.question import HOST, Question, Time
from api.search.figures import Chosen, choose_figures
from api.search.listed import Inquiry, Listed
from api.search.rows import read_rows
from api.search.telling import tell
from api.search.told import read_figures
from api.tables.figures import TOTALS
from api.vocabulary import RecordType, Row, Unit, first_day, last_day

STRENGTH = "personnel_deployed"
NARROWING = (
    "country",
    "sex",
    "cause",
    "component",
)  # By the first that is asked for a share is made.


def find_share(inquiry: Inquiry) -> Listed | None:
    """Work out a share that is not held as such, of a part and a whole of one time and source."""
    if not inquiry.asks("share") or any(one.relation == HOST for one in inquiry.mentions):
        return None
    chosen = choose_figures(inquiry.connection, _of_the_part(inquiry), inquiry.names)
    if chosen is None or len(chosen.codes) != 1 or chosen.is_over_time:
        return None
    (part,) = read_figures(inquiry.connection, chosen.codes)
    whole = _whole(inquiry, chosen, part)
    if whole is None or part["unit"] == Unit.PERCENT or part["value"] > whole["value"]:
        return None
    told = [(one["code"], tell(inquiry.connection, one)) for one in (part, whole)]
    share = f"{100 * part['value'] / whole['value']:.1f} per cent"
    return Listed(
        kind="list",
        text=f"{share}: {told[0][1]} Of: {told[1][1]}",
        records=[(RecordType.FIGURE, code, text) for code, text in told],
        path="/v1/figures",
        filters={"code": ",".join(code for code, _ in told)},
        subjects=[f"{part['subject']['type']}:{part['subject']['code']}"],
        indicator=part["indicator"],
        dimensions={name: value for name, value in part["dimensions"].items() if value},
        source=part["citation"]["source"]["code"],
        figures=chosen.codes,
    )


def _of_the_part(inquiry: Inquiry) -> Question:
    """Ask how many the part is: the words that ask for a share need no place."""
    question = inquiry.question
    share = inquiry.lexicon.asking.saying(question.words, "share")
    units = indicator_units(inquiry.connection)
    measures = {
        code: places for code, places in question.measures.items() if units[code] != Unit.PERCENT
    }
    return replace(
        question,
        asking=question.asking - {"share"} | {"how_many"},
        filler=question.filler | share,
        measures=measures or {STRENGTH: set()},
    )


def _whole(inquiry: Inquiry, chosen: Chosen, part: Row) -> Row | None:
    """Find the figure of the same thing, time and source that is not narrowed so."""
    dimensions = {name: value for name, value in part["dimensions"].items() if value}
    name = next((name for name in NARROWING if name in dimensions), None)
    if name is None or (name == "component" and dimensions[name] == TOTALS.get(name)):
        return None
    begun, ended = part["as_of"] or part["period_start"], part["as_of"] or part["period_end"]
    asked = replace(
        chosen.asked,
        subjects=((RecordType(part["subject"]["type"]), part["subject"]["code"]),),
        dimensions={other: value for other, value in dimensions.items() if other != name},
        time=Time.within(begun, ended),
    )
    span, source = (first_day(begun), last_day(ended)), part["citation"]["source"]["code"]
    rows = [
        row
        for row in read_rows(inquiry.connection, asked)
        if (row.time_first, row.time_last) == span and row.source == source and row.value
    ]
    return read_figures(inquiry.connection, [rows[0].code])[0] if rows else None
