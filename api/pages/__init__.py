"""Show the lists and records of the API to people, as HTML without scripts."""
