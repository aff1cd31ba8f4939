"""Tell whether a built database is current: digests of the seed files and of the code that builds."""

import hashlib
from pathlib import Path

import api.tables
from seed.files.places import (
    RELEASE,
    WORDS,
    data_files,
    history_files,
    question_files,
    read_bytes,
    series_manifests,
)

# What of `api` decides nothing that is stored. Everything else counts, so that a folder of another name is
# never left out in silence; a test holds that nothing the seed imports stands here.
PRESENTING = {
    "agents",
    "app.py",
    "charts",
    "claims",
    "http",
    "openapi",
    "pages",
    "routes",
    "search",
}


def digest_of(data: Path) -> str:
    """Return the SHA-256 of the seed files in canonical order; line ends and places on disk do not count."""
    digest = hashlib.sha256()
    manifests = series_manifests(data)
    series = manifests + [manifest.with_suffix(".csv") for manifest in manifests]
    files = [file for _, file in data_files(data)] + series + [data / RELEASE, *history_files(data)]
    files += [words] if (words := data / WORDS).exists() else []
    files += question_files(data)
    named = {file.as_posix().removeprefix(f"{data.as_posix()}/"): file for file in files}
    for name, file in sorted(named.items()):
        content = read_bytes(file).replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def code_that_builds() -> list[Path]:
    """List the modules whose change makes a built database stale: all but presenting ones."""
    here, service = Path(__file__).parent.parent, Path(api.tables.__file__).parent.parent
    files = [*here.rglob("*.py"), *service.rglob("*.py")]
    return sorted(
        file
        for file in files
        if not (file.is_relative_to(service) and file.relative_to(service).parts[0] in PRESENTING)
    )


def digest_of_code() -> str:
    """Return the SHA-256 of the code that decides what a database and its downloads hold."""
    root = Path(__file__).parent.parent.parent
    digest = hashlib.sha256()
    for file in code_that_builds():
        name = file.relative_to(root).as_posix()
        digest.update(f"{name}\0".encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
