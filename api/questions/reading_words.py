"""Words that decide how a question is read and name nothing, compiled from `[reading]` of `words.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.questions.phrases import Phrases, keyed
from api.tables.index import fold
from api.tables.reading_words import ReadingWords


@dataclass(frozen=True)
class Reading:
    """Words that decide how a question is read, and name nothing."""

    articles: frozenset[str]
    missions: frozenset[str]
    anybody: frozenset[str]
    giving: frozenset[str]
    sending: frozenset[str]
    numbered: frozenset[str]
    listed: frozenset[str]
    relative: frozenset[str]
    turning: frozenset[str]
    spending: frozenset[str]
    whole: frozenset[str]
    perfect: frozenset[str]
    own: frozenset[str]
    first_person: frozenset[str]
    occasions: frozenset[str]
    numeral: frozenset[str]
    crossing: frozenset[str]
    citing: Phrases[bool]
    everywhere: Phrases[bool]
    surplus: Phrases[bool]
    harming: Phrases[bool]
    causing: Phrases[bool]
    opening: Phrases[bool]
    apposed: Phrases[bool]
    yes_or_no: Phrases[bool]
    peacekeeping: frozenset[str]  # Components.
    general: frozenset[str]  # Organisations.


def read_reading(words: ReadingWords) -> Reading:
    """Compile the words."""
    return Reading(
        articles=_folded(words.articles),
        missions=_folded(words.missions),
        anybody=_folded(words.anybody),
        giving=_folded(words.giving),
        sending=_folded(words.sending),
        numbered=_folded(words.numbered),
        listed=_folded(words.listed),
        relative=_folded(words.relative),
        turning=_folded(words.turning),
        spending=_folded(words.spending),
        whole=_folded(words.whole),
        perfect=_folded(words.perfect),
        own=_folded(words.own),
        first_person=_folded(words.first_person),
        occasions=_folded(words.occasions),
        numeral=_folded(words.numeral),
        crossing=_folded(words.crossing),
        citing=keyed({True: words.citing}),
        everywhere=keyed({True: words.everywhere}),
        surplus=keyed({True: words.surplus}),
        harming=keyed({True: words.harming}),
        causing=keyed({True: words.causing}),
        opening=keyed({True: words.opening}),
        apposed=keyed({True: words.apposed}),
        yes_or_no=keyed({True: words.yes_or_no}),
        peacekeeping=frozenset(words.peacekeeping),
        general=frozenset(words.general),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))
