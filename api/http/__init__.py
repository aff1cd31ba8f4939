"""HTTP for every answer alike: middleware, response cache, compression, problems, served release, access log, server."""
