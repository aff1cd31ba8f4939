"""Derive series from published datasets, a module for each publisher; see `seed/derive.py`."""
