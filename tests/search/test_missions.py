"""Answers on predecessors and successors, missions by property, participants of initiatives."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


def codes(client: TestClient, question: str) -> list[str] | None:
    """The codes of the answer's records, in order; None without an answer."""
    answer = answer_to(client, question)
    return [one["code"] for one in answer["records"]] if answer else None


@pytest.mark.parametrize(
    ("question", "missions"),
    [
        ("What was UNAMID replaced with?", ["unitams"]),
        ("Par quoi la MINUAD a-t-elle été remplacée ?", ["unitams"]),
        ("What mission was replaced by UNITAMS?", ["unamid"]),
        ("Which mission did UNITAMS replace?", ["unamid"]),
        ("What was MONUSCO called before?", ["monuc"]),
        ("What did MONUC turn into?", ["monusco"]),
        ("Was UNTAET succeeded by another mission?", ["unmiset"]),
        ("Is there a successor to UNIFIL?", None),
        ("What came after AMISOM in Somalia, and what after that?", ["atmis", "aussom"]),
        ("Qu'est-ce qui a suivi AMISOM, et ensuite ?", ["atmis", "aussom"]),
        ("What replaced ATMIS, and what replaced that?", None),
        ("Who led MONUSCO before James Swan, and who before that?", None),
    ],
)
def test_what_came_after_a_mission_and_what_before(
    facts: TestClient, question: str, missions: list[str] | None
) -> None:
    assert codes(facts, question) == missions


@pytest.mark.parametrize(
    "question",
    [
        "Give me the peace missions that NATO has led.",
        "Which operations has NATO led?",
        "Quelles missions l'OTAN a-t-elle dirigées ?",
    ],
)
def test_what_an_organisation_has_led_is_of_all_times(facts: TestClient, question: str) -> None:
    assert codes(facts, question) == ["ifor", "sfor", "kfor", "isaf", "rsm"]


@pytest.mark.parametrize(
    "question", ["Has NATO led any UN mission?", "Which missions had NATO led by 2005?"]
)
def test_what_an_organisation_led_does_not_tell_of_others_or_of_a_day(
    facts: TestClient, question: str
) -> None:
    assert codes(facts, question) is None


def test_missions_of_the_un_that_closed_are_of_every_kind(facts: TestClient) -> None:
    assert codes(facts, "Which UN operations closed in 2017?") == ["unoci", "minustah", "unmc"]
    closed = codes(facts, "Which UN peacekeeping operations closed in 2017?")
    assert closed == ["unoci", "minustah"]


@pytest.mark.parametrize(
    "question",
    ["When was UNAMID closed and what replaced it?", "When did UNAMID end, and what came after?"],
)
def test_the_end_of_a_mission_and_what_replaced_it_are_told_together(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert "31 December 2020" in answer["text"]
    assert "UNITAMS" in answer["text"]
    assert "(/v1/missions?code=unitams)" in answer["text"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Has Rwanda endorsed the Kigali Principles?", "Yes: Rwanda endorses Kigali Principles"),
        ("Did France sign the A4P declaration?", "Yes: France endorses Declaration of Shared"),
        ("L'Italie a-t-elle approuvé les principes de Kigali ?", "Yes: Italy endorses"),
        ("Is Japan a signatory of the Kigali Principles?", "Japan is not among the 38"),
        ("How many states stand behind the A4P declaration?", "155 member states"),
        ("Is it true that more than 150 states stand behind the A4P declaration?", "155 member"),
        ("Who signed up to the Kigali Principles?", "Kigali Principles on the Protection of"),
    ],
)
def test_who_stands_behind_a_declaration_is_told(
    facts: TestClient, question: str, told: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["text"].startswith(told)


def test_who_is_not_named_may_have_signed_where_not_all_are_named(facts: TestClient) -> None:
    assert answer_to(facts, "Has Germany signed the Declaration of Shared Commitments?") is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which mission has the highest share of women", "unmik"),
        ("Quelle mission a la plus forte proportion de femmes ?", "unmik"),
        ("Which mission has the smallest percentage of women in uniform?", "undof"),
        ("which mission has the highest budget", "minusca"),
    ],
)
def test_missions_are_ranked_by_a_share_that_is_worked_out(
    facts: TestClient, question: str, first: str
) -> None:
    found = codes(facts, question)
    assert found
    assert found[0] == first


