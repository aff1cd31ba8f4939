"""The general part of the API reference, which applies to every address."""

from http import HTTPStatus

from api.http.problems import MEANINGS

HOW_TO_ASK = {
    "Filters": "A field has one name, its path, everywhere: `dimensions.cause` in filters, `fields`, `facet`, tables and"
    " columns of CSV. A field with several values is filtered in the singular: `country` for `countries`. A comma means any"
    " of. Operators: `__gte` and `__lte` bound dates and numbers (inclusive), `__gt` and `__lt` numbers, `__not` excludes"
    " values, `__contains` matches part of a text, and `__isnull` tests whether a value is null. A date may be a year, a"
    " month or a day: `started__gte=2018` matches 2018 and later. `q` searches all text of the records for words,"
    ' "phrases" and prefixes*; `source…` filters by the sources they cite.',
    "Pagination": "`limit` is at most 500; `0` returns the total alone. `links.next` leads to the next page, by a cursor.",
    "Sorting, fields, facets": "`sort=-started,code` sorts a list, `fields=code,mandates.until` returns only these fields or"
    " parts, `facet=kind,status` counts their values among all matching records. `expand=figures,people` on a"
    " record includes the first page of its related lists.",
    "Formats": "Every list and every record is available as JSON, CSV and NDJSON, missions and events also as GeoJSON: by the"
    " `Accept` header or with `format=`. CSV and NDJSON without `limit` are complete, however long the list is; the headers"
    " carry the release (`X-Release`) and the number of records (`X-Total-Count`). In CSV, several values in one cell are"
    " joined by semicolons, and a text that a spreadsheet would take for a formula is prefixed with an apostrophe.",
    "Charts": "Charts are SVG, by default in the reader's colour scheme, or with `theme=light` or `theme=dark`; `width=` sets"
    " the width in pixels. A chart that cannot be drawn shows the reason, in an `<img>` too.",
    "URLs": "Double or trailing slashes, needless percent-encoding, capitals in codes, acronyms and former"
    " names are redirected (308) to the canonical URL.",
    "`as_of` and `known_at`": "Of figures, `as_of` selects what was true on a day, `known_at` what we knew on a day. A figure"
    " that proves wrong is withdrawn, with the reason and its replacement, and stays readable."
    " `/v1/changes?since=2026.11.1` lists what was added, corrected and withdrawn since a release or a date.",
    "Caching": "Responses change only with a release: send `If-None-Match` with the `ETag` you have, and a 304 says that"
    " nothing changed. A new release is served within two seconds of its publication, and no response mixes two: a cursor"
    " of the old one continues in the new one, after the record where it stopped (in a search, after as many results), and"
    " an `ETag` of the old one gets a full response.",
    "Null": "Null means not applicable or not known, and each field says which. No key is ever omitted, unless `fields`"
    " asks for that.",
}


def failures() -> dict[int, str]:
    """Return the meaning of each error status, by number."""
    return {int(status): MEANINGS[status] for status in sorted(MEANINGS, key=HTTPStatus.__int__)}
