"""The table of all faults: how to inject each, how often, and in which namespace."""

import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import disk, files, killing, together
from tests.faults.place import Place

# Some faults need a view of the disks of their own, which ends with the program, or a user whom rights stop.
VIEWS = {
    "plain": (),
    "mounting": ("unshare", "--map-root-user", "--mount"),
    "rights": ("setpriv", "--bounding-set", "-dac_override,-dac_read_search"),
}


@dataclass(frozen=True)
class Fault:
    """A fault that can be injected."""

    name: str
    happen: Callable[[Place, int], str]
    few: int = 1
    many: int = 1
    view: str = "plain"

    def row(self, *, few: bool) -> str:
        """Inject the fault and return its table row; print failures to standard error."""
        times = self.few if few else self.many
        with tempfile.TemporaryDirectory() as folder:
            try:
                outcome = self.happen(Place(Path(folder)), times)
            except AssertionError:
                traceback.print_exc()
                outcome = FAILED
        return f"| {self.name} | {times} | {outcome} |"


FAILED = "**failed**"
FAULTS = [
    Fault("killed at a random moment", killing.at_random_moments, 3, 200),
    Fault("killed before a step on the disk", killing.before_each_step, 3, 99),
    Fault("the same, loading what is there", killing.before_each_step_of_the_same, 4, 99),
    Fault("two loaders at once", together.loaders, 1, 20),
    Fault("two starts on an empty folder", together.starts, 1, 20),
    Fault("files of limited size", disk.too_long, 1, 40),
    Fault("folder missing", disk.missing),
    Fault("seed file cut off", files.cut_off, 1, 200),
    Fault("seed file not UTF-8", files.not_utf8, 1, 100),
    Fault("symbolic links in a circle", files.circular),
    Fault("line of 200 MB", files.long_line),
    Fault("database damaged", files.damaged, 1, 200),
    Fault("disk full", disk.full, 1, 40, "mounting"),
    Fault("file system read-only", disk.read_only, view="mounting"),
    Fault("folder not writable", disk.not_writable, view="rights"),
]


def can_have(view: str) -> bool:
    """Whether this machine allows such a mount namespace."""
    words = [*VIEWS[view], "true"]
    return bool(shutil.which(words[0])) and subprocess.run(words, check=False).returncode == 0  # noqa: S603


def command(view: str, *, few: bool) -> list[str]:
    """The command that tries all faults of a view, within it."""
    words = [*VIEWS[view], sys.executable, "-m", "tests.faults", "--view", view]
    return [*words, "--few"] if few else words
