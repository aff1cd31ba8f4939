"""Citations of records, in four formats that independent parsers read back; and their refusals."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from api.formats.citations import (
    MEDIA_TYPES,
    MOST_SOURCES,
    CitationFormat,
    Work,
    cite,
    to_bibtex,
    to_csl,
    to_ris,
    to_text,
)
from api.tables.release import ReleaseRow
from api.vocabulary import RecordType

SITE = "https://facts.example.org"
POLICE = "/v1/figures?qualifier=about"
HOSTILE = [
    'R&D: 50% of $5 #1 a_b {c} ~d ^e \\f "g" “h”',
    "}} unbalanced {",
    "two\nlines\r\nER  - \u2028and more",
    "@misc{x, title = {y}}",
    "trailing backslash \\",
]


@pytest.fixture
def published(samples: TestClient) -> Iterator[TestClient]:
    """The miniature, served with a public address."""
    app: Any = samples.app
    app.release_server.current.cache.responses.clear()
    app.service.state.public_url = SITE
    yield samples
    app.release_server.current.cache.responses.clear()
    app.service.state.public_url = ""


def records(client: TestClient, plural: str) -> Iterator[dict[str, Any]]:
    """Every record of a list."""
    address: str | None = f"/v1/{plural}?limit=500"
    while address:
        page = client.get(address).json()
        yield from page["data"]
        address = page["links"]["next"]


def release(date: str = "2026-01-31") -> ReleaseRow:
    """A release with this date."""
    return ReleaseRow(
        id=1,
        version="2026.1.1",
        digest="0" * 64,
        curated="",
        built_by="",
        proven_as_of=None,
        date=date,
        counts={},
    )


def named(name: str, date: str = "2026-01-31", sources: int = 1) -> Work:
    """The citation of a mission with this name and this many sources."""
    source = {
        "publisher": "Samples",
        "date": "2001-05",
        "url": None,
        "grade": "primary",
        "licence": None,
    }
    citations = [
        {
            "source": {"code": f"s{n}", "title": f"{name} {n}", **source},
            "paragraph": n,
            "locator": None,
        }
        for n in range(1, sources + 1)
    ]
    record = {"code": "sampo", "name": name, "acronym": None, "citations": citations}
    return cite(RecordType.MISSION, record, release(date), f"{SITE}/v1/missions/sampo")


def title_in_bibtex(text: str) -> str:
    """The title as a reader of BibTeX prints it; pybtex leaves some commands as they are."""
    (entry,) = parse_string(text, "bibtex").entries.values()
    title = str(Text.from_latex(entry.fields["title"])).replace(r"\$", "$")
    for command, character in (("braceleft", "{"), ("braceright", "}"), ("asciicircum", "^")):
        title = re.sub(rf"\\text{command} ?", character, title)
    return title


def test_a_figure_is_cited_with_its_words_its_release_and_its_source(published: TestClient) -> None:
    (figure,) = published.get(POLICE).json()["data"]
    label = published.get("/v1/release").json()["release"]
    assert published.get(f"/v1/figures/{figure['code']}/citation").text == (
        "Peacekeeping Facts (2026)."
        " People serving: Second Sample Operation (police, SOM), May 2001: about 60 people."
        f" Release {label}, 31 January 2026. Printed as “about 60”."
        " Read from “Briefing on the sample operations”, Samples, May 2001, paragraph 3 (primary source)."
        f" {SITE}/v1/figures/{figure['code']}\n"
    )


def test_bibtex_keeps_the_capitals_of_names(published: TestClient) -> None:
    text = published.get("/v1/missions/sampo-i/citation?format=bibtex").text
    label = published.get("/v1/release").json()["release"]
    assert text == (
        "@misc{mission-sampo-i,\n"
        "  author = {{Peacekeeping Facts}},\n"
        "  title = {{First} {Sample} {Operation} ({SAMPO} {I})},\n"
        "  year = {2026},\n"
        "  month = jan,\n"
        f"  howpublished = {{Release {label}, 31 January 2026}},\n"
        f"  url = {{{SITE}/v1/missions/sampo-i}},\n"
        "  note = {Read from “Briefing on the sample operations”, Samples, May 2001, paragraph 2"
        " (primary source).}\n"
        "}\n"
    )


def test_csl_is_a_list_of_one_item(published: TestClient) -> None:
    (item,) = published.get("/v1/initiatives/renewal/citation?format=csl").json()
    assert item == {
        "id": "initiative-renewal",
        "type": "dataset",
        "title": "Renewal (REN)",
        "author": [{"literal": "Peacekeeping Facts"}],
        "issued": {"date-parts": [[2026, 1, 31]]},
        "version": published.get("/v1/release").json()["release"],
        "URL": f"{SITE}/v1/initiatives/renewal",
        "note": "Read from “Briefing on the sample operations”, Samples, May 2001, paragraphs 1, 4"
        " (primary source).",
    }


def test_ris_has_one_tag_a_line(published: TestClient) -> None:
    response = published.get("/v1/missions/undated-office/citation?format=ris")
    label = published.get("/v1/release").json()["release"]
    assert response.content.decode().split("\r\n") == [
        "TY  - DATA",
        "ID  - mission-undated-office",
        "AU  - Peacekeeping Facts",
        "TI  - Undated Office",
        "PY  - 2026",
        "DA  - 2026/01/31",
        f"ET  - {label}",
        f"UR  - {SITE}/v1/missions/undated-office",
        "N1  - Read from “Sample dataset”, Samples, row 6 (official dataset).",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("accept", "media_type", "file"),
    [
        ("", "text/plain; charset=utf-8", None),
        ("text/html,*/*;q=0.8", "text/plain; charset=utf-8", None),
        ("application/x-bibtex", "application/x-bibtex", "sampo-i.bib"),
        ("application/x-research-info-systems", None, "sampo-i.ris"),
        ("application/vnd.citationstyles.csl+json;q=0.9, text/plain;q=0.1", None, "sampo-i.json"),
    ],
)
def test_the_accept_header_chooses(
    samples: TestClient, accept: str, media_type: str | None, file: str | None
) -> None:
    response = samples.get("/v1/missions/sampo-i/citation", headers={"Accept": accept})
    expected = media_type or accept.partition(";")[0]
    assert response.headers["content-type"] == expected
    saved = f'attachment; filename="{file}"' if file else None
    assert response.headers.get("content-disposition") == saved


def test_what_is_not_offered_is_406_with_what_is(samples: TestClient) -> None:
    response = samples.get("/v1/missions/sampo-i/citation", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["detail"] == (
        "this comes as text/plain, application/x-bibtex,"
        " application/vnd.citationstyles.csl+json, application/x-research-info-systems"
    )


def test_an_unknown_format_is_refused(samples: TestClient) -> None:
    (error,) = samples.get("/v1/missions/sampo-i/citation?format=bibtx").json()["errors"]
    assert error["did_you_mean"] == "bibtex"
    assert error["allowed"] == ["text", "bibtex", "csl", "ris"]


def test_another_name_is_redirected_with_the_format(samples: TestClient) -> None:
    response = samples.get("/v1/missions/SANPO/citation?format=ris")
    assert response.status_code == 308
    assert response.headers["location"] == "/v1/missions/sampo-i/citation?format=ris"


def test_an_unknown_code_is_refused_with_the_nearest(samples: TestClient) -> None:
    response = samples.get("/v1/missions/undated-ofice/citation")
    assert response.status_code == 404
    assert "did you mean 'undated-office'?" in response.json()["detail"]


@pytest.mark.parametrize("format", CitationFormat)
def test_without_a_public_address_none_is_named(
    samples: TestClient, format: CitationFormat
) -> None:
    address = f"/v1/missions/sampo-i/citation?format={format}"
    text = samples.get(address, headers={"Host": "elsewhere.example.org"}).text
    assert "http" not in text
    assert "elsewhere" not in text


def test_a_deprecated_figure_says_so_and_why(facts: TestClient) -> None:
    code = "a4p-endorsing-member-states-2020-09-14-478444dc"
    for format in CitationFormat:
        text = facts.get(f"/v1/figures/{code}/citation?format={format}").text
        assert "over 150 member states" in text.replace("{", "").replace("}", "")
        assert "Printed as “more than 150" in text
        assert "Deprecated: A rounding at the same meeting" in text


def test_a_withdrawn_figure_names_the_one_that_replaces_it(samples: TestClient) -> None:
    (figure,) = samples.get(POLICE).json()["data"]
    given = {"withdrawn_on": "2026-01-31", "withdrawn_reason": "Misread", "replaced_by": "better"}
    work = cite(RecordType.FIGURE, {**figure, **given}, release(), "")
    assert work.remarks[0] == "Withdrawn on 31 January 2026: Misread; figure better replaces it"


def test_a_value_is_cited_in_our_words_and_in_those_of_its_source(samples: TestClient) -> None:
    (figure,) = samples.get("/v1/figures?qualifier=over").json()["data"]
    money = {"value": 1_370_000_000, "unit": "usd", "qualifier": "about"}
    printed = {**figure, **money, "value_text": "$1.37 billion"}
    work = cite(RecordType.FIGURE, printed, release(), "")
    assert work.title == (
        "People serving: Second Sample Operation, May 2001: about US$ 1.37 billion"
    )
    assert work.remarks[0] == "Printed as “$1.37 billion”"


def test_a_period_is_cited_from_start_to_end(samples: TestClient) -> None:
    (figure,) = samples.get("/v1/figures?indicator=women_share").json()["data"]
    assert cite(RecordType.FIGURE, figure, release(), "").title.endswith(
        ", 1990 to 1994: 12.5 per cent"
    )


@pytest.mark.parametrize(
    ("date", "parts", "month"),
    [
        ("2018", [2018], None),
        ("2018-03", [2018, 3], "March"),
        ("2018-03-28", [2018, 3, 28], "March"),
    ],
)
def test_a_date_is_as_precise_as_known(date: str, parts: list[int], month: str | None) -> None:
    work = named("Sampo", date)
    assert json.loads(to_csl(work))[0]["issued"] == {"date-parts": [parts]}
    assert parse_string(to_bibtex(work), "bibtex").entries[work.key].fields.get("month") == month


def test_many_sources_are_bounded_and_the_rest_counted() -> None:
    text = to_text(named("Sampo", sources=MOST_SOURCES + 3))
    assert f"“Sampo {MOST_SOURCES}”" in text
    assert f"“Sampo {MOST_SOURCES + 1}”" not in text
    assert "; and 3 more." in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_comes_back_as_it_was(name: str) -> None:
    work, plain = named(name), " ".join(name.split())
    assert title_in_bibtex(to_bibtex(work)) == plain
    assert rispy.loads(to_ris(work))[0]["title"] == plain
    assert json.loads(to_csl(work))[0]["title"] == plain


@settings(max_examples=60)
@given(st.text(alphabet="{}\\&%$#_~^\"'@=,- \n\r\t\x85\u2028aZé"))
def test_no_title_breaks_out_of_its_field(name: str) -> None:
    work = named(f"Sampo {name}")
    (entry,) = parse_string(to_bibtex(work), "bibtex").entries.values()
    assert list(entry.fields) == ["title", "year", "month", "howpublished", "url", "note"]
    tags = [line[:6] for line in to_ris(work).splitlines()]
    assert tags[3:] == ["TI  - ", "PY  - ", "DA  - ", "ET  - ", "UR  - ", "N1  - ", "ER  - "]


@pytest.mark.slow
@pytest.mark.parametrize("type", ["figure", "mission", "initiative"])
def test_every_real_record_is_read_back_from_every_format(facts: TestClient, type: str) -> None:
    works = [
        cite(RecordType(type), record, release(), f"{SITE}/v1/{type}s/{record['code']}")
        for record in records(facts, f"{type}s")
    ]
    titles = [work.title for work in works]
    entries = parse_string("".join(map(to_bibtex, works)), "bibtex").entries
    assert list(entries) == [work.key for work in works]
    assert [one["title"] for one in rispy.loads("".join(map(to_ris, works)))] == titles
    items = CiteProcJSON([item for work in works for item in json.loads(to_csl(work))])
    assert [str(items[work.key]["title"]) for work in works] == titles


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (
            "/v1/figures/a4p-endorsing-member-states-2022-05-19-499ead10",
            "Endorsing Member States: Action for Peacekeeping, 19 May 2022: 155 member states",
        ),
        (
            "/v1/missions/minusma",
            "United Nations Multidimensional Integrated Stabilization Mission in Mali (MINUSMA)",
        ),
    ],
)
def test_a_style_prints_a_bibliography(facts: TestClient, address: str, title: str) -> None:
    items = CiteProcJSON(facts.get(f"{address}/citation?format=csl").json())
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, items, formatter.plain)
    bibliography.register(Citation([CitationItem(key) for key in items]))
    (printed,) = map(str, bibliography.bibliography())
    assert printed == f"Peacekeeping Facts (2026) “{title}”."


def test_every_media_type_is_shown_with_a_citation(facts: TestClient) -> None:
    document = facts.get("/openapi.json").json()
    paths, shown = document["paths"], document["components"]["examples"]
    for plural in ("figures", "missions", "initiatives"):
        content = paths[f"/v1/{plural}/{{code}}/citation"]["get"]["responses"]["200"]["content"]
        assert list(content) == list(MEDIA_TYPES.values())
        examples = [name for one in content.values() for name in one["examples"]]
        assert examples == list(MEDIA_TYPES)
        assert all("Peacekeeping Facts" in str(shown[name]["value"]) for name in examples)
