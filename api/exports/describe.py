"""Describe the downloads: as a list of files, and as JSON-LD (schema.org) for dataset search engines."""

from typing import Any

from pydantic import Field

from api.constraints import Sha256
from api.exports.files import Download, DownloadFormat
from api.lists.envelope import Answer
from api.tables.release import ReleaseRow

ADDRESS = "/v1/release/download"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Terms of schema.org, written out so that a processor need not fetch them.
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "license", "contentUrl")},
}
DESCRIPTION = (
    "Sourced facts on United Nations peacekeeping: missions, initiatives such as Action for Peacekeeping,"
    " figures, and the people, organisations, countries, events and statements around them."
    " Every value says who said it, when, where and in which words."
)
KEYWORDS = [
    "United Nations",
    "peacekeeping",
    "peace operations",
    "special political missions",
    "Action for Peacekeeping",
    "peacekeepers",
    "fatalities",
]


class DownloadFile(Answer):
    """One file with the whole dataset."""

    format: DownloadFormat = Field(description="Value of `format` to request it with.")
    content: str = Field(description="What is in it.")
    file: str = Field(
        description="Name to save it under.", examples=["peacekeeping-facts-2026.11.1.sqlite"]
    )
    media_type: str = Field(description="Media type.", examples=["application/zip"])
    bytes: int = Field(description="Size in bytes.")
    sha256: Sha256 = Field(description="SHA-256 checksum of the file, which is also its `ETag`.")
    href: str = Field(description="Address of the file.")


class Downloads(Answer):
    """The files with the whole dataset of a release."""

    release: str = Field(
        description="State of the data, as in `meta.release` of every list:"
        " version, and first digits of the digest."
    )
    license: str = Field(description="Address of the licence of the data.")
    files: list[DownloadFile] = Field(description="The files, each with the same records.")


def list_files(release: ReleaseRow, downloads: dict[DownloadFormat, Download]) -> Downloads:
    """Make the answer that lists the files of a release, with their addresses, sizes and checksums."""
    files = [
        DownloadFile(
            format=format,
            content=download.form.content,
            file=download.name_for(release),
            media_type=download.form.media_type,
            bytes=download.bytes,
            sha256=download.sha256,
            href=f"{ADDRESS}?format={format}",
        )
        for format, download in downloads.items()
    ]
    return Downloads(release=release.label, license=LICENCE, files=files)


def to_jsonld(
    release: ReleaseRow, files: list[DownloadFile], start: str | None, site: str
) -> dict[str, Any]:
    """Describe a release as a `Dataset` of schema.org, with addresses on `site`.

    It covers the time from `start` to its newest source.
    """
    span = {"temporalCoverage": f"{start}/{release.proven_as_of or '..'}"} if start else {}
    return {
        "@context": CONTEXT,
        "@id": f"{site}/v1/release",
        "@type": "Dataset",
        "name": "Peacekeeping Facts",
        "description": DESCRIPTION,
        "url": f"{site}/",
        "identifier": release.digest,
        "version": release.label,
        "datePublished": release.date,
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": "Peacekeeping Facts"},
        "keywords": KEYWORDS,
        **span,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.file,
                "description": file.content,
                "encodingFormat": file.media_type,
                "contentUrl": f"{site}{file.href}",
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in files
        ],
    }
