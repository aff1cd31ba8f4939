"""The page of a list: its form, its filters and facets, its table."""
