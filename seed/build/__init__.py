"""From records to the database: rows, search entries, coverage, and the lock around it."""
