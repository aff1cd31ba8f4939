"""The opening of a record's page: fact boxes, sentences and charts, each from a list query."""
