"""Question pages: what people ask most, answered with sentence, chart, table and source."""
