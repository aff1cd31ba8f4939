"""What the page of a record opens with: boxes of facts, sentences and charts, each a question to a list of the API."""
