"""Add to the problems with unknown words what was probably meant, once all is read."""

import re
from collections.abc import Iterator
from dataclasses import replace

from api.facts.folding import fold
from api.hints import probably_meant
from api.vocabulary import Qualifier, RecordType
from seed.files.entries import Reading, Unclear, Vague
from seed.names import Lookup, Misfit, Waits
from seed.words import Words

LISTED = re.compile(
    "; (?:allowed: |the types are |did you mean )"
)  # What one meant makes needless.


def add_what_is_meant(reading: Reading) -> None:
    """Add "did you mean" to each problem with a value that nearly is a code or word."""
    if not reading.vague:
        return
    lookup = reading.lookup()
    for vague in reading.vague:
        meant = _meant(vague, lookup, reading)
        if meant and vague.problem in reading.problems:
            position = reading.problems.index(vague.problem)
            better = f"{LISTED.split(vague.problem.message)[0]}; did you mean {meant!r}?"
            reading.problems[position] = replace(vague.problem, message=better)


def _meant(vague: Vague, lookup: Lookup, reading: Reading) -> str | None:
    match vague.kind:
        case Unclear.COUNTRY:
            code = _find(lookup, RecordType.COUNTRY, vague.value)
            return code.upper() if code else None
        case Unclear.QUALIFIER:
            said = qualifiers_said(reading.words)
            return next((name for word, name in said if word == fold(vague.value)), None)
    return _reference(vague.value, lookup)


def _reference(value: str, lookup: Lookup) -> str | None:
    """Return the one record that a reference without a type, or with a misspelt one, means."""
    given, _, code = value.strip().rpartition(":")
    type = probably_meant(given, RecordType) if given else None
    types = [RecordType(type)] if type else list(RecordType)
    found = [f"{one}:{meant}" for one in types if (meant := _find(lookup, one, code.strip()))]
    return found[0] if len(found) == 1 else None


def _find(lookup: Lookup, type: RecordType, name: str) -> str | None:
    try:
        return lookup.find(type, name)
    except (Misfit, Waits):
        return None


def qualifiers_said(words: Words) -> Iterator[tuple[str, str]]:
    """List the words for each qualifier: its own name, and those of `words.toml`."""
    for qualifier in Qualifier:
        yield qualifier.replace("_", " "), qualifier
    for name, said in words.get("sentences", {}).get("before", {}).items():
        if name in set(Qualifier) and isinstance(said, list):
            yield from ((fold(word), name) for word in said)
