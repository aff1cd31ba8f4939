"""A file for each kind of record: its query parameters, answer model and sentence. `registry.py` lists them all."""
