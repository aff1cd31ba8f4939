"""The same questions for language-model agents, as tools of the Model Context Protocol; an extra, off by default."""
