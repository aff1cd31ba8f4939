"""Find the records that a question names, and the role of each country: host, contributor, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from api.questions.lexicon import Lexicon
from api.questions.names import Names, Target
from api.questions.question import CONTRIBUTOR, HOST, OWN, WHOLE, Mention, Question
from api.vocabulary import RecordType

FROM_THERE = (CONTRIBUTOR, "payer")
OWNER = "owner"
COUNTRY = "country"


@dataclass(frozen=True)
class MentionReader:
    """Find the names in the words of a question, each the longest that begins at its place.

    `capitals` are the words typed in capitals, `coded` those read as if they were: all words beside a typed code.
    """

    question: Question
    lexicon: Lexicon
    names: Names
    capitals: set[str]
    coded: set[str]

    def read(self) -> None:
        """Add the mentions, and the words that no record has as a name."""
        place = 0
        while place < len(self.question.words):
            if along := self._said_along(place):
                place += along
                continue
            length, named = self._named(place)
            length = length if length >= self._post(place) else 0
            if length:
                self._note(place, place + length, named)
            elif self._is_strange(place):
                self.question.strange.add(place)
            place += length or self._post(place) or 1
        beside = {*range(len(self.question.words))} - self.question.taken
        relations = (self._relations(self.question.words[place : place + 1]) for place in beside)
        are_alone = all(HOST in one for one in relations)
        self.question.mentions = [
            self._beside_mission(one, are_alone=are_alone) for one in self.question.mentions
        ]

    def _beside_mission(self, mention: Mention, *, are_alone: bool) -> Mention:
        """Return a country as host of the mission that is named, or as its contributor where no other words say more.

        "Ireland in UNIFIL" are the Irish, "UNIFIL in Lebanon" is there.
        """
        missions = {code for _, code in self.question.subjects(RecordType.MISSION)}
        if not mention.country or not missions or mention.relation:
            return mention
        if missions & {*self.names.missions_in.get(mention.country, ())}:
            return replace(mention, relation=HOST)
        return replace(mention, relation=CONTRIBUTOR) if are_alone else mention

    def _said_along(self, place: int) -> int:
        """Return the length of a phrase that begins like a name, and is none: "in US dollars", "la réunion de Berlin"."""
        length, _ = self.lexicon.reading.surplus.at(self.question.words, place)
        if length > 1 and self.question.words[place] in self.lexicon.capitals:
            return length
        return length if length > 1 and length > self._named(place)[0] > 0 else 0

    def _post(self, place: int) -> int:
        """Return the length of a post or a region that begins at a place: "Latin America" is not the United States.

        It ends where a name begins that is longer: "head of the Department of Operational Support".
        """
        length, kinds = self.lexicon.kinds.at(self.question.words, place)
        if not any(name in ("function", "region", "area") for name, _ in kinds):
            return 0
        inside = (n for n in range(1, length) if self._named(place + n)[0] > length - n)
        return next(inside, length)

    def _is_strange(self, place: int) -> bool:
        """Say whether a word in capitals is a name that no record has: "contributors to WHO", not "WHO leads"."""
        word = self.question.words[place]
        if (word,) in self.lexicon.indicators.meanings:
            return False  # "SEA" is what allegations are of.
        is_asking = place > 0 and (word,) in self.lexicon.asking.meanings
        return word in self.capitals - OWN and (word in self.lexicon.capitals or is_asking)

    def _named(self, place: int) -> tuple[int, Mention]:
        """Return the length of the longest name that begins at a place, and what it mentions; 0 for none."""
        everyday, said = self.lexicon.subjects.at(self.question.words, place)
        length, named = self._longest_name(place)
        if self._is_of_a_number(place, length, named) or self._is_cut_off(place, length):
            length = 0
        # Who says Congo means the mission there before the country of that name, and troop contributors as such.
        is_country = all(type == RecordType.COUNTRY for type, _ in named.targets)
        is_vague = is_country or self._is_general(named.targets)
        if everyday > length or (everyday == length and is_vague):
            return everyday, Mention(tuple(said), is_everyday=True)
        return length, named

    def _longest_name(self, place: int) -> tuple[int, Mention]:
        """Return the longest name that begins at a place, of a record, a people or an abbreviation."""
        word, words = self.question.words[place], self.question.words
        found: list[tuple[int, list[Target], str | None]] = [
            (*self.names.records.at(words, place), None),
            (*self.names.demonyms.at(words, place), CONTRIBUTOR),
            (*self._spelt_out(place), None),
        ]
        is_short = word in self.capitals | self.coded
        if is_short and (word,) not in self.lexicon.spelt_out.meanings:
            found.append((*self.names.in_capitals.at(words, place), None))
        length, targets, relation = max(found, key=itemgetter(0))
        return length, Mention(tuple(targets), relation)

    def _is_of_a_number(self, place: int, length: int, named: Mention) -> bool:
        """Say whether what is typed is the name of an event, and asks for a figure: "total peacekeeping budget 2026-27"."""
        words, end = self.question.words, place + length
        is_event = all(type == RecordType.EVENT for type, _ in named.targets)
        if not (length and is_event and words[end - 1].isdecimal()):
            return False
        others = {*range(len(words))} - {*range(place, end)}
        is_all = others <= self.lexicon.listing.saying(words, "total")
        return is_all and self.lexicon.indicators.at(words, place)[0] > 1

    def _is_cut_off(self, place: int, length: int) -> bool:
        """Say whether a name ends in the middle of another one: "the head of the UN" of "the head of the UN mission"."""
        words, end = self.question.words, place + length
        if length < 2 or words[end - 1] not in OWN:
            return False
        behind = {*words[end : end + 1]}
        return bool(behind & self.lexicon.reading.missions) or self._goes_on(end - 1)

    def _goes_on(self, place: int) -> bool:
        """Say whether the name of a mission begins with "UN": "the head of the UN Verification Mission in Colombia"."""
        length, targets = self.names.records.at(self.question.words, place)
        return length > 1 and all(type == RecordType.MISSION for type, _ in targets)

    def _spelt_out(self, place: int) -> tuple[int, list[Target]]:
        """Find the record that an abbreviation means: `drc`, `US`, `soudan du sud`."""
        word = self.question.words[place]
        if word in self.lexicon.capitals:
            means = self.lexicon.capitals[word].means.split()
            targets = self.names.records.at(means, 0)[1] if self._is_name(place) else []
            return (1, targets) if targets else (0, [])
        length, means_of = self.lexicon.spelt_out.at(self.question.words, place)
        if not length:
            return 0, []
        said = means_of[0].split()
        whole, targets = self.names.records.at(said, 0)
        return (length, targets) if whole == len(said) else (0, [])

    def _is_name(self, place: int) -> bool:
        """Say whether a word that is also a plain one is a name here: `US`, not "tell us"."""
        word = self.question.words[place]
        if self.capitals | self.coded:
            return word in self.capitals | self.coded
        before = self.question.words[place - 1] if place else ""
        return self.lexicon.capitals[word].is_name_behind(before)

    def _note(self, start: int, end: int, named: Mention) -> None:
        """Add a mention of these words; the UN and its peacekeeping are filler instead, and may set `is_whole`."""
        places, targets = set(range(start, end)), named.targets
        if {*WHOLE} & {*targets} or self._is_general(targets):
            # The United Nations do much else: they alone do not make it a question of peacekeeping.
            self.question.is_whole |= bool({*WHOLE} & {*targets})
            self.question.is_of_all |= targets[0] == WHOLE[-1]
            narrowing, _ = self.lexicon.dimensions.at(self.question.words, start)
            if {*WHOLE} & {*targets} or narrowing < end - start:
                self.question.filler |= places  # "UN volunteers" are a part of the personnel.
            return
        self.question.taken |= places
        if len(targets) == 1:
            own = self.names.words_of.get(targets[0][1], frozenset())
            self.question.surplus |= {n for n, one in enumerate(self.question.words) if one in own}
        if targets[0][0] == RecordType.MISSION and start and self._leads_in(start - 1):
            self.question.filler.add(start - 1)
        relation = named.relation
        if named.country:
            if relation == CONTRIBUTOR and self._is_called_after(named.country, start, end):
                relation = HOST
            if start and self.question.words[start - 1] == COUNTRY:  # "Country MLI".
                self.question.taken.add(start - 1)
            relation = relation or self._relation(named.country, start, end)
        self.question.mentions.append(replace(named, relation=relation, places=frozenset(places)))

    def _is_called_after(self, country: str, start: int, end: int) -> bool:
        """Say whether a mission is called after its country: "the Malian mission", or "the Malian one" behind another."""
        words, reading = self.question.words, self.lexicon.reading
        behind = {*words[end : end + 1]}
        again = behind & reading.again and {*words[:start]} & reading.missions
        return country in self.names.missions_in and bool(again or behind & reading.called_after)

    def _leads_in(self, place: int) -> bool:
        """Say whether a word before a mission joins it to what stands before: "deaths under UNTAC"."""
        return "part_of" in self.lexicon.listing.meanings.get((self.question.words[place],), ())

    def _is_general(self, targets: Iterable[Target]) -> bool:
        general = self.lexicon.reading.general
        return all(type == RecordType.ORGANISATION and code in general for type, code in targets)

    def _relation(self, country: str, start: int, end: int) -> str | None:
        """Return the role of a country by the words beside it: host, contributor, or None where they do not tell."""
        words, belonging = self.question.words, self.lexicon.reading.belonging
        between = OWN | self.lexicon.reading.before_mission  # "Mali's UN mission".
        noun = next((n for n in range(end, len(words)) if words[n] not in between), end)
        is_mission = {*words[noun : noun + 1]} & self.lexicon.reading.missions
        is_field = start > 0 and words[start - 1] == COUNTRY
        if is_mission and country in self.names.missions_in and not is_field:
            return HOST
        while start and words[start - 1] in self.lexicon.reading.articles:
            start -= 1
        before = [(words[max(0, start - n) : start], (HOST, *FROM_THERE)) for n in (2, 1)]
        after = [(words[end : end + n], (*FROM_THERE, OWNER)) for n in (2, 1)]
        for phrase, sides in (*before, *after):
            for relation in self._relations(phrase):
                if relation in sides and not {*phrase} <= belonging:
                    return HOST if relation == HOST else CONTRIBUTOR
        return CONTRIBUTOR if {*words[end:]} & self._verbs() else None

    def _relations(self, phrase: list[str]) -> Iterable[str]:
        return self.lexicon.relations.meanings.get(tuple(phrase), ())

    def _verbs(self) -> set[str]:
        """Return the single words that make a country a contributor: sends, fournit, owes."""
        stop_words = self.lexicon.stop_words
        return {
            phrase[0]
            for phrase, said in self.lexicon.relations.meanings.items()
            if len(phrase) == 1 and {*said} & {*FROM_THERE} and phrase[0] not in stop_words
        }
