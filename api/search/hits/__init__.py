"""Rank and rerank the entries of the index, and show the hits."""
