"""Words that decide how a question is read and name nothing, compiled from `[reading]` of `words.toml`."""

from typing import Annotated

from pydantic import PlainValidator

from api.facts.folding import fold
from api.questions.phrases import Phrases, keyed
from api.tables.reading_words import ReadingWords

Folded = Annotated[frozenset[str], PlainValidator(lambda said: frozenset(map(fold, said)))]
Keyed = Annotated[Phrases[bool], PlainValidator(lambda said: keyed({True: said}))]
CompiledWords = ReadingWords[Folded, Keyed]
