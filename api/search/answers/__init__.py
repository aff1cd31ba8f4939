"""The answer on top of the hits: a module for each kind of question that lists, rankings and records answer."""
