"""The curated data, and the only code that writes the database."""
