"""Which figures answer a question, and how they are told."""
