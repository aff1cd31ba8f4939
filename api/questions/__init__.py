"""Questions and sentences in people's own words, read: names, measures, times and dimensions, each word in its place."""
