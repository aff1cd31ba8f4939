"""Search: stories over HTTP, and how well it finds and answers what people ask."""
