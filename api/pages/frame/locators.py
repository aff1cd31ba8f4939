"""Put locators into words; files write them with codes and names of columns."""

import re
from collections.abc import Mapping

from api.vocabulary import RecordType
from api.wording import day_in_words, plain

RECORD = re.compile(rf"\b(?:{'|'.join(RecordType)}):([a-z0-9-]+)")
SAME = re.compile(r"\bfrom (\S+) to \1(?=\s|,|$)")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
COUNTRY = re.compile(r"\b[A-Z]{3}\b")
COLUMN = re.compile(r"(?<![\w/.])[a-z]+(?:_[a-z]+)+(?![\w/]|\.\w)")


def locator_in_words(locator: str, countries: Mapping[str, str]) -> str:
    """Write a locator as a reader would: `count of rows of mission:unama` is `number of rows of UNAMA`."""
    words = RECORD.sub(lambda found: found[1].upper(), locator)
    words = SAME.sub(r"\1", words.replace("count of rows", "number of rows"))
    return COUNTRY.sub(lambda found: countries.get(found[0], found[0]), in_prose(words))


def in_prose(text: str) -> str:
    """Write days and names of columns within a text as prose does."""
    days = DAY.sub(lambda found: day_in_words(found[0]), text)
    return COLUMN.sub(lambda found: plain(found[0]), days)
