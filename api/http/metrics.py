"""Counts for Prometheus at /metrics; imported only when asked for, as its library is an extra.

With several processes, each answers with its own counts, unless `PROMETHEUS_MULTIPROC_DIR` names an
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

from api.http.access_log import Seen
from api.tables.index import ReleaseRow

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
NO_ROUTE = "none"
Count = Callable[[float], None]


class Metrics:
    """What has been answered so far; no label takes a value that a client can invent."""

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
        self.kept = Counter(
            "peacekeeping_kept_answers",
            "Answers that were kept (hit), made to be kept (miss), shared while made, or none of these.",
            ["outcome"],
            registry=self.registry,
        )
        self.counts_of = lru_cache(maxsize=2000)(self._find_counts)

    def note(self, seen: Seen) -> None:
        """Counts one request."""
        count, time, keep = self.counts_of(seen.route or NO_ROUTE, seen.status, seen.kept)
        count(1)
        time(seen.seconds)
        keep(1)

    def _find_counts(self, route: str, status: int, kept: str) -> tuple[Count, Count, Count]:
        return (
            self.requests.labels(route, status).inc,
            self.seconds.labels(route).observe,
            self.kept.labels(kept).inc,
        )

    def make_router(self) -> APIRouter:
        """The address at which Prometheus asks."""
        router = APIRouter()

        @router.get("/metrics", include_in_schema=False)
        def show_metrics() -> Response:
            shown = generate_latest(self._collected())
            return Response(shown, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

        return router

    def _collected(self) -> CollectorRegistry:
        shown = CollectorRegistry()
        if SHARED in os.environ:
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]  # it has no types
        else:
            shown.register(self.registry)
        shown.register(self.release)
        return shown


class _Release(Collector):
    """The release being served, looked up whenever it is shown."""

    def __init__(self, find: Callable[[], ReleaseRow]) -> None:
        self.find = find

    def collect(self) -> Iterator[InfoMetricFamily]:
        """One metric that is always 1; its labels say what is served."""
        release = self.find()
        words = {"release": release.label, "digest": release.digest}
        yield InfoMetricFamily("peacekeeping_release", "The release being served.", value=words)
