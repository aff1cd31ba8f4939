"""The rules the records must keep: one small function each."""
