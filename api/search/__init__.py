"""Search over every record: any word counts, what is asked is understood, and answered where it is certain."""
