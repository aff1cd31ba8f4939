"""The fields of each kind of record as its seed file has them, described; tables and answers inherit them.

Nothing here knows of a database or of HTTP.
"""
