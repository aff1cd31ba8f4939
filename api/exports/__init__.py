"""Write the whole dataset to files when a database is built; find and describe them for the service.

Files made once, instead of answers made on request: checksums, ranges and resuming come for nothing.
"""
