"""Answer questions above the hits: a module for each kind of answer that is a list, a ranking or a record."""
