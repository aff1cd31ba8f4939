"""Rules about question pages: their queries name lists and records that exist."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from urllib.parse import parse_qsl, urlsplit

from api.facts.kinds import DESCRIBED
from api.facts.question_pages import FIGURE_CHART, FIGURE_TABLE, TIMELINE, QuestionPageFacts
from api.vocabulary import RecordType
from seed.files.entries import Problem, QuestionPage
from seed.files.lines import Path
from seed.files.messages import nearest
from seed.library import Library

LISTS = [FIGURE_TABLE, FIGURE_CHART, TIMELINE, *(kind.plural for kind in DESCRIBED.values())]


def check_question_pages(pages: Sequence[QuestionPage], library: Library) -> list[Problem]:
    """List the problems of question pages that could be read."""
    problems = [
        page.origin.problem(path, message)
        for page in pages
        for path, message in (*_misnamed(page), *_misled(page.facts, library))
    ]
    return sorted([*problems, *_places_taken(pages)])


def _misnamed(page: QuestionPage) -> Iterator[tuple[Path, str]]:
    """Refuse a page whose code is not the name of its file."""
    name = PurePath(page.origin.name).stem
    if page.facts.code != name:
        code = page.facts.code
        yield ("code",), f"is {code!r}; call the file {code}.toml, or mend it"


def _places_taken(pages: Sequence[QuestionPage]) -> Iterator[Problem]:
    """Refuse two pages with the same place in the order."""
    taken: dict[int, str] = {}
    for page in pages:
        first = taken.setdefault(page.facts.place, page.facts.code)
        if first != page.facts.code:
            message = f"is that of {first!r} already; give each question a place of its own"
            yield page.origin.problem(("place",), message)


def _misled(facts: QuestionPageFacts, library: Library) -> Iterator[tuple[Path, str]]:
    """Refuse queries of unknown lists, indicators and subjects."""
    for path, query in _queries(facts):
        for message in _faults(query, library):
            yield path, message


def _queries(facts: QuestionPageFacts) -> Iterator[tuple[Path, str]]:
    for place, chart in enumerate(facts.charts):
        yield ("charts", place, "query"), chart.query
    for place, table in enumerate(facts.tables):
        yield ("tables", place, "query"), table.query
    yield ("words",), facts.words


def _faults(query: str, library: Library) -> Iterator[str]:
    address = urlsplit(query)
    name = address.path.removeprefix("/v1/")
    if name not in LISTS:
        yield f"asks a list that is not there, {name!r}{nearest(name, LISTS)}"
    for parameter, values in parse_qsl(address.query):
        for value in values.split(","):
            target = _named(parameter, value)
            if target and not library.has(*target):
                yield library.no_such(*target)


def _named(parameter: str, value: str) -> tuple[RecordType, str] | None:
    """Return the record that a query parameter names by its code, if any."""
    if parameter == "indicator":
        return RecordType.INDICATOR, value
    type, _, code = value.partition(":")
    if parameter == "subject" and code and type in DESCRIBED:
        return RecordType(type), code
    return None
