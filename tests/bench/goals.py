"""The cases that are measured, and their goals."""

from dataclasses import dataclass

from tests.bench.load import Load, Question

OF_BARE = 0.88
OF_NAIVE = 4.0
OF_DATASETTE = 4.0
OF_DATASETTE_LISTS = 6.0
P99_OF_P50 = 4.0
# What users feel.
MIXED_OF_BARE = 0.5
MIXED_P99_MS = 25.0
WORKERS_2_OF_1 = 1.8
OF_NGINX_FILES = 0.9
MEMORY_MB = 220.0
MEMORY_GROWTH_MB = 10.0  # In the last third of the requests.
LONGEST_WAIT_MS = 250.0
GROWTH = 1.3
DETAIL = "/v1/missions/minusma"
MISSIONS = "/v1/missions?limit=50"
FIGURES = "/v1/figures?limit=50"


@dataclass(frozen=True)
class Warm:
    """A cached answer; `known` sends its ETag, to be answered with 304."""

    name: str
    question: Question
    known: bool = False


WARM = (
    Warm("detail", Question(DETAIL)),
    Warm("list", Question(MISSIONS)),
    Warm("search", Question("/v1/search?q=women")),
    Warm("CSV", Question(f"{FIGURES}&format=csv")),
    Warm("304", Question(DETAIL), known=True),
    Warm("list, gzip", Question(MISSIONS, {"Accept-Encoding": "gzip"})),
    Warm("list, zstd", Question(MISSIONS, {"Accept-Encoding": "zstd"})),
)


@dataclass(frozen=True)
class Cold:
    """An uncached answer, and the address of the same rows in Datasette."""

    name: str
    question: Question
    in_datasette: str
    of_datasette: float = OF_DATASETTE


def cold_cases(database: str, mission_id: int) -> tuple[Cold, ...]:
    """The cases of the cold path; Datasette's addresses contain the file name and the id."""
    return (
        Cold("detail", Question(DETAIL), f"/{database}/mission/{mission_id}.json"),
        Cold(
            "missions",
            Question(MISSIONS),
            f"/{database}/mission.json?_size=50",
            OF_DATASETTE_LISTS,
        ),
        Cold("figures", Question(FIGURES), f"/{database}/figure.json?_size=50"),
    )


@dataclass(frozen=True)
class Finding:
    """One measurement that users feel, with its limit (at most, or at least)."""

    name: str
    measured: float
    goal: float
    unit: str = "×"
    at_least: bool = False
    beside: str = ""  # What else was seen.

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal


@dataclass(frozen=True)
class Against:
    """The ratio of the service's rate to that of another server, and its goal."""

    other: Load
    ratio: float
    goal: float


@dataclass(frozen=True)
class Result:
    """One case at one number of connections."""

    name: str
    connections: int
    ours: Load
    against: list[Against]
    steady: bool = False

    @property
    def misses(self) -> list[str]:
        """The goals that are missed; `steady` cases also have one for the slowest answers."""
        found = [f"{one.ratio:.3g} < {one.goal:g}" for one in self.against if one.ratio < one.goal]
        if self.steady and self.ours.spread > P99_OF_P50:
            bare = self.against[0].other.spread
            excuse = f" (bare {bare:.1f})" if bare > P99_OF_P50 else ""
            found.append(f"p99 {self.ours.spread:.1f} × p50 > {P99_OF_P50:g}{excuse}")
        return found
