"""The whole dataset as files: written when a database is built, found and described by the service."""
