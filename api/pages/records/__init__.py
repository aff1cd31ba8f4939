"""The page of a record: its opening, figures, story and posts."""
