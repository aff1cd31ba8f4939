"""Write the downloads, files with the whole dataset, when a database is built; find and describe them for the service.

Files made once, instead of answers made on request: so checksums, range requests and resuming come for nothing.
"""
