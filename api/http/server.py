"""Start uvicorn: one process, or several under uvicorn's own supervisor. How it stops is in `api/http/draining.py`."""

import signal
import sys
from contextlib import closing
from types import FrameType

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from api.http.access_log import LOGGING
from api.http.draining import FINISHING_S, SIGNALS

if sys.platform != "win32":
    import resource


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; end with 0, or with uvicorn's exit code 3 when the workers cannot start."""
    config = uvicorn.Config(
        "api.app:create_configured_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,  # Ours is a layer of the service, where the settings ask for it.
        log_config=LOGGING,
        proxy_headers=False,
        server_header=False,
        http="api.http.protocol:HttpProtocol",
        loop="api.http.draining:Loop",
        ws="none",
        timeout_graceful_shutdown=FINISHING_S,
    )
    allow_many_connections()
    for number in SIGNALS:
        # uvicorn raises the signal once more when it has stopped in order; that ends with 0.
        signal.signal(number, _end)
    with closing(config.bind_socket()) as listener:
        if workers == 1:
            uvicorn.Server(config).run([listener])
            return
        supervisor = Supervisor(config, [listener])
        supervisor.run()
        if any(worker.exitcode == STARTUP_FAILURE for worker in supervisor.processes):
            sys.exit(STARTUP_FAILURE)


def allow_many_connections() -> None:
    """Let the process have as many connections as the system allows; it begins with fewer."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


class Supervisor(Multiprocess):
    """uvicorn's supervisor, which stops listening itself before it stops its workers.

    As long as it held the listener, connections would queue there for nobody. uvicorn documents neither `Multiprocess`
    with its `sockets`, `processes` and `terminate_all`, nor that it stops when a worker ends with `STARTUP_FAILURE`:
    `pyproject.toml` therefore bounds its version.
    """

    def terminate_all(self) -> None:
        """Leave the listener to the workers, which close it when they have drained."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()
