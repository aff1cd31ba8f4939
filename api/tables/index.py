"""The index tables, which make records findable: links, citations, aliases, and the inverted index of search."""

from typing import Any

from sqlmodel import JSON, Field, Index, SQLModel


class LinkRow(SQLModel, table=True):
    """One record refers to another in one of its fields."""

    __tablename__ = "link"
    __table_args__ = (
        Index("link_by_target", "target_type", "target_code", "record_type", "field"),
        Index("link_of_record", "record_type", "record_code"),
    )

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    field: str
    target_type: str
    target_code: str


class ResolutionRow(SQLModel, table=True):
    """One record names a resolution."""

    __tablename__ = "resolution"
    __table_args__ = (Index("resolution_by_symbol", "symbol", "record_type", "record_code"),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    symbol: str


class TopicRow(SQLModel, table=True):
    """One record is about a topic."""

    __tablename__ = "topic"
    __table_args__ = (Index("topic_by_name", "topic", "record_type", "record_code"),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    topic: str


class CitationRow(SQLModel, table=True):
    """One place in a source supports a record or a part of it; figures have theirs in their own row."""

    __tablename__ = "citation"
    __table_args__ = (Index("citation_by_source", "source", "record_type", "record_code"),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    field: str
    source: str
    paragraph: int | None
    locator: str | None
    evidence: str | None


class AliasRow(SQLModel, table=True):
    """A former or other slug of a record, whose address redirects to the record."""

    __tablename__ = "alias"

    record_type: str = Field(primary_key=True)
    slug: str = Field(primary_key=True)
    code: str


class NameRow(SQLModel, table=True):
    """An entry of search: what a hit shows of a record, and its folded text for phrases; `posting` has its words."""

    __tablename__ = "name"
    __table_args__ = (Index("name_by_record", "record_type", "record_code", unique=True),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    name: str
    known_as: str
    text: str
    # For each word of `known_as` and then `text`, as if these were one text: its stem, start and end.
    printed: bytes
    folded_names: str
    folded_text: str
    time_first: str | None
    time_last: str | None
    figures: int | None  # How many figures of a series it stands for; null where it is one record.


class WordRow(SQLModel, table=True):
    """A word that occurs in entries of search, and its stem; also the vocabulary of spelling correction."""

    __tablename__ = "word"
    __table_args__ = {"sqlite_with_rowid": False}

    word: str = Field(primary_key=True)
    stem: int


class StemRow(SQLModel, table=True):
    """A stem, which the forms of a word share, and its document frequency: how many entries have one of them."""

    __tablename__ = "stem"

    id: int = Field(primary_key=True)
    stem: str
    entries: int


class PostingRow(SQLModel, table=True):
    """A posting of the inverted index: a stem occurs in an entry of search, with its BM25F score as an integer."""

    __tablename__ = "posting"
    __table_args__ = {"sqlite_with_rowid": False}

    stem: int = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    impact: int


class LexiconRow(SQLModel, table=True):
    """The words of the field (`words.toml`) as stored: stop words, synonyms, phrases, names of indicators."""

    __tablename__ = "lexicon"

    id: int = Field(primary_key=True)
    words: dict[str, Any] = Field(sa_type=JSON)
