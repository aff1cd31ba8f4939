"""The grade of a source says what the document is; `read_in` says whose copy was read."""

from urllib.parse import urlsplit

import pytest

from api.facts.sources import SourceFacts, SourceKind
from api.vocabulary import Grade
from seed.files.entries import Reading

# Where the United Nations keeps its documents; what is below one of them is its own place too.
OWN_PLACES = (
    *("un.org", "unmissions.org", "undp.org", "unv.org", "unmas.org", "unic.or.jp", "un.org.pl"),
    *("unvienna.org", "un-ilibrary.org", "greeningtheblue.org", "un-cpas.com", "un.int"),
)
OF_THE_UN = ("United Nations", "UN News", "UN Chronicle", "UN Web TV")
# A machine's translation and a transcription by others: told at second hand, so no document of the UN.
RETOLD = {"un-news-rugwabiza-2025-10-28-ru", "un-approved-resources-2026-27"}
NOT_THE_UN = ("United Nations Association", "United Nations Staff Union")


@pytest.fixture(scope="module")
def sources(real_reading: Reading) -> list[SourceFacts]:
    """All sources of the real data."""
    records = (entry.record for entry in real_reading.entries)
    return [record for record in records if isinstance(record, SourceFacts)]


def of_the_un(source: SourceFacts) -> bool:
    """Whether the United Nations published it."""
    return source.publisher.startswith(OF_THE_UN) and not source.publisher.startswith(NOT_THE_UN)


def at_the_un(url: str) -> bool:
    """Whether a URL is on a site of the United Nations."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == place or host.endswith(f".{place}") for place in OWN_PLACES)


def test_a_document_of_the_un_that_was_read_elsewhere_says_where(
    sources: list[SourceFacts],
) -> None:
    elsewhere = [one for one in sources if of_the_un(one) and one.url and not at_the_un(one.url)]
    assert [one.code for one in elsewhere if one.read_in is None] == []


def test_a_document_of_the_un_is_primary_wherever_it_was_read(sources: list[SourceFacts]) -> None:
    graded = {Grade.PRIMARY, Grade.OFFICIAL_DATASET}
    lower = {one.code for one in sources if of_the_un(one) and one.grade not in graded}
    assert lower == RETOLD


def test_a_resolution_is_primary(sources: list[SourceFacts]) -> None:
    resolutions = [one for one in sources if one.kind is SourceKind.RESOLUTION]
    assert {one.grade for one in resolutions} == {Grade.PRIMARY}


def test_nothing_is_published_by_those_who_only_copied_it(sources: list[SourceFacts]) -> None:
    copied = ("republished", "that copied", "mirror of", "copy of")
    assert [one.code for one in sources if any(words in one.publisher for words in copied)] == []
