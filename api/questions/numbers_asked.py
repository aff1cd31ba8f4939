"""Questions whether a number is true: "is it 16 or 18", "has Ireland lost more than 90"."""

from api.questions.lexicon import Lexicon
from api.questions.question import Question

FAR = 5  # "One UN soldier in ten".
EITHER = 2  # Numbers between which is asked: "are there 16 or 18".
ALIKE = 10  # From so many times the other on they are not of one thing.
OF_ANOTHER_KIND = {"list", "who", "when", "where", "why", "how_many", "what_happened", "said"}


def read_numbers_asked(question: Question, lexicon: Lexicon) -> None:
    """Read "is it true that 339 died", "did more than 300 die" and "are there 16 or 18 principles" as "how many".

    The numbers become surplus: they measure nothing.
    """
    words = question.words
    if question.measures and (ratio := _one_in(question, lexicon)):
        question.asking |= {"share", "how_many"}
        question.surplus |= ratio
    numbers = {n for n, word in enumerate(words) if word.isdecimal()} - question.taken
    either = {*range(min(numbers), max(numbers))} if numbers else set()
    told = sorted(int(words[place]) for place in numbers)
    are_alike = len(told) == EITHER and told[-1] < ALIKE * told[0]  # Not "69 or 124 billion".
    # Of all of peacekeeping sources often disagree: only what is said of one record is settled so.
    if question.mentions and are_alike and question.places("either") & either:
        question.asking |= {"either", "true", "how_many"}
        question.surplus |= question.places("either") & either
    bounds = [run for n in range(len(words)) if (run := _bound_before(question, lexicon, n))]
    if len(bounds) == 1 and _asks_yes_or_no(question, lexicon, bounds[0]):
        question.asking.add("true")
        question.counted |= noun_behind(question, lexicon, max(bounds[0]) + 1)
        crossing = lexicon.reading.crossing
        question.surplus |= {n for n, word in enumerate(words) if word in crossing}
    if "true" not in question.asking:
        return
    bounded: set[int] = set().union(*bounds)  # "Almost 300" need not be the number that is held.
    spelt = {n for n, word in enumerate(words) if word in lexicon.counts} - question.taken
    spelt -= {n for n, word in enumerate(words) if word in lexicon.stop_words} | bounded
    question.amounts |= {str(lexicon.counts[words[place]]) for place in spelt}
    question.surplus |= spelt
    if numbers or bounded or spelt:
        question.asking.add("how_many")
    question.amounts |= {words[place] for place in numbers}
    question.bounds = {words[place] for place in bounded if words[place].isdecimal()}
    question.amounts -= question.bounds
    question.surplus |= numbers | bounded


def _one_in(question: Question, lexicon: Lexicon) -> set[int]:
    """Return the words of "one in ten" and "one soldier in ten", which ask for a share."""
    words, counts = question.words, lexicon.counts
    for place in sorted(question.places("one_in")):
        behind = words[place + 1 : place + 2]
        ones = [n for n in range(max(0, place - FAR), place) if words[n] in lexicon.reading.one]
        if behind and ones and (behind[0].isdecimal() or behind[0] in counts):
            return {ones[-1], place, place + 1}
    return set()


def _bound_before(question: Question, lexicon: Lexicon, last: int) -> set[int]:
    """Return the places of a bound that ends with a number: of "more than 150", "over a thousand", "reached 4,000"."""
    words, crossing = question.words, lexicon.reading.crossing
    if last in question.taken or not _is_number(words, last, lexicon):
        return set()
    if last + 1 < len(words) and _is_number(words, last + 1, lexicon):
        return set()
    may_be_of_number = lexicon.reading.numeral | lexicon.counts.keys()
    limits = question.places("limit")
    start = last
    while start and (start - 1 in limits or words[start - 1] in may_be_of_number):
        start -= 1
    if start and words[start - 1] in crossing:
        start -= 1
    run = {*range(start, last + 1)}
    return run if run & limits or words[start] in crossing else set()


def _is_number(words: list[str], place: int, lexicon: Lexicon) -> bool:
    word = words[place]
    is_round = word in lexicon.reading.numeral and word not in lexicon.stop_words
    return word.isdecimal() or word in lexicon.counts or is_round


def _asks_yes_or_no(question: Question, lexicon: Lexicon, bound: set[int]) -> bool:
    """Say whether a yes-or-no question has a bound: "did more than 300 die", not "which missions have more than 300"."""
    words, said = question.words, lexicon.reading.yes_or_no
    first = next((n for n in range(len(words)) if n not in question.taken), 0)
    is_first = bool(said.at(words, first)[0])
    is_asked = is_first or any(said.at(words, place)[0] > 1 for place in range(len(words)))
    if question.asking & OF_ANOTHER_KIND - ({"how_many"} if is_first else set()):
        return False
    listed = question.places("country", "several")
    counted = noun_behind(question, lexicon, max(bound) + 1)
    return is_asked and not (question.says("which") and listed - counted)


def noun_behind(question: Question, lexicon: Lexicon, place: int) -> set[int]:
    """Return the place of the first word from a place on that is no stop word."""
    telling = (
        n for n in range(place, len(question.words)) if question.words[n] not in lexicon.stop_words
    )
    return {next(telling, place)}
