"""`verify` compares evidence word for word with texts; the real texts are not in the project."""

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from seed.checks.evidence import verify
from seed.files.places import DATA
from seed.files.reading import read_data
from tests.conftest import SAMPLES

TEXTS = SAMPLES / "texts"
REAL_TEXTS = Path(
    os.environ.get("PEACEKEEPING_TEXTS", Path(__file__).parents[3] / "shared" / "sources")
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the samples that a test may break."""
    return Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))


def problems_after(data: Path, file: str, old: str, new: str, texts: Path = TEXTS) -> list[str]:
    """The problems of `verify` after replacing `old` by `new` in a file of the samples."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")
    return [str(problem) for problem in verify(read_data(data).entries, texts).problems]


def test_the_evidence_of_the_samples_is_proven_and_counted(data: Path) -> None:
    proof = verify(read_data(data).entries, TEXTS)
    assert proof.problems == []
    assert proof.proven == 13
    assert proof.cited == {"sample-briefing": {1, 2, 3, 4}}


def test_a_changed_word_is_found(data: Path) -> None:
    found = problems_after(data, "missions/sampo-i.toml", "opened in March", "opened in May")
    assert found == [
        "seed/data/missions/sampo-i.toml:22: citations[0].evidence:"
        " 'opened in May 1990 and closed in 1994' is not in paragraph 2; copy it exactly as printed"
    ]


def test_a_wrong_paragraph_is_told_with_the_right_one(data: Path) -> None:
    (found,) = problems_after(data, "missions/sampo-i.toml", "paragraph = 2", "paragraph = 3")
    assert found.endswith("is not in paragraph 3; it stands in 2")


def test_a_text_that_changed_is_found(data: Path, tmp_path: Path) -> None:
    texts = Path(shutil.copytree(TEXTS, tmp_path / "texts"))
    (texts / "briefing.txt").write_text("Briefing on the sample operations\n", encoding="utf-8")
    problems = verify(read_data(data).entries, texts).problems
    assert [problem.field for problem in problems[:2]] == ["text_sha256", "paragraphs"]


def test_a_text_that_is_not_there_is_counted(data: Path) -> None:
    sources = data / "sources.toml"
    another = sources.read_text(encoding="utf-8").split("[[sources]]")[1]
    another = another.replace("sample-briefing", "other-briefing").replace("briefing.txt", "o.txt")
    sources.write_text(f"{sources.read_text(encoding='utf-8')}\n[[sources]]{another}", "utf-8")
    mission = data / "missions" / "sampo-ii.toml"
    mission.write_text(mission.read_text("utf-8").replace("sample-briefing", "other-briefing"))
    proof = verify(read_data(data).entries, TEXTS)
    assert proof.problems == []
    assert (proof.proven, dict(proof.missing)) == (12, {"o.txt": 1})


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("empty", "holds no text that a source names, such as briefing.txt"),
        ("nowhere", "is not there; name the folder of your copies"),
    ],
)
def test_a_folder_without_any_of_the_texts_proves_nothing(
    data: Path, tmp_path: Path, folder: str, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (problem,) = verify(read_data(data).entries, tmp_path / folder).problems
    assert str(problem) == f"{tmp_path / folder}:1: folder: {message}"


def test_a_text_in_another_encoding_is_a_problem_with_its_line(data: Path, tmp_path: Path) -> None:
    text = "Briefing\n\nat Bouaké\n".encode("latin-1")
    (tmp_path / "briefing.txt").write_bytes(text)
    (problem,) = verify(read_data(data).entries, tmp_path).problems
    assert str(problem) == (
        "seed/data/sources.toml:8: text_file: line 3 of briefing.txt: 'Bouaké' is not in UTF-8 but probably in"
        " Windows-1252 or Latin-1; save it as UTF-8, and count its sum anew"
    )


def test_accents_may_be_written_in_two_ways(data: Path, tmp_path: Path) -> None:
    said = unicodedata.normalize("NFD", (TEXTS / "briefing.txt").read_text("utf-8") + "\nBouaké\n")
    (tmp_path / "briefing.txt").write_text(said, encoding="utf-8")
    mission = data / "missions" / "sampo-i.toml"
    text = mission.read_text("utf-8").replace(
        "opened in March 1990 and closed in 1994", "Bouake\u0301"
    )
    mission.write_text(text.replace("paragraph = 2", "paragraph = 5"), encoding="utf-8")
    proof = verify(read_data(data).entries, tmp_path)
    assert (proof.proven, {one.field for one in proof.problems}) == (
        13,
        {"text_sha256", "paragraphs"},
    )


@pytest.mark.skipif(
    not REAL_TEXTS.is_dir(),
    reason="the source texts are not part of the project; point PEACEKEEPING_TEXTS at copies",
)
def test_all_real_evidence_is_proven() -> None:
    proof = verify(read_data(DATA).entries, REAL_TEXTS)
    assert [str(problem) for problem in proof.problems] == []
    assert proof.proven > 2000
