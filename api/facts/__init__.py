"""What a file says of each kind of record, a file per kind: described facts, of which tables and answers are made.

Nothing here knows of a database or of HTTP.
"""
