"""The page of a list: its form, what narrows it, its table."""
