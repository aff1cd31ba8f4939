"""A file for each kind of record: what can be asked of it, how it is answered and told. `registry.py` names them all."""
