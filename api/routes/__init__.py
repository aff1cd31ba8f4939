"""The addresses of the API: each parses a request, asks one question and answers."""
