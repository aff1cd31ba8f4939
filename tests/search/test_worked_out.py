"""Answers derived from figures (change, mean, share), and two questions in one."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to
from tests.search.test_proofs import names, proof_of


@pytest.mark.parametrize(
    ("question", "beginning", "figures"),
    [
        ("did more peacekeepers die in 2017 or 2018", "A fall of 38 people (28 per cent)", 2),
        ("did peacekeeper deaths fall between 2017 and 2018", "A fall of 38 people", 2),
        ("MONUSCO deaths in 2024 compared with the year before", "A rise of ", 2),
        ("change in UN peacekeepers between 2015 and 2020", "A fall of ", 2),
        ("did deaths go up in 2023", "A fall of 37 people", 2),
        ("did deaths fall in 2025", "Fatalities, UN peacekeeping, by", 2),
        ("deaths in 2024 compared to the previous year", "A rise of 1 person", 2),
        ("main cause of death of peacekeepers", "1,560 people have died of illness", 6),
        ("total police in UNMISS", "1,181 people in all, by these 2:", 2),
        ("did the UNMISS budget fall between 2024/25 and 2025/26", "A fall of US$ 51,528,800", 2),
        (
            "has Ireland cut its peacekeepers since 2020",
            "A fall of 156 people (30 per cent): Personnel deployed, UN peace operations, uniformed, Ireland,"
            " by “Contributors of uniformed personnel to UN missions: monthly …”: ",
            2,
        ),
        ("y a-t-il moins de casques bleus qu'en 2016", "A fall of 39,249 people", 2),
        ("does Ethiopia still send as many peacekeepers as in 2015", "A fall of 6,753 people", 2),
        ("did peacekeeper deaths go up after 2019", "A fall of 28 people (32 per cent)", 2),
        ("are there more women in UN peacekeeping than in 2018", "A rise of 1,844 people", 2),
        ("is the peacekeeping budget smaller now than in 2015/16", "A fall of about US$ 3.16", 2),
        ("are UN peacekeeper deaths rising", "A rise of 1 person (2 per cent)", 2),
        ("did MINUSCA's budget go up", "A fall of US$ 156,125,900 (13 per cent)", 2),
        ("average number of deaths in MINUSMA per year", "28.3 people on average", 11),
        ("what percentage of UNIFIL troops are Indonesian", "12.5 per cent: UNIFIL had 1,256", 2),
        ("share of women in UNIFIL", "8.0 per cent: UNIFIL had 808 women", 2),
        ("what percentage of Ghana's peacekeepers in UNIFIL are women", "18.5 per cent", 2),
        ("what percentage of UNIFIL peacekeepers are women from Ghana", "1.6 per cent", 2),
        ("what percentage of women peacekeepers are police", "21.4 per cent", 2),
        ("what percentage of MONUSCO personnel are police", "9.3 per cent", 3),
        ("what share of the peacekeeping budget goes to UNMISS", "About 19.2 per cent", 2),
        (
            "how far is AUSSOM below its ceiling of uniformed personnel?",
            "94.1 per cent, 692 people",
            2,
        ),
        ("how many of the authorised troops of MINUSCA are deployed", "84.6 per cent, 2,189", 2),
        ("effectif autorisé et effectif déployé de la MONUSCO", "64.2 per cent, 4,940 people", 2),
        (
            "how many men and how many women serve as peacekeepers",
            "54,915 men, all but the women",
            2,
        ),
        ("How many men serve in UNMISS?", "13,900 men, all but the women", 2),
        ("peacekeeper deaths in 2022 by cause", "44 people died of illness", 6),
        ("causes of peacekeeper deaths in 2019", "44 people died of illness", 4),
        ("how many troops, police and civilians does MONUSCO have", "MONUSCO had 7,736 people", 4),
        ("international and national staff of MONUSCO", "MONUSCO had 427 civilian posts", 2),
        ("UNFICYP civilian staff, total, men, women", "UNFICYP had 131 people", 3),
        (
            "How many peacekeepers died between 2013 and 2023?",
            "1,186 people in all, by these 11:",
            11,
        ),
        ("how many died in MONUSCO from 2015 to 2020", "118 people in all, by these 6:", 6),
        ("UNIFIL strength at the end of 2019 and a year later", "A fall of 315 people", 2),
        (
            "do more peacekeepers die of illness or of attacks",
            "1,560 people have died of illness",
            2,
        ),
        ("is UNIFIL bigger than UNMISS", "UNIFIL had 7,574 people in uniform", 2),
        ("Compare deaths: MINUSMA in Mali against UNAMID in Darfur", "311 people have died", 2),
        ("What did UNMISS owe troop contributors?", "Owed to contributing States, UNMISS", 2),
        (
            "what share of all UN peacekeepers serve in UNMISS",
            "25.8 per cent: UNMISS had 15,452",
            2,
        ),
    ],
)
def test_what_is_worked_out_stands_before_the_figures_that_prove_it(
    facts: TestClient, question: str, beginning: str, figures: int
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["text"].startswith(beginning)
    assert answer["total"] == figures
    assert len(answer["records"]) == min(figures, 10)
    rows = proof_of(facts, answer)
    assert all(any(names(row, record) for row in rows) for record in answer["records"])


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("did illness kill more peacekeepers than violence in 2024", "36 people", "4 people"),
        ("does Rwanda have more soldiers in MINUSCA or in UNMISS", "MINUSCA had 2,834", "UNMISS"),
        (
            "does MINUSCA cost twice as much as UNIFIL",
            "The budget of MINUSCA",
            "The budget of UNIFIL",
        ),
        (
            "MONUSCO formed police: authorised 2025/26 against deployed end of February 2026",
            "MONUSCO was authorised to have 1,270 people",
            "MONUSCO had 688 people",
        ),
        ("UNMISS authorised and deployed troops", "UNMISS was authorised", "UNMISS had 9,094"),
        ("proposed and approved budget of UNMISS 2026/27", "The budget proposed", "The budget of"),
        ("MINUSCA budget and strength", "The budget of MINUSCA", "MINUSCA had 14,409 people"),
        (
            "UNOSOM II: total deaths, and deaths due to hostile acts",
            "154 people have died",
            "111 people have died of malicious acts",
        ),
        (
            "how many troops and how many police does MONUSCO have",
            "MONUSCO had 7,736",
            "MONUSCO had 139",
        ),
        ("endorsements of the Vancouver and of the Kigali Principles", "55 member", "38 member"),
        (
            "Which is dearer in 2026/27, the mission in South Sudan or the one in the CAR?",
            "The budget of UNMISS",
            "The budget of MINUSCA",
        ),
        (
            "Compare the deaths of 2024 in the Congo mission with those in the Central African one",
            "18 people died in MONUSCO",
            "17 people died in MINUSCA",
        ),
    ],
)
def test_what_differs_in_one_thing_is_set_side_by_side(
    facts: TestClient, question: str, first: str, second: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    told = [record["name"] for record in answer["records"]]
    assert told[0].startswith(first)
    assert told[1].startswith(second)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Are there 16 or 18 Kigali Principles?", 18),
        ("Is it 71 or 72 operations since 1948?", None),
    ],
)
def test_one_of_two_numbers_is_told_where_it_alone_is_held(
    facts: TestClient, question: str, value: int | None
) -> None:
    answer = answer_to(facts, question)
    assert (answer and answer["value"]) == value


def test_two_countries_are_set_side_by_side_in_one_mission(facts: TestClient) -> None:
    answer = answer_to(facts, "does India or China have more troops in UNMISS")
    assert answer is not None
    assert "UNMISS" in answer["text"]
    told = [record["name"] for record in answer["records"]]
    assert "2,433 people" in told[0]
    assert "1,057 people" in told[1]


def test_two_questions_in_one_are_both_answered(facts: TestClient) -> None:
    answer = answer_to(facts, "who leads UNIFIL and until when does its mandate run")
    assert answer is not None
    assert answer["records"][0]["code"] == "diodato-abagnara"
    assert "The mandate of UNIFIL runs until 31 December 2026" in answer["text"]
    assert "/v1/missions?code=unifil" in answer["text"]


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("what did Lacroix say about A4P", "speaker=person:jean-pierre-lacroix&subject="),
        ("position of China on peacekeeping", "speaker=country:chn"),
        ("what did South Africa say about performance", "topic=performance"),
    ],
)
def test_what_somebody_said_lists_the_statements(
    facts: TestClient, question: str, filters: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert answer["query"].startswith("/v1/statements?")
    assert filters in answer["query"]


def test_what_an_initiative_says_is_asked_although_no_statement_is_held(facts: TestClient) -> None:
    """Some initiatives are topics of statements; the others name none that could be asked for."""
    for one in facts.get("/v1/initiatives?limit=500").json()["data"]:
        answer_to(facts, f"what did {one['name']} say")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("does Germany have soldiers in Mali", "Germany, of the present is held"),
        ("is there a UN mission in Libya", "UNSMIL"),
        ("UNIFIL budget FY2024", "from July 2024 to June 2025"),
        ("how much does Germany contribute to UN peacekeeping", "US$ 384,771,344"),
        ("how many police officers serve with UNFICYP", "individual police"),
        ("which African country contributes the most troops", "Rwanda (5,905 people); Ghana"),
        ("in which countries does the UN have peacekeepers", "Cyprus (UNFICYP)"),
        ("how many UNIFIL peacekeepers died in March 2026", "3 people"),
        ("code for UN mission in Mali", "has the code minusma"),
        ("list of peacekeeping missions", "71 peacekeeping operations"),
        ("lst of misions in Hati", "MINUSTAH"),
        ("staff nationalties in MINUSCA", "92 countries"),
        ("what are the eight areas of A4P", "Women, peace and security"),
        ("states which endorsed the declaration of the 2015 summit", "43 named"),
        ("quelle a été la toute première mission de maintien de la paix", "UNTSO"),
        ("one in how many peacekeepers is a woman", "Women were 10.16 per cent"),
        ("share of women in UN troops in 2018 and 2024", "No figure is held of 2018"),
        ("which country sends the most peacekeepers, and how many", "Nepal (6,039 people)"),
        ("is it true that more than 150 states stand behind the A4P declaration", "155 member"),
        ("AUSSOM: maximum uniformed personnel authorised", "11,826 people in uniform at most"),
        ("combien paie la France pour le maintien de la paix", "US$ 333,040,548"),
        ("UNDOF spending", "from July 2024 to June 2025"),
        ("UNIFIL expenditure from July 2025 to February 2026", "US$ 292,222,300"),
        ("blue helmets killed in attacks in 2025", "killed in deliberate attacks"),
        ("number of countries present at the Accra ministerial of 2023", "91 countries"),
        ("operations that have served in the Central African Republic", "MINURCA"),
        ("triangular partnership Japan contribution", "Triangular Partnership Programme"),
        ("How many AU troops are in AUSSOM?", "AUSSOM had 10,654 people"),
        ("deaths nigeria", "160 people from Nigeria"),
        ("largest ever number of peacekeepers", "107,805 people"),
        ("how many peacekeepers lost their life in Congo last year", "all of 2025 is held"),
        ("Has any Japanese national died in a UN mission", "6 people from Japan"),
        ("minusca deaths where cause is hostile act", "56 people"),
        ("URGENT strength MINUSCA now", "14,409 people"),
        ("how many soldiers remain in UNIFIL", "7,574 people"),
        ("how many formed police does MINUSCA have left after the cuts", "1,844 people"),
        ("has India lost more peacekeepers than any other country", "India is number 1 of 132"),
        ("Canada was big. How many Canadians wear the blue helmet today?", "32 people in uniform"),
        ("Combien de pays ont participé à la réunion d'Accra ?", "91 countries"),
        ("À combien s'élève le budget de la MINUSS ?", "The budget of UNMISS"),
        ("how much money does UNIFIL need a year", "US$ 407.625 million"),
    ],
)
def test_kinds_of_questions_that_people_ask_are_answered(
    facts: TestClient, question: str, said: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert said in answer["text"]
    assert proof_of(facts, answer)


@pytest.mark.parametrize(
    "question",
    [
        "compare Russian and Ukrainian troops",
        "how many French soldiers in Mali",
        "average age of peacekeepers",
        "average number of peacekeepers in 2020",
        "what did the Pope say about peace",
        "which Middle Eastern country sends the most peacekeepers",
        "deaths in UNIFIL 2026",
        "names of the peacekeepers killed in Mali",
        "difference between NATO and the UN",
        "history of Haiti",
        "who was secretary-general when MINUSMA was attacked",
        "personal envoy for Western Sahara",
        "cost per peacekeeper per year",
        "how many staff were cut at UNIFIL",
        "average cost of a peacekeeper",
        "has MINUSMA's budget increased",
        "did peacekeeping reduce deaths in Liberia since 2003",
        "mandates ending in March",
        "share of women among Ghana's troops in UNIFIL",
        "how many peacekeepers died in Mali and were decorated",
        "how did deaths change in March 2024",
        "percentage of peacekeepers who speak French",
        "one in ten children is hungry",
        "men and women in the French parliament",
        "deaths by cause in the United States",
        "how many Indians died",
        "how many people died in Nigeria",
        "authorised strength of the British army",
    ],
)
def test_what_the_figures_do_not_tell_is_not_worked_out(facts: TestClient, question: str) -> None:
    assert answer_to(facts, question) is None
