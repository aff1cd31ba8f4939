"""The pages as a browser and a checker of HTML see them.

Chromium has to be installed, and `npm ci` in `tests/clients` brings axe and the checker; without them
these tests are skipped. They look at a few pages; `python -m tests.browser` looks at every kind.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.resources.registry import RESOURCES

HERE = Path(__file__).parent
MODULES = HERE.parent / "clients" / "node_modules"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
RECORDS = [f"/{one.plural}/{one.example}" for one in RESOURCES.values()]
LISTS = [f"/{one.plural}" for one in RESOURCES.values()]
CARDS = ["/missions", "/events", "/countries", "/figures", "/sources", "/initiatives"]
OTHERS = [
    *("/", "/search?q=golden+hour", "/reference", "/missions?knd=x", "/missions/nix"),
    *("/questions", "/questions/who-has-died", "/questions/what-became-of-a4p"),
    *("/verify?text=Over+4,300+peacekeepers+have+died.", "/coverage", "/changes", "/download"),
]
MOST_PIXELS = 1200  # From the beginning of an operation in the documentation to its “Execute”.
FAULTY = "data:text/html,<p style='color:silver'>pale</p>"

pytestmark = pytest.mark.slow
needs_modules = pytest.mark.skipif(
    not MODULES.exists(), reason="npm ci in tests/clients installs what this needs"
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def look(how: str, *addresses: str) -> list[str]:
    """The faults found by a browser and axe, in both colour schemes and widths, or in two pairs."""
    found: list[str] = json.loads(printed("look.mjs", str(CHROMIUM), how, *addresses))
    return found


def printed(program: str, *words: str) -> str:
    """The output of a program in this folder; without any, its error as JSON."""
    command = ["node", str(HERE / program), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    return done.stdout or json.dumps([done.stderr])


@needs_modules
@needs_chromium
@pytest.mark.parametrize(
    "path", ["/", "/missions?status=ongoing", "/missions/minusma", "/questions/who-has-died"]
)
def test_a_browser_finds_nothing_wrong(address: str, path: str) -> None:
    assert look("corners", f"{address}{path}") == []


@needs_modules
@needs_chromium
def test_a_browser_would_find_what_is_wrong() -> None:
    assert any("color-contrast" in one for one in look("corners", FAULTY))


@needs_modules
@needs_chromium
def test_the_first_page_answers_by_keyboard_and_without_scripts(address: str) -> None:
    seen = json.loads(printed("walk.mjs", str(CHROMIUM), address))
    assert "311 people" in seen["searched"]
    assert seen["offered"] == "Over 4,300 peacekeepers have died since 1948."
    assert seen["verdict"].startswith("The sources bear it out")
    assert "What the sources say" in seen["verdict"]
    assert "some 68,000" in seen["printed"]


@needs_modules
@needs_chromium
def test_a_row_of_a_list_is_a_short_card_on_a_phone(address: str) -> None:
    seen = json.loads(printed("cards.mjs", str(CHROMIUM), *[f"{address}{path}" for path in CARDS]))
    assert [one for one in seen if one["highest"] > 160 or one["first"] > 900] == []


@needs_modules
@needs_chromium
def test_paper_carries_every_source_and_the_tables_of_charts(address: str) -> None:
    seen = json.loads(printed("paper.mjs", str(CHROMIUM), f"{address}/missions/minusma"))
    assert seen["notes"] > 20
    assert seen["hidden notes"] == 0
    assert seen["hidden tables"] == 0


@needs_modules
@needs_chromium
def test_the_notes_are_folded_on_a_phone_until_one_is_asked_for(address: str) -> None:
    seen = json.loads(printed("folds.mjs", str(CHROMIUM), f"{address}/missions/minusma"))
    assert {name: one["seen"] for name, one in seen.items()} == {
        "phone": False,
        "asked": True,
        "wide": True,
    }
    assert seen["phone"]["high"] < 200


@needs_modules
@needs_chromium
def test_an_operation_opens_in_the_documentation_and_is_executed(address: str) -> None:
    words = ["missions/read_mission", "missions/list_missions", "figures/list_related_figures"]
    seen = json.loads(printed("docs.mjs", str(CHROMIUM), address, *words))
    assert {one["status"] for one in seen.values()} == {"200"}
    assert max(one["below"] for one in seen.values()) < MOST_PIXELS
    assert seen["read_mission"]["parameters"] == ["code", "fields", "format", "expand"]
    assert seen["read_mission"]["asked"] == f"{address}/v1/missions/minusma"
    listed = f"{address}/v1/missions?region=africa&active_in=2020&limit=5"
    assert seen["list_missions"]["asked"] == listed
    related = seen["list_related_figures"]
    assert related["parameters"][:4] == ["collection", "code", "q", "subject"]
    assert related["asked"] == f"{address}/v1/missions/minusma/figures?limit=5"


@needs_modules
def test_a_checker_of_html_finds_nothing_wrong(facts: TestClient, tmp_path: Path) -> None:
    for place, path in enumerate([*OTHERS, *LISTS, *RECORDS]):
        page = facts.get(path, headers={"accept": "text/html"})
        (tmp_path / f"{place}.html").write_text(page.text, encoding="utf-8")
    checker = MODULES / ".bin" / "html-validate"
    rules = ["--config", str(HERE / "html-validate.json"), "--formatter", "text"]
    done = subprocess.run(  # noqa: S603  # our own words
        [checker, *rules, str(tmp_path / "*.html")],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert (done.returncode, done.stdout) == (0, "")
