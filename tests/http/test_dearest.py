"""The cache keeps what took longest to make for its size, as long as it is asked for."""

from dataclasses import dataclass

from api.http.dearest import DearestCache


@dataclass
class Made:
    """A cached value with the seconds it took to make."""

    seconds: float
    size: int = 10
    worth: float = 0


def test_room_is_made_by_dropping_what_is_made_fastest() -> None:
    cache = DearestCache[Made](30)
    cache["page"] = Made(1.0)
    for number in range(100):
        cache[f"record {number}"] = Made(0.01)
    assert [*cache] == ["page", "record 98", "record 99"]
    assert cache.currsize == cache.maxsize


def test_of_those_made_as_fast_the_larger_one_is_dropped() -> None:
    cache = DearestCache[Made](30)
    cache["large"], cache["small"] = Made(1.0, size=20), Made(1.0, size=10)
    cache["next"] = Made(1.0, size=10)
    assert {*cache} == {"small", "next"}


def test_what_nobody_asks_for_any_more_goes_in_the_end_and_what_is_asked_for_stays() -> None:
    cache = DearestCache[Made](30)
    cache["forgotten"], cache["asked for"] = Made(0.1), Made(0.1)
    for number in range(100):
        assert cache["asked for"]
        cache[f"record {number}"] = Made(0.01)
    assert "asked for" in cache
    assert "forgotten" not in cache


def test_more_than_fits_asked_for_in_turn_leaves_most_of_it_kept() -> None:
    cache, found = DearestCache[Made](100), 0
    for _ in range(10):
        for number in range(11):
            if cache.get(number):
                found += 1
            else:
                cache[number] = Made(1.0 + number)
    assert found > 60  # What forgets by age alone would find none.
    cache.clear()
    assert (len(cache), cache.currsize) == (0, 0)
