"""The recipes page: every code block runs against a real server and prints what it shows."""

import csv
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient

from api.routes.docs import PAGES, PRINTED_HOST, PRINTED_RELEASE
from seed.files.places import DATA, question_files
from tests.blessing import BLESSING, assert_blessed

PAGE = PAGES / "recipes.html"
QUESTIONS = [file.stem for file in question_files(DATA)]
CODE = re.compile(r'<pre><code class="(\w+)">(.*?)</code></pre>', re.DOTALL)
BLOCK = re.compile(
    r'<h3 id="([\w-]+)">(?:(?!<h3).)*?'
    r'<pre><code class="(\w+)">(.*?)</code></pre>.*?<pre><samp>(.*?)</samp></pre>',
    re.DOTALL,
)
RELEASE = re.compile(r"\d{4}\.\d+\.\d+\+[0-9a-f]{8}")
COMMANDS = {"sh": ["sh", "-eu"], "python": [sys.executable], "r": ["Rscript"]}
NEEDED = {"sh": ["curl", "jq"], "python": [], "r": ["Rscript"]}


class Recipe(NamedTuple):
    """A code block on the page, and the output printed under it."""

    name: str
    language: str
    code: str
    answer: str


def read_recipes() -> list[Recipe]:
    """The recipes of the page."""
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return [
        Recipe(name, language, html.unescape(code), html.unescape(answer))
        for name, language, code, answer in found
    ]


RECIPES = read_recipes()
PROGRAMS = [recipe for recipe in RECIPES if recipe.language in COMMANDS]


def addresses(recipe: Recipe) -> list[str]:
    """The whole addresses written in the code."""
    return re.findall(rf"""{PRINTED_HOST}/[^"'\s]+""", recipe.code)


def bless(recipe: Recipe, answer: str) -> None:
    """Rewrite the output on the page."""
    with PAGE.open("r+", encoding="utf-8") as file:
        flock(file, LOCK_EX)  # Other workers may bless other recipes.
        page = file.read()
        (block,) = [one for one in BLOCK.finditer(page) if one[1] == recipe.name]
        file.seek(0)
        file.write(page[: block.start(4)] + html.escape(answer, quote=False) + page[block.end(4) :])
        file.truncate()


def assert_answered(recipe: Recipe, printed: str) -> None:
    """The output is as printed, but for the release, which changes with the data."""
    answer = RELEASE.sub(PRINTED_RELEASE, printed.replace("\r\n", "\n")).strip("\n")
    if BLESSING:
        bless(recipe, answer)
    else:
        assert_blessed(f"recipe {recipe.name}", recipe.answer, answer)


def run(language: str, code: str, address: str, folder: Path) -> str:
    """The output of a program that queries the service; skipped if its language is missing."""
    if missing := [name for name in NEEDED[language] if not shutil.which(name)]:
        pytest.skip(f"needs {missing[0]}")
    program = folder / "program"
    program.write_text(code.replace(PRINTED_HOST, address), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own page's words
        [*COMMANDS[language], program.name],
        cwd=folder,
        env={**os.environ, "no_proxy": "127.0.0.1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("recipe", PROGRAMS, ids=[recipe.name for recipe in PROGRAMS])
def test_a_program_prints_its_answer(recipe: Recipe, address: str, tmp_path: Path) -> None:
    assert_answered(recipe, run(recipe.language, recipe.code, address, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("language", COMMANDS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_recipe_of_a_question_prints_its_table(
    facts: TestClient, question: str, language: str, address: str, tmp_path: Path
) -> None:
    codes = codes_of(facts, question)
    printed = run(language, codes[language], address, tmp_path)
    table = list(csv.DictReader(StringIO(facts.get(asked(codes["formula"])).text)))
    assert all(next(filter(None, row.values())) in printed for row in table)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_recipes_of_a_question_ask_the_same(facts: TestClient, question: str) -> None:
    codes = codes_of(facts, question)
    assert set(codes) == {*COMMANDS, "formula"}
    assert len({asked(code) for code in codes.values()}) == 1
    answer = facts.get(asked(codes["formula"]))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def codes_of(facts: TestClient, question: str) -> dict[str, str]:
    """The code on the page of a question, by its language."""
    page = facts.get(f"/questions/{question}", headers={"host": "127.0.0.1:8000"}).text
    return {language: html.unescape(code) for language, code in CODE.findall(page)}


def asked(code: str) -> str:
    """The path and query that a program requests."""
    found = re.search(rf"""{PRINTED_HOST}(/[^"']+)""", code)
    assert found
    return found[1]


def test_recipes_name_the_host_and_the_release_that_answer(
    samples_with: Callable[..., TestClient],
) -> None:
    client = samples_with(public_url="https://facts.example.org")
    page = client.get("/recipes").text
    assert "curl -s 'https://facts.example.org/v1/missions?country=MLI" in page
    assert client.get("/v1/release").json()["release"] in page
    assert PRINTED_HOST not in page


@pytest.mark.parametrize("page", ["/recipes", "/questions/what-it-costs", "/sitemap.xml"])
@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("127.0.0.1:8471", "http://127.0.0.1:8471/"),
        ("facts.localhost", "http://facts.localhost/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("evil.example/x?'<b>", "http://127.0.0.1:8000/"),
    ],
)
def test_without_a_public_address_pages_name_the_host_that_was_asked_and_are_kept_for_it_alone(
    facts: TestClient, page: str, host: str, named: str
) -> None:
    answer = facts.get(page, headers={"host": host})
    assert named in answer.text
    assert "<b>" not in answer.text
    assert answer.headers["cache-control"] == "private, max-age=60"
    other = facts.get(page, headers={"host": "other.example"})
    assert "http://other.example/" in other.text
    assert named not in other.text


def test_the_formula_of_the_spreadsheet_brings_its_table(facts: TestClient) -> None:
    (recipe,) = [recipe for recipe in RECIPES if recipe.language == "formula"]
    (address,) = addresses(recipe)
    answer = facts.get(address.removeprefix(PRINTED_HOST))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert_answered(recipe, answer.text)


@pytest.mark.parametrize("name", ["causes", "decades"])
def test_the_columns_that_r_names_exist(facts: TestClient, name: str) -> None:
    (recipe,) = [recipe for recipe in RECIPES if recipe.name == name]
    (address,) = addresses(recipe)
    columns = next(csv.reader(StringIO(facts.get(address.removeprefix(PRINTED_HOST)).text)))
    named = re.findall(r'\w+\$([\w.]+)|"([\w.]+)"(?=[,)])', recipe.code)
    assert {one or other for one, other in named} - {"UTF-8"} <= set(columns)


def test_nothing_on_the_page_is_left_out() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(RECIPES) == page.count("<pre><code") == page.count("<samp>") == 19


def test_it_leads_only_to_what_is_there(facts: TestClient) -> None:
    page = facts.get("/recipes").text
    anchors = re.findall(r'href="#([\w-]+)"', page)
    links = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert [anchor for anchor in anchors if f' id="{anchor}"' not in page] == []
    assert {facts.get(link).status_code for link in links} == {200}


def test_it_needs_neither_script_nor_another_host(facts: TestClient) -> None:
    page = facts.get("/recipes")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    elsewhere = r'<script|<style|style=|(?:src|href|action)="(?:https?:)?//(?!127\.0\.0\.1)'
    assert re.findall(elsewhere, page.text) == []


def test_it_is_linked_from_where_people_begin(facts: TestClient) -> None:
    assert "(/recipes)" in facts.get("/openapi.json").json()["info"]["description"]
    assert "`/recipes`" in facts.get("/llms.txt").text
    assert "/recipes" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
