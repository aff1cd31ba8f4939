"""Property-based tests of the API with Schemathesis: every phase and check, with a fixed seed.

One address of each sort is asked here; `schemathesis.toml` says how all of them are, at length.
"""

from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
pytestmark = pytest.mark.slow
ADDRESSES = [
    "/v1/countries",
    "/v1/countries/{code}",
    "/v1/events/{code}",
    "/v1/{collection}/{code}/discrepancies",
    "/v1/discrepancies/{code}",
    "/v1/search",
    "/v1/missions/{code}/citation",
    "/v1/release",
    "/v1/figures/table",
    "/v1/release/download",
    "/v1/changes",
    "/v1/verify",
]


# What is thought up may be long; Hypothesis would rather not print it.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize(
    ("phase", "least"), [("examples", 5), ("coverage", 500), ("fuzzing", 50), ("stateful", 50)]
)
def test_schemathesis_finds_nothing(facts: TestClient, phase: str, least: int) -> None:
    config = SchemathesisConfig.from_path(CONFIGURATION)
    config.projects.default.phases.update(phases=[phase])
    schema = schemathesis.openapi.from_asgi("/openapi.json", facts.app, config=config)
    events = list(from_schema(schema.include(path=ADDRESSES)).execute())
    recorders = [event.recorder for event in events if isinstance(event, ScenarioFinished)]
    checks = [one for recorder in recorders for group in recorder.checks.values() for one in group]
    assert [event.value for event in events if isinstance(event, NonFatalError)] == []
    failures = [one.failure_info for one in checks if one.failure_info]
    assert [(one.failure.title, one.failure.message, one.code_sample) for one in failures] == []
    assert sum(len(recorder.interactions) for recorder in recorders) >= least
