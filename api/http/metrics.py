"""Count requests for Prometheus at /metrics; imported only where the settings ask, as its library is an extra.

Of several worker processes, each answers with its own counts, unless `PROMETHEUS_MULTIPROC_DIR` names an
empty folder through which they are added up.
"""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.http.access_log import AnsweredRequest
from api.tables.release import ReleaseRow

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
NO_ROUTE = "none"
Count = Callable[[float], None]


class Metrics:
    """Count answered requests. No label takes a value from the client, or memory would grow without bound."""

    def __init__(self, find_release: Callable[[], ReleaseRow]) -> None:
        self.registry = CollectorRegistry()
        self.release = _Release(find_release)
        self.requests = Counter(
            "peacekeeping_requests",
            "Requests by route and status.",
            ["route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "peacekeeping_request_seconds",
            "Seconds until an answer was handed over, by route.",
            ["route"],
            registry=self.registry,
            buckets=BUCKETS_S,
        )
        self.cache = Counter(
            "peacekeeping_kept_answers",
            "Answers that were kept (hit), made to be kept (miss), shared while made, or none of these.",
            ["outcome"],
            registry=self.registry,
        )
        # Looking labels up costs more than counting.
        self.counters_of = lru_cache(maxsize=2000)(self._find_counters)

    def add(self, request: AnsweredRequest) -> None:
        """Count one request."""
        count_request, observe_seconds, count_outcome = self.counters_of(
            request.route or NO_ROUTE, request.status, request.cache
        )
        count_request(1)
        observe_seconds(request.seconds)
        count_outcome(1)

    def _find_counters(self, route: str, status: int, cache: str) -> tuple[Count, Count, Count]:
        return (
            self.requests.labels(route, status).inc,
            self.seconds.labels(route).observe,
            self.cache.labels(cache).inc,
        )

    def make_router(self) -> APIRouter:
        """Make the route that Prometheus reads."""
        router = APIRouter()

        @router.get("/metrics", include_in_schema=False)
        def show_metrics() -> Response:
            text = generate_latest(self._registry_to_show())
            return Response(text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

        return router

    def _registry_to_show(self) -> CollectorRegistry:
        registry = CollectorRegistry()
        if SHARED in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
        else:
            registry.register(self.registry)
        registry.register(self.release)
        return registry


class _Release(Collector):
    """Export the release being served, read anew for each scrape."""

    def __init__(self, find: Callable[[], ReleaseRow]) -> None:
        self.find = find

    def collect(self) -> Iterator[InfoMetricFamily]:
        """Yield one metric that is always 1 and carries the release in its labels, as Prometheus shows versions."""
        release = self.find()
        words = {"release": release.label, "digest": release.digest}
        yield InfoMetricFamily("peacekeeping_release", "The release being served.", value=words)
