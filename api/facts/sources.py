"""Sources: the documents and datasets that everything else cites."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Count, LanguageCode, RecordNumber, Sha256, Text, WebAddress
from api.facts.base import basis_of
from api.facts.identifiers import Identified
from api.vocabulary import Grade, PartialDate, TimeBasis


class SourceKind(StrEnum):
    """The form of a source."""

    INTERVIEW = "interview"
    SPEECH = "speech"
    EVENT_REPORT = "event_report"
    MEETING_COVERAGE = "meeting_coverage"
    PRESS_RELEASE = "press_release"
    RESOLUTION = "resolution"
    REPORT = "report"
    DATASET = "dataset"
    WEB_PAGE = "web_page"
    NEWS = "news"
    STANDARD = "standard"


class SourceFacts(Identified):
    """A document or dataset, and how far it can be trusted."""

    title: Text = Field(description="Title as printed.")
    kind: SourceKind = Field(description="Form of the source.")
    publisher: Text = Field(description="Publisher, as far as the source names one.")
    author: Text | None = Field(
        default=None, description="Author or speaker; null when it is the publisher."
    )
    date: PartialDate | None = Field(
        default=None, description="Date of the source; null when none is known."
    )
    date_basis: TimeBasis | None = Field(
        default=None,
        description="`stated`: printed on the source; `inferred`: concluded, as"
        " `note` explains; null when there is no date.",
    )
    language: LanguageCode = Field(default="en", description="Language, ISO 639-1.")
    url: WebAddress | None = Field(
        default=None,
        description="Public URL, or that of the copy if a copy was read; null when none is known.",
    )
    read_in: Text | None = Field(
        default=None,
        description="Host of the copy that was read, such as `ReliefWeb`; null when it was read at its publisher.",
    )
    un_symbol: Text | None = Field(
        default=None, description="Symbol of the United Nations document; null when it has none."
    )
    library_record: RecordNumber | None = Field(
        default=None,
        description="Record number in the UN Digital Library, whose origin `note` gives; null when `url` contains"
        " it, or when we have none.",
    )
    edition: Text | None = Field(
        default=None, description="Edition or last update of a dataset; null when it has none."
    )
    licence: Text | None = Field(
        default=None,
        description="Licence of its data, in its own words or as an SPDX identifier; null when it"
        " states none, or we saw none.",
    )
    grade: Grade = Field(
        description="Reliability of the document, wherever it was read. `primary`: the document of the UN or of the"
        " speaker; `official_dataset`: data published by the body responsible; `secondary`: press"
        " or research; `tertiary`: encyclopaedia, or a report at second hand.",
    )
    text_file: Text | None = Field(
        default=None,
        description="Name of the text it was read from; null when it was not read as a text.",
    )
    text_sha256: Sha256 | None = Field(
        default=None, description="SHA-256 of that text; null when there is none."
    )
    paragraphs: Count | None = Field(
        default=None,
        description="Number of non-blank lines of that text; null when there is none.",
    )
    note: Text | None = Field(
        default=None,
        description="Note on its reliability, and on how an inferred date was found; null when there is none.",
    )

    def model_post_init(self, context: object) -> None:
        """Set the basis of the date to `stated`, if it is left out."""
        self.date_basis = basis_of(self.date_basis, self.date)
