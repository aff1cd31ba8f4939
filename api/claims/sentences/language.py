"""The known words and names that a text is parsed with."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.claims.sentences.words import SentenceLexicon, read_sentence_lexicon
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.names import Names, read_names


@dataclass(frozen=True)
class Language:
    """The lexicons and names, and the database they were read from."""

    connection: Connection
    lexicon: Lexicon
    names: Names
    words: SentenceLexicon

    @classmethod
    def of(cls, connection: Connection) -> "Language":
        """Read the words and names of a database."""
        words = read_sentence_lexicon(connection)
        return cls(connection, read_lexicon(connection), read_names(connection), words)
