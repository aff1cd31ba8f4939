"""Generate queries for a list from its own parameters and data, with a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import quote

from fastapi.testclient import TestClient
from pydantic.fields import FieldInfo

from api.lists.parameters import PageParams
from api.lists.resource import Resource
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES
from api.search.page import SearchParams
from api.vocabulary import Format, RecordType

LISTS = [*RESOURCES.values(), COVERAGE]
EACH = 4  # Values that every filter is asked with.
LIMITS = [0, 1, 2, 3, 7, 50, 500]
ODD = ["CÔTE", "côte", "100%", "a_b", "\\", "'", '"', "Ω", "UN™", "日本", "-", "*"]
Parameters = dict[str, str]


@dataclass(frozen=True)
class Pool:
    """The possible queries of one list."""

    resource: Resource
    values: dict[str, list[str]]
    words: list[str]

    def systematic(self) -> Iterator[Parameters]:
        """Yield every filter, order and facet on its own."""
        for name, values in self.values.items():
            for value in spread(values, EACH):
                yield {name: value}
        for name in self.resource.sortable:
            yield {"sort": name, "limit": "500"}
            yield {"sort": f"-{name}", "limit": "7"}
        for name in self.resource.facets:
            yield {"facet": name, "limit": "0"}

    def mixed(self, chance: random.Random) -> Parameters:
        """Return a random combination of parameters."""
        names = chance.sample(list(self.values), min(len(self.values), chance.randint(0, 2)))
        asked = {name: chance.choice(self.values[name]) for name in names}
        sorts = [f"{sign}{name}" for name in self.resource.sortable for sign in ("", "-")]
        asked["limit"] = str(chance.choice(LIMITS))
        if chance.random() < 0.5:
            asked["sort"] = ",".join(chance.sample(sorts, 2))
        if chance.random() < 0.3:
            asked["q"] = typed(chance, self.words)
        if self.resource.facets and chance.random() < 0.3:
            asked["facet"] = chance.choice([*self.resource.facets])
        if chance.random() < 0.2:
            asked["fields"] = ",".join(chance.sample([*self.resource.answer.model_fields], 2))
        if chance.random() < 0.2:
            asked["format"] = chance.choice(list(Format))
        return asked


def pool_of(resource: Resource, client: TestClient) -> Pool:
    """Collect the possible queries of a list, with values from its records."""
    records = client.get(f"/v1/{resource.plural}?limit=500").json()["data"]
    own = {
        n: i for n, i in resource.filters.model_fields.items() if n not in PageParams.model_fields
    }
    values = {info.alias or name: values_for(name, info, records) for name, info in own.items()}
    words = [word for record in records for word in record.get("name", "").split()]
    return Pool(resource, values, sorted({*words, "peacekeeping", "the", *ODD}))


def values_for(name: str, info: FieldInfo, records: list[dict[str, Any]]) -> list[str]:
    """The values to try for a filter: its example, all of an enum, and values in the data."""
    base, _, operator = name.partition("__")
    examples = [str(example) for example in info.examples or []]
    if operator == "isnull":
        return ["true", "false"]
    found = [text for record in records for text in texts(record.get(base))]
    allowed = [str(one) for one in members(info.annotation)]
    if operator == "contains":
        words = [word for text in found for word in text.split()]
        return [*examples, *ODD, *sorted({turned for w in words for turned in (w, w.upper())})]
    if operator in ("gte", "gt", "lte", "lt") and not base.startswith("value"):
        return sorted({text[:length] for text in [*examples, *found] for length in (4, 7, 10)})
    return list(dict.fromkeys([*examples, *allowed, *sorted(set(found)), "nothing"]))


def members(annotation: Any) -> list[Any]:
    """The members of the enum in an annotation, if it has one."""
    if hasattr(annotation, "__members__"):
        return list(annotation)
    return [one for part in get_args(annotation) for one in members(part)]


def texts(value: Any) -> list[str]:
    """The values of a field, as query parameters."""
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    if isinstance(value, dict):
        return [f"{value['type']}:{value['code']}"] if "type" in value else []
    return [] if value is None else [str(value)]


def typed(chance: random.Random, words: list[str]) -> str:
    """Words as a user may type them: several, a phrase, a prefix, a typo."""
    some = chance.sample(words, chance.randint(1, 2))
    return chance.choice(
        [" ".join(some), f'"{" ".join(some)}"', f"{some[0][:4]}*", some[0][1:], some[0].upper()]
    )


def spread(values: list[str], number: int) -> list[str]:
    """Pick this many of the values, evenly from first to last."""
    step = max(1, len(values) // number)
    return values[::step][:number] if len(values) > number else values


def address(path: str, asked: Parameters) -> str:
    """The address of a question."""
    query = "&".join(f"{name}={quote(value, safe=',')}" for name, value in asked.items())
    return f"{path}?{query}" if query else path


def of_list(resource: Resource, client: TestClient, number: int) -> list[str]:
    """Questions to a list and to single records of it."""
    pool, chance = pool_of(resource, client), random.Random(resource.plural)  # noqa: S311  # no secret
    asked = list(pool.systematic())
    asked += [pool.mixed(chance) for _ in range(number - len(asked))]
    path = f"/v1/{resource.plural}"
    codes = [record["code"] for record in client.get(f"{path}?limit=500").json()["data"]]
    return [address(path, one) for one in asked] + list(of_records(resource, spread(codes, 6)))


def of_records(resource: Resource, codes: list[str]) -> Iterator[str]:
    """Questions to records: whole, under another name, and with what is related to them."""
    related = [RESOURCES[type].plural for type in resource.related]
    for code in codes if resource is not COVERAGE else []:
        path = f"/v1/{resource.plural}/{code}"
        yield from (path, path.upper(), f"{path}x")
        if related:
            yield f"{path}?expand={','.join(related)}"
        for plural in related:
            yield f"{path}/{plural}?limit=3&sort=-code&facet={FACET_BY_PLURAL[plural]}"


FACET_BY_PLURAL = {
    resource.plural: next(iter(resource.facets), "code") for resource in RESOURCES.values()
}


def of_search(client: TestClient, number: int) -> list[str]:
    """Questions to search."""
    chance = random.Random("search")  # noqa: S311  # no secret
    words = sorted({word for one in LISTS for word in pool_of(one, client).words})
    found = []
    for _ in range(number):
        asked = {"q": typed(chance, words), "limit": str(chance.choice(LIMITS))}
        if chance.random() < 0.3:
            asked["type"] = ",".join(chance.sample(list(RecordType), 2))
        if chance.random() < 0.2:
            asked[chance.choice(["time__gte", "time__lte"])] = str(chance.randint(1948, 2026))
        found.append(address("/v1/search", asked))
    assert {"q", "type", "time__gte", "time__lte"} < set(SearchParams.model_fields)
    return found
