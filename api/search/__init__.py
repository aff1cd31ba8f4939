"""Search over all records: ranked hits for any words, and an answer where the question is fully understood."""
