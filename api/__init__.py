"""The service: answers questions about the built database over HTTP, and never writes."""
