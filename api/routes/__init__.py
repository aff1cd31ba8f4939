"""The routes of the API: each parses a request, calls one function below HTTP, and answers."""
