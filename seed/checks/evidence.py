"""Proof of the evidence: every fragment is looked up, word for word, in the text it was read from."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from api.tables.sources import SourceFacts
from seed.files.entries import Entry, Problem
from seed.references import places


@dataclass
class Proof:
    """What the texts prove: fragments found, paragraphs cited, problems."""

    proven: int = 0
    paragraphs: dict[str, int] = field(default_factory=dict)
    cited: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    problems: list[Problem] = field(default_factory=list)


def verify(entries: list[Entry], texts: Path) -> Proof:
    """Compare every evidence with the paragraph it cites, in the copies of the texts below `texts`."""
    proof = Proof()
    paragraphs: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry.record, SourceFacts) and entry.record.text_file:
            paragraphs[entry.record.code] = _paragraphs(entry, entry.record, texts, proof)
    proof.paragraphs = {code: len(lines) for code, lines in paragraphs.items()}
    for entry in entries:
        for path, place in places(entry.record):
            lines = paragraphs.get(place.source.code)
            if lines and place.paragraph and place.evidence and place.paragraph <= len(lines):
                proof.cited[place.source.code].add(place.paragraph)
                if _single_spaced(place.evidence) in lines[place.paragraph - 1]:
                    proof.proven += 1
                else:
                    elsewhere = _where(place.evidence, lines)
                    message = f"{place.evidence!r} is not in paragraph {place.paragraph}{elsewhere}"
                    proof.problems.append(entry.problem((*path, "evidence"), message))
    return proof


def _paragraphs(entry: Entry, source: SourceFacts, texts: Path, proof: Proof) -> list[str]:
    file = texts / str(source.text_file)
    if not file.is_file():
        proof.problems.append(
            entry.problem(("text_file",), f"{file.name} is not in the folder of texts")
        )
        return []
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.text_sha256:
        message = f"the text has {digest}; it is not the one that was read"
        proof.problems.append(entry.problem(("text_sha256",), message))
    lines = [_single_spaced(line) for line in content.decode("utf-8").splitlines() if line.strip()]
    if len(lines) != source.paragraphs:
        proof.problems.append(entry.problem(("paragraphs",), f"the text has {len(lines)}"))
    return lines


def _where(evidence: str, lines: list[str]) -> str:
    numbers = [n for n, line in enumerate(lines, 1) if _single_spaced(evidence) in line]
    return (
        f"; it stands in {', '.join(map(str, numbers))}"
        if numbers
        else "; copy it exactly as printed"
    )


def _single_spaced(text: str) -> str:
    return " ".join(text.split())
