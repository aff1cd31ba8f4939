"""Define the constrained strings and numbers that files, tables and answers share, and each form in a reader's words.

What a field *means* is said on the field (`api/facts`); the enums and the dates are in `api/vocabulary.py`.
"""

import unicodedata
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
)

from api.vocabulary import IN_YEAR, YEARS, IdentifierScheme, real_date

EVIDENCE_WORDS = 12
LONGEST_CODE = 160

SLUG = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
COUNTRY = r"^[A-Z]{3}$"
ALPHA_2 = r"^[A-Z]{2}$"
M49 = r"^\d{3}$"
LANGUAGE = r"^[a-z]{2}$"
RESOLUTION = r"^(S/RES/[1-9]\d{0,3} \((19|20)\d\d\)|A/RES/[1-9]\d*(/[1-9]\d*[A-Z]?| \([A-Z-]+\)))$"
RECORD_NUMBER = r"^[1-9][0-9]*$"
SHA256 = r"^[0-9a-f]{64}$"
VERSION = r"^\d{4}\.([1-9]|1[0-2])\.[1-9]\d*$"
RELEASE = r"\d{4}\.([1-9]|1[0-2])\.[1-9]\d*(\+[0-9a-f]{8})?"
SINCE = rf"^({RELEASE}|\d{{4}}(-\d{{2}}(-\d{{2}})?)?)$"
WEB = r"^https?://\S+$"
WITHOUT_NUL = r"^[^\x00]*$"
# JavaScript and Rust differ in whether `\s` matches the two characters that are named beside it.
NOT_BLANK = r"^[^\x00]*[^\x00\s\x85\ufeff][^\x00]*$"
IDENTIFIER = rf"^({'|'.join(IdentifierScheme)}):[^\x00,]+$"  # A comma stands between several.
# Each form in a reader's words, for the messages that refuse what does not have it.
FORMS = {
    SLUG: "a code, in lower case with hyphens, such as unef-i",
    COUNTRY: "a country code of ISO 3166-1 alpha-3, such as MLI",
    ALPHA_2: "a country code of ISO 3166-1 alpha-2, such as ML",
    M49: "a country code of three digits, as in UN M49, such as 466",
    LANGUAGE: "a language code of ISO 639-1, such as en",
    RESOLUTION: "the symbol of a resolution, such as S/RES/2100 (2013) or A/RES/1001 (ES-I)",
    WITHOUT_NUL: "text without a NUL",
    NOT_BLANK: "text with a word in it, and without a NUL",
    RECORD_NUMBER: "the number of a record, such as 111999",
    SHA256: "a SHA-256 sum, 64 digits from 0 to f",
    VERSION: "a version by year, month and number, such as 2026.11.1",
    SINCE: "a release such as 2026.11.1 or 2026.11.1+9f2c1a7e, or a date such as 2026-11-21",
    IDENTIFIER: "an identifier written scheme:value, such as iso3:MLI",
    WEB: "a web address, such as https://peacekeeping.un.org",
}


def _visible(text: str) -> str:
    """Normalise a text to NFC, as most keyboards write it; refuse invisible characters."""
    if not text.isprintable():  # Most texts are, which is known at once.
        for character in text:
            if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
                raise ValueError(f"holds a character that cannot be seen, U+{ord(character):04X}")
    return unicodedata.normalize("NFC", text)


def _letters(most: int) -> Any:
    """Add `maxLength` to the JSON Schema of a text with a pattern, without a check: the pattern's message says more."""
    return Field(json_schema_extra={"maxLength": most})


Slug = Annotated[str, StringConstraints(pattern=SLUG, min_length=2, max_length=LONGEST_CODE)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY), _letters(3)]
Alpha2Code = Annotated[str, StringConstraints(pattern=ALPHA_2), _letters(2)]
M49Code = Annotated[str, StringConstraints(pattern=M49), _letters(3)]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE), _letters(2)]
ResolutionSymbol = Annotated[str, StringConstraints(pattern=RESOLUTION, max_length=40)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256)]
Version = Annotated[str, StringConstraints(pattern=VERSION)]
RecordNumber = Annotated[str, StringConstraints(pattern=RECORD_NUMBER)]
Text = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_visible)
]
WebAddress = Annotated[str, StringConstraints(pattern=WEB)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0)]
Ordinal = Annotated[int, Strict(), Field(ge=1)]


def _plus(text: object) -> object:
    """Restore a `+` that was not percent-encoded and was decoded as a space."""
    return text.replace(" ", "+") if isinstance(text, str) else text


def _date_or_version(text: str) -> str:
    return text if "." in text else real_date(text)


def _few_words(text: str) -> str:
    words = len(text.split())
    if words > EVIDENCE_WORDS:
        raise ValueError(f"has {words} words; keep the {EVIDENCE_WORDS} that carry the fact")
    return text


Since = Annotated[
    str,
    StringConstraints(pattern=SINCE),
    BeforeValidator(_plus),
    AfterValidator(_date_or_version),
    WithJsonSchema({"type": "string", "pattern": f"^({RELEASE}|{YEARS}({IN_YEAR})?)$"}),
]
Evidence = Annotated[Text, AfterValidator(_few_words)]
WrittenIdentifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=LONGEST_CODE)]


def form_of(pattern: str) -> str:
    """Describe the form that a pattern requires, in a reader's words."""
    return FORMS.get(pattern, f"of the form {pattern}")
