"""Suggest the query parameter that was probably meant by an unknown one, for `did_you_mean`."""

from collections.abc import Iterable, Sequence

from api.hints import probably_meant

RARE = ("__isnull", "__not")  # Filters that follow from others, and need no mention.
FROM = ("time__gte", "active_in", "date__gte", "started__gte", "launched__gte", "since")
UNTIL = ("time__lte", "active_in", "date__lte", "ended__lte", "launched__lte")
# Names that other services use, each for the first of these parameters that an operation has.
ELSEWHERE = (
    ("year years date when from since after start startyear fromyear yearfrom", FROM),
    ("startdate fromdate datefrom mindate", FROM),
    ("to until before till end endyear toyear yearto enddate todate dateto maxdate", UNTIL),
    ("mission operation about", ("subject",)),
    ("page offset skip pagetoken", ("cursor",)),
    ("perpage pagesize size maxresults", ("limit",)),
    ("order orderby ordering sortby", ("sort",)),
    ("query search text term keyword keywords", ("q",)),
    ("select only columns attributes", ("fields",)),
    ("output", ("format",)),
)
OURS = {word: names for words, names in ELSEWHERE for word in words.split()}


def nearest_name(name: str, names: Sequence[str]) -> str | None:
    """Return the parameter that is probably meant: by a part of its name, by how others call it, or by its spelling."""
    return longer_name(name, names) or _ours(name, names) or probably_meant(name, names)


def longer_name(name: str, names: Iterable[str]) -> str | None:
    """Return a parameter of which a name is the last part (`x.name`), or the part before the operator (`name__gte`)."""
    longer = (one for one in names if one.endswith(f".{name}") or one.startswith(f"{name}__"))
    return next((one for one in longer if not one.endswith(RARE)), None)


def _ours(name: str, names: Sequence[str]) -> str | None:
    word = name.lower().replace("_", "").replace("-", "")
    return next((one for one in OURS.get(word, ()) if one in names), None)
