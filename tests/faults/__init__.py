"""Publishing under faults that really happen: killed loaders, full disks, broken files. `python -m tests.faults`."""
