"""How questions in words are parsed; whether the answers are right stands in tests/search."""