def test_a_share_is_shown_with_both_its_numbers(facts: TestClient) -> None:
    answer = answer_to(facts, "which mission has the highest share of women")
    assert answer is not None
    assert "UNMIK (35.3 per cent, 6 of 17)" in answer["text"]


@pytest.mark.parametrize(
    ("question", "missions"),
    [
        ("Which missions have more than 10,000 troops?", ["minusca", "unmiss"]),
        ("missions with a budget over 900 million dollars", ["minusca", "unmiss"]),
        ("quelles missions ont plus de 10 000 soldats", ["minusca", "unmiss"]),
        ("missions with fewer than 500 uniformed personnel", ["unmik", "minurso"]),
        ("which missions are based in Juba", ["unmiss"]),
        ("Which UN mission was based in Phnom Penh?", ["unamic", "untac"]),
        ("missions without troops", None),
        ("which mission has the highest share of women in its troops", None),  # Held of all alone.
    ],
)
def test_missions_are_listed_by_what_they_have(
    facts: TestClient, question: str, missions: list[str] | None
) -> None:
    assert codes(facts, question) == missions


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many UN missions have there been in the Congo?", "3 peacekeeping operations: ONUC"),
        ("When did UN peacekeepers leave Liberia?", "UNMIL ended on 30 March 2018"),
        ("UN peacekeeping missions created by 1960", "5 peacekeeping operations: UNTSO"),
        ("missions that no longer exist in Haiti", "7 missions"),
        ("When was the mandate of UNIFIL last extended?", "The mandate of UNIFIL runs until 31 De"),
        ("When was A4P+ launched and by whom?", "Action for Peacekeeping Plus (A4P+) was"),
        ("What are the objectives of A4P?", "Action for Peacekeeping (A4P), objectives named"),
        ("Which ministerial came after Seoul?", "1 initiative: 2023 United Nations Peacekeeping"),
        ("What does resolution 2790 say?", "Security Council resolution 2790: 28 August 2025. "),
        ("What happened at Kadugli in December 2025?", "Drone attack on the UNISFA base"),
        ("MONUSCO mandate: expiry date and resolution", "The mandate of MONUSCO runs until 20 De"),
        ("record of the UN operation in Cyprus", "United Nations Peacekeeping Force in Cyprus"),
        ("What did DPKO become?", "After Department of Peacekeeping Operations (DPKO) came Dep"),
        ("When did DPKO become DPO?", "Department of Peace Operations (DPO) took the place of"),
        ("When do the mandates of MONUSCO and MINUSCA end?", "Mandates that end: MINUSCA (15 Nov"),
        ("Is A4P+ part of A4P?", "Action for Peacekeeping Plus (A4P+) is part of Action for Peace"),
        ("Which came first, UNTSO or UNMOGIP?", "Began first: UNTSO"),
        ("When did MINUJUSTH take over from MINUSTAH?", "After MINUSTAH came: MINUJUSTH (from 16"),
        ("Which UN missions closed last year?", "1 special political mission: UNAMI"),
        ("all ongoing peacekeeping missions with their start dates", "11 peacekeeping operations"),
    ],
)
def test_what_is_asked_of_missions_initiatives_and_events_is_told(
    facts: TestClient, question: str, told: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["text"].startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "Which missions are closing?",
        "When did the UN leave South Sudan?",
        "What came after the Berlin ministerial?",
        "UN missions in Darfur",
        "What was announced at the Seoul ministerial?",
        "How old is the head of MONUSCO?",
    ],
)
def test_what_has_not_happened_or_is_wider_is_not_told_instead(
    facts: TestClient, question: str
) -> None:
    assert answer_to(facts, question) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How long may UNDOF stay?", "mandate of UNDOF"),
        (
            "How long are the peacekeepers allowed to remain in Cyprus?",
            "mandate of UNFICYP runs until",
        ),
        ("UNFICYP, current mandate: resolution and date of expiry", "S/RES/2815 (2026)"),
        ("When did the UN pull its mission out of Iraq?", "UNAMI ended on 31 December 2025"),
        ("UN peacekeeping operations in Sudan, 2005 to date", "3 peacekeeping operations: UNMIS"),
        ("Every UN peacekeeping mission that worked in Croatia", "5 peacekeeping operations"),
        ("Did the Council renew UNIFIL in 2025?", "S/RES/2790 (2025) of 28 August 2025 (extends"),
        ("Planning for year's end: which mandates run out in December 2026?", "MONUSCO (20"),
        ("On which day did the Council vote to extend UNIFIL last?", "of 28 August 2025"),
        ("From when to when was UNTAC in Cambodia?", "15 March 1992 to 24 September 1993"),
        ("De quand à quand la MINUSTAH a-t-elle été en Haïti ?", "15 October 2017"),
        ("Did the UN ever have a mission in Nepal?", "1 special political mission: UNMIN"),
        ("Did UNMIL last longer than UNOCI?", "Ran longest: UNMIL"),
        ("Which mission was shorter, UNTAC or UNTAG?", "Ran shortest: UNTAG"),
        ("Is the Darfur mission UNAMID still running?", "UNAMID ran: from 31 July 2007 to 31 Dec"),
        ("Depuis quand l'ONU est-elle à Chypre ?", "UNFICYP: from 27 March 1964"),
        ("When does the UNIFIL mandate finally run out?", "mandate of UNIFIL runs until"),
        ("Which Security Counsel resolution set up MINUSCA?", "S/RES/2149 (2014)"),
        ("What do the letters of MINURSO stand for?", "Mission for the Referendum in Western"),
        ("Est-ce que la MINUSMA existe encore ?", "MINUSMA ran: from 25 April 2013 to 31"),
        ("All UN peacekeeping operations in Haiti, one after the other", "6 peacekeeping"),
    ],
)
def test_missions_are_told_by_the_words_people_have_for_their_time(
    facts: TestClient, question: str, told: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert told in answer["text"]


@pytest.mark.parametrize(
    "question",
    [
        "How long can a peacekeeper serve?",
        "When did the UN pull its mission out of Sudan?",  # It still has one there.
        "Has there ever been a UN mission in Japan?",
        "Did the Council renew MINUSMA in 2024?",  # It had ended.
    ],
)
def test_what_is_no_such_time_is_not_told(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None


@pytest.mark.parametrize(
    "question",
    ["has MINUSMA ended", "is MINUSMA over", "did MINUSMA close", "la MINUSMA existe encore ?"],
)
def test_whether_a_mission_is_over_is_told_in_every_plain_wording(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert "31 December 2023" in answer["text"]


def test_what_a_mandate_is_for_is_told_with_its_newest_decision(facts: TestClient) -> None:
    answer = answer_to(facts, "what is UNIFIL's mandate")
    assert answer is not None
    assert "set up to confirm the withdrawal of Israel" in answer["text"]
    assert "31 December 2026 (S/RES/2790 (2025))" in answer["text"]
    assert codes(facts, "what is left of UNIFIL's mandate") is None


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("what did the Brahimi report recommend", ["brahimi-report"]),
        ("que recommande le rapport Brahimi", ["brahimi-report"]),
        ("what did the Brahimi report say about women", None),
        ("how many recommendations did the HIPPO report make", None),
    ],
)
def test_what_a_report_recommends_is_its_summary(
    facts: TestClient, question: str, record: list[str] | None
) -> None:
    assert codes(facts, question) == record
