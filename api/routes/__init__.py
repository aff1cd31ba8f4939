"""The routes of the API: each reads a request, asks one question and answers."""
