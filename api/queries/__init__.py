"""Questions the data can answer: a filter goes in, plain rows come out. No HTTP here."""
