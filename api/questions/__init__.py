"""Parse questions in people's own words: the names, indicators, times and dimensions, each word in its place."""
