"""The time that is asked for: years, months and days as people write them, and words such as "so far"."""

import re

from api.questions.lexicon import Lexicon
from api.questions.question import Question, Time
from api.vocabulary import first_day, last_day

YEAR = re.compile(r"(19[4-9]\d|20[0-4]\d)")


def read_times(question: Question, lexicon: Lexicon) -> None:
    """Note the times that are asked for, and the words that tell them."""
    words, place = question.words, 0
    while place < len(words):
        if place in question.told or not YEAR.fullmatch(words[place]):
            place += 1
            continue
        start, end, year = place, place + 1, words[place]
        first = last = year
        month = lexicon.months.get(words[place - 1]) if place else None
        if month:
            first = last = f"{year}-{month:02}"
            start = place - 1
            if start and words[start - 1].isdigit() and 1 <= int(words[start - 1]) <= 31:
                start -= 1
                first = last = f"{first}-{int(words[start]):02}"
        elif end < len(words) and words[end] in (str(int(year) + 1), f"{(int(year) + 1) % 100:02}"):
            first, last = f"{year}-07-01", f"{int(year) + 1}-06-30"
            end += 1
        elif end < len(words) and re.fullmatch(r"0[1-9]|1[0-2]", words[end]):
            first = last = f"{year}-{words[end]}"
            end += 1
            if end < len(words) and re.fullmatch(r"\d\d", words[end]):
                first = last = f"{first}-{words[end]}"
                end += 1
        basis = _basis(question, lexicon, start)
        question.told |= set(range(start, end))
        written = first if first == last else f"{first}/{last}"
        question.times.append(Time(basis, first_day(first), last_day(last), written))
        place = end
    _read_spoken_times(question, lexicon)


def _basis(question: Question, lexicon: Lexicon, start: int) -> str:
    before = question.words[start - 1] if start else ""
    meanings = lexicon.time.meanings.get((before,), []) if before else []
    if "during" in meanings or before == "for":
        return "in"
    for basis in ("since", "until", "between"):
        if basis in meanings:
            return basis
    return "between" if before in ("and", "et") and question.times else "in"


def _read_spoken_times(question: Question, lexicon: Lexicon) -> None:
    place = 0
    while place < len(question.words):
        found = [
            (length, [m for m in meanings if m in ("now", "since_start", "next", "last_year")])
            for length, meanings in lexicon.time.all_at(question.words, place)
        ]
        length, meanings = next(((n, said) for n, said in found if said), (0, []))
        if length:
            places = set(range(place, place + length))
            is_start = meanings[0] == "since_start"
            if is_start:
                question.times = [
                    t
                    for t in question.times
                    if t.written not in question.words[place : place + length]
                ]
            question.told |= places
            question.times.append(Time(meanings[0]))
        place += length or 1
    now_and_year = {time.basis for time in question.times}
    if now_and_year == {"now", "since_start"}:
        question.times = [Time("since_start")]
