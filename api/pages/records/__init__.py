"""The page of a record: what it opens with, its numbers, its story."""
