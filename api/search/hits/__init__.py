"""Which records are found, in which order, and what is shown of each."""
