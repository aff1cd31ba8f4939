"""The systemd unit in `api/OPERATIONS.md` passes `systemd-analyze verify`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "api" / "OPERATIONS.md"
ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    assert ANALYZE
    unit = PAGE.read_text("utf-8").partition("```ini\n")[2].partition("```")[0]
    written = "/opt/peacekeeping-facts/.venv/bin/python"
    assert written in unit
    file = tmp_path / "peacekeeping-facts.service"
    file.write_text(unit.replace(written, sys.executable), "utf-8")
    done = subprocess.run(  # noqa: S603  # our own words
        [ANALYZE, "verify", "--man=no", file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
