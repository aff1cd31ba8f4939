"""Name the speaker and the source of figures, for captions, legends and tables."""

from collections import Counter
from collections.abc import Iterable

from api.vocabulary import Row
from api.wording import publisher_of


def speaker_of(figure: Row) -> str:
    """Return the speaker of a figure, or else the publisher or the title of its source."""
    speaker = figure["attributed_to"]
    source = figure["citation"]["source"]
    return str(speaker["name"] if speaker else publisher_of(source) or source["title"])


def source_in_words(source: Row) -> str:
    """Name a source by publisher and title."""
    publisher, title = publisher_of(source), source["title"]
    return f"{publisher}, “{title}”" if publisher not in (None, title) else f"“{title}”"


def source_line(sources: Iterable[Row], release: str) -> str:
    """Write the source line of a caption: the commonest source, how many more, the release."""
    counts = Counter(map(source_in_words, sources))
    (first, _), *others = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f"; {len(others)} more" if others else ""
    return f"Source: {first}{more}. Peacekeeping Facts, release {release}."
