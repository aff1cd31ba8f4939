"""The general part of the API reference, which applies to every address."""

from http import HTTPStatus

from api.http.problems import MEANINGS

HOW_TO_ASK = {
    "Every list is alike": "A part of a record has one name, its path: `dimensions.cause` in filters, `fields`, `facet`,"
    " tables and columns of CSV. What holds several is filtered in the singular: `country` for `countries`. A comma means any"
    " of. `__gte` and `__lte` bound dates and numbers, `__gt` and `__lt` numbers, `__not` leaves values out, `__contains` looks for words in a text, and"
    " `__isnull` asks whether a value is known. Dates may be a year, a month or a day: `started__gte=2018` is in 2018 or"
    ' later. `q` asks for words, "phrases" and beginnings* in any text of the records, `source…` for what the records'
    " cite.",
    "Pages": "`limit` is at most 500, and `0` answers the total alone; `links.next` leads to the next page.",
    "Order, fields, numbers": "`sort=-started,code` orders a list, `fields=code,mandates.until` keeps only these fields or"
    " parts, `facet=kind,status` counts their values among all records that pass. `expand=figures,people` at the address of a"
    " record brings the first page of its related lists along.",
    "Formats": "Every list and every record comes as JSON, CSV and NDJSON, missions and events also as GeoJSON: by the"
    " `Accept` header or with `format=`. CSV and NDJSON without `limit` are whole, however long the list is; the headers say"
    " of which release (`X-Release`) and of how many records (`X-Total-Count`). In CSV, several values in one cell are"
    " joined by semicolons, and a text that a spreadsheet would take for a formula gets an apostrophe in front.",
    "Pictures": "Charts are SVG, in the colours of the reader's screen, or with `theme=light` or `theme=dark`; `width=` says"
    " how wide. One that cannot be drawn says why, in an `<img>` too.",
    "Names and addresses": "Doubled or trailing slashes, needless percent-encoding, capitals in codes, acronyms and former"
    " names are redirected (308) to the one form of an address.",
    "Two clocks, and no overwriting": "Of figures, `as_of` asks what was true of a day, `known_at` what we knew by a day. One"
    " that proves wrong is withdrawn, with the reason and what replaces it, and stays readable."
    " `/v1/changes?since=2026.11.1` tells what was added, corrected and withdrawn since a release or a date.",
    "Answers keep": "They change only with a release: send `If-None-Match` with the `ETag` you have, and a 304 tells that"
    " nothing changed. When a new release is published, it is served within two seconds, and no answer mixes two: a cursor"
    " of the old one goes on in the new one, behind the record where it stopped (in a search, behind as many results), and"
    " an `ETag` of the old one is answered in full.",
    "null": "It means not applicable or not known, and each field says which. No key is ever left out, unless `fields`"
    " asks for that.",
    "What is wrong is refused": "A parameter that is not known, or given twice, and a value that is not understood, are"
    " refused with what would be right.",
}


def failures() -> dict[int, str]:
    """Return the meaning of each error status, by number."""
    return {int(status): MEANINGS[status] for status in sorted(MEANINGS, key=HTTPStatus.__int__)}
