"""Recognise numbers that are labels and count nothing: `resolution 2100`, `12 months`."""

from api.claims.sentences.tokens import Kind, Token, is_token, word_at
from api.claims.sentences.words import SentenceLexicon

MONEY_MARKS = frozenset("€£¥₹₽")
JOINING = frozenset(["-", ",", "and", "to", "et", "/", "&"])
DIFFERING = ("more", "fewer", "less", "higher", "lower", "larger", "smaller", "bigger")
SHORTEST_COUNT = 3  # Digits of what is no age.
DOLLAR = frozenset(["us", "usd"])


class LabelReader:
    """Finds the labels of one sentence; `taken` are the places of numbers already ignored."""

    def __init__(self, tokens: list[Token], taken: set[int], lexicon: SentenceLexicon) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.taken = taken
        self.lexicon = lexicon
        self.labelled: set[int] = set()

    def is_label(self, start: int, end: int, *, has_unit: bool) -> bool:
        """Tell whether a number is a label; with a unit of ours, no foreign unit makes it one."""
        if start and (self._is_joined(start) or self.words[start - 1] == "+"):
            return True
        is_after_number = is_token(self.tokens, start - 1, Kind.NUMBER)
        if self._is_labelled(start) or (is_after_number and start - 1 not in self.taken):
            return True
        if not has_unit and self._is_age(start, end):
            return True
        if word_at(self.words, end + 1) == "than" and self.words[end] in DIFFERING:
            return True  # "0.2 per cent higher than the year before".
        at = end + is_token(self.tokens, end, Kind.MARK, "-")
        if self._is_unit(at) and not has_unit:
            return True
        return end < len(self.tokens) and self._is_followed(end)

    def _is_unit(self, place: int) -> bool:
        """Tell whether a foreign unit begins at a place, but not in "66 against MONUSCO"."""
        length = self.lexicon.units.at(self.words, place)[0]
        is_preposition = bool(self.lexicon.prepositions.at(self.words, place)[0])
        return bool(length) and not (is_preposition and is_token(self.tokens, place + 1, Kind.WORD))

    def _is_age(self, start: int, end: int) -> bool:
        """Tell whether a small number between commas may be an age: `a peacekeeper, 34, died`."""
        commas = [is_token(self.tokens, n, Kind.MARK, ",") for n in (start - 1, end)]
        return all(commas) and len(self.words[start]) < SHORTEST_COUNT and self._is_small(start)

    def _is_joined(self, start: int) -> bool:
        """Tell whether a number is joined to what is before it: `COVID-19`, `F-16`, `€500`."""
        before = self.tokens[start - 1]
        if not self.tokens[start].follows_directly:
            return False
        if before.kind is Kind.WORD or before.word in MONEY_MARKS:
            return before.word not in DOLLAR
        is_after_number = is_token(self.tokens, start - 2, Kind.NUMBER)
        if before.word == ":" and is_after_number:
            return True
        return before.word == "-" and start - 1 not in self.taken and not is_after_number

    def _is_labelled(self, start: int) -> bool:
        """Tell whether a label word precedes a number, or a list of them: `paragraphs 5 and 6`."""
        place = start - 1
        if place > 0 and self.words[place] in JOINING and self._is_small(start):
            place -= 1
        is_labelled = bool(self.lexicon.labels.ending_at(self.words, start)[0])
        if is_labelled or place in self.labelled:
            self.labelled.add(start)
        return start in self.labelled

    def _is_small(self, start: int) -> bool:
        """Tell whether a number is digits only, as labels are."""
        return start < len(self.words) and self.words[start].isdigit()

    def _is_followed(self, end: int) -> bool:
        """Tell whether a suffix makes a number something else: `10th`, `500€`, `10:30`."""
        following = self.tokens[end]
        is_digits = self.tokens[end - 1].kind is Kind.NUMBER
        is_suffix = following.kind is Kind.WORD and following.follows_directly and is_digits
        is_hour = following.word == ":" and is_token(self.tokens, end + 1, Kind.NUMBER)
        return is_suffix or following.word in MONEY_MARKS or is_hour
