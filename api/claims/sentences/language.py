"""What a text is read with: the words of the field, those of sentences, and the names of records."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.claims.sentences.words import SentenceLexicon, read_sentence_lexicon
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.names import Names, read_names


@dataclass(frozen=True)
class Language:
    """The words and names that are known, and the database they come from."""

    connection: Connection
    lexicon: Lexicon
    names: Names
    words: SentenceLexicon

    @classmethod
    def of(cls, connection: Connection) -> "Language":
        """Read the words and names of a database."""
        words = read_sentence_lexicon(connection)
        return cls(connection, read_lexicon(connection), read_names(connection), words)
