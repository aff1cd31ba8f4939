"""What is stored, one file per subject. The sentence that explains a field stands on it, and only here.

`…Facts` describes what file, table and answer have in common; `…Row` is the table.
"""
