"""Words that decide how a question is read and name nothing, compiled from `[reading]` of `words.toml`."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import PlainValidator

from api.facts.folding import fold
from api.questions.phrases import Phrases, keyed
from api.tables.reading_words import ReadingWords

Folded = Annotated[frozenset[str], PlainValidator(lambda said: frozenset(map(fold, said)))]
Keyed = Annotated[Phrases[bool], PlainValidator(lambda said: keyed({True: said}))]


class CompiledWords(ReadingWords[Folded, Keyed]):
    """The words, folded, and the patterns that split a question in two."""

    @cached_property
    def joints_of_questions(self) -> re.Pattern[str]:
        """The pattern of what joins two questions in one."""
        return _joint(r"[,;?]?\s+(?:{})\s+|[,;?]\s+(?=\w)", self.joining)

    @cached_property
    def joints_of_figures(self) -> re.Pattern[str]:
        """The pattern of what joins two figures that are compared."""
        return _joint(r"[,;:]?\s+(?:{})\s+", self.joining + self.beside)


def _joint(pattern: str, words: list[str]) -> re.Pattern[str]:
    """Compile a pattern with an alternative for each word, the longest first, so that "vs." is whole."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(pattern.format(either), re.IGNORECASE)
