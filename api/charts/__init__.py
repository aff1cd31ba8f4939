"""Charts: from records to SVG text, and to the table behind it. Nothing here knows of HTTP or SQL."""
