"""Looks at every kind of page in headless Chromium, and tells what is wrong: `python -m tests.browser`.

It serves the database that `python -m api` has built, and needs what `tests/browser/test_pages.py` needs.
"""

import sys

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from tests.browser.test_pages import LISTS, OTHERS, RECORDS, look
from tests.service import running


def main() -> int:
    """The number of faults found."""
    with running(TestClient(create_app(read_settings()))) as port:
        pages = [f"http://127.0.0.1:{port}{path}" for path in (*OTHERS, *LISTS, *RECORDS)]
        faults = look("all", *pages)
    print(*faults, f"{len(pages)} pages, {len(faults)} faults", sep="\n")
    return len(faults)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
