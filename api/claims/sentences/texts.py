"""Verify a text: tokenise it, read the claims of each number, and judge them."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from sqlalchemy import Connection

from api.claims.sentences.clauses import ClauseReader
from api.claims.sentences.clock import Clock
from api.claims.sentences.judging import Judge
from api.claims.sentences.language import Language
from api.claims.sentences.numbers import NumberReader, Quantity
from api.claims.sentences.passage_reader import Carried, PassageReader
from api.claims.sentences.passage_readings import PassageReading
from api.claims.sentences.passages import Passage, PassageFinder
from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.spoken import Basis, SpokenTime
from api.claims.sentences.subjects import Former, SubjectWords, former_of
from api.claims.sentences.times import SentenceTimeReader
from api.claims.sentences.tokens import Kind, Token, sentences, tokens
from api.claims.times import YEAR
from api.constraints import FORMS
from api.lists.lookups import get_day_of_release
from api.vocabulary import IN_YEAR, PartialDate, Row, last_day

MOST_NUMBERS = 30
LONGEST_TEXT = 2000
FIRST_YEAR, LAST_YEAR = "1945", "2099"
NEAR_YEARS = r"(19(4[5-9]|[5-9]\d)|20\d\d)"
WITH_A_WORD = r"[^\s\x85\ufeff]"
FORMS[WITH_A_WORD] = "a text with a word in it"
DENIED = Unverifiable("the sentence says that something is not so")
# Words, and their readings or why there are none.
Read = tuple[str, list[PassageReading] | Unverifiable]


def _near(as_of: str) -> str:
    if not FIRST_YEAR <= as_of[:YEAR] <= LAST_YEAR:
        raise ValueError(f"{as_of!r} lies before {FIRST_YEAR} or after {LAST_YEAR}")
    return as_of


WrittenText = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=WITH_A_WORD)
]
DayOfWriting = Annotated[
    PartialDate,
    AfterValidator(_near),
    WithJsonSchema({"type": "string", "pattern": f"^{NEAR_YEARS}({IN_YEAR})?$"}),
]


class TextToVerify(BaseModel):
    """A text in which claims are looked for, and when it was written."""

    model_config = ConfigDict(extra="forbid")

    text: WrittenText = Field(
        description="A sentence or a paragraph, at most 2,000 characters, English or French.",
        examples=["Since 1948 over 4,200 UN peacekeepers have died, 311 of them in MINUSMA."],
    )
    as_of: DayOfWriting | None = Field(
        default=None,
        description="The day on which the text was written, or its month or year: “now” and “last year” are read by"
        " it. Left out, the day of the release.",
        examples=["2025-05-29"],
    )


def verify_text(connection: Connection, text: str, as_of: str | None) -> Row:
    """Answer a text: a verdict for each number understood, a reason for each other one."""
    day = last_day(as_of) if as_of else get_day_of_release(connection)
    reader = TextReader(Language.of(connection), text, Clock(day, as_of))
    judge = Judge(connection)
    data: list[Row] = []
    missed: list[Row] = []
    for words, readings in reader.read():
        if isinstance(readings, Unverifiable):
            missed.append({"words": words, "reason": str(readings)})
        else:
            data.append({**judge.judge(readings), "words": words})
    if (more := reader.numbers - MOST_NUMBERS) > 0:
        reason = f"of a text only the first {MOST_NUMBERS} numbers are read"
        missed.append({"words": f"{more} more numbers", "reason": reason})
    return {"data": data, "not_understood": missed}


@dataclass
class TextReader:
    """Reads a text sentence by sentence, carrying over the subject and time named last."""

    language: Language
    text: str
    clock: Clock
    former: Former = field(default_factory=Former)
    former_time: str | None = None
    numbers: int = 0
    carried: Carried | None = None

    def read(self) -> Iterator[Read]:
        """Yield for each number its words, and its readings or the refusal."""
        for found in self._sentences():
            yield from self._of_sentence(found)

    def _sentences(self) -> Iterator[list[Token]]:
        """Yield the tokens of each sentence; "Of these, …" is joined to the sentence before."""
        last: list[Token] = []
        for start, end in sentences(self.text):
            found = tokens(self.text, start, end)
            words = [token.word for token in found]
            if last and self.language.words.parts_after.at(words, 0)[0]:
                last += [Token(Kind.MARK, ",", ",", start, start), *found]
                continue
            if last:
                yield last
            last = found
        if last:
            yield last

    def _of_sentence(self, found: list[Token]) -> Iterator[Read]:
        sentence = self._taken_apart(found)
        reader = PassageReader(sentence, self.carried)
        is_denied = sentence.has(sentence.lexicon.denying, range(len(found)))
        numbers: dict[int, Read] = {}
        for clause in ClauseReader(sentence).clauses():
            for passage in PassageFinder(sentence, clause).passages():
                words = self.text[found[min(passage.own)].start : found[max(passage.own)].end]
                readings = DENIED if is_denied else _readings(reader, passage)
                numbers[passage.quantity.start] = words, readings
        yield from (numbers[place] for place in sorted(numbers))
        self.carried = reader.carried
        self._remember(sentence)

    def _taken_apart(self, found: list[Token]) -> Sentence:
        """Find the times of a sentence first, then numbers among the other tokens."""
        words, months = self.language.words, self.language.lexicon.months
        named = self._in_names(found)
        times = SentenceTimeReader(found, words, months, named).find()
        of_symbols = [time for time in times if self._is_of_symbol(found, time)]
        times = [time for time in times if time not in of_symbols]
        taken = named | {n for time in (*times, *of_symbols) for n in range(time.start, time.end)}
        quantities = self._at_most(NumberReader(found, taken, words).find())
        return Sentence(
            self.language, found, times, quantities, self.former, self.former_time, self.clock
        )

    def _at_most(self, quantities: list[Quantity]) -> list[Quantity]:
        """Count the numbers, and leave out those above the limit."""
        left = max(MOST_NUMBERS - self.numbers, 0)
        self.numbers += len(quantities)
        return quantities[:left]

    def _in_names(self, found: Sequence[Token]) -> set[int]:
        """Return the places of numbers in names: the "2023 Peacekeeping Ministerial"."""
        words = [token.word for token in found]
        lengths = [(n, self.language.names.records.at(words, n)[0]) for n in range(len(words))]
        places = {n + more for n, length in lengths if length > 1 for more in range(length)}
        return {n for n in places if found[n].kind is Kind.NUMBER}

    def _is_of_symbol(self, found: Sequence[Token], time: SpokenTime) -> bool:
        """Tell whether a year is part of a resolution: `S/RES/2100 (2013)`."""
        place = time.start - 1
        while place >= 0 and found[place].word in ("(", "of"):
            place -= 1
        if place < 0 or time.basis is not Basis.AT or time.last != time.first:
            return False
        words = [token.word for token in found]
        is_labelled = bool(self.language.words.labels.ending_at(words, place)[0])
        return found[place].kind is Kind.LABEL or (found[place].kind is Kind.NUMBER and is_labelled)

    def _remember(self, sentence: Sentence) -> None:
        """Remember subject and time of the sentence, for pronouns and undated sentences."""
        language = self.language
        question = sentence.question(range(len(sentence.tokens)))
        words = SubjectWords(question, language.words)
        self.former = former_of(words, language, self.former)
        dated = [time for time in sentence.times if time.basis in (Basis.AT, Basis.BY)]
        with suppress(Unverifiable):  # A day that is none of the calendar tells nothing.
            if dated:
                self.former_time = self.clock.dated(dated[-1].written)


def _readings(reader: PassageReader, passage: Passage) -> list[PassageReading] | Unverifiable:
    try:
        return reader.read(passage)
    except Unverifiable as reason:
        return reason
