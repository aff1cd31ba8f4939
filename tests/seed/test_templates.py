"""Every kind of record has a valid template, which explains each key by its description."""

import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from api.constraints import Text
from api.facts.base import AnyReference, Citation, derived_fields
from api.facts.question_pages import QuestionPageFacts
from api.tables.kinds import KINDS
from api.vocabulary import PartialDate, RecordType
from seed.files.entries import Reading
from seed.files.places import DATA
from seed.files.reading import read_file
from seed.records import class_of
from seed.series.manifest import Series
from tests.blessing import BLESSING, assert_blessed
from tests.seed.templates import explained

CLASS_OF: dict[str, type[BaseModel]] = {
    **{kind.plural: class_of(kind.type) for kind in KINDS.values()},
    "series": Series,
    "questions": QuestionPageFacts,
}
FOLDERS = list(CLASS_OF)


def template(folder: str) -> Path:
    """The template of a kind of file."""
    return DATA / folder / "_template.toml"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_template_explains_every_key_in_the_words_of_its_field(folder: str) -> None:
    file = template(folder)
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    complete = explained(text, folder, CLASS_OF[folder])
    if BLESSING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(complete, encoding="utf-8")
        text = complete
    assert_blessed(f"{folder}/_template.toml", text, complete)


@pytest.mark.parametrize("type", KINDS)
def test_a_template_can_be_read(type: RecordType) -> None:
    reading = Reading()
    read_file(type, template(KINDS[type].plural), "_template.toml", reading)
    assert reading.problems == []


def test_the_template_of_a_series_can_be_read() -> None:
    Series.model_validate(tomllib.loads(template("series").read_text(encoding="utf-8")))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_template_shows_every_key(folder: str) -> None:
    content = tomllib.loads(template(folder).read_text(encoding="utf-8"))
    records = content.get(folder, [content])
    shown = {key for record in records for key in record} | set(content) - {folder}
    described = CLASS_OF[folder]
    assert shown == set(described.model_fields) - derived_fields(described)


class Award(BaseModel):
    """A made-up kind of record."""

    citations: list[Citation] = Field(description="Where it stands.")
    name: Text = Field(description="Its name.")
    given: PartialDate | None = Field(default=None, description="When it was given.")
    winners: list[AnyReference] = Field(description="Who was given it.")


def test_blessing_inserts_a_missing_key_behind_the_one_before_it() -> None:
    text = '# An award.\n\nname = "Medal"\nwinners = []\n\n[[citations]]\nsource = "some-code"\n'
    assert explained(text, "awards", Award).split("\n")[:8] == [
        "# An award.",
        "",
        "# Its name.",
        'name = "Medal"',
        "# (optional) When it was given.",
        'given = "2018-03-28"',
        "# Who was given it.",
        "winners = []",
    ]


def test_blessing_makes_the_template_of_a_new_kind() -> None:
    content = tomllib.loads(explained("", "awards", Award))
    assert content.pop("citations")[0]["source"] == "some-code"
    assert content == {
        "name": "In your own words.",
        "given": "2018-03-28",
        "winners": ["country:jpn"],
    }
