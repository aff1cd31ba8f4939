"""The recipes page: every block is run against a real server, and answers as printed."""

import csv
import html
import os
import re
import shutil
import subprocess
import sys
from fcntl import LOCK_EX, flock
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient

from api.routes.docs import PAGES
from tests.blessing import BLESSING, assert_blessed

PAGE = PAGES / "recipes.html"
PRINTED_HOST = "http://127.0.0.1:8000"
BLOCK = re.compile(
    r'<h3 id="([\w-]+)">(?:(?!<h3).)*?'
    r'<pre><code class="(\w+)">(.*?)</code></pre>.*?<pre><samp>(.*?)</samp></pre>',
    re.DOTALL,
)
RELEASE = re.compile(r"\d{4}\.\d+\.\d+\+[0-9a-f]{8}")
COMMANDS = {"sh": ["sh", "-eu"], "python": [sys.executable], "r": ["Rscript"]}
NEEDED = {"sh": ["curl", "jq"], "python": [], "r": ["Rscript"]}


class Recipe(NamedTuple):
    """A block of code on the page, and the answer printed under it."""

    name: str
    language: str
    code: str
    answer: str


def read_recipes() -> list[Recipe]:
    """The recipes as a reader sees them."""
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
    """Prints the answer on the page."""
    with PAGE.open("r+", encoding="utf-8") as file:
        flock(file, LOCK_EX)  # Other workers may bless other recipes.
        page = file.read()
        (block,) = [one for one in BLOCK.finditer(page) if one[1] == recipe.name]
        file.seek(0)
        file.write(page[: block.start(4)] + html.escape(answer, quote=False) + page[block.end(4) :])
        file.truncate()


def assert_answered(recipe: Recipe, printed: str) -> None:
    """The printed answer is what comes out; the release changes with every word of the data."""
    answer = RELEASE.sub("2026.11.1+9f2c1a7e", printed.replace("\r\n", "\n")).strip("\n")
    if BLESSING:
        bless(recipe, answer)
    else:
        assert_blessed(f"recipe {recipe.name}", recipe.answer, answer)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", PROGRAMS, ids=[recipe.name for recipe in PROGRAMS])
def test_a_program_prints_its_answer(recipe: Recipe, address: str, tmp_path: Path) -> None:
    if missing := [name for name in NEEDED[recipe.language] if not shutil.which(name)]:
        pytest.skip(f"needs {missing[0]}")
    program = tmp_path / "program"
    program.write_text(recipe.code.replace(PRINTED_HOST, address), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own page's words
        [*COMMANDS[recipe.language], program.name],
        cwd=tmp_path,
        env={**os.environ, "no_proxy": "127.0.0.1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert_answered(recipe, done.stdout)


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
