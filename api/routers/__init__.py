"""HTTP only: parse the request, ask one question, shape the answer."""
