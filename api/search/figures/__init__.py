"""Choose the figures that answer a question, and write the answer."""
