"""Write the citation of a record, with its release and sources, in four formats.

Our record is only the messenger, so no citation leaves out its sources. Unknown parts are left out, and so is the
day of access: one release always gives the same citation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from pydantic_core import to_json

from api.facts.folding import WORD
from api.tables.release import ReleaseRow
from api.vocabulary import PartialDate, Rank, RecordType, Row
from api.wording import (
    GRADES,
    MONTHS,
    day_in_words,
    dimensions_in_words,
    publisher_of,
    time_in_words,
    value_in_words,
    with_acronym,
)


class CitationFormat(StrEnum):
    """How a citation is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL = "csl"
    RIS = "ris"


AUTHOR = "Peacekeeping Facts"
MOST_SOURCES = 12
MEDIA_TYPES = {
    CitationFormat.TEXT: "text/plain; charset=utf-8",
    CitationFormat.BIBTEX: "application/x-bibtex",
    CitationFormat.CSL: "application/vnd.citationstyles.csl+json",
    CitationFormat.RIS: "application/x-research-info-systems",
}
# BibTeX counts braces even after a backslash, so none may stand alone.
TEX = str.maketrans(
    {
        **{special: f"\\{special}" for special in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


@dataclass(frozen=True)
class Work:
    """The content of a citation, before it has a format: one record in one release, each text on one line."""

    key: str
    title: str
    release: str
    released: PartialDate
    address: str
    remarks: tuple[str, ...]


def cite(type: RecordType, record: Row, release: ReleaseRow, address: str) -> Work:
    """Make the content of the citation of a figure, mission or initiative; an empty address is left out."""
    title = _title_of_figure(record) if type is RecordType.FIGURE else with_acronym(record)
    remarks = [*_standing(record), *_printed(record), _origin(record)]
    return _work(f"{type}-{record['code']}", title, release, address, remarks)


def cite_page(key: str, title: str, release: ReleaseRow, address: str, record: Row) -> Work:
    """Make the content of the citation of any other page, with the sources of its record if it has any."""
    has_sources = any(chain(_citations(record.get("citations")), _citations(record)))
    remark = _origin(record) if has_sources else "Every value names its source on the page"
    return _work(key, title, release, address, [remark])


def write(work: Work, format: CitationFormat) -> str:
    """Write a citation in a format."""
    return {
        CitationFormat.TEXT: to_text,
        CitationFormat.BIBTEX: to_bibtex,
        CitationFormat.CSL: to_csl,
        CitationFormat.RIS: to_ris,
    }[format](work)


def to_text(work: Work) -> str:
    """Write a citation in sentences; the address comes last, so that no full stop follows it."""
    sentences = [f"{AUTHOR} ({work.released[:4]})", work.title, _edition(work), *work.remarks]
    return " ".join([*map(_sentence, sentences), work.address]).strip() + "\n"


def to_bibtex(work: Work) -> str:
    """Write a citation as one entry for both BibTeX and biblatex."""
    _, *month = work.released.split("-")[:2]
    # The sources stand in the note: as entries of their own they would have duplicate keys as soon as two figures of
    # one source are pasted into one file.
    fields = {
        "author": f"{{{{{AUTHOR}}}}}",
        "title": f"{{{_with_capitals(work.title)}}}",
        "year": f"{{{work.released[:4]}}}",
        "month": MONTHS[int(month[0]) - 1][:3].lower() if month else "",
        "howpublished": f"{{{_edition(work).translate(TEX)}}}",
        "url": work.address and f"{{{work.address}}}",
        "note": f"{{{_sentences(work.remarks).translate(TEX)}}}",
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def to_csl(work: Work) -> str:
    """Write a citation as CSL-JSON, a list of one item."""
    item = {
        "id": work.key,
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": [[int(part) for part in work.released.split("-")]]},
        "version": work.release,
        "URL": work.address,
        "note": _sentences(work.remarks),
    }
    filled = {name: value for name, value in item.items() if value}
    return to_json([filled], indent=2).decode() + "\n"


def to_ris(work: Work) -> str:
    """Write a citation as RIS, one tag a line."""
    tags = [
        ("TY", "DATA"),
        ("ID", work.key),
        ("AU", AUTHOR),
        ("TI", work.title),
        ("PY", work.released[:4]),
        ("DA", work.released.replace("-", "/")),
        ("ET", work.release),
        ("UR", work.address),
        *[("N1", _sentence(remark)) for remark in work.remarks],
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _work(key: str, title: str, release: ReleaseRow, address: str, remarks: list[str]) -> Work:
    return Work(
        key=key,
        title=_on_one_line(title),
        release=release.label,
        released=release.date,
        address=address,
        remarks=tuple(map(_on_one_line, remarks)),
    )


def _title_of_figure(figure: Row) -> str:
    narrowed = dimensions_in_words(figure["dimensions"])
    scope = f" ({narrowed})" if narrowed else ""
    about = f"{figure['indicator_name']}: {figure['subject']['name']}{scope}"
    return f"{about}, {time_in_words(figure)}: {value_in_words(figure)}"


def _standing(record: Row) -> Iterator[str]:
    """Yield the remarks on a figure that is preferred, deprecated or withdrawn."""
    if record.get("rank", Rank.NORMAL) != Rank.NORMAL:
        yield f"{record['rank'].capitalize()}: {record['rank_reason']}"
    if record.get("withdrawn_on"):
        replacement = record["replaced_by"] and f"; figure {record['replaced_by']} replaces it"
        day = day_in_words(record["withdrawn_on"])
        yield f"Withdrawn on {day}: {record['withdrawn_reason']}{replacement or ''}"


def _printed(record: Row) -> Iterator[str]:
    """Quote the value of a figure as printed in its source, if that is more than digits."""
    printed = record.get("value_text")
    if printed and re.search(r"[^\d\s.,]", printed):
        yield f"Printed as “{printed}”"


def _origin(record: Row) -> str:
    """Name each source once, in the order of the record, with the paragraphs and locators cited in it."""
    sources: dict[str, Row] = {}
    places: dict[str, list[Row]] = {}
    for citation in chain(_citations(record.get("citations")), _citations(record)):
        source = citation["source"]
        sources[source["code"]] = source
        places.setdefault(source["code"], []).append(citation)
    names = [_source(sources[code], places[code]) for code in list(sources)[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        names.append(f"and {len(sources) - MOST_SOURCES} more")
    return f"Read from {'; '.join(names)}"


def _citations(part: Any) -> Iterator[Row]:
    if isinstance(part, dict) and "source" in part:
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _citations(inner)


def _source(source: Row, places: list[Row]) -> str:
    date = source["date"] and day_in_words(source["date"])
    title, publisher = f"“{source['title']}”", publisher_of(source)
    parts = [title, publisher, date, *_places(places), source["url"]]
    terms = ", ".join(filter(None, [GRADES[source["grade"]], source["licence"]]))
    return f"{', '.join(filter(None, parts))} ({terms})"


def _places(citations: list[Row]) -> list[str]:
    numbers = sorted({place["paragraph"] for place in citations if place["paragraph"]})
    word = "paragraph" if len(numbers) == 1 else "paragraphs"
    paragraphs = [f"{word} {', '.join(map(str, numbers))}"] if numbers else []
    return [*paragraphs, *dict.fromkeys(place["locator"] for place in citations)]


def _edition(work: Work) -> str:
    return f"Release {work.release}, {day_in_words(work.released)}"


def _with_capitals(title: str) -> str:
    """Put words with capitals in braces, so that BibTeX styles do not turn them into lower case."""
    pieces = re.split(f"({WORD.pattern})", title)
    return "".join(
        f"{{{piece}}}" if place % 2 and piece != piece.lower() else piece.translate(TEX)
        for place, piece in enumerate(pieces)
    )


def _sentences(texts: tuple[str, ...]) -> str:
    return " ".join(map(_sentence, texts))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
