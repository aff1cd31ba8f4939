"""Open and replace the built database: SQLite for one host, PostgreSQL for several, behind `address.py`. No HTTP here."""
