"""Verify evidence: every quoted fragment is looked up, word for word, in its source text."""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from api.facts.base import Citation
from api.facts.sources import SourceFacts
from seed.files.encodings import fault_of
from seed.files.entries import Entry, Problem
from seed.files.lines import Path as FieldPath
from seed.references import places


@dataclass
class Proof:
    """The result of verifying: fragments proven, paragraphs cited, problems, and missing texts."""

    proven: int = 0
    paragraphs: dict[str, list[str]] = field(default_factory=dict)
    cited: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    problems: list[Problem] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)  # Fragments by the name of their text.


def verify(entries: list[Entry], texts: Path) -> Proof:
    """Compare every evidence with the paragraph it cites, in the copies of texts below `texts`."""
    proof, missing = Proof(), {}
    for entry in entries:
        if isinstance(entry.record, SourceFacts) and entry.record.text_file:
            file = texts / entry.record.text_file
            if file.is_file():
                proof.paragraphs[entry.record.code] = _paragraphs(entry, entry.record, file, proof)
            else:
                missing[entry.record.code] = file.name
    proof.missing.update(dict.fromkeys(missing.values(), 0))
    for entry in entries:
        for path, place in places(entry.record):
            if not (place.paragraph and place.evidence):
                continue
            if place.source.code in missing:
                proof.missing[missing[place.source.code]] += 1
            elif lines := proof.paragraphs.get(place.source.code):
                _look_up(entry, path, place, lines, proof)
    if missing and not proof.paragraphs:
        proof.problems.append(_none_there(texts, sorted(missing.values())))
    return proof


def _look_up(
    entry: Entry, path: FieldPath, place: Citation, lines: list[str], proof: Proof
) -> None:
    """Look for the evidence of a citation in its paragraph, or add a problem."""
    number, evidence = place.paragraph or 0, place.evidence or ""
    if number > len(lines):
        return
    proof.cited[place.source.code].add(number)
    if _single_spaced(evidence) in lines[number - 1]:
        proof.proven += 1
    else:
        message = f"{evidence!r} is not in paragraph {number}{_where(evidence, lines)}"
        proof.problems.append(entry.problem((*path, "evidence"), message))


def _paragraphs(entry: Entry, source: SourceFacts, file: Path, proof: Proof) -> list[str]:
    """Return the paragraphs of a text, none if it is not UTF-8; add problems with it."""
    content = file.read_bytes()
    if fault := fault_of(content):
        message = f"line {fault.line} of {file.name}: {fault.message}, and count its sum anew"
        proof.problems.append(entry.problem(("text_file",), message))
        return []
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.text_sha256:
        message = f"the text has {digest}; it is not the one that was read"
        proof.problems.append(entry.problem(("text_sha256",), message))
    lines = [_single_spaced(line) for line in content.decode("utf-8").splitlines() if line.strip()]
    if len(lines) != source.paragraphs:
        proof.problems.append(entry.problem(("paragraphs",), f"the text has {len(lines)}"))
    return lines


def _none_there(texts: Path, names: list[str]) -> Problem:
    """Report a folder that does not exist or holds no text of a source."""
    if not texts.is_dir():
        return Problem(str(texts), 1, "folder", "is not there; name the folder of your copies")
    what = names[0] if len(names) == 1 else f"{names[0]} or one of {len(names) - 1} others"
    return Problem(str(texts), 1, "folder", f"holds no text that a source names, such as {what}")


def _where(evidence: str, lines: list[str]) -> str:
    numbers = [n for n, line in enumerate(lines, 1) if _single_spaced(evidence) in line]
    return (
        f"; it stands in {', '.join(map(str, numbers))}"
        if numbers
        else "; copy it exactly as printed"
    )


def _single_spaced(text: str) -> str:
    """Normalise a text for comparison: Unicode NFC, words separated by one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())
