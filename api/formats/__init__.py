"""Write lists as CSV, NDJSON and GeoJSON, and records as citations. No HTTP here."""
