"""How series are derived from published datasets, a module for each publisher; the commands are in `seed/derive.py`."""
