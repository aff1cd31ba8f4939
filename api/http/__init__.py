"""What every answer has in common: middleware, response cache, compression, problems, the served release, the access log, the server."""
